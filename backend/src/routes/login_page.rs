//! The sign-in page's markup.

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};

use crate::limits;

/// The page needs only its style sheet, its icon and its own form.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// The form that asks for a name, with the reason if one was refused.
pub fn form(status: StatusCode, name: &str, return_to: &str, error: Option<&str>) -> Response {
    let name = escape(name);
    let return_to = escape(return_to);
    let (described, error) = match error {
        Some(text) => (
            " aria-invalid=\"true\" aria-describedby=\"error\"",
            format!("<p class=\"error\" id=\"error\" role=\"alert\">{}</p>\n", escape(text)),
        ),
        None => ("", String::new()),
    };
    let main = format!(
        "<p>This is a demo: a name is enough. The same name is the same person.</p>
<form method=\"post\" action=\"/login\">
<label for=\"name\">Your name</label>
<input id=\"name\" name=\"name\" value=\"{name}\" maxlength=\"{max}\" autocomplete=\"name\" required autofocus{described}>
{error}<input type=\"hidden\" name=\"returnTo\" value=\"{return_to}\">
<button>Sign in</button>
</form>
",
        max = limits::NAME_CHARS,
    );
    page(status, &main)
}

/// The page without the form, which says why there is none.
pub fn notice(status: StatusCode, text: &str) -> Response {
    page(status, &format!("<p role=\"alert\">{}</p>\n", escape(text)))
}

/// A page with this markup under its heading.
fn page(status: StatusCode, main: &str) -> Response {
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
{main}</main>
</body>
</html>
"
    );
    let mut response = (status, Html(html)).into_response();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, "no-store"),
        // With "no-referrer", browsers would send the form with "Origin: null".
        (REFERRER_POLICY, "same-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Escapes text for use between tags and within a quoted attribute.
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
