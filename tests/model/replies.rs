//! How many messages answer one: what the backend counted, and what has happened since.

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::{Message, Removal, Version};
use collabspace_chat::model::session::{Call, LiveInput, PersonInput};
use collabspace_chat::model::timeline::Replies;

use crate::replying::Answer;
use crate::support::{GENERAL, Story, message, options};

const ALL: [&str; 7] = ["client-id", "after", "changes", "edit", "delete", "reactions", "replies"];

fn question(reply_count: u32) -> Message {
    Message { reply_count, ..message("m001", 1_000, "grace", "question") }
}

fn reply(n: i64) -> Message {
    let mut reply = message(&format!("r{n:03}"), 10_000 + n * 1_000, "grace", &format!("reply {n}"));
    reply.content.reply_to = Some("m001".into());
    reply
}

fn live(stored: Vec<Message>) -> Story {
    Story::live_with(options(), &ALL, stored)
}

/// How many replies the question's row shows, and whether the backend counted them.
fn shown(story: &Story) -> Option<(usize, bool)> {
    let extras = story.row("question").extras.as_ref()?;
    extras.replies.map(|Replies { count, is_counted }| (count, is_counted))
}

fn deleted(story: &mut Story, id: &str) {
    story.stored.retain(|message| *message.id != *id);
    story.happens(LiveInput::Deleted(GENERAL.into(), Removal { id: id.into() }));
}

#[test]
fn what_the_backend_counted_is_shown_and_follows_what_happens() {
    let mut story = live(vec![question(3), reply(1)]);
    assert_eq!(shown(&story), Some((3, true)), "two of them are not loaded");
    story.event(&reply(2));
    assert_eq!(shown(&story), Some((4, true)));
    story.event(&reply(2));
    assert_eq!(shown(&story), Some((4, true)), "an event that comes twice counts once");
    deleted(&mut story, "r002");
    assert_eq!(shown(&story), Some((3, true)));
    deleted(&mut story, "r001");
    assert_eq!(shown(&story), Some((2, true)));
    deleted(&mut story, "r001");
    assert_eq!(shown(&story), Some((2, true)), "a deletion that is told twice counts once");
}

#[test]
fn the_first_reply_counts_and_the_last_one_leaves_nothing() {
    let mut story = live(vec![question(0)]);
    assert_eq!(shown(&story), None);
    story.event(&reply(1));
    assert_eq!(shown(&story), Some((1, true)));
    deleted(&mut story, "r001");
    assert_eq!(shown(&story), None);
}

#[test]
fn without_a_count_of_the_backend_the_loaded_ones_are_counted() {
    let mut story = live(vec![question(0), reply(1)]);
    assert_eq!(shown(&story), Some((1, false)));
    story.event(&reply(2));
    assert_eq!(shown(&story), Some((2, false)));
    deleted(&mut story, "r001");
    deleted(&mut story, "r002");
    assert_eq!(shown(&story), None);
}

#[test]
fn a_question_that_is_loaded_later_has_its_replies() {
    let mut stored = vec![question(1)];
    stored.extend((0..70).map(|n| message(&format!("n{n:03}"), 5_000 + n, "grace", &format!("text {n}"))));
    stored.push(reply(1));
    let mut story = live(stored);
    assert!(!story.screen().contains(&"question".to_owned()), "it is on an older page");
    story.event(&reply(2));
    story.does(PersonInput::LoadOlder { channel: GENERAL.into() });
    // As it is counted by now.
    story.stored[0].reply_count = 2;
    story.serve_pages();
    assert_eq!(shown(&story), Some((2, true)));
    let quoted = |text: &str| story.row(text).extras.as_ref().and_then(|extras| extras.reply.clone()?.known);
    assert_eq!(
        quoted("reply 2").map(|known| known.excerpt.to_string()).as_deref(),
        Some("question"),
        "and they quote it"
    );
}

#[test]
fn an_answer_of_the_backend_says_how_many_there_are_and_an_event_does_not() {
    let mut story = live(vec![question(1), reply(1)]);
    let updated = Message { version: Version::Rev(9), ..question(0) };
    story.happens(LiveInput::Updated(GENERAL.into(), updated));
    assert_eq!(shown(&story), Some((1, true)), "an event carries no count");
    // What others did while the connection was lost.
    story.happens(LiveInput::Lost);
    story.stored[0] = Message { version: Version::Rev(9), ..question(5) };
    story.stored.push(reply(2));
    story.pass(60_000);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(shown(&story), Some((5, true)));
    story.event(&reply(3));
    assert_eq!(shown(&story), Some((6, true)));
}

#[test]
fn a_reply_that_the_visitor_deletes_is_taken_off_at_once_and_comes_back_if_that_is_refused() {
    let mine = |n| Message { author: message("", 0, "ada", "").author, ..reply(n) };
    let mut story = live(vec![question(2), mine(1), reply(2)]);
    let delete = |story: &mut Story| {
        let (channel, id) = (GENERAL.into(), "delete".into());
        story.does(PersonInput::Delete { channel, id, message: "r001".into() });
        story.open_call(|call| matches!(call, Call::Delete(..))).0
    };
    let request = delete(&mut story);
    assert_eq!(shown(&story), Some((1, true)));
    story.answer(request, Err(Failure::from_status(403, "no", None)));
    assert_eq!(shown(&story), Some((2, true)));
    let request = delete(&mut story);
    story.answer(request, Ok(Answer::Done));
    assert_eq!(shown(&story), Some((1, true)));
    deleted(&mut story, "r001");
    assert_eq!(shown(&story), Some((1, true)), "its event says nothing new");
}

#[test]
fn an_own_reply_counts_once_when_it_is_stored() {
    let mut story = live(vec![question(0)]);
    let (channel, id, text) = (GENERAL.into(), "mine".into(), "mine".to_owned());
    story.does(PersonInput::Send { channel, id, text, reply_to: Some("m001".into()), files: Vec::new() });
    assert_eq!(shown(&story), None);
    story.stores_post("r001", 20_000);
    assert_eq!(shown(&story), Some((1, true)));
    let mut event = message("r001", 20_000, "ada", "mine");
    event.content.reply_to = Some("m001".into());
    story.event(&event);
    assert_eq!(shown(&story), Some((1, true)));
}

#[test]
fn what_is_being_sent_follows_what_it_answers() {
    let mut story = live(vec![question(0)]);
    let (channel, id, text) = (GENERAL.into(), "mine".into(), "mine".to_owned());
    story.does(PersonInput::Send { channel, id, text, reply_to: Some("m001".into()), files: Vec::new() });
    deleted(&mut story, "m001");
    let reply = story.row("mine").extras.as_ref().and_then(|extras| extras.reply.clone()).expect("it answers one");
    assert!(reply.known.is_some_and(|known| known.is_deleted));
}

#[test]
fn an_edit_that_removes_the_quote_is_a_reply_less() {
    let mut story = live(vec![question(2), reply(1), reply(2)]);
    let mut edited = Message { version: Version::Rev(9), ..reply(1) };
    edited.content.reply_to = None;
    story.happens(LiveInput::Updated(GENERAL.into(), edited));
    assert_eq!(shown(&story), Some((1, true)));
}
