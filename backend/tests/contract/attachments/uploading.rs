//! Uploads: once, whole or not at all.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::support::files::png;
use crate::support::{BOUNDARY, Backend, Caller, PATIENCE, count_files, field, file};

const CLIENT_ID: &str = "0190163d-8694-739b-aea5-966c26f8ad91";

#[tokio::test]
async fn it_is_offered_with_its_limits() {
    let backend = Backend::start(&["--attachment-mb", "3"]).await;
    let capabilities = backend.stranger().get("/api/capabilities").await.ok();
    assert!(capabilities["features"].as_array().unwrap().contains(&json!("attachments")));
    assert_eq!(capabilities["attachments"], json!({ "maxBytes": 3 << 20, "maxCount": 10, "types": ["*/*"] }));
    let none = Backend::start(&["--attachment-mb", "0"]).await;
    let capabilities = none.stranger().get("/api/capabilities").await.ok();
    assert!(!capabilities["features"].as_array().unwrap().contains(&json!("attachments")));
    assert_eq!(capabilities.get("attachments"), None);
    let ada = none.person("Ada").await;
    assert_eq!(ada.upload_as(CLIENT_ID, "a.png", &png()).await.status, 404);
}

#[tokio::test]
async fn uploaded_again_it_is_one_file() {
    let backend = Backend::start(&[]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let content = png();
    let both = tokio::join!(ada.upload_as(CLIENT_ID, "a.png", &content), ada.upload_as(CLIENT_ID, "a.png", &content));
    let again = ada.upload_as(CLIENT_ID, "b.txt", b"other words").await.ok();
    assert_eq!((both.0.ok(), both.1.ok()), (again.clone(), again.clone()));
    let hers = grace.upload_as(CLIENT_ID, "a.png", &content).await.ok();
    assert_ne!(hers["attachment"]["id"], again["attachment"]["id"]);
    assert_eq!(count_files(&backend), 2);
}

#[tokio::test]
async fn names_are_made_safe_and_descriptions_kept() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let parts =
        [field("clientId", CLIENT_ID), field("alt", " A moth in a relay "), file("../../in\u{202e}gpj.exe", b"words")];
    let uploaded = Caller::send(ada.multipart(parts.concat())).await.ok()["attachment"].take();
    let expected = json!({
        "name": "ingpj.exe", "alt": "A moth in a relay", "type": "file", "mime": "text/plain", "size": 5,
    });
    for (name, value) in expected.as_object().expect("an object") {
        assert_eq!(uploaded[name], *value, "{uploaded}");
    }
    let sent = ada.say_with("", &[&uploaded]).await;
    assert_eq!(ada.stored(&sent).await["attachments"], json!([uploaded]));
}

#[tokio::test]
async fn what_a_picture_looks_like_from_afar_is_kept_with_it() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let thumbhash = "3OcRJYB4d3h/iIeHeEh3eIhw+j2w";
    let upload = async |client_id: &str, given: Vec<u8>| {
        let parts = [field("clientId", client_id), field("thumbhash", thumbhash), given];
        Caller::send(ada.multipart(parts.concat())).await.ok()["attachment"].take()
    };
    let picture = upload(CLIENT_ID, file("a.png", &png())).await;
    assert_eq!(picture["thumbhash"], thumbhash);
    let sent = ada.say_with("", &[&picture]).await;
    assert_eq!(ada.stored(&sent).await["attachments"][0]["thumbhash"], thumbhash);
    let words = upload("0190163d-8694-739b-aea5-966c26f8ad92", file("a.txt", b"words")).await;
    assert_eq!(words.get("thumbhash"), None, "of what is no picture");
}

#[tokio::test]
async fn what_is_wrong_is_named_and_leaves_nothing() {
    let backend = Backend::start(&["--rate", "1000", "--attachment-mb", "1"]).await;
    let ada = backend.person("Ada").await;
    let id = || field("clientId", CLIENT_ID);
    let large = vec![b'x'; (1 << 20) + 1];
    for (parts, status, words) in [
        (vec![id()], 400, "file is missing"),
        (vec![file("a.txt", b"words")], 400, "clientId is missing"),
        (vec![field("clientId", "7"), file("a.txt", b"words")], 400, "clientId"),
        (vec![id(), file("a.txt", b"")], 400, "empty"),
        (vec![id(), field("alt", &"x".repeat(1_001)), file("a.txt", b"words")], 400, "alt"),
        (vec![id(), field("alt", &"x".repeat(10_000)), file("a.txt", b"words")], 400, "alt"),
        (vec![id(), field("thumbhash", "no base64"), file("a.png", &png())], 400, "thumbhash"),
        (vec![id(), field("thumbhash", &"AAAA".repeat(11)), file("a.png", &png())], 400, "thumbhash"),
        (vec![id(), file("a.txt", &large)], 413, "1048576 bytes"),
    ] {
        let refused = Caller::send(ada.multipart(parts.concat())).await;
        assert_eq!(refused.status, status, "{}", refused.text());
        let text = refused.json()["error"].as_str().unwrap().to_owned();
        assert!(text.contains(words), "{text}");
        assert_eq!(count_files(&backend), 0, "{words}");
    }
    let stranger = Caller::send(backend.stranger().multipart([id(), file("a.txt", b"words")].concat())).await;
    let json = ada.post("/api/attachments", json!({})).await;
    let get = ada.get("/api/attachments").await;
    assert_eq!((stranger.status, json.status, get.status), (401, 415, 405));
    // To the last byte it fits.
    assert_eq!(ada.upload("a.txt", &large[1..]).await["size"], 1 << 20);
}

#[tokio::test]
async fn a_page_of_another_site_uploads_nothing() {
    let backend = Backend::start(&[]).await;
    let mut ada = backend.person("Ada").await;
    let cookie = format!("collabspace_session={}", ada.token.take().unwrap());
    let parts = [field("clientId", CLIENT_ID), file("a.txt", b"words")].concat();
    let form = || ada.multipart(parts.clone()).header("cookie", &cookie);
    assert_eq!(Caller::send(form().header("origin", "https://evil.example")).await.status, 403);
    assert_eq!(Caller::send(form()).await.status, 403);
    assert_eq!(Caller::send(form().header("sec-fetch-site", "same-origin")).await.status, 200);
}

#[tokio::test]
async fn a_body_that_ends_early_leaves_nothing() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let parts = [field("clientId", CLIENT_ID), file("a.txt", b"words")].concat();
    // No end of the form.
    let whole = ada.request(Method::POST, "/api/attachments").body(parts.clone());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let refused = Caller::send(whole.header("content-type", &kind)).await;
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("ended before the file did"), "{}", refused.text());
    // A connection that is cut in the middle of what it has announced.
    let head = format!(
        "POST /api/attachments HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\nContent-Type: {kind}\r\n\
         Content-Length: 100000\r\n\r\n",
        ada.token.as_deref().unwrap()
    );
    let mut socket = TcpStream::connect(("127.0.0.1", backend.port())).await.unwrap();
    socket.write_all(&[head.as_bytes(), &parts].concat()).await.unwrap();
    let until = async |expected| {
        while count_files(&backend) != expected {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, until(1)).await.expect("it is received");
    socket.shutdown().await.unwrap();
    // An answer or none: this end has stopped.
    let _ = socket.read_to_end(&mut Vec::new()).await;
    timeout(PATIENCE, until(0)).await.expect("nothing is left of it");
    assert_eq!(ada.upload_as(CLIENT_ID, "a.txt", b"words").await.status, 200);
}
