//! What is not sent can be thrown away: it is gone at once where it is certain that the backend does not have it. What
//! may be stored is withdrawn: it is not sent once more, and is shown as what it is where it turns out to be stored.

use crate::support::{GENERAL, Story, history, options};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{PersonInput, TabInput};
use collabspace_chat::model::timeline::RowState;

fn discards(story: &mut Story, text: &str) {
    let id = story.row(text).local_id().cloned().expect("it is not sent");
    story.does(PersonInput::Discard { channel: GENERAL.into(), id });
}

/// Whether it is certain that it is not stored, by what its row says.
fn is_unsent(story: &Story, text: &str) -> bool {
    match story.row(text).state().expect("it is not stored") {
        RowState::Queued | RowState::Failed { .. } => true,
        RowState::Waiting { is_in_doubt, .. } => !is_in_doubt,
        _ => false,
    }
}

#[test]
fn what_was_written_without_a_network_is_gone() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Online(false));
    story.sends("one");
    story.sends("two");
    assert!(is_unsent(&story, "one") && is_unsent(&story, "two"));
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
    assert!(!is_unsent(&story, "one") && is_unsent(&story, "two"));
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
    assert!(is_unsent(&story, "hello"));
    discards(&mut story, "hello");
    story.pass(120_000);
    assert!(story.screen().is_empty() && story.posts().is_empty() && story.disk.is_empty());
}

#[test]
fn what_was_looked_for_and_is_not_there_is_gone() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.fails_post(Failure::NoAnswer);
    assert!(!is_unsent(&story, "hello"));
    story.pass(1_500);
    story.tab(TabInput::Online(false));
    story.serve_pages();
    assert!(is_unsent(&story, "hello"));
    discards(&mut story, "hello");
    assert!(story.screen().is_empty() && story.disk.is_empty());
}

#[test]
fn what_may_be_stored_and_was_not_is_looked_for_and_then_gone() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.fails_post(Failure::NoAnswer);
    story.sends_as("again", "hello");
    discards_the_first(&mut story);
    assert_eq!(story.screen(), ["hello-", "hello…"]);
    assert!(story.disk[0].is_withdrawn, "a tab that comes after this one does not send it either");
    story.pass(1_500);
    story.serve_pages();
    assert_eq!(story.screen(), ["hello…"]);
    assert_eq!(story.posts(), ["hello"]);
    story.stores_post("m1", 9_000);
    assert_eq!(story.screen(), ["hello"]);
    assert!(story.disk.is_empty());
}

#[test]
fn what_was_stored_all_the_same_is_shown_and_the_next_of_its_text_is_sent() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.stores_post_silently("m1", 1_000);
    story.sends_as("again", "hello");
    discards_the_first(&mut story);
    story.pass(1_500);
    story.serve_pages();
    assert_eq!(story.screen(), ["hello", "hello…"]);
    story.stores_post("m2", 9_000);
    assert_eq!(story.screen(), ["hello", "hello"]);
    assert!(story.disk.is_empty());
}

fn discards_the_first(story: &mut Story) {
    let id = story.rows()[0].local_id().cloned().expect("it is not sent");
    story.does(PersonInput::Discard { channel: GENERAL.into(), id });
}

#[test]
fn with_client_ids_it_is_gone_at_once_and_comes_back_only_as_what_was_stored() {
    let mut story = Story::live_extended(vec![]);
    story.sends_as("a-uuid", "hello");
    let stored = story.stores_post_silently("m1", 1_000);
    discards(&mut story, "hello");
    assert!(story.screen().is_empty() && story.disk.is_empty());
    story.pass(60_000);
    assert!(story.posts().is_empty());
    story.event(&stored);
    assert_eq!(story.screen(), ["hello"]);
}

#[test]
fn what_was_withdrawn_is_not_sent_by_the_next_tab_nor_by_a_later_try() {
    for features in [&[][..], &["client-id"]] {
        let mut story = Story::live_with(options(), features, vec![]);
        story.sends_as("a-uuid", "hello");
        story.fails_post(Failure::NoAnswer);
        story.tab(TabInput::Online(false));
        discards(&mut story, "hello");
        assert_eq!(story.screen(), ["hello-"], "without a network nobody can look");
        story.reopen();
        story.tab(TabInput::Online(false));
        assert_eq!(story.screen(), ["hello-"]);
        let id = story.row("hello").local_id().cloned().expect("it is not sent");
        story.does(PersonInput::Retry { channel: GENERAL.into(), id });
        story.tab(TabInput::Online(true));
        story.answer_features();
        story.connect(&["ada"]);
        story.serve_pages();
        story.pass(60_000);
        story.serve_pages();
        assert!(story.screen().is_empty() && story.disk.is_empty(), "{:?}", story.screen());
        assert!(story.posts().is_empty());
    }
}

#[test]
fn what_is_withdrawn_while_it_is_under_way_is_gone_once_it_is_refused() {
    let mut story = Story::live_extended(vec![]);
    story.sends_as("a-uuid", "hello");
    story.fails_post(Failure::NoAnswer);
    story.pass(5_000);
    discards(&mut story, "hello");
    assert_eq!(story.screen(), ["hello-"], "the second try is under way");
    story.fails_post(Failure::Refused { status: 403, why: Reason::words("not here") });
    assert!(story.screen().is_empty() && story.disk.is_empty());
}

#[test]
fn a_doubt_outlives_a_later_answer_and_the_tab() {
    let mut story = Story::live_extended(vec![]);
    story.sends_as("a-uuid", "hello");
    story.fails_post(Failure::NoAnswer);
    story.pass(5_000);
    story.fails_post(Failure::TooMany { retry_after: Some(60_000) });
    assert!(!is_unsent(&story, "hello"), "the first of the two may have been stored");
    story.reopen();
    story.tab(TabInput::Online(false));
    assert!(!is_unsent(&story, "hello"));
}

#[test]
fn what_is_taken_back_is_told_once_and_is_not_sent() {
    let mut story = Story::live(vec![]);
    story.tab(TabInput::Online(false));
    story.sends("hello");
    let id = story.row("hello").local_id().cloned().expect("it is not sent");
    for _ in 0..2 {
        story.does(PersonInput::TakeBack { channel: GENERAL.into(), id: id.clone() });
    }
    assert_eq!(story.taken_back, ["hello"]);
    assert!(story.screen().is_empty() && story.disk.is_empty());
    story.tab(TabInput::Online(true));
    assert!(story.posts().is_empty());
}

#[test]
fn what_is_under_way_or_may_be_stored_is_not_taken_back() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    let id = story.row("hello").local_id().cloned().expect("it is not stored");
    let take_back = PersonInput::TakeBack { channel: GENERAL.into(), id };
    story.does(take_back.clone());
    story.fails_post(Failure::NoAnswer);
    story.does(take_back);
    assert!(story.taken_back.is_empty());
    assert_eq!(story.screen(), ["hello~"], "nor is it withdrawn");
}
