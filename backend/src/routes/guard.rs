//! Checks every call before its handler: who is at the other end, if another site's page is behind it, and how often
//! this address calls.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::client::{Client, Peer};
use crate::error::ApiError;
use crate::session;

/// Guards the API.
pub async fn api(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Result<Response, ApiError> {
    let client = admit(&app, &mut request)?;
    match (request.method(), request.uri().path()) {
        (&Method::POST, "/pusher/auth") => app.authorize_rate.check(&client)?,
        (&Method::GET, _) => app.read_rate.check(&client)?,
        _ => {}
    }
    Ok(next.run(request).await)
}

/// Guards sign-in and sign-out.
pub async fn sign_in(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Result<Response, ApiError> {
    let client = admit(&app, &mut request)?;
    if request.method() == Method::POST && request.uri().path() == "/login" {
        app.sign_in_rate.check(&client)?;
    }
    Ok(next.run(request).await)
}

/// Identifies the caller for the handlers, and refuses calls from other sites' pages.
fn admit(app: &App, request: &mut Request) -> Result<Client, ApiError> {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip());
    let mut client = peer.map(|peer| app.config.trusted_proxies.client(peer, request.headers())).unwrap_or_default();
    client.is_https |= app.config.https;
    request.extensions_mut().insert(client);
    if !is_safe(request.method()) {
        check_origin(request.method(), request.headers(), client, &app.config.allow_origins)?;
    }
    Ok(client)
}

/// Returns `true` for methods that change nothing.
fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// Refuses a call that another origin's page makes with its visitor's cookies.
///
/// Browsers send `Sec-Fetch-Site` over https and to this machine, and `Origin` with every call that changes
/// something; no page can change either. A caller that sends neither is not a browser that the page runs in.
fn check_origin(method: &Method, headers: &HeaderMap, client: Client, allowed: &[HeaderValue]) -> Result<(), ApiError> {
    // No page can send this to another origin without that origin's consent (CORS), nor in a form.
    if session::bearer(headers).is_some() {
        return Ok(());
    }
    let origin = headers.get(header::ORIGIN);
    if origin.is_some_and(|origin| allowed.contains(origin)) {
        return Ok(());
    }
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    let passes = match (site, origin) {
        // "none": only the user, for example by resending a form after a reload.
        (Some(b"same-origin" | b"none"), _) => true,
        (Some(_), _) => false,
        (None, Some(origin)) => is_own(origin, headers, client),
        // No form can send JSON or another method, and a script of another origin would need permission first (CORS).
        (None, None) => !session::cookie::is_in(headers) || is_json(headers) || method != Method::POST,
    };
    if passes {
        return Ok(());
    }
    let from = origin.and_then(|origin| origin.to_str().ok());
    Err(ApiError::Forbidden(match from {
        Some(origin) => format!(
            "Pages of {origin} may not make this call. To let them, start this server with --allow-origin {origin}; a \
             proxy in front of it must pass on the Host header."
        ),
        None => {
            "A form that carries the session's cookie needs an Origin header. Send JSON, or a bearer token instead of \
                 the cookie."
                .into()
        }
    }))
}

/// Returns `true` if `origin` is the requested host.
fn is_own(origin: &HeaderValue, headers: &HeaderMap, client: Client) -> bool {
    let origin = origin.to_str().unwrap_or_default();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    // Behind an untrusted proxy, the scheme is not known.
    let of_origin = match client.is_https {
        true => origin.strip_prefix("https://"),
        false => origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")),
    };
    !host.is_empty() && of_origin.is_some_and(|own| own.eq_ignore_ascii_case(host))
}

/// Returns `true` if the body is JSON.
pub fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.trim_start().starts_with("application/json"))
}
