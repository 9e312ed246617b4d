//! A reply to a message that is still unsent waits for it.

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::{Message, MessageId};
use collabspace_chat::model::session::{Call, LiveInput, PersonInput, TabInput};
use collabspace_chat::model::timeline::RowState;

use crate::support::{GENERAL, Story, message, options};

const ALL: [&str; 4] = ["client-id", "after", "changes", "replies"];

fn story() -> Story {
    Story::live_with(options(), &ALL, vec![message("m001", 1_000, "grace", "text 1")])
}

fn replies(story: &mut Story, to: &str, text: &str) {
    let (channel, id, text) = (GENERAL.into(), text.into(), text.to_owned());
    story.does(PersonInput::Send { channel, id, text, reply_to: Some(to.into()), files: Vec::new() });
}

/// What is being sent: the text, and what it answers.
fn post(story: &Story) -> (String, Option<MessageId>) {
    let (_, call) = story.open_call(|call| matches!(call, Call::Post { .. }));
    let Call::Post { text, reply_to, .. } = call else { unreachable!() };
    (text.to_string(), reply_to)
}

fn quoted(story: &Story, text: &str) -> Option<String> {
    let extras = story.row(text).extras.as_ref()?;
    Some(extras.reply.as_ref()?.known.as_ref()?.excerpt.to_string())
}

#[test]
fn it_goes_out_after_it_as_an_answer_to_what_that_has_become() {
    let mut story = story();
    story.sends("first");
    replies(&mut story, "first", "second");
    replies(&mut story, "first", "third");
    assert_eq!(story.posts(), ["first"]);
    assert_eq!(quoted(&story, "second").as_deref(), Some("first"), "it is quoted before it is stored");
    story.stores_post("m002", 2_000);
    assert_eq!(post(&story), ("second".to_owned(), Some("m002".into())));
    for record in &story.disk {
        assert_eq!(record.reply_to, Some("m002".into()), "the disk says so too, of those that wait as well");
    }
    assert_eq!(quoted(&story, "second").as_deref(), Some("first"));
}

#[test]
fn a_draft_that_answered_it_answers_what_it_has_become() {
    let mut story = story();
    story.sends("first");
    story.stores_post("m002", 2_000);
    replies(&mut story, "first", "second");
    assert_eq!(post(&story), ("second".to_owned(), Some("m002".into())));
}

#[test]
fn it_waits_while_the_other_is_refused_and_others_go_out() {
    let mut story = story();
    story.sends("first");
    replies(&mut story, "first", "second");
    story.fails_post(Failure::from_status(403, "closed", None));
    assert!(matches!(story.row("first").state(), Some(RowState::Failed { .. })));
    assert_eq!(story.posts(), [""; 0], "the reply waits");
    assert_eq!(story.row("second").state(), Some(&RowState::Queued));
    replies(&mut story, "first", "third");
    assert_eq!(story.posts(), [""; 0], "so does one that is written later");
    story.sends("else");
    assert_eq!(story.posts(), ["else"], "what answers nothing does not");
    story.stores_post("m002", 2_000);
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "first".into() });
    story.stores_post("m003", 3_000);
    assert_eq!(post(&story), ("second".to_owned(), Some("m003".into())));
}

#[test]
fn if_the_other_is_thrown_away_it_answers_nothing() {
    let mut story = story();
    story.sends("first");
    replies(&mut story, "first", "second");
    replies(&mut story, "first", "third");
    story.fails_post(Failure::from_status(403, "closed", None));
    story.does(PersonInput::Discard { channel: GENERAL.into(), id: "first".into() });
    assert_eq!(post(&story), ("second".to_owned(), None));
    assert!(story.disk.iter().all(|record| record.reply_to.is_none()), "the disk says so too");
}

#[test]
fn if_the_other_is_taken_back_it_answers_nothing_and_is_shown_so() {
    let mut story = story();
    story.sends("first");
    replies(&mut story, "first", "second");
    story.fails_post(Failure::TooMany { retry_after: Some(60_000) });
    assert_eq!(quoted(&story, "second").as_deref(), Some("first"));
    story.does(PersonInput::TakeBack { channel: GENERAL.into(), id: "first".into() });
    assert_eq!(story.taken_back, ["first"], "its text is to be written anew");
    assert_eq!(story.row("second").extras, None, "no line above it says that it answers something");
    assert!(story.disk.iter().all(|record| record.reply_to.is_none()), "the disk says so too");
    story.sends_as("again", "first, better");
    story.pass(60_000);
    assert_eq!(post(&story), ("second".to_owned(), None));
    story.stores_post("m002", 2_000);
    assert_eq!(story.row("second").extras, None);
    assert_eq!(post(&story), ("first, better".to_owned(), None));
}

#[test]
fn after_a_reload_the_reply_to_one_that_was_taken_back_answers_nothing() {
    let mut story = story();
    story.sends("first");
    replies(&mut story, "first", "second");
    story.fails_post(Failure::TooMany { retry_after: Some(60_000) });
    story.does(PersonInput::TakeBack { channel: GENERAL.into(), id: "first".into() });
    story.reopen();
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.row("second").extras, None);
    // It may have been sent before.
    story.pass(2_000);
    assert_eq!(post(&story), ("second".to_owned(), None));
}

#[test]
fn after_a_reload_a_reply_says_that_what_it_answers_is_to_be_deleted() {
    let features = ["client-id", "after", "changes", "replies", "delete"];
    let mut before = Story::live_with(options(), &features, vec![message("m001", 1_000, "ada", "first")]);
    before.happens(LiveInput::Lost);
    replies(&mut before, "m001", "second");
    before.does(PersonInput::Delete { channel: GENERAL.into(), id: "delete".into(), message: "m001".into() });

    let mut story = Story::start(options());
    story.features = features.to_vec();
    story.answer_features();
    story.connect(&["ada", "grace"]);
    // The disk is read before the history.
    story.tab(TabInput::Restored(before.disk));
    story.tab(TabInput::RestoredOperations(before.operations));
    assert_eq!(story.screen().len(), 1);
    let extras = story.row("second").extras.as_ref().expect("it answers something");
    assert!(extras.reply.as_ref().and_then(|reply| reply.known.as_ref()).is_some_and(|known| known.is_deleted));
}

#[test]
fn after_a_reload_it_still_answers_it() {
    let mut story = story();
    story.happens(LiveInput::Lost);
    story.sends("first");
    replies(&mut story, "first", "second");
    // The first is stored, and its answer lost with the tab.
    let stored = Message { client_id: Some("first".into()), ..message("m002", 2_000, "ada", "first") };
    story.stores(&stored);
    story.reopen();
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(post(&story), ("second".to_owned(), Some("m002".into())));
}
