//! `/login` and `/logout`: signing in by name, for demonstrations that enable it. Works without JavaScript.

use std::sync::Arc;

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Extension, Form, FromRequest, Json, Query, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, IntoResponseParts, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;
use serde_json::json;

use super::{guard, login_page};
use crate::app::App;
use crate::client::Client;
use crate::error::ApiError;
use crate::params;
use crate::person::Person;
use crate::session::cookie::{self, Site};

/// Shown if the demonstration's sign-in is off.
const SWITCHED_OFF: &str = "This server signs no one in by itself. If it is yours: put your own session check into \
                            backend/src/session/mod.rs and name your sign-in page as loginUrl in config.json, or, for a \
                            demonstration, start the server with --demo-sign-in (COLLABSPACE_DEMO_SIGN_IN=1).";

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FormQuery {
    return_to: String,
}

/// `GET /login?returnTo=`: the page that asks for a name.
pub async fn form(
    State(app): State<Arc<App>>,
    person: Result<Person, ApiError>,
    query: Result<Query<FormQuery>, QueryRejection>,
) -> Response {
    if !app.config.demo_sign_in {
        return login_page::notice(StatusCode::FORBIDDEN, SWITCHED_OFF);
    }
    let return_to = query.map(|Query(query)| query.return_to).unwrap_or_default();
    let who = person.map(|person| person.name).unwrap_or_default();
    login_page::form(StatusCode::OK, &who, own_path(&return_to), None)
}

/// The page's style sheet.
pub async fn style() -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "no-cache")];
    (headers, include_str!("login.css"))
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SignIn {
    name: String,
    return_to: String,
}

/// `POST /login`: answers a form with the cookies and a redirect, and JSON with cookies and token.
pub async fn sign_in(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    jar: CookieJar,
    request: Request,
) -> Response {
    let is_json = guard::is_json(request.headers());
    if !app.config.demo_sign_in {
        return match is_json {
            true => ApiError::Forbidden(SWITCHED_OFF.into()).into_response(),
            false => login_page::notice(StatusCode::FORBIDDEN, SWITCHED_OFF),
        };
    }
    if is_json {
        return sign_in_json(&app, client, jar, request).await.into_response();
    }
    let form: Result<Form<SignIn>, FormRejection> = Form::from_request(request, &()).await;
    let sign_in = match form {
        Ok(Form(sign_in)) => sign_in,
        Err(rejection) => return ApiError::from(rejection).into_response(),
    };
    match params::person_name(&sign_in.name) {
        Ok(name) => {
            let person = Person::named(&name);
            let token = app.sessions.issue(&person);
            let back = Redirect::to(own_path(&sign_in.return_to));
            (with_session(jar, token, &person, site(&app, client)), back).into_response()
        }
        Err(refusal) => {
            let (status, words) = (StatusCode::BAD_REQUEST, refusal.to_string());
            login_page::form(status, &sign_in.name, own_path(&sign_in.return_to), Some(&words))
        }
    }
}

async fn sign_in_json(
    app: &App,
    client: Client,
    jar: CookieJar,
    request: Request,
) -> Result<impl IntoResponse + use<>, ApiError> {
    let Json(sign_in) = Json::<SignIn>::from_request(request, &()).await?;
    let person = Person::named(&params::person_name(&sign_in.name)?);
    let token = app.sessions.issue(&person);
    let body = Json(json!({ "token": token, "user": person }));
    Ok((with_session(jar, token, &person, site(app, client)), body))
}

/// `POST /logout`: revokes the session and removes its cookies. If the store is away, the user stays signed in and is
/// told so, since a token that is still valid must not appear to be revoked.
pub async fn sign_out(
    State(app): State<Arc<App>>,
    Extension(client): Extension<Client>,
    jar: CookieJar,
    headers: HeaderMap,
) -> Result<impl IntoResponse, ApiError> {
    app.sessions.revoke(&headers).await?;
    let site = site(&app, client);
    Ok((cookie::remove(jar, site), cookie::user(None, site), Redirect::to("/login")))
}

/// Sets the session's cookie, then the one that names the person. Some callers read only the first.
fn with_session(jar: CookieJar, token: String, person: &Person, site: Site) -> impl IntoResponseParts + use<> {
    // Over https, the cookie with the plain name is from the first release, and belongs to the previous user.
    let jar = if site.is_https { cookie::remove(jar, Site { is_https: false, ..site }) } else { jar };
    (jar.add(cookie::issue(token, site)), cookie::user(Some(&person.id), site))
}

fn site(app: &App, client: Client) -> Site {
    Site { is_https: client.is_https, has_other_origins: !app.config.allow_origins.is_empty() }
}

/// Returns `return_to` if it is a path on this origin, otherwise `/`. Browsers treat `//host` and `/\host` as another
/// host, and drop tabs and line ends first.
fn own_path(return_to: &str) -> &str {
    let path = return_to.strip_prefix('/');
    let own = path.is_some_and(|rest| {
        !rest.starts_with('/') && rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    });
    if own { return_to } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn the_way_back_stays_on_this_origin() {
        for own in ["/", "/chat?x=1#general", "/a//b", "/?next=https://example.org"] {
            assert_eq!(own_path(own), own);
        }
        for foreign in [
            "",
            "chat",
            "https://example.org",
            "//example.org",
            "/\\example.org",
            "/\t/example.org",
            "/a\r\nSet-Cookie: x=1",
            "/é",
        ] {
            assert_eq!(own_path(foreign), "/", "{foreign:?}");
        }
    }
}
