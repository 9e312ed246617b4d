//! A refusal is final: the row says the backend's words, and the person decides.

use crate::support::{GENERAL, Story, history};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::PersonInput;
use collabspace_chat::model::timeline::RowState;

fn refused(story: &mut Story, status: u16) {
    story.fails_post(Failure::from_status(status, "not in this channel", None));
}

#[test]
fn the_row_says_the_backends_words() {
    for status in [400, 403, 404, 409, 413, 422] {
        let mut story = Story::live(vec![]);
        story.sends("hello");
        refused(&mut story, status);
        assert_eq!(
            story.row("hello").state(),
            Some(&RowState::Failed { why: Reason::words("not in this channel") }),
            "{status}"
        );
        story.pass(120_000);
        assert!(story.posts().is_empty(), "nothing is tried again by itself");
        assert_eq!(story.disk[0].refused, Some(Reason::words("not in this channel")), "and it is still on disk");
    }
}

#[test]
fn what_follows_is_sent() {
    let mut story = Story::live(vec![]);
    story.sends("one");
    story.sends("two");
    refused(&mut story, 403);
    assert_eq!(story.posts(), ["two"]);
    story.stores_post("m2", 2_000);
    assert_eq!(story.screen(), ["two", "one!"]);
}

#[test]
fn tried_again_it_goes_out_as_if_it_was_new() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    refused(&mut story, 403);
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "hello".into() });
    assert_eq!(story.posts(), ["hello"]);
    assert_eq!(story.disk[0].refused, None);
    let key = story.key("hello");
    story.stores_post("m9", 9_000);
    assert_eq!(story.screen(), ["text 1", "hello"]);
    assert_eq!(story.key("hello"), key);
}

#[test]
fn tried_again_it_waits_for_what_is_under_way_and_goes_before_what_is_not() {
    let mut story = Story::live(vec![]);
    story.sends("one");
    refused(&mut story, 403);
    story.sends("two");
    story.sends("three");
    assert_eq!(story.posts(), ["two"]);
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "one".into() });
    assert_eq!(story.posts(), ["two"], "one at a time");
    let key = story.key("two");
    let stored = story.stores_post_silently("m2", 2_000);
    story.event(&stored);
    assert_eq!(story.key("two"), key, "its event is recognised though another one stands before it");
    assert_eq!(story.posts(), ["one"]);
    story.stores_post("m3", 3_000);
    assert_eq!(story.posts(), ["three"]);
}

#[test]
fn discarded_it_is_gone() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    refused(&mut story, 403);
    story.does(PersonInput::Discard { channel: GENERAL.into(), id: "hello".into() });
    assert!(story.screen().is_empty() && story.disk.is_empty());
}

#[test]
fn what_is_under_way_cannot_be_discarded() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.does(PersonInput::Discard { channel: GENERAL.into(), id: "hello".into() });
    assert_eq!(story.screen(), ["hello…"]);
    assert_eq!(story.disk.len(), 1);
}
