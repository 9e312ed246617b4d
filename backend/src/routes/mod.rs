//! The paths and their handlers.

mod attachments;
mod capabilities;
mod changes;
mod channels;
mod config_json;
mod content_security;
mod guard;
mod login;
mod login_page;
mod me;
mod messages;
mod one_message;
mod page;
mod pusher_auth;
mod reactions;
mod read;
mod search;
mod socket;
mod typing;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{any, delete, get, patch, post, put};
use tower_http::cors::CorsLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::app::App;
use crate::error::ApiError;
use crate::features::{Feature, Features};
use crate::limits::BODY_BYTES;
use crate::pusher::Publisher;

/// How long browsers may cache what another origin may call.
const PREFLIGHT_LIFE: Duration = Duration::from_secs(3600);

/// Everything that the backend answers.
pub fn router(app: Arc<App>) -> Router {
    let guarded = api(app.config.features).layer(from_fn_with_state(Arc::clone(&app), guard::api));
    let sign_in = Router::new()
        .route("/login", get(login::form).post(login::sign_in))
        .route("/logout", post(login::sign_out))
        .layer(from_fn_with_state(Arc::clone(&app), guard::sign_in));
    let live = match &app.publisher {
        Publisher::Embedded(realtime) => {
            Router::new().route("/app/{key}", get(socket::connect)).with_state(realtime.clone())
        }
        Publisher::Queue(_) => Router::new(),
    };
    Router::new()
        .nest("/api", guarded.layer(other_origins(&app.config.allow_origins)))
        // A nested router does not match its own root with a trailing slash.
        .route("/api/", any(no_such_path))
        .merge(sign_in)
        .route("/login.css", get(login::style))
        .route("/config.json", get(config_json::get))
        .route("/healthz", get(ready))
        .fallback(page::file)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .with_state(app)
        .merge(live)
}

fn api(features: Features) -> Router<Arc<App>> {
    let mut api = Router::new()
        .route("/messages", get(messages::list).post(messages::post))
        .route("/messages/typing", post(typing::post))
        .route("/pusher/auth", post(pusher_auth::post));
    if !features.names().is_empty() {
        api = api.route("/capabilities", get(capabilities::get));
    }
    if features.has(Feature::Me) {
        api = api.route("/me", get(me::get));
    }
    if features.has(Feature::Channels) {
        api = api.route("/channels", get(channels::list));
    }
    if features.has(Feature::Changes) {
        api = api.route("/messages/changes", get(changes::list));
    }
    if features.has(Feature::Search) {
        api = api.route("/messages/search", get(search::list));
    }
    if features.has(Feature::Read) {
        api = api.route("/channels/{id}/read", put(read::put));
    }
    if features.has(Feature::Edit) {
        api = api.route("/messages/{id}", patch(one_message::edit));
    }
    if features.has(Feature::Delete) {
        api = api.route("/messages/{id}", delete(one_message::delete));
    }
    if features.has(Feature::Reactions) {
        let reaction = put(reactions::put).delete(reactions::delete);
        api = api.route("/messages/{id}/reactions/{emoji}", reaction);
    }
    if features.has(Feature::Attachments) {
        // Its size is counted while it is written.
        api = api.route("/attachments", post(attachments::post).layer(DefaultBodyLimit::disable()));
    }
    let mut api = api
        .fallback(no_such_path)
        .method_not_allowed_fallback(async || ApiError::MethodNotAllowed)
        .layer(always(header::CACHE_CONTROL, "no-store"));
    if features.has(Feature::Attachments) {
        // Browsers may keep a file.
        api = api.route("/attachments/{id}", get(attachments::get));
    }
    api
}

/// Lets pages of other origins call the API, such as those hosted on a CDN. If there are none, browsers allow none.
fn other_origins(origins: &[HeaderValue]) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(origins.to_vec())
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE])
        .expose_headers([header::RETRY_AFTER])
        .max_age(PREFLIGHT_LIFE)
}

async fn no_such_path() -> ApiError {
    ApiError::NotFound("There is no such path in this API.".into())
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

/// 200 if calls can be answered.
async fn ready(State(app): State<Arc<App>>) -> Result<StatusCode, ApiError> {
    let workspace_id = app.config.workspaces.first().cloned().unwrap_or_default();
    let channel_id = crate::limits::CHANNEL_DEFAULT.into();
    let any = crate::store::ChannelKey { workspace_id, channel_id };
    app.store.last_message_at(any).await?;
    Ok(StatusCode::OK)
}
