//! The page's Content-Security-Policy: nothing but its own files, its API and its socket.

use axum::http::HeaderValue;

use crate::pusher::Server;

/// The policy for a page whose API is on its own origin. `scripts/page/headers.mjs` writes the same for other hosts.
/// Beside its own origin, `frame_ancestors` may show it in a frame.
pub fn policy(server: &Server, frame_ancestors: &[String]) -> HeaderValue {
    let socket = match server {
        Server::Hosted { cluster } => format!("wss://ws-{cluster}.pusher.com"),
        Server::Own { host, port, tls: true } => format!("wss://{host}:{port}"),
        // Where TLS is not asked for, pusher-js tries without and with it.
        Server::Own { host, port, tls: false } => format!("ws://{host}:{port} wss://{host}:{port}"),
    };
    let ancestors: String = frame_ancestors.iter().flat_map(|origin| [" ", origin]).collect();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' https: data:; \
         connect-src 'self' {socket}; manifest-src 'self'; frame-ancestors 'self'{ancestors}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types collabspace-worker"
    );
    // Host, cluster and origins were checked when the backend started: a header can hold them.
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}
