//! The page's Content-Security-Policy: only its own files, its API and its socket.

use axum::http::HeaderValue;

use crate::pusher::Server;

/// Returns the policy for a page whose API is on its own origin. `scripts/page/headers.mjs` writes the same for other
/// hosts. Besides its own origin, `frame_ancestors` may show it in a frame.
///
/// `host` is the requested host, where the embedded Pusher server is. Older browsers do not accept 'self' for a
/// socket.
pub fn policy(server: &Server, frame_ancestors: &[String], host: Option<&HeaderValue>) -> HeaderValue {
    let socket = match server {
        Server::Embedded => {
            let host = host.and_then(|host| host.to_str().ok()).filter(|host| is_host(host)).unwrap_or_default();
            if host.is_empty() { String::new() } else { format!("ws://{host} wss://{host}") }
        }
        Server::Hosted { cluster } => format!("wss://ws-{cluster}.pusher.com"),
        Server::Own { host, port, tls: true } => format!("wss://{host}:{port}"),
        // If TLS is not required, pusher-js tries without and with it.
        Server::Own { host, port, tls: false } => format!("ws://{host}:{port} wss://{host}:{port}"),
    };
    let ancestors: String = frame_ancestors.iter().flat_map(|origin| [" ", origin]).collect();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' https: data:; \
         media-src 'self'; \
         connect-src 'self' {socket}; manifest-src 'self'; frame-ancestors 'self'{ancestors}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types collabspace-worker"
    );
    // Host, cluster and origins were checked when the backend started, so they are valid in a header.
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// A host with an optional port, without characters that would end the directive.
fn is_host(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte))
}
