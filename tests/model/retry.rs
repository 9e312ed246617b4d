//! What failed for a while is tried again with backoff and jitter, and never before the backend's `Retry-After`.

use crate::support::{GENERAL, Story, history};
use collabspace_chat::model::backoff::Backoff;
use collabspace_chat::model::connection::Status;
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::random::Random;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{PersonInput, TabInput};
use collabspace_chat::model::timeline::{RowState, Shown};

fn too_many(after: i64) -> Failure {
    Failure::from_status(429, "", Some(after))
}

#[test]
fn retry_after_is_obeyed_and_shown() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.fails_post(too_many(20_000));
    let Some(RowState::Waiting { until, why, .. }) = story.row("hello").state() else { panic!() };
    assert_eq!((*until - story.now, why), (20_000, &Reason::TooMany));
    story.pass(19_999);
    assert!(story.posts().is_empty());
    story.pass(1);
    assert_eq!(story.posts(), ["hello"], "it was refused without effect: there is nothing to look for");
}

#[test]
fn a_backend_that_is_away_for_a_while_is_obeyed_too() {
    let mut story = Story::live_extended(vec![]);
    story.sends("hello");
    story.fails_post(Failure::from_status(503, "the store is down", Some(20_000)));
    let Some(RowState::Waiting { until, why, .. }) = story.row("hello").state() else { panic!() };
    assert_eq!((*until - story.now, why), (20_000, &Reason::words("the store is down")));
    story.pass(19_999);
    assert!(story.posts().is_empty());
    story.pass(1);
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn an_early_retry_honours_what_the_backend_asked_for() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.fails_post(too_many(20_000));
    story.tab(TabInput::Online(true));
    story.tab(TabInput::Visible(true));
    story.does(PersonInput::TryNow);
    story.pass(10_000);
    assert!(story.posts().is_empty());
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "hello".into() });
    assert_eq!(story.posts(), ["hello"], "but the person may");
}

#[test]
fn an_early_retry_skips_the_backoff() {
    let mut story = Story::live_extended(vec![]);
    story.sends("hello");
    for _ in 0..8 {
        story.fails_post(Failure::NoAnswer);
        story.pass(31_000);
    }
    story.fails_post(Failure::NoAnswer);
    story.tab(TabInput::Online(true));
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn a_page_that_was_refused_for_a_while_waits_as_asked() {
    let mut story = Story::live(history(3));
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    story.fail_page(too_many(20_000));
    story.tab(TabInput::Visible(true));
    story.tab(TabInput::Woke);
    story.pass(19_000);
    assert!(story.open_page().is_none());
    story.pass(1_000);
    assert!(story.open_page().is_some());
}

#[test]
fn tries_get_rarer_and_never_stop() {
    let mut story = Story::live_extended(vec![]);
    story.sends("hello");
    let mut tries = Vec::new();
    for _ in 0..1_200 {
        if !story.posts().is_empty() {
            tries.push(story.now);
            story.fails_post(Failure::NoAnswer);
        }
        story.pass(500);
    }
    assert!((30..150).contains(&tries.len()), "{} tries in ten minutes", tries.len());
    assert!(story.now - tries[tries.len() - 1] < 31_000, "it never gives up");
}

#[test]
fn clients_that_failed_together_do_not_return_together() {
    let backoff = Backoff { base: 1_000, cap: 30_000 };
    let delays: std::collections::BTreeSet<_> = (0..100).map(|seed| backoff.delay(4, &mut Random::new(seed))).collect();
    assert!(delays.len() > 80 && delays.iter().all(|delay| (250..=16_000).contains(delay)), "{delays:?}");
    assert!((0..200).all(|attempt| backoff.delay(attempt, &mut Random::new(1)) <= 30_000));
}

fn broken() -> Failure {
    Failure::from_status(500, "Internal error", None)
}

/// The backend breaks at the open POST, and answers what is asked besides. What a page looks for is not there.
fn breaks(story: &mut Story) {
    story.fails_post(broken());
    while story.posts().is_empty() {
        story.serve_pages();
        if matches!(story.row("hello").state(), Some(RowState::Failed { .. })) {
            return;
        }
        story.pass(1_000);
    }
}

#[test]
fn a_message_that_the_backend_always_breaks_at_holds_up_its_channel_for_two_minutes() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    story.sends("next");
    let begin = story.now;
    let mut tries = 0;
    while !matches!(story.row("hello").state(), Some(RowState::Failed { .. })) {
        breaks(&mut story);
        tries += 1;
        assert!(tries < 50, "it is tried for ever");
    }
    assert!(tries >= 6 && story.now - begin >= 120_000, "{tries} tries in {} ms", story.now - begin);
    assert_eq!(story.posts(), ["next"]);
    assert_eq!(
        story.disk[0].refused,
        Some(Reason::words("Internal error")),
        "the sender is asked, and nothing is lost"
    );
    story.stores_post("m2", 200_000);
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "hello".into() });
    story.pass(1_000);
    assert!(story.posts().is_empty() && story.open_page().is_some(), "it may be stored: it is looked for first");
}

#[test]
fn a_gateway_that_is_in_the_way_for_long_is_no_word_about_a_message() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    for _ in 0..20 {
        story.fails_post(Failure::from_status(503, "", None));
        while story.posts().is_empty() {
            story.serve_pages();
            story.pass(1_000);
        }
    }
    assert_eq!(story.row("hello").state(), Some(&RowState::Sending));
}

#[test]
fn a_slow_answer_is_reported() {
    let mut story = Story::live_extended(history(1));
    story.sends("hello");
    story.pass(2_999);
    assert_eq!((story.row("hello").state(), story.status()), (Some(&RowState::Sending), &Status::Live));
    story.pass(1);
    assert_eq!((story.row("hello").state(), story.status()), (Some(&RowState::SendingSlowly), &Status::Unanswered));
    story.fails_post(Failure::NoAnswer);
    assert_eq!(story.status(), &Status::Unanswered, "nor is it answered now");
    story.pass(2_000);
    assert_eq!(story.row("hello").state(), Some(&RowState::Sending));
    story.stores_post("m9", 9_000);
    assert_eq!((story.row("hello").shows(Shown::Whole), story.status()), (true, &Status::Live));
}
