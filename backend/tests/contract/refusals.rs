//! Every refusal: its status, its text, and the store as it was.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Backend, Caller};

/// The refusal has the contract's form, and its text names all of these.
#[track_caller]
fn refused(answer: &Answer, status: u16, names: &[&str]) {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/json");
    let body = answer.json();
    assert_eq!(body.as_object().map(|body| body.len()), Some(1), "{body}");
    let text = body["error"].as_str().expect("error is text");
    for name in names {
        assert!(text.contains(name), "{name:?} is not in {text:?}");
    }
}

/// A backend with one message, and Ada, who said it.
async fn backend() -> (Backend, Caller, Vec<String>) {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    ada.say("the only one").await;
    let rows = backend.rows().await;
    assert_eq!(rows.len(), 1);
    (backend, ada, rows)
}

fn post(change: Value) -> Value {
    let mut body = json!({ "content": "Hello", "workspaceId": "demo-workspace", "channelId": "general" });
    for (name, value) in change.as_object().expect("an object") {
        body[name] = value.clone();
    }
    body
}

#[tokio::test]
async fn without_a_session_everything_is_401() {
    let (backend, _, rows) = backend().await;
    let stranger = backend.stranger();
    for path in [
        "/api/messages?workspaceId=demo-workspace",
        "/api/me",
        "/api/channels?workspaceId=demo-workspace",
        "/api/messages",
    ] {
        refused(&stranger.get(path).await, 401, &["not signed in"]);
    }
    refused(&stranger.post("/api/messages", post(json!({}))).await, 401, &["not signed in"]);
    let typing = json!({ "workspaceId": "demo-workspace", "channelId": "general", "isTyping": true });
    refused(&stranger.post("/api/messages/typing", typing).await, 401, &["not signed in"]);
    let form = "socket_id=1.2&channel_name=presence-workspace-demo-workspace";
    refused(&stranger.form("/api/pusher/auth", form).await, 401, &["not signed in"]);
    assert_eq!(backend.rows().await, rows);
}

#[tokio::test]
async fn a_workspace_of_others_is_403() {
    let (backend, ada, rows) = backend().await;
    let names = ["not a member", "other"];
    refused(&ada.get("/api/messages?workspaceId=other").await, 403, &names);
    refused(&ada.get("/api/channels?workspaceId=other").await, 403, &names);
    refused(&ada.post("/api/messages", post(json!({ "workspaceId": "other" }))).await, 403, &names);
    let typing = json!({ "workspaceId": "other", "isTyping": true });
    refused(&ada.post("/api/messages/typing", typing).await, 403, &names);
    assert_eq!(backend.rows().await, rows);
}

#[tokio::test]
async fn a_bad_parameter_of_the_history_is_400_and_named() {
    let (_backend, ada, _) = backend().await;
    let cases: &[(&str, &[&str])] = &[
        ("", &["workspaceId", "missing"]),
        ("workspaceId=", &["workspaceId", "\"\"", "1 to 64"]),
        ("workspaceId=a/b", &["workspaceId", "a/b", "letters"]),
        ("workspaceId=demo-workspace&channelId=a%20b", &["channelId", "a b"]),
        ("workspaceId=demo-workspace&limit=0", &["limit", "\"0\"", "1 to 100"]),
        ("workspaceId=demo-workspace&limit=101", &["limit", "101", "1 to 100"]),
        ("workspaceId=demo-workspace&limit=-1", &["limit", "-1"]),
        ("workspaceId=demo-workspace&limit=many", &["limit", "many"]),
        ("workspaceId=demo-workspace&limit=99999999999999", &["limit"]),
        ("workspaceId=demo-workspace&limit=1&limit=2", &["limit"]),
        ("workspaceId=demo-workspace&before=yesterday", &["before", "yesterday", "ISO 8601"]),
        ("workspaceId=demo-workspace&before=2026-02-30T00:00:00Z", &["before", "2026-02-30"]),
        ("workspaceId=demo-workspace&before=", &["before"]),
        ("workspaceId=demo-workspace&after=a%20b", &["after", "a b"]),
        ("workspaceId=demo-workspace&after=x&before=2026-01-31T12:00:00Z", &["before", "after"]),
        ("workspaceId=demo-workspace&around=a%20b", &["around", "a b"]),
        ("workspaceId=demo-workspace&around=", &["around", "\"\"", "1 to 64"]),
        ("workspaceId=demo-workspace&around=x&before=2026-01-31T12:00:00Z", &["before", "around"]),
        ("workspaceId=demo-workspace&around=x&after=x", &["after", "around"]),
    ];
    for (query, names) in cases {
        refused(&ada.get(&format!("/api/messages?{query}")).await, 400, names);
    }
    let long = "x".repeat(65);
    refused(&ada.get(&format!("/api/messages?workspaceId={long}")).await, 400, &["workspaceId", "…"]);
    refused(&ada.get("/api/channels").await, 400, &["workspaceId", "missing"]);
    refused(&ada.get("/api/channels?workspaceId=%20").await, 400, &["workspaceId"]);
}

#[tokio::test]
async fn after_and_around_a_message_that_this_channel_has_not_are_404() {
    let (_backend, ada, _) = backend().await;
    let elsewhere = ada.say_in("random", "elsewhere").await;
    for id in ["0190163d-8694-739b-aea5-966c26f8ad91", elsewhere["id"].as_str().unwrap()] {
        for name in ["after", "around"] {
            let path = format!("/api/messages?workspaceId=demo-workspace&{name}={id}");
            refused(&ada.get(&path).await, 404, &[name, id]);
        }
    }
}

#[tokio::test]
async fn a_bad_message_is_400_and_not_stored() {
    let (backend, ada, rows) = backend().await;
    let cases: &[(Value, &[&str])] = &[
        (json!({ "content": "" }), &["content", "0 characters", "1 to 5000"]),
        (json!({ "content": " \n\t " }), &["content", "0 characters"]),
        (json!({ "content": "\u{feff}\u{3000}" }), &["content", "0 characters"]),
        (json!({ "content": "\u{2800}" }), &["content", "cannot be seen"]),
        (json!({ "content": "\u{200b}\n\u{202e}\u{200d}" }), &["content", "cannot be seen"]),
        (json!({ "content": "x".repeat(5_001) }), &["content", "5001 characters", "1 to 5000"]),
        (json!({ "content": 7 }), &["content"]),
        (json!({ "content": null }), &["content"]),
        (json!({ "workspaceId": null }), &["workspaceId", "missing"]),
        (json!({ "workspaceId": 7 }), &["workspaceId"]),
        (json!({ "workspaceId": "a b" }), &["workspaceId", "a b"]),
        (json!({ "channelId": "../x" }), &["channelId", "../x"]),
        (json!({ "channelId": "" }), &["channelId"]),
        (json!({ "clientId": "7" }), &["clientId", "\"7\"", "UUID"]),
        (json!({ "clientId": 7 }), &["clientId", "7", "UUID"]),
        (json!({ "clientId": "{0190163d-8694-739b-aea5-966c26f8ad91}" }), &["clientId"]),
    ];
    for (change, names) in cases {
        refused(&ada.post("/api/messages", post(change.clone())).await, 400, names);
    }
    refused(&ada.post("/api/messages", json!({ "workspaceId": "demo-workspace" })).await, 400, &["content"]);
    refused(&ada.post("/api/messages", json!([])).await, 400, &[]);
    assert_eq!(backend.rows().await, rows);
}

#[tokio::test]
async fn a_channel_that_there_is_not_is_404_and_takes_nothing() {
    for flags in [&[][..], &["--baseline"]] {
        let backend = Backend::start(flags).await;
        let ada = backend.person("Ada").await;
        let names = ["channelId", "nowhere", "no such channel"];
        refused(&ada.post("/api/messages", post(json!({ "channelId": "nowhere" }))).await, 404, &names);
        let typing = json!({ "workspaceId": "demo-workspace", "channelId": "nowhere", "isTyping": true });
        refused(&ada.post("/api/messages/typing", typing).await, 404, &names);
        assert_eq!(backend.rows().await, [""; 0]);
        ada.post("/api/messages", post(json!({ "channelId": null }))).await.ok();
    }
}

#[tokio::test]
async fn a_bad_typing_event_is_400() {
    let (_backend, ada, _) = backend().await;
    let cases: &[(Value, &str)] = &[
        (json!({ "workspaceId": "demo-workspace", "channelId": "general" }), "isTyping"),
        (json!({ "workspaceId": "demo-workspace", "isTyping": "yes" }), "isTyping"),
        (json!({ "isTyping": true }), "workspaceId"),
        (json!({ "workspaceId": "demo-workspace", "channelId": "a b", "isTyping": true }), "channelId"),
    ];
    for (body, name) in cases {
        refused(&ada.post("/api/messages/typing", body.clone()).await, 400, &[name]);
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_is_400_and_another_type_is_415() {
    let (backend, ada, rows) = backend().await;
    for path in ["/api/messages", "/api/messages/typing"] {
        let send = |content_type: &'static str, body: Vec<u8>| {
            Caller::send(ada.request(Method::POST, path).header("content-type", content_type).body(body))
        };
        for body in [&b"{\"content\":"[..], b"", b"\xff\xfe", b"nonsense"] {
            refused(&send("application/json", body.to_vec()).await, 400, &[]);
        }
        let good = post(json!({ "isTyping": true })).to_string().into_bytes();
        refused(&send("text/plain", good).await, 415, &["application/json"]);
        refused(&ada.form(path, "content=Hello&workspaceId=demo-workspace").await, 415, &[]);
    }
    assert_eq!(backend.rows().await, rows);
}

#[tokio::test]
async fn a_body_over_64_kib_is_413() {
    let (backend, ada, rows) = backend().await;
    let of_bytes = |bytes: usize| {
        let empty = post(json!({ "padding": "" })).to_string().len();
        post(json!({ "padding": "x".repeat(bytes - empty) }))
    };
    let big = of_bytes(64 * 1024 + 1);
    refused(&ada.post("/api/messages", big.clone()).await, 413, &["65536 bytes"]);
    refused(&ada.post("/api/messages/typing", big.clone()).await, 413, &["65536 bytes"]);
    refused(&ada.post("/login", big.clone()).await, 413, &["65536 bytes"]);
    refused(&ada.form("/api/pusher/auth", &big.to_string()).await, 413, &["65536 bytes"]);
    assert_eq!(backend.rows().await, rows);
    // To the last byte it is taken.
    ada.post("/api/messages", of_bytes(64 * 1024)).await.ok();
}

#[tokio::test]
async fn unknown_paths_are_404_and_other_methods_405() {
    let (backend, ada, rows) = backend().await;
    for path in ["/api", "/api/", "/api/nothing", "/api/messages/1/2", "/api/messages/"] {
        refused(&ada.get(path).await, 404, &["no such path"]);
    }
    for (method, path) in [
        (Method::DELETE, "/api/messages"),
        (Method::PUT, "/api/messages"),
        (Method::GET, "/api/messages/typing"),
        (Method::GET, "/api/messages/1"),
        (Method::POST, "/api/messages/changes"),
        (Method::POST, "/api/messages/1/reactions/x"),
        (Method::GET, "/api/pusher/auth"),
        (Method::POST, "/api/me"),
    ] {
        refused(&Caller::send(ada.request(method, path)).await, 405, &["method"]);
    }
    assert_eq!(backend.rows().await, rows);
}

#[tokio::test]
async fn a_bad_name_is_400() {
    let (backend, _, _) = backend().await;
    let stranger = backend.stranger();
    let cases = [json!(""), json!("  "), json!("x".repeat(65)), json!("a\u{7}b"), json!("a\nb"), json!(7), json!(null)];
    let invisible = ["\u{200b}", "\u{2800}", "\u{feff}", "\u{202e}", "\u{3164}\u{200d}", "a\u{2028}b", "a\u{85}b"];
    for name in cases.into_iter().chain(invisible.map(|name| json!(name))) {
        let answer = stranger.post("/login", json!({ "name": name })).await;
        refused(&answer, 400, &["name"]);
        assert_eq!(answer.header("set-cookie"), "");
    }
    refused(&stranger.post("/login", json!("Ada")).await, 400, &[]);
    refused(&Caller::send(stranger.request(Method::POST, "/login").body("Ada")).await, 415, &[]);
}
