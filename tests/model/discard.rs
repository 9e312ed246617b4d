//! What is not sent can be thrown away, as long as it is certain that the backend does not have it.

use crate::support::{GENERAL, Story, history};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::session::{PersonInput, TabInput};
use collabspace_chat::model::timeline::RowState;

fn discards(story: &mut Story, text: &str) {
    let id = story.row(text).local_id.clone().expect("it is not sent");
    story.does(PersonInput::Discard { channel: GENERAL.into(), id });
}

/// Whether throwing it away is offered, by what its row says.
fn is_offered(story: &Story, text: &str) -> bool {
    match story.row(text).state {
        RowState::Queued | RowState::Failed { .. } => true,
        RowState::Waiting { is_in_doubt, .. } => !is_in_doubt,
        RowState::Sent | RowState::Sending => false,
    }
}

#[test]
fn what_was_written_without_a_network_is_gone() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Online(false));
    story.sends("one");
    story.sends("two");
    assert!(is_offered(&story, "one") && is_offered(&story, "two"));
    discards(&mut story, "one");
    assert_eq!(story.screen(), ["text 1", "two…"]);
    assert_eq!(story.disk.len(), 1);
    story.tab(TabInput::Online(true));
    assert_eq!(story.posts(), ["two"], "the other one is sent");
}

#[test]
fn what_waits_behind_another_is_gone_and_the_other_goes_on() {
    let mut story = Story::live(vec![]);
    story.sends("one");
    story.sends("two");
    assert!(!is_offered(&story, "one") && is_offered(&story, "two"));
    discards(&mut story, "two");
    story.stores_post("m1", 1_000);
    assert!(story.posts().is_empty() && story.disk.is_empty());
    assert_eq!(story.screen(), ["one"]);
}

#[test]
fn what_the_backend_had_no_time_for_is_gone() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.fails_post(Failure::TooMany { retry_after: Some(60_000) });
    assert!(is_offered(&story, "hello"));
    discards(&mut story, "hello");
    story.pass(120_000);
    assert!(story.screen().is_empty() && story.posts().is_empty() && story.disk.is_empty());
}

#[test]
fn what_may_be_stored_stays_until_somebody_has_looked() {
    for mut story in [Story::live(vec![]), Story::live_extended(vec![])] {
        story.sends("hello");
        story.fails_post(Failure::NoAnswer);
        assert!(!is_offered(&story, "hello"));
        discards(&mut story, "hello");
        assert_eq!(story.screen(), ["hello~"]);
        assert_eq!(story.disk.len(), 1);
    }
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.fails_post(Failure::NoAnswer);
    story.pass(1_500);
    story.tab(TabInput::Online(false));
    story.serve_pages();
    assert!(is_offered(&story, "hello"), "it was looked for, and is not there");
    discards(&mut story, "hello");
    assert!(story.screen().is_empty() && story.disk.is_empty());
}

#[test]
fn a_doubt_outlives_a_later_answer_and_the_tab() {
    let mut story = Story::live_extended(vec![]);
    story.sends_as("a-uuid", "hello");
    story.fails_post(Failure::NoAnswer);
    story.pass(5_000);
    story.fails_post(Failure::TooMany { retry_after: Some(60_000) });
    assert!(!is_offered(&story, "hello"), "the first of the two may have been stored");
    story.reopen();
    assert!(!is_offered(&story, "hello"));
}
