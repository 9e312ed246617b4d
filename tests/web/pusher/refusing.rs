//! Subscriptions that are refused: by the backend, by the service, or by an answer that cannot be read.

use collabspace_chat::model::reason::Reason;
use collabspace_chat::pusher::{Event, Refusal};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::line::{CHANNEL, Line, authorization, members};
use crate::support::{Uncaught, turns, until};

fn refusal(status: Option<u16>, words: &str) -> Refusal {
    Refusal { status, why: Reason::words(words) }
}

fn is_refused(event: &Event) -> bool {
    matches!(event, Event::Refused(_))
}

#[wasm_bindgen_test]
async fn the_backends_refusal_carries_its_status_and_words_and_comes_once() {
    for refused in [refusal(Some(403), "you are no member"), refusal(None, "no answer")] {
        let (service, line) = Line::connecting();
        service.welcome(0).await;
        line.answer(Err(refused.clone()));
        line.count("the refusal", 1, is_refused).await;
        turns().await;
        assert_eq!(line.events(), [Event::Connected, Event::Refused(refused)]);
        assert!(service.heard(0, "pusher:subscribe").is_empty());
    }
}

#[wasm_bindgen_test]
async fn told_to_it_asks_again_after_a_refusal() {
    let (service, line) = Line::connecting();
    service.welcome(0).await;
    for count in 1..=2 {
        line.answer(Err(refusal(Some(401), "not signed in")));
        line.count("the refusal", count, is_refused).await;
        turns().await;
        assert_eq!(line.asked().len(), count, "not by itself");
        line.client.resubscribe();
    }
    line.answer(Ok(authorization().to_string()));
    until("the service is asked", || !service.heard(0, "pusher:subscribe").is_empty()).await;
    assert_eq!(line.asked().len(), 3);
    service.say(0, "pusher_internal:subscription_succeeded", Some(CHANNEL), members(&["ada"]));
    line.client.resubscribe();
    turns().await;
    assert_eq!(line.asked().len(), 3, "what is there is not asked for");
    assert_eq!(line.events().len(), 4);
}

#[wasm_bindgen_test]
async fn an_answer_that_cannot_be_read_is_a_refusal_in_words() {
    let answers = [
        ("", "is not JSON"),
        ("<!doctype html>", "is not JSON"),
        ("null", "`auth`"),
        ("[]", "`auth`"),
        (r#"{"auth":null,"channel_data":"{}"}"#, "`auth`"),
        (r#"{"auth":"a:b"}"#, "`channel_data`"),
        (r#"{"auth":"a:b","channel_data":null}"#, "`channel_data`"),
        (r#"{"auth":"a:b","channel_data":{"user_id":"ada"}}"#, "`channel_data`"),
        (r#"{"auth":"a:b","channel_data":"{"}"#, "`channel_data`"),
        (r#"{"auth":"a:b","channel_data":"null"}"#, "`user_id`"),
        (r#"{"auth":"a:b","channel_data":"{}"}"#, "`user_id`"),
    ];
    let uncaught = Uncaught::watch();
    for (answer, word) in answers {
        let (service, line) = Line::connecting();
        service.welcome(0).await;
        line.answer(Ok(answer.to_owned()));
        line.count("the refusal", 1, is_refused).await;
        turns().await;
        let events = line.events();
        let [Event::Connected, Event::Refused(refusal)] = &events[..] else { panic!("{answer}: {events:?}") };
        assert_eq!(refusal.status, Some(200), "{answer}");
        let words = refusal.why.to_string();
        assert!(words.contains("authorization") && words.contains(word), "{answer}: {words}");
        assert!(service.heard(0, "pusher:subscribe").is_empty(), "{answer}");
    }
    uncaught.assert_none();
}

#[wasm_bindgen_test]
async fn the_services_refusal_is_reported_also_after_one_of_the_backends() {
    let (service, line) = Line::connecting();
    service.welcome(0).await;
    line.answer(Err(refusal(Some(500), "broken")));
    line.count("the refusal", 1, is_refused).await;
    line.client.resubscribe();
    line.answer(Ok(authorization().to_string()));
    until("the service is asked", || !service.heard(0, "pusher:subscribe").is_empty()).await;
    let error = json!({ "type": "AuthError", "error": "no place for another member", "status": 403 });
    service.say(0, "pusher:subscription_error", Some(CHANNEL), error);
    let refusals = [refusal(Some(500), "broken"), refusal(Some(403), "no place for another member")];
    let [first, second] = refusals.map(Event::Refused);
    assert_eq!(line.events(), [Event::Connected, first, second]);
}
