//! An existing database of the original application is read and written as it is.

use mongodb::bson::oid::ObjectId;
use mongodb::bson::{Bson, DateTime, Document, doc};
use serde_json::{Value, json};

use crate::support::mongodb::{address, collection, documents};
use crate::support::{Backend, Caller, Folder, free_port};

pub const WORKSPACE: &str = "65a1b2c3d4e5f60718293a4b";

pub fn object_id(text: &str) -> ObjectId {
    ObjectId::parse_str(text).unwrap()
}

/// As the original application stores it: with nothing of ours.
pub fn old(content: &str, minute: i64) -> Document {
    doc! {
        "content": content,
        "senderId": object_id("65a1b2c3d4e5f60718293a00"),
        "senderName": "Grace",
        "senderAvatar": Bson::Null,
        "workspaceId": object_id(WORKSPACE),
        "channelId": "general",
        "attachments": [],
        "reactions": [{ "emoji": "👍", "userId": object_id("65a1b2c3d4e5f60718293a01") }],
        "isEdited": false,
        "isDeleted": false,
        "createdAt": DateTime::from_millis(1_700_000_000_000 + minute * 60_000),
        "updatedAt": DateTime::from_millis(1_700_000_000_000 + minute * 60_000),
        "__v": 0,
    }
}

pub async fn backend(documents: Vec<Document>) -> (Backend, Caller) {
    let folder = Folder::new();
    collection(folder.path()).await.insert_many(documents).await.expect("they are stored");
    let store = address(folder.path());
    let backend = Backend::in_folder(folder, free_port(), &["--store", &store, "--workspace", WORKSPACE]).await;
    let ada = backend.person("Ada").await;
    (backend, ada)
}

pub async fn history(person: &Caller, more: &str) -> Vec<Value> {
    let page = person.get(&format!("/api/messages?workspaceId={WORKSPACE}{more}")).await.ok();
    page["messages"].as_array().unwrap().clone()
}

pub fn contents(messages: &[Value]) -> Vec<&str> {
    messages.iter().map(|message| message["content"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn its_messages_are_the_contract_s() {
    let (_backend, ada) = backend(vec![old("first", 0), old("second", 1)]).await;
    let messages = history(&ada, "").await;
    assert_eq!(contents(&messages), ["first", "second"]);
    let expected = json!({
        "id": messages[0]["id"],
        "content": "first",
        "senderId": "65a1b2c3d4e5f60718293a00",
        "senderName": "Grace",
        "channelId": "general",
        "createdAt": "2023-11-14T22:13:20.000Z",
        // `updatedAt` in milliseconds.
        "rev": 1_700_000_000_000_i64,
        "reactions": [{ "emoji": "👍", "userId": "65a1b2c3d4e5f60718293a01" }],
    });
    assert_eq!(messages[0], expected);
    assert_eq!(messages[0]["id"].as_str().map(str::len), Some(24));
    let after = format!("&after={}", messages[0]["id"].as_str().unwrap());
    assert_eq!(contents(&history(&ada, &after).await), ["second"]);
    let before = format!("&before={}", messages[1]["createdAt"].as_str().unwrap());
    assert_eq!(contents(&history(&ada, &before).await), ["first"]);
    let around = format!("&around={}", messages[1]["id"].as_str().unwrap());
    assert_eq!(history(&ada, &around).await, messages);
}

#[tokio::test]
async fn what_was_deleted_there_is_not_shown_and_still_a_place_to_read_on_from() {
    let mut deleted = old("deleted", 1);
    let id = ObjectId::new();
    deleted.insert("_id", id);
    deleted.insert("isDeleted", true);
    let (_backend, ada) = backend(vec![old("first", 0), deleted, old("last", 2)]).await;
    assert_eq!(contents(&history(&ada, "").await), ["first", "last"]);
    assert_eq!(contents(&history(&ada, &format!("&after={id}")).await), ["last"]);
}

#[tokio::test]
async fn what_was_deleted_there_is_no_message_to_go_to() {
    let mut deleted = old("deleted", 1);
    let id = ObjectId::new();
    deleted.insert("_id", id);
    deleted.insert("isDeleted", true);
    let (_backend, ada) = backend(vec![old("first", 0), deleted, old("last", 2)]).await;
    let answer = ada.get(&format!("/api/messages?workspaceId={WORKSPACE}&around={id}")).await;
    assert_eq!(answer.status, 404, "{}", answer.text());
    let first = history(&ada, "&limit=1&before=2024-01-01T00:00:00Z").await;
    assert_eq!(contents(&first), ["last"]);
    let around = format!("&around={}", first[0]["id"].as_str().unwrap());
    assert_eq!(contents(&history(&ada, &around).await), ["first", "last"], "it is passed over around others");
}

#[tokio::test]
async fn ids_as_text_and_documents_that_lack_something_do_not_hide_the_rest() {
    let mut as_text = old("text", 1);
    as_text.insert("workspaceId", WORKSPACE);
    as_text.insert("senderId", "grace@example.org");
    let mut bare = old("bare", 2);
    for name in ["senderAvatar", "attachments", "reactions", "isEdited", "isDeleted", "updatedAt", "__v"] {
        bare.remove(name);
    }
    let mut wrong = old("wrong", 3);
    wrong.insert("senderName", 7);
    wrong.insert("senderAvatar", doc! {});
    let mut no_time = old("no time", 4);
    no_time.insert("createdAt", "yesterday");
    let (_backend, ada) = backend(vec![old("first", 0), as_text, bare, wrong, no_time, old("last", 5)]).await;
    let messages = history(&ada, "").await;
    assert_eq!(contents(&messages), ["first", "text", "bare", "wrong", "last"]);
    assert_eq!(messages[1]["senderId"], "grace@example.org");
}

#[tokio::test]
async fn what_is_written_has_its_fields_and_their_types() {
    let (backend, ada) = backend(vec![old("first", 0)]).await;
    let client_id = "0190163d-8694-739b-aea5-966c26f8ad91";
    let body = json!({ "content": "new", "workspaceId": WORKSPACE, "clientId": client_id });
    let posted = ada.post("/api/messages", body).await.ok()["message"].take();
    let mut stored = documents(backend.folder()).await.pop().unwrap();
    assert_eq!(stored.remove("_id"), Some(object_id(posted["id"].as_str().unwrap()).into()));
    let created_at = stored.get_datetime("createdAt").unwrap().try_to_rfc3339_string().unwrap();
    assert_eq!(created_at[..19], posted["createdAt"].as_str().unwrap()[..19]);
    // A server may read its clock once for each field.
    let updated_at = stored.get_datetime("updatedAt").unwrap().timestamp_millis();
    let later = updated_at - stored.get_datetime("createdAt").unwrap().timestamp_millis();
    assert!((0..1_000).contains(&later), "it was written {later} ms after it was made");
    stored.remove("createdAt");
    stored.remove("updatedAt");
    let expected = doc! {
        "attachments": [],
        "channelId": "general",
        "clientId": client_id,
        "content": "new",
        "isDeleted": false,
        "isEdited": false,
        "reactions": [],
        "senderAvatar": "",
        "senderId": object_id(&ada.id),
        "senderName": "Ada",
        "workspaceId": object_id(WORKSPACE),
    };
    let mut fields: Vec<_> = stored.into_iter().collect();
    fields.sort_by(|left, right| left.0.cmp(&right.0));
    assert_eq!(fields, expected.into_iter().collect::<Vec<_>>());
}

#[tokio::test]
async fn it_gets_the_indexes_that_pages_and_client_ids_need() {
    let (backend, _) = backend(vec![old("first", 0)]).await;
    let mut indexes = collection(backend.folder()).await.list_indexes().await.unwrap();
    let mut found = Vec::new();
    while indexes.advance().await.unwrap() {
        let index = indexes.deserialize_current().unwrap();
        found.push((index.keys, index.options.and_then(|options| options.unique).unwrap_or(false)));
    }
    assert!(found.contains(&(doc! { "workspaceId": 1, "channelId": 1, "createdAt": 1, "_id": 1 }, false)), "{found:?}");
    assert!(found.contains(&(doc! { "workspaceId": 1, "updatedAt": 1, "_id": 1 }, false)), "{found:?}");
    assert!(found.contains(&(doc! { "replyTo": 1 }, false)), "{found:?}");
    assert!(found.contains(&(doc! { "senderId": 1, "clientId": 1 }, true)), "{found:?}");
}

#[tokio::test]
async fn its_messages_are_found_and_no_index_of_texts_is_made() {
    let mut deleted = old("a first that is deleted", 1);
    deleted.insert("isDeleted", true);
    let mut number = old("", 2);
    number.insert("content", 7);
    let (backend, ada) = backend(vec![old("First", 0), deleted, number, old("the first again", 3)]).await;
    let found = async |more: &str| {
        let path = format!("/api/messages/search?workspaceId={WORKSPACE}&q=first{more}");
        ada.get(&path).await.ok()["messages"].as_array().unwrap().clone()
    };
    let all = found("").await;
    assert_eq!(contents(&all), ["the first again", "First"]);
    assert_eq!(found("&senderId=65a1b2c3d4e5f60718293a00").await, all);
    assert!(found("&senderId=65a1b2c3d4e5f60718293a01").await.is_empty());
    let before = format!("&before={}", all[0]["id"].as_str().unwrap());
    assert_eq!(contents(&found(&before).await), ["First"]);
    let names = collection(backend.folder()).await.list_index_names().await.unwrap();
    assert!(!names.iter().any(|name| name.contains("content")), "{names:?}");
}
