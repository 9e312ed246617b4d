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
        for header in
            ["cross-origin-resource-policy", "x-content-type-options", "strict-transport-security", "referrer-policy"]
        {
            assert!(!answer.header(header).is_empty(), "{header}");
            let line = example.lines().find(|line| line.to_ascii_lowercase().contains(header)).unwrap_or("");
            assert!(line.contains(&format!("\"{}\"", answer.header(header))), "{name}: {header}: {line:?}");
        }
    }
}

#[test]
fn sockudo_runs_as_confined_as_the_backend_and_on_this_machine_alone() {
    let unit = |name| {
        let path = format!("{}/deploy/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    let (backend, sockudo) = (unit("collabspace.service"), unit("sockudo.service"));
    let confined: Vec<_> = backend
        .lines()
        .skip_while(|line| !line.starts_with("NoNewPrivileges"))
        .take_while(|line| !line.is_empty())
        .collect();
    assert!(confined.len() > 10, "{confined:?}");
    for line in confined {
        assert!(sockudo.lines().any(|other| other == line), "sockudo.service has no {line}");
    }
    assert!(sockudo.contains("Environment=HOST=127.0.0.1 "), "{sockudo}");
    assert!(sockudo.contains("SOCKUDO_DEFAULT_APP_ENABLE_CLIENT_MESSAGES=false"), "{sockudo}");
}
