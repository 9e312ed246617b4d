//! `/login` and `/logout`: signing in by a name, for demos. Works without JavaScript.

use std::sync::Arc;

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, FromRequest, Json, Query, Request, State};
use axum::http::header::{self, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::error::ApiError;
use crate::message::Timestamp;
use crate::person::Person;
use crate::session;
use crate::{limits, params};

/// The page needs its style sheet, its icon and its own form, nothing else.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FormQuery {
    return_to: String,
}

/// `GET /login?returnTo=`: the page that asks for a name.
pub async fn form(person: Result<Person, ApiError>, query: Result<Query<FormQuery>, QueryRejection>) -> Response {
    let return_to = query.map(|Query(query)| query.return_to).unwrap_or_default();
    let who = person.map(|person| person.name).unwrap_or_default();
    page(StatusCode::OK, &who, &return_to, None)
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

/// `POST /login`: a form is answered by the cookie and the way back, JSON by cookie and token.
pub async fn sign_in(State(app): State<Arc<App>>, jar: CookieJar, request: Request) -> Response {
    if is_json(&request) {
        return sign_in_json(&app, jar, request).await.into_response();
    }
    let form: Result<Form<SignIn>, FormRejection> = Form::from_request(request, &()).await;
    let sign_in = match form {
        Ok(Form(sign_in)) => sign_in,
        Err(rejection) => return ApiError::from(rejection).into_response(),
    };
    match params::person_name(&sign_in.name) {
        Ok(name) => {
            let token = app.sessions.issue(&Person::named(&name), Timestamp::now());
            let back = Redirect::to(own_path(&sign_in.return_to));
            (jar.add(session::cookie(token)), back).into_response()
        }
        Err(refusal) => page(StatusCode::BAD_REQUEST, &sign_in.name, &sign_in.return_to, Some(&refusal.to_string())),
    }
}

async fn sign_in_json(app: &App, jar: CookieJar, request: Request) -> Result<impl IntoResponse + use<>, ApiError> {
    let Json(sign_in) = Json::<SignIn>::from_request(request, &()).await?;
    let person = Person::named(&params::person_name(&sign_in.name)?);
    let token = app.sessions.issue(&person, Timestamp::now());
    let body = Json(json!({ "token": token, "user": person }));
    Ok((jar.add(session::cookie(token)), body))
}

/// `POST /logout`: the cookie is taken back.
pub async fn sign_out(jar: CookieJar) -> impl IntoResponse {
    let mut cookie = session::cookie(String::new());
    cookie.make_removal();
    (jar.add(cookie), Redirect::to("/login"))
}

fn is_json(request: &Request) -> bool {
    request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.trim_start().starts_with("application/json"))
}

/// `return_to` where it is a path on this origin, else `/`. Browsers read `//host` and `/\host` as
/// another host, and drop tabs and line ends before they look.
fn own_path(return_to: &str) -> &str {
    let path = return_to.strip_prefix('/');
    let own = path.is_some_and(|rest| {
        !rest.starts_with('/') && rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    });
    if own { return_to } else { "/" }
}

fn page(status: StatusCode, name: &str, return_to: &str, error: Option<&str>) -> Response {
    let name = escape(name);
    let return_to = escape(own_path(return_to));
    let (described, error) = match error {
        Some(text) => (
            " aria-invalid=\"true\" aria-describedby=\"error\"",
            format!("<p class=\"error\" id=\"error\" role=\"alert\">{}</p>\n", escape(text)),
        ),
        None => ("", String::new()),
    };
    let html = format!(
        "<!doctype html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>Sign in · CollabSpace</title>
<link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">
<link rel=\"stylesheet\" href=\"/login.css\">
</head>
<body>
<main>
<h1>Sign in to CollabSpace</h1>
<p>This is a demo: a name is enough. The same name is the same person.</p>
<form method=\"post\" action=\"/login\">
<label for=\"name\">Your name</label>
<input id=\"name\" name=\"name\" value=\"{name}\" maxlength=\"{max}\" autocomplete=\"name\" required autofocus{described}>
{error}<input type=\"hidden\" name=\"returnTo\" value=\"{return_to}\">
<button>Sign in</button>
</form>
</main>
</body>
</html>
",
        max = limits::NAME_CHARS,
    );
    let mut response = (status, Html(html)).into_response();
    for (name, value) in
        [(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-store"), (header::REFERRER_POLICY, "no-referrer")]
    {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Makes text safe between tags and within a quoted attribute.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
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
