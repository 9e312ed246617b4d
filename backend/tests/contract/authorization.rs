//! Who may subscribe, and that the signature is the protocol's.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{Backend, KEY, SECRET};

fn signed(text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    format!("{KEY}:{}", hex::encode(mac.finalize().into_bytes()))
}

fn form(socket_id: &str, channel: &str) -> String {
    format!("socket_id={socket_id}&channel_name={channel}")
}

const CHANNEL: &str = "presence-workspace-demo-workspace";

#[tokio::test]
async fn a_member_gets_a_signature_over_their_presence_data() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada \"A\" 字").await;
    let answer = ada.form("/api/pusher/auth", &form("123.456", CHANNEL)).await.ok();
    let data = answer["channel_data"].as_str().expect("text");
    assert_eq!(answer["auth"], signed(&format!("123.456:{CHANNEL}:{data}")));
    let data: Value = serde_json::from_str(data).expect("JSON");
    let info = json!({ "name": "Ada \"A\" 字", "email": "", "avatar": "" });
    assert_eq!(data, json!({ "user_id": ada.id, "user_info": info }));
}

#[tokio::test]
async fn a_private_channel_has_no_presence_data() {
    let backend = Backend::start(&["--channel-pattern", "private-chat-{workspaceId}"]).await;
    let ada = backend.person("Ada").await;
    let channel = "private-chat-demo-workspace";
    let answer = ada.form("/api/pusher/auth", &form("123.456", channel)).await.ok();
    assert_eq!(answer, json!({ "auth": signed(&format!("123.456:{channel}")) }));
    let default = ada.form("/api/pusher/auth", &form("123.456", CHANNEL)).await;
    assert_eq!(default.status, 403);
}

#[tokio::test]
async fn any_other_channel_is_403() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    for channel in [
        "presence-workspace-other",
        "presence-workspace-demo-workspace2",
        "presence-workspace-",
        "private-workspace-demo-workspace",
        "PRESENCE-workspace-demo-workspace",
        "presence-workspace-%7BworkspaceId%7D",
        "demo-workspace",
        "",
        "presence-workspace-demo-workspace%00",
    ] {
        let answer = ada.form("/api/pusher/auth", &form("123.456", channel)).await;
        assert_eq!(answer.status, 403, "{channel}");
        let body = answer.json();
        assert!(body["error"].is_string() && body.get("auth").is_none(), "{body}");
    }
}

#[tokio::test]
async fn a_socket_id_is_two_numbers_and_nothing_else() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    for socket_id in ["", "1", "1.", ".1", "1.2.3", "a.b", "1.2:presence-x", "1.2%0A", "-1.2", "%D9%A1.2"] {
        let answer = ada.form("/api/pusher/auth", &form(socket_id, CHANNEL)).await;
        assert_eq!(answer.status, 400, "{socket_id}");
        assert!(answer.json()["error"].as_str().unwrap().contains("socket_id"));
    }
}

#[tokio::test]
async fn a_form_that_lacks_a_field_or_is_no_form_is_refused() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    for (body, name) in [("socket_id=1.2", "channel_name"), (&*format!("channel_name={CHANNEL}"), "socket_id")] {
        let answer = ada.form("/api/pusher/auth", body).await;
        assert_eq!(answer.status, 400);
        assert!(answer.json()["error"].as_str().unwrap().contains(name));
    }
    let json = json!({ "socket_id": "1.2", "channel_name": CHANNEL });
    let answer = ada.post("/api/pusher/auth", json).await;
    assert_eq!(answer.status, 415);
    assert!(answer.json()["error"].is_string());
}
