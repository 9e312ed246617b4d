//! Signing in by a name alone is for demonstrations, and off unless it is asked for.

use serde_json::json;

use collabspace_backend::message::Timestamp;
use collabspace_backend::person::Person;
use collabspace_backend::session::Tokens;

use crate::support::{Backend, SESSION_SECRET};

#[tokio::test]
async fn without_its_switch_nobody_is_signed_in_and_the_page_says_why() {
    let backend = Backend::without_demo_sign_in().await;
    let stranger = backend.stranger();
    for answer in [stranger.get("/login").await, stranger.form("/login", "name=Ada").await] {
        assert_eq!((answer.status, answer.header("set-cookie")), (403, ""));
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        let html = answer.text();
        assert!(html.contains("--demo-sign-in") && html.contains("session/mod.rs"), "{html}");
        assert!(!html.contains("<form"), "{html}");
    }
    let answer = stranger.post("/login", json!({ "name": "Ada" })).await;
    assert_eq!((answer.status, answer.header("set-cookie")), (403, ""));
    assert!(answer.json()["error"].as_str().unwrap().contains("--demo-sign-in"));
}

#[tokio::test]
async fn without_its_switch_sessions_are_good_and_can_be_ended() {
    let backend = Backend::without_demo_sign_in().await;
    let mut ada = backend.stranger();
    ada.token = Some(Tokens::new(SESSION_SECRET.into()).issue(&Person::named("Ada"), Timestamp::now()));
    assert_eq!(ada.get("/api/me").await.ok()["name"], "Ada");
    assert_eq!(ada.form("/logout", "").await.status, 303);
    assert_eq!(ada.get("/api/me").await.status, 401);
}
