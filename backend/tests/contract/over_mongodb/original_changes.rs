//! Messages of the original application that change, by us and by it.

use mongodb::bson::oid::ObjectId;
use mongodb::bson::{Bson, DateTime, Document, doc};
use serde_json::{Value, json};

use super::original_database::{backend, contents, history, object_id, old};
use crate::support::mongodb::{collection, documents};
use crate::support::{Backend, Caller, path_of, reaction_path};

const WORKSPACE: &str = super::original_database::WORKSPACE;
/// Far ahead of every clock.
const FUTURE: i64 = 4_000_000_000_000;

/// A message that Ada has sent by the original application.
async fn with_message_of_ada(change: impl FnOnce(&mut Document)) -> (Backend, Caller, Value) {
    let (backend, ada) = backend(vec![old("other", 0)]).await;
    let mut document = old("Ada's", 1);
    document.insert("senderId", object_id(&ada.id));
    change(&mut document);
    collection(backend.folder()).await.insert_one(document).await.unwrap();
    let message = history(&ada, "").await.pop().unwrap();
    (backend, ada, message)
}

async fn document(backend: &Backend, message: &Value) -> Document {
    let id = object_id(message["id"].as_str().unwrap());
    collection(backend.folder()).await.find_one(doc! { "_id": id }).await.unwrap().unwrap()
}

async fn changes(person: &Caller, since: &str) -> Value {
    person.get(&format!("/api/messages/changes?workspaceId={WORKSPACE}&since={since}")).await.ok()
}

async fn cursor(person: &Caller) -> String {
    let answer = person.get(&format!("/api/messages/changes?workspaceId={WORKSPACE}")).await.ok();
    answer["cursor"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_it_has_stored_is_shown() {
    let (_backend, _, message) = with_message_of_ada(|document| {
        document.insert("isEdited", true);
        document.insert(
            "reactions",
            vec![
                doc! { "emoji": "❤\u{fe0f}", "userId": "grace@example.org" },
                doc! { "emoji": "❤", "userId": "grace@example.org" },
                doc! { "emoji": 7, "userId": "grace@example.org" },
            ],
        );
        document.insert(
            "attachments",
            vec![
                doc! { "type": "image", "url": "/files/cat.png", "name": "cat.png", "size": 12_i64 },
                doc! { "type": "file", "name": "without an address" },
            ],
        );
    })
    .await;
    assert_eq!((&message["isEdited"], message.get("editedAt")), (&json!(true), None));
    assert_eq!(message["reactions"][0], json!({ "emoji": "❤", "userId": "grace@example.org" }));
    // One of another type is passed over, and one of two forms is one.
    assert!(message["reactions"].as_array().unwrap().iter().filter(|one| one["emoji"] == "❤").count() == 1);
    let file = json!({ "type": "image", "url": "/files/cat.png", "name": "cat.png", "size": 12 });
    assert_eq!(message["attachments"], json!([file]));
}

#[tokio::test]
async fn an_edit_is_written_as_it_writes_one() {
    let (backend, ada, message) = with_message_of_ada(|_| {}).await;
    let before = document(&backend, &message).await;
    // Neither an operator nor a field's name.
    let edited = ada.edit(&message, "$content").await;
    let mut after = document(&backend, &message).await;
    let updated_at = after.get_datetime("updatedAt").unwrap().timestamp_millis();
    assert_eq!(edited["rev"], updated_at);
    assert_eq!(after.get_datetime("editedAt").unwrap().timestamp_millis(), updated_at);
    assert_eq!((&after["content"], &after["isEdited"]), (&Bson::from("$content"), &Bson::from(true)));
    for name in ["editedAt", "updatedAt", "content", "isEdited"] {
        after.remove(name);
    }
    let is_same = after.iter().all(|(name, value)| before.get(name) == Some(value));
    assert!(is_same, "{after:?} was {before:?}");
}

#[tokio::test]
async fn a_deletion_empties_the_document_and_keeps_its_place() {
    let (backend, ada, message) = with_message_of_ada(|document| {
        document.insert("attachments", vec![doc! { "url": "/files/secret.png" }]);
        document.insert("replyTo", ObjectId::new());
    })
    .await;
    let rev = ada.delete_message(&message).await;
    let after = document(&backend, &message).await;
    assert_eq!((&after["isDeleted"], &after["content"]), (&Bson::from(true), &Bson::from("")));
    assert_eq!(after.get_datetime("updatedAt").unwrap().timestamp_millis(), rev);
    for name in ["attachments", "reactions"] {
        assert_eq!(after[name], Bson::Array(Vec::new()), "{name}");
    }
    assert!(!after.contains_key("replyTo") && !after.contains_key("editedAt"));
    assert_eq!(after.get_datetime("createdAt").unwrap().timestamp_millis(), 1_700_000_060_000);
}

#[tokio::test]
async fn a_reaction_is_added_and_removed_in_every_form() {
    let (backend, ada, message) = with_message_of_ada(|_| {}).await;
    let mine = object_id(&ada.id);
    let forms = vec![
        doc! { "emoji": "❤\u{fe0f}", "userId": mine },
        doc! { "emoji": "❤", "userId": &ada.id },
        doc! { "emoji": "❤", "userId": "grace@example.org" },
    ];
    let set = doc! { "$set": { "reactions": forms } };
    collection(backend.folder()).await.update_one(doc! { "senderId": mine }, set).await.unwrap();
    // It is set already.
    let before = ada.put(&reaction_path(&message, "❤")).await.ok();
    assert_eq!(before["message"]["rev"], message["rev"]);
    let after = ada.delete(&reaction_path(&message, "❤")).await.ok();
    let expected = json!([{ "emoji": "❤", "userId": "grace@example.org" }]);
    assert_eq!(after["message"]["reactions"], expected);
    ada.react(&message, "👍").await;
    let stored = document(&backend, &message).await;
    let last = stored.get_array("reactions").unwrap().last().cloned();
    assert_eq!(last, Some(doc! { "emoji": "👍", "userId": mine, "userName": "Ada" }.into()));
}

#[tokio::test]
async fn what_it_changes_is_in_the_feed_whatever_form_the_ids_have() {
    let mut as_text = old("text", 2);
    as_text.insert("workspaceId", WORKSPACE);
    let (backend, ada) = backend(vec![old("edited", 0), old("deleted", 1), as_text, old("untouched", 3)]).await;
    let since = cursor(&ada).await;
    let messages = collection(backend.folder()).await;
    // As mongoose writes: with the time of the application's own clock.
    let change = async |content: &str, mut fields: Document| {
        fields.insert("updatedAt", DateTime::now());
        messages.update_one(doc! { "content": content }, doc! { "$set": fields }).await.unwrap();
    };
    change("edited", doc! { "content": "edited there", "isEdited": true }).await;
    change("deleted", doc! { "isDeleted": true }).await;
    change("text", doc! { "content": "text there" }).await;
    let mut answer = changes(&ada, &since).await;
    let found = answer["messages"].as_array_mut().unwrap();
    found.sort_by_key(|message| message["content"].to_string());
    assert_eq!(contents(found), ["edited there", "text there"]);
    assert_eq!(answer["deleted"].as_array().unwrap().len(), 1);
    assert_eq!(answer["deleted"][0]["channelId"], "general");
}

#[tokio::test]
async fn a_clock_that_is_ahead_does_not_stop_revs_from_growing() {
    let (_backend, ada, message) =
        with_message_of_ada(|document| drop(document.insert("updatedAt", DateTime::from_millis(FUTURE)))).await;
    assert_eq!(ada.edit(&message, "one").await["rev"], FUTURE + 1);
    assert_eq!(ada.react(&message, "👍").await["rev"], FUTURE + 2);
    assert_eq!(ada.delete_message(&message).await, FUTURE + 3);
    // And it is listed once in a series that ends.
    let answer = changes(&ada, &cursor(&ada).await).await;
    assert_eq!((answer["deleted"].as_array().unwrap().len(), &answer["hasMore"]), (1, &json!(false)));
}

#[tokio::test]
async fn a_document_without_a_version_gets_one_with_its_first_change() {
    for value in [None, Some(Bson::Null), Some(Bson::from("yesterday"))] {
        let (_backend, ada, message) = with_message_of_ada(|document| {
            document.remove("updatedAt");
            document.extend(value.map(|value| ("updatedAt".to_owned(), value)));
        })
        .await;
        assert_eq!(message["rev"], 0);
        assert!(ada.react(&message, "👍").await["rev"].as_i64() > Some(FUTURE / 4));
    }
}

#[tokio::test]
async fn an_edit_there_is_a_conflict_for_one_who_has_not_seen_it() {
    let (backend, ada, message) = with_message_of_ada(|_| {}).await;
    let fields = doc! { "content": "theirs", "isEdited": true, "updatedAt": DateTime::now() };
    let messages = collection(backend.folder()).await;
    messages.update_one(doc! { "content": "Ada's" }, doc! { "$set": fields }).await.unwrap();
    let refused = ada.patch(&path_of(&message), json!({ "content": "ours", "rev": message["rev"] })).await;
    assert_eq!((refused.status, &refused.json()["message"]["content"]), (409, &json!("theirs")));
    assert_eq!(documents(backend.folder()).await.len(), 2);
}

#[tokio::test]
async fn a_quote_never_crosses_channels() {
    let elsewhere = ObjectId::new();
    let mut original = old("a secret of another channel", 0);
    original.insert("_id", elsewhere);
    original.insert("channelId", "random");
    let mut answer = old("answer", 1);
    answer.insert("replyTo", elsewhere);
    let (_backend, ada) = backend(vec![original, answer]).await;
    let messages = history(&ada, "").await;
    assert_eq!(messages[0]["replyTo"], elsewhere.to_hex());
    assert_eq!((&messages[0]["reply"]["excerpt"], &messages[0]["reply"]["isDeleted"]), (&json!(""), &json!(true)));
}

/// The feed must cost what has changed, not what there is.
#[tokio::test]
async fn an_index_bounds_the_feed() {
    let (backend, _) = backend(vec![old("first", 0)]).await;
    let messages = collection(backend.folder()).await;
    let database = messages.client().database(&messages.namespace().db);
    let at = DateTime::from_millis(1_700_000_000_000);
    let workspace = object_id(WORKSPACE);
    for range in [
        doc! { "workspaceId": workspace, "updatedAt": { "$gt": at } },
        doc! { "workspaceId": workspace, "updatedAt": at, "_id": { "$gt": ObjectId::new() } },
    ] {
        let find = doc! { "find": "messages", "filter": range, "sort": { "updatedAt": 1, "_id": 1 }, "limit": 101 };
        let explained = database.run_command(doc! { "explain": find, "verbosity": "queryPlanner" }).await.unwrap();
        let plan = explained.get_document("queryPlanner").unwrap().get_document("winningPlan").unwrap().to_string();
        // secantusd sorts what it has read off an index; MongoDB reads it off in this order.
        assert!(plan.contains("IXSCAN") && plan.contains("workspaceId_1_updatedAt_1__id_1"), "{plan}");
        assert!(!plan.contains("COLLSCAN"), "{plan}");
    }
}
