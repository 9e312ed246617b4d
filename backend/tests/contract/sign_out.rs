//! Signing out ends the session, wherever and in whatever form it is used.

use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use reqwest::header::COOKIE;
use serde_json::json;
use sha2::Sha256;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use collabspace_backend::message::Timestamp;

use crate::support::{Backend, Caller, Folder, Kind, Process, SESSION_SECRET, free_port};

/// A token as the first release signed it: without an id of the session.
fn token_of_the_first_release(name: &str) -> String {
    let claims = json!({ "name": name, "expires": Timestamp::now().0 + 86_400_000 }).to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(SESSION_SECRET.as_bytes()).unwrap();
    mac.update(claims.as_bytes());
    format!("{}.{}", URL_SAFE_NO_PAD.encode(&claims), URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

async fn signed_out(caller: &Caller) {
    let answer = caller.form("/logout", "").await;
    assert_eq!((answer.status, answer.header("location")), (303, "/login"));
}

#[tokio::test]
async fn every_call_with_a_token_that_was_signed_out_is_401() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let elsewhere = backend.person("Ada").await;
    ada.say("still here").await;
    signed_out(&ada).await;
    for path in ["/api/me", "/api/messages?workspaceId=demo-workspace", "/api/channels?workspaceId=demo-workspace"] {
        assert_eq!(ada.get(path).await.status, 401, "{path}");
    }
    let post = json!({ "content": "x", "workspaceId": "demo-workspace", "isTyping": true });
    for path in ["/api/messages", "/api/messages/typing"] {
        assert_eq!(ada.post(path, post.clone()).await.status, 401, "{path}");
    }
    let subscription = "socket_id=1.2&channel_name=presence-workspace-demo-workspace";
    assert_eq!(ada.form("/api/pusher/auth", subscription).await.status, 401);
    assert_eq!(backend.rows().await.len(), 1);
    // Another session of hers goes on, and she may sign in again.
    assert_eq!(elsewhere.contents("").await, ["still here"]);
    assert_eq!(backend.person("Ada").await.get("/api/me").await.status, 200);
    // Twice is once.
    signed_out(&ada).await;
}

#[tokio::test]
async fn a_cookie_that_was_signed_out_is_401_though_it_is_kept() {
    let backend = Backend::start(&[]).await;
    let stranger = backend.stranger();
    let answer = stranger.form("/login", "name=Ada").await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let with_cookie =
        |method, path| stranger.request(method, path).header(COOKIE, &cookie).header("sec-fetch-site", "same-origin");
    assert_eq!(Caller::send(with_cookie(Method::GET, "/api/me")).await.status, 200);
    assert_eq!(Caller::send(with_cookie(Method::POST, "/logout")).await.status, 303);
    assert_eq!(Caller::send(with_cookie(Method::GET, "/api/me")).await.status, 401);
    assert!(!Caller::send(with_cookie(Method::GET, "/login")).await.text().contains("Ada"));
}

#[tokio::test]
async fn a_token_of_the_first_release_is_good_until_it_is_signed_out() {
    let backend = Backend::start(&[]).await;
    let mut ada = backend.stranger();
    ada.token = Some(token_of_the_first_release("Ada"));
    assert_eq!(ada.get("/api/me").await.ok()["name"], "Ada");
    signed_out(&ada).await;
    assert_eq!(ada.get("/api/me").await.status, 401);
}

#[tokio::test]
async fn a_cookie_of_the_first_release_is_good_over_https_too_but_no_newer_one_of_its_name() {
    let backend = Backend::start(&["--https"]).await;
    let stranger = backend.stranger();
    let by = async |cookie: String| Caller::send(stranger.request(Method::GET, "/api/me").header(COOKIE, cookie)).await;
    let old = token_of_the_first_release("Ada");
    assert_eq!(by(format!("collabspace_session={old}")).await.ok()["name"], "Ada");
    // Else another subdomain could plant a session of its choice.
    let new = backend.person("Grace").await.token.unwrap();
    assert_eq!(by(format!("collabspace_session={new}")).await.status, 401);
    let both = format!("collabspace_session={old}; __Host-collabspace_session={new}");
    assert_eq!(by(both).await.ok()["name"], "Grace");
}

#[tokio::test]
async fn it_holds_after_a_restart_and_at_every_backend_of_the_store() {
    let folder = Folder::new();
    let start = || Process::start(folder.path(), None, &[]);
    let at = |backend: &Process, person: &Caller| {
        let mut there = Caller::stranger(&backend.url);
        there.token.clone_from(&person.token);
        there
    };
    let first = start();
    let ada = Caller::sign_in(&first.url, "Ada").await;
    if Kind::of_this_run() == Kind::MongoDb {
        let second = start();
        let there = at(&second, &ada);
        assert_eq!(there.get("/api/me").await.status, 200);
        signed_out(&ada).await;
        assert_eq!(there.get("/api/me").await.status, 401);
    } else {
        signed_out(&ada).await;
    }
    drop(first);
    let again = start();
    assert_eq!(at(&again, &ada).get("/api/me").await.status, 401);
}

#[tokio::test]
async fn what_no_backend_signed_is_not_stored() {
    let folder = Folder::new();
    let database = folder.path().join("chat.sqlite");
    let flags = ["--database", &database.display().to_string()];
    let flags: Vec<&str> = flags.iter().map(|flag| &**flag).collect();
    let backend = Backend::in_folder(folder, free_port(), &flags).await;
    let mut stranger = backend.stranger();
    for token in ["nonsense", "a.b", "..", ""] {
        stranger.token = Some(token.into());
        signed_out(&stranger).await;
    }
    signed_out(&backend.person("Ada").await).await;
    let connection = rusqlite::Connection::open(&database).unwrap();
    let count: i64 = connection.query_row("SELECT count(*) FROM revoked_sessions", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 1);
}
