//! `replyTo`, and the answered message that is joined to it.

use serde_json::json;

use crate::support::{Backend, path_of};

#[tokio::test]
async fn an_answer_carries_the_message_that_it_answers() {
    let backend = Backend::start(&[]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let question = ada.say("What is it?").await;
    let answer = grace.answer(&question, "A moth.").await;
    assert_eq!(answer["replyTo"], question["id"]);
    let stored = ada.stored(&answer).await;
    let expected = json!({ "id": question["id"], "senderName": "Ada", "excerpt": "What is it?", "isDeleted": false });
    assert_eq!((&stored["replyTo"], &stored["reply"]), (&question["id"], &expected));
    assert_eq!(stored.get("replyCount"), None);
    assert_eq!(ada.stored(&question).await["replyCount"], 1);
}

#[tokio::test]
async fn the_excerpt_is_of_the_present_and_short() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let question = ada.say("What?").await;
    let answer = ada.answer(&question, "That.").await;
    ada.edit(&question, &"字".repeat(200)).await;
    assert_eq!(ada.stored(&answer).await["reply"]["excerpt"], "字".repeat(140));
    ada.delete_message(&question).await;
    let expected = json!({ "id": question["id"], "senderName": "", "excerpt": "", "isDeleted": true });
    assert_eq!(ada.stored(&answer).await["reply"], expected);
}

#[tokio::test]
async fn answers_that_were_deleted_do_not_count() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let question = ada.say("What?").await;
    let first = ada.answer(&question, "This.").await;
    ada.answer(&question, "That.").await;
    assert_eq!(ada.stored(&question).await["replyCount"], 2);
    ada.delete_message(&first).await;
    assert_eq!(ada.stored(&question).await["replyCount"], 1);
    // An edit's answer says so as well.
    assert_eq!(ada.edit(&question, "What is it?").await["replyCount"], 1);
}

#[tokio::test]
async fn a_deleted_message_may_be_answered_and_one_of_elsewhere_may_not() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let deleted = ada.say("What?").await;
    ada.delete_message(&deleted).await;
    ada.answer(&deleted, "Where has it gone?").await;
    let elsewhere = ada.say_in("random", "elsewhere").await;
    let cases = [
        (elsewhere["id"].clone(), "never had"),
        (json!("6b05f18d5513168ca3a710e7"), "never had"),
        (json!("0190163d-8694-739b-aea5-966c26f8ad91"), "never had"),
        (json!("a b"), "1 to 64"),
        (json!([]), "1 to 64"),
    ];
    for (id, words) in cases {
        let body = json!({ "content": "x", "workspaceId": "demo-workspace", "replyTo": id });
        let refused = ada.post("/api/messages", body).await;
        let text = refused.json()["error"].as_str().unwrap().to_owned();
        assert_eq!(refused.status, 400, "{text}");
        assert!(text.contains("replyTo") && text.contains(words), "{text}");
    }
    assert_eq!(ada.contents("").await, ["Where has it gone?"]);
    // None is none.
    let body = json!({ "content": "x", "workspaceId": "demo-workspace", "replyTo": null });
    assert_eq!(ada.post("/api/messages", body).await.ok()["message"].get("replyTo"), None);
}

#[tokio::test]
async fn what_an_answer_answers_stays_when_it_is_edited() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let question = ada.say("What?").await;
    let answer = ada.answer(&question, "Thta.").await;
    let edited = ada.patch(&path_of(&answer), json!({ "content": "That." })).await.ok()["message"].take();
    assert_eq!((&edited["replyTo"], &edited["reply"]["excerpt"]), (&question["id"], &json!("What?")));
}
