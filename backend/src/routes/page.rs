//! The built page: the files of `dist`, precompressed if the build did so, with the cache headers that their names
//! allow.

use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use tower_http::services::ServeDir;

use super::content_security;
use crate::app::App;

const MISSING: &str = "<!doctype html>
<html lang=\"en\"><meta charset=\"utf-8\"><title>CollabSpace</title>
<h1>The page is not built yet</h1>
<p>Run <code>make build</code>, then load this page again. The API is there already.</p>
</html>
";

pub async fn file(State(app): State<Arc<App>>, request: Request) -> Response {
    let dist = &app.config.dist;
    let name = request.uri().path().rsplit('/').next().unwrap_or_default();
    let cache = if has_hash(name) {
        "public, max-age=31536000, immutable"
    } else {
        // Revalidated every time; if unchanged, the answer is a 304 without a body.
        "no-cache"
    };
    if request.uri().path() == "/" && !is_file(&dist.join("index.html")).await {
        return (StatusCode::SERVICE_UNAVAILABLE, Html(MISSING)).into_response();
    }
    if is_for_other_hosts(request.uri().path()) {
        return not_found();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.").into_response();
    }
    let host = request.headers().get(header::HOST).cloned();
    let mut files = ServeDir::new(dist).precompressed_br().precompressed_gzip();
    let mut response = match files.try_call(request).await {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => return not_found(),
        Ok(response) => response.map(Body::new),
        Err(error) if is_no_file(&error) => return not_found(),
        Err(error) => {
            tracing::error!("A file of {} could not be read: {error}", dist.display());
            let text = "The file could not be read.";
            return (StatusCode::INTERNAL_SERVER_ERROR, text).into_response();
        }
    };
    // Only the file itself may be cached for a year, not an error in its place.
    let is_file = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let cache = if is_file { cache } else { "no-cache" };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    for_other_origins(headers);
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        content_security::policy(&app.config.pusher.server, &app.config.frame_ancestors, host.as_ref()),
    );
    // Browsers ignore it over plain HTTP.
    headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

/// embed.js and the files that it loads are for pages of other origins. They contain nothing secret.
pub fn for_other_origins(headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
}

/// Returns `true` for files that the build writes for other hosts: they are not part of the page.
fn is_for_other_hosts(path: &str) -> bool {
    // Compared like the files are found: decoded, without empty parts.
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let mut parts = path.split('/').filter(|part| !part.is_empty() && *part != ".");
    matches!(parts.next(), Some("_headers" | "vercel.json" | "hosting"))
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-cache")], "There is no such page.").into_response()
}

/// Returns `true` if the name caused the error, not the disk.
fn is_no_file(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{InvalidFilename, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | InvalidFilename)
}

async fn is_file(path: &Path) -> bool {
    tokio::fs::metadata(path).await.is_ok_and(|found| found.is_file())
}

/// Returns `true` if a file's name contains the hash of its content, as Trunk writes it: `-`, 16 hexadecimal digits,
/// then the extension (`.js`) or wasm-bindgen's own ending (`_bg.wasm`).
fn has_hash(name: &str) -> bool {
    name.split('-').skip(1).any(|part| {
        let digits = part.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).count();
        digits == 16 && part[digits..].starts_with(['.', '_'])
    })
}

#[cfg(test)]
mod tests {
    use super::has_hash;

    #[test]
    fn only_a_hash_before_the_ending_is_a_hash() {
        assert!(has_hash("main-0123456789abcdef.css"));
        assert!(has_hash("collabspace-chat-0123456789abcdef_bg.wasm"));
        for name in [
            "index.html",
            "0123456789abcdef.js",
            "main-0123456789abcde.js",
            "main-0123456789abcdef0.js",
            "main-0123456789ABCDEF.js",
            "main-0123456789abcdef",
        ] {
            assert!(!has_hash(name), "{name}");
        }
    }
}
