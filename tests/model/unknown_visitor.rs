//! On a private channel of a baseline backend nobody says who the visitor is. Their own messages appear once all the
//! same.

use crate::support::{Story, history, message, options, posted};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::{Body, Message};
use collabspace_chat::model::session::{Call, LiveInput, Options};

fn private() -> Options {
    Options { has_presence: false, ..options() }
}

fn nobody_says_who(stored: Vec<Message>) -> Story {
    let mut story = Story::start(private());
    story.stored = stored;
    story.answer_features();
    story.happens(LiveInput::Connected);
    story.happens(LiveInput::Subscribed { me: None, people: Vec::new() });
    story.serve_pages();
    story
}

#[test]
fn the_event_that_comes_before_the_answer_is_held_back() {
    let mut story = nobody_says_who(history(1));
    story.sends("hello");
    let key = story.key("hello");
    story.event(&message("m9", 9_000, "ada", "hello"));
    assert_eq!(story.screen(), ["text 1", "hello…"], "it stands there once");
    let (request, _) = story.open_call(|call| matches!(call, Call::Post { .. }));
    story.answer(request, Ok(posted("m9", 9_000, "hello")));
    assert_eq!(story.screen(), ["text 1", "hello"]);
    assert_eq!(story.key("hello"), key);
    assert_eq!(story.session.me().map(|me| me.id.to_string()), Some("ada".to_owned()), "and says who the visitor is");
}

#[test]
fn another_persons_is_shown_once_the_answer_has_come() {
    let mut story = nobody_says_who(history(1));
    story.sends("hello");
    story.event(&message("m8", 8_000, "grace", "hello"));
    let (request, _) = story.open_call(|call| matches!(call, Call::Post { .. }));
    story.answer(request, Ok(posted("m9", 9_000, "hello")));
    assert_eq!(story.screen(), ["text 1", "hello", "hello"]);
}

#[test]
fn it_is_shown_too_when_the_message_is_refused() {
    let mut story = nobody_says_who(history(1));
    story.sends("hello");
    story.event(&message("m8", 8_000, "grace", "hello"));
    story.fails_post(Failure::from_status(403, "no", None));
    assert_eq!(story.screen(), ["text 1", "hello", "hello!"]);
}

#[test]
fn an_answer_that_is_lost_is_made_good_by_the_history() {
    let mut story = nobody_says_who(history(1));
    story.sends("hello");
    let key = story.key("hello");
    story.event(&message("m9", 9_000, "ada", "hello"));
    story.stores(&message("m9", 9_000, "ada", "hello"));
    story.fails_post(Failure::NoAnswer);
    assert_eq!(story.screen(), ["text 1", "hello~"]);
    story.pass(1_500);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "hello"]);
    assert!(story.posts().is_empty());
    assert_eq!(story.key("hello"), key);
}

#[test]
fn the_event_after_the_answer_says_who_the_visitor_is() {
    let mut story = nobody_says_who(history(1));
    story.sends("hello");
    story.stores_post("m9", 9_000);
    story.event(&message("m9", 9_000, "ada", "hello"));
    assert_eq!(story.row("hello").author.as_ref().map(|author| author.id.to_string()), Some("ada".to_owned()));
    story.sends("again");
    assert_eq!(story.row("again").author.as_ref().map(|author| author.id.to_string()), Some("ada".to_owned()));
    assert!(!story.row("again").starts_group, "it continues the first");
    assert_eq!(story.session.take_contradictions(), 0);
}

#[test]
fn earlier_messages_of_the_visitor_become_their_own_once_it_is_known_who_they_are() {
    let mut story = nobody_says_who(vec![message("m1", 1_000, "ada", "mine"), message("m2", 2_000, "grace", "theirs")]);
    let own = |story: &Story| -> Vec<_> { story.rows().iter().map(|row| (row.text.to_string(), row.is_own)).collect() };
    assert_eq!(own(&story), [("mine".to_owned(), false), ("theirs".to_owned(), false)]);
    story.sends("hello");
    story.stores_post("m9", 9_000);
    story.event(&message("m9", 9_000, "ada", "hello"));
    assert_eq!(
        own(&story),
        [("mine", true), ("theirs", false), ("hello", true)].map(|(text, is)| (text.to_owned(), is))
    );
}

#[test]
fn where_the_backend_can_it_is_asked_until_it_says_who() {
    let mut story = Story::start(private());
    story.features = vec!["me"];
    story.answer_features();
    let (request, _) = story.open_call(|call| matches!(call, Call::Me(_)));
    story.answer(request, Err(Failure::NoAnswer));
    story.pass(2_000);
    let (request, _) = story.open_call(|call| matches!(call, Call::Me(_)));
    story.answer(request, Ok(crate::replying::Answer::Me(crate::support::person("ada"))));
    assert_eq!(story.session.me().map(|me| me.id.to_string()), Some("ada".to_owned()));
}

#[test]
fn own_typing_that_comes_back_is_not_shown() {
    let mut story = nobody_says_who(vec![]);
    let general: collabspace_chat::model::message::ChannelId = crate::support::GENERAL.into();
    story.does(collabspace_chat::model::session::PersonInput::Type { channel: general.clone() });
    story.happens(LiveInput::Typing { channel: general, person: crate::support::person("ada"), is_typing: true });
    assert!(story.typists.get("general").is_none_or(Vec::is_empty));
    assert_eq!(story.people, None, "and there is no list of people");
}

#[test]
fn an_event_that_was_held_back_does_not_cut_what_is_known_whole() {
    let mut story = nobody_says_who(Vec::new());
    let text = "a long text that an event does not hold";
    story.sends(text);
    let whole = message("m1", 1_000, "ada", text);
    story.stores(&whole);
    let mut cut = whole;
    cut.content.body = Body::Text("a long text".into());
    cut.content.is_cut = true;
    story.event(&cut);
    let (request, _) = story.open_call(|call| matches!(call, Call::Post { .. }));
    story.answer(request, Err(Failure::NoAnswer));
    story.pass(5_000);
    story.serve_pages();
    story.pass(5_000);
    assert_eq!(story.screen(), [text]);
}
