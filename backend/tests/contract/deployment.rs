//! The examples in `deploy/` say of the page what the backend says of it.

use crate::support::Backend;

#[tokio::test]
async fn nginx_and_caddy_send_the_page_with_the_backend_s_own_policy() {
    let backend = Backend::with_pusher_at(6001, &[]).await;
    backend.built("index.html", b"page");
    let answer = backend.stranger().get("/").await;
    let policy = answer.header("content-security-policy");
    let policy = policy.replace("ws://127.0.0.1:6001 wss://127.0.0.1:6001", "wss://chat.example");
    assert!(policy.contains("connect-src 'self' wss://chat.example;"), "{policy}");
    for name in ["nginx.conf", "Caddyfile"] {
        let path = format!("{}/deploy/{name}", env!("CARGO_MANIFEST_DIR"));
        let example = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(example.contains(&policy), "{name} does not send {policy}");
        for header in ["access-control-allow-origin", "cross-origin-resource-policy", "x-content-type-options"] {
            assert!(!answer.header(header).is_empty(), "{header}");
            let line = example.lines().find(|line| line.to_ascii_lowercase().contains(header)).unwrap_or("");
            assert!(line.contains(&format!("\"{}\"", answer.header(header))), "{name}: {header}: {line:?}");
        }
    }
}
