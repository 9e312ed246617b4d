//! `config.json`: the REST backend and the page to sign in at.

use collabspace_chat::wire::config::Credentials;
use serde_json::{Value, json};

use crate::config::{least, parse, refused};
use crate::support::with;

#[test]
fn the_backend_is_an_address_or_a_path() {
    let base = |url: &str| parse(&with(least(), "api.baseUrl", json!(url))).expect("settings").api.base_url;
    assert_eq!(base("/api/"), "/api");
    assert_eq!(base("/"), "");
    assert_eq!(base("./api"), "./api");
    assert_eq!(base("http://localhost:3000"), "http://localhost:3000");
    assert_eq!(base(" HTTPS://api.example/x// "), "HTTPS://api.example/x");
    for wrong in [
        "",
        "api.example",
        "javascript:alert(1)",
        "ftp://a.example",
        "/api?x=1",
        "/api#x",
        "https://",
        "wss://a.example",
    ] {
        refused("api.baseUrl", json!(wrong), &format!("\"{wrong}\""));
    }
    refused("api.baseUrl", json!("/a\npi"), "\"/api\"");
}

#[test]
fn paths_begin_with_a_slash() {
    for name in ["api.messagesPath", "api.typingPath", "api.authPath"] {
        for wrong in ["", "messages", "https://a.example/messages", "/messages?x=1", "/messages#x"] {
            refused(name, json!(wrong), &format!("\"{wrong}\""));
        }
    }
}

#[test]
fn credentials_are_one_of_three() {
    let config = parse(&with(least(), "api.credentials", json!("omit"))).expect("settings");
    assert_eq!(config.api.credentials, Credentials::Omit);
    refused("api.credentials", json!("same_origin"), "\"same_origin\"");
}

#[test]
fn a_header_that_fetch_would_throw_at_is_refused_without_showing_it() {
    for (name, value) in [
        ("Authorization", json!("Bearer secret\r\nX: y")),
        ("Authorization", json!("Bearer secret 鍵")),
        ("Authorization", json!(["Bearer secret"])),
        ("X Team", json!("secret")),
        ("X:Team", json!("secret")),
        ("Nameé", json!("secret")),
        ("", json!("secret")),
    ] {
        let error = parse(&with(least(), "api.headers", json!({ name: value }))).expect_err("no header");
        assert_eq!(error.field, format!("api.headers.{name}"));
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn a_page_to_sign_in_is_an_address_or_a_path_or_none() {
    let login = |value: Value| parse(&with(least(), "loginUrl", value)).expect("settings").login_url;
    assert_eq!(login(json!("/sign-in?x=1#y")).as_deref(), Some("/sign-in?x=1#y"));
    assert_eq!(login(Value::Null), None);
    assert_eq!(login(json!("")), None);
    for wrong in
        ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "login.example", "vbscript:x", "https:login"]
    {
        refused("loginUrl", json!(wrong), &format!("\"{wrong}\""));
    }
    refused("loginUrl", json!("java\tscript:alert(1)"), "\"javascript:alert(1)\"");
    refused("loginUrl", json!(true), "true");
}
