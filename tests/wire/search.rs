//! Searching: what is asked, and what was found.

use collabspace_chat::model::search::SearchCall;
use collabspace_chat::wire::answers::found;
use collabspace_chat::wire::requests::search_query;
use serde_json::json;

use crate::support::{whole_message, with};

#[test]
fn a_search_names_what_narrows_it() {
    let mut call = SearchCall { words: "a & b".into(), channel: None, sender: None, before: None };
    let base = vec![("workspaceId", "w1".to_owned()), ("q", "a & b".to_owned()), ("limit", "20".to_owned())];
    assert_eq!(search_query("w1", &call), base);
    (call.channel, call.sender, call.before) = (Some("news".into()), Some("u1".into()), Some("m7".into()));
    let more = [("channelId", "news"), ("senderId", "u1"), ("before", "m7")].map(|(name, id)| (name, id.to_owned()));
    assert_eq!(search_query("w1", &call), [base, more.to_vec()].concat());
}

#[test]
fn what_was_found_is_read_and_what_cannot_be_shown_is_still_a_place() {
    let message = |id: &str| with(with(whole_message(), "id", json!(id)), "channelId", json!("news"));
    let gone = with(message("m1"), "isDeleted", json!(true));
    let messages = json!([message("m3"), with(message("m2"), "content", json!(7)), gone]);
    let (answer, errors) = found(&json!({ "messages": messages, "hasMore": true }).to_string()).expect("an answer");
    let hits: Vec<_> = answer.hits.iter().map(|hit| (&*hit.message, &*hit.channel)).collect();
    assert_eq!((hits, answer.has_more, answer.last), (vec![("m3", "news")], true, Some("m1".into())));
    assert_eq!(errors.len(), 1);
    for text in ["[]", "{}", r#"{"messages":7}"#, "<html>", r#"{"success":false,"error":"no"}"#] {
        assert!(found(text).is_err(), "{text}");
    }
}
