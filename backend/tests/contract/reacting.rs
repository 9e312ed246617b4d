//! `PUT` and `DELETE /api/messages/{id}/reactions/{emoji}`.

use futures_util::future::join_all;
use serde_json::json;

use crate::support::{Backend, Caller, path_of, reaction_path};

fn rev(message: &serde_json::Value) -> i64 {
    message["rev"].as_i64().expect("a rev")
}

#[tokio::test]
async fn a_reaction_is_set_shown_and_taken_back() {
    let backend = Backend::start(&[]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let posted = ada.say("Hello").await;
    let before = ada.stored(&posted).await;
    let one = grace.react(&posted, "👍").await;
    let expected = json!([{ "emoji": "👍", "userId": grace.id, "userName": "Grace" }]);
    assert_eq!(one["reactions"], expected);
    assert!(rev(&one) > rev(&before));
    assert_eq!((one.get("editedAt"), one.get("isEdited")), (None, None), "a reaction is no edit");
    let two = ada.react(&posted, "👍").await;
    assert_eq!(two["reactions"].as_array().unwrap().len(), 2);
    assert_eq!(ada.stored(&posted).await, two);
    let three = grace.delete(&reaction_path(&posted, "👍")).await.ok()["message"].take();
    assert_eq!(three["reactions"], json!([{ "emoji": "👍", "userId": ada.id, "userName": "Ada" }]));
    assert!(rev(&three) > rev(&two));
}

#[tokio::test]
async fn what_is_so_already_is_no_change() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("Hello").await;
    let before = ada.stored(&posted).await;
    assert_eq!(ada.delete(&reaction_path(&posted, "👍")).await.ok()["message"], before);
    let set = ada.react(&posted, "👍").await;
    assert_eq!(ada.react(&posted, "👍").await, set);
}

#[tokio::test]
async fn the_colour_of_an_emoji_is_no_other_emoji() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("Hello").await;
    let set = ada.react(&posted, "❤\u{fe0f}").await;
    assert_eq!(set["reactions"][0]["emoji"], "❤");
    assert_eq!(ada.react(&posted, "❤").await, set);
    let gone = ada.delete(&reaction_path(&posted, "❤\u{fe0f}")).await.ok();
    assert_eq!(gone["message"].get("reactions"), None);
}

#[tokio::test]
async fn what_is_not_one_emoji_is_400_and_named() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("Hello").await;
    let long = ["👨"; 9].join("\u{200d}");
    for text in ["a", "👍👍", "\u{fe0f}", "+1", "<b>", &long] {
        for answer in [ada.put(&reaction_path(&posted, text)).await, ada.delete(&reaction_path(&posted, text)).await] {
            assert_eq!(answer.status, 400, "{text:?}: {}", answer.text());
            assert!(answer.json()["error"].as_str().unwrap().contains("emoji"));
        }
    }
    // Not even text.
    assert_eq!(ada.put(&format!("{}/reactions/%FF", path_of(&posted))).await.status, 400);
}

#[tokio::test]
async fn twenty_kinds_are_the_most() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let (ada, grace) = (backend.person("Ada").await, backend.person("Grace").await);
    let posted = ada.say("Hello").await;
    let emoji = |number: u32| char::from_u32(0x1f600 + number).unwrap().to_string();
    for number in 0..20 {
        ada.react(&posted, &emoji(number)).await;
    }
    let refused = ada.put(&reaction_path(&posted, &emoji(20))).await;
    assert_eq!(refused.status, 409);
    assert!(refused.json()["error"].as_str().unwrap().contains("20"));
    // One that is there already is no further kind.
    assert_eq!(grace.react(&posted, &emoji(3)).await["reactions"].as_array().unwrap().len(), 21);
    ada.delete(&reaction_path(&posted, &emoji(7))).await.ok();
    ada.react(&posted, &emoji(20)).await;
}

#[tokio::test]
async fn there_has_to_be_a_message() {
    let backend = Backend::start(&[]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("Hello").await;
    ada.delete_message(&posted).await;
    for message in [posted, json!({ "id": "6b05f18d5513168ca3a710e7" })] {
        assert_eq!(ada.put(&reaction_path(&message, "👍")).await.status, 404);
        assert_eq!(ada.delete(&reaction_path(&message, "👍")).await.status, 404);
        assert_eq!(backend.stranger().put(&reaction_path(&message, "👍")).await.status, 401);
    }
}

#[tokio::test]
async fn the_same_reaction_several_times_at_once_is_one_change() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let ada = backend.person("Ada").await;
    let posted = ada.say("Hello").await;
    let answers = join_all((0..8).map(|_| ada.react(&posted, "👍"))).await;
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    let stored = ada.stored(&posted).await;
    assert_eq!((&stored, stored["reactions"].as_array().unwrap().len()), (&answers[0], 1));
}

#[tokio::test]
async fn none_is_lost_when_all_react_at_once() {
    let backend = Backend::start(&["--rate", "1000"]).await;
    let names = ["A", "B", "C", "D", "E", "F", "G", "H"];
    let people: Vec<Caller> = join_all(names.map(|name| backend.person(name))).await;
    let posted = people[0].say("Hello").await;
    let posted = &posted;
    join_all(people.iter().flat_map(|person| ["👍", "🎉"].map(|emoji| person.react(posted, emoji)))).await;
    let message = people[0].stored(posted).await;
    assert_eq!(message["reactions"].as_array().unwrap().len(), 16, "{message}");
    join_all(people.iter().map(async |person| person.delete(&reaction_path(posted, "👍")).await.ok())).await;
    let message = people[0].stored(posted).await;
    assert_eq!(message["reactions"].as_array().unwrap().len(), 8, "{message}");
}
