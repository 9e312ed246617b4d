//! Signed out in the middle: everything pauses, nothing is dropped, and after signing in it goes on.

use crate::replying::Answer;
use crate::support::{GENERAL, Story, history, message, options};
use collabspace_chat::model::connection::{LinkCommand, Status, Trouble};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{Call, LiveInput, PersonInput, TabInput};

fn signed_out(mut story: Story) -> Story {
    story.sends("mine");
    story.fails_post(Failure::SignedOut);
    assert_eq!(story.status(), &Status::SignedOut);
    assert_eq!(std::mem::take(&mut story.link), [LinkCommand::Disconnect], "nobody goes on listening");
    story
}

#[test]
fn everything_pauses_and_nothing_is_dropped() {
    let mut story = signed_out(Story::live(history(1)));
    story.sends("more");
    story.pass(600_000);
    assert!(story.calls.is_empty(), "{:?}", story.calls);
    assert_eq!(story.screen(), ["text 1", "mine…", "more…"]);
    assert_eq!(story.disk.len(), 2);
}

#[test]
fn who_returns_signed_in_goes_on() {
    let mut story = signed_out(Story::live(history(1)));
    story.stores(&message("m2", 2_000, "grace", "missed"));
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    story.tab(TabInput::Visible(true));
    assert_eq!(story.calls.len(), 1, "it is asked once");
    story.serve_pages();
    assert_eq!(story.link, [LinkCommand::Connect]);
    story.happens(LiveInput::Connected);
    story.subscribe(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
    assert_eq!(story.posts(), ["mine"]);
    assert_eq!(story.screen(), ["text 1", "missed", "mine…"]);
}

#[test]
fn who_returns_still_signed_out_stays_so() {
    let mut story = signed_out(Story::live(history(1)));
    story.does(PersonInput::TryNow);
    story.fail_page(Failure::SignedOut);
    assert_eq!(story.status(), &Status::SignedOut);
    assert!(story.calls.is_empty());
}

#[test]
fn any_call_can_tell() {
    let mut story = Story::live(history(120));
    story.does(PersonInput::LoadOlder { channel: GENERAL.into() });
    story.fail_page(Failure::SignedOut);
    assert_eq!(story.status(), &Status::SignedOut);

    let mut story = Story::live(history(1));
    story.does(PersonInput::Type { channel: GENERAL.into() });
    let (request, _) = story.open_call(|call| matches!(call, Call::Typing(..)));
    story.answer(request, Err(Failure::SignedOut));
    assert_eq!(story.status(), &Status::SignedOut);

    let mut story = Story::start(options());
    let (request, _) = story.open_call(|call| matches!(call, Call::Features(_)));
    story.answer(request, Err(Failure::SignedOut));
    assert_eq!(story.status(), &Status::SignedOut);

    let mut story = Story::live(history(1));
    story.happens(LiveInput::SignedOut);
    assert_eq!(story.status(), &Status::SignedOut);
}

#[test]
fn a_401_of_the_services_is_a_refusal_like_any_other() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Refused { status: Some(401), why: Reason::words("bad signature") });
    let trouble = Trouble::Unauthorized(Some(401), Reason::words("bad signature"));
    assert_eq!(story.status(), &Status::Polling(trouble));
}

#[test]
fn a_refused_subscription_is_asked_for_again_after_signing_in() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::SignedOut);
    story.happens(LiveInput::Refused { status: Some(401), why: Reason::words("who are you") });
    assert_eq!(std::mem::take(&mut story.link), [LinkCommand::Disconnect]);
    story.tab(TabInput::Visible(true));
    story.serve_pages();
    assert_eq!(story.link, [LinkCommand::Connect]);
    story.happens(LiveInput::Connected);
    story.subscribe(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn who_is_not_known_yet_takes_nobody_elses_text_for_their_own() {
    let mut story = Story::start(options());
    story.answer_features();
    story.serve_pages();
    story.sends("ok");
    story.fails_post(Failure::NoAnswer);
    story.happens(LiveInput::Connected);
    story.happens(LiveInput::SignedOut);
    story.happens(LiveInput::Refused { status: Some(401), why: Reason::words("who are you") });
    story.stores(&message("m1", 2_000, "grace", "ok"));
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    story.serve_pages();
    assert_eq!(story.status(), &Status::Connecting, "what was refused before counts no more");
    story.subscribe(&["ada", "grace"]);
    story.pass(10_000);
    story.serve_pages();
    assert_eq!(story.posts(), ["ok"], "what is stored is Grace's");
    assert_eq!(story.screen(), ["ok", "ok…"]);
}

#[test]
fn a_subscription_is_a_hint() {
    let mut story = signed_out(Story::live(history(1)));
    story.subscribe(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.link, [LinkCommand::Connect], "it may have been on its way when the connection ended");
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn an_answer_that_comes_late_does_not_wake_it() {
    let mut story = Story::live(history(120));
    story.does(PersonInput::LoadOlder { channel: GENERAL.into() });
    let (request, query) = story.open_page().expect("it is asked for");
    let page = story.page(&query);
    let mut story = signed_out(story);
    story.answer(request, Ok(Answer::Page(page)));
    assert_eq!(story.status(), &Status::SignedOut);
    assert!(story.calls.is_empty());
}

#[test]
fn what_ends_the_connection_ends_it_once_and_makes_no_other() {
    let mut story = signed_out(Story::live(history(1)));
    story.happens(LiveInput::Lost);
    story.happens(LiveInput::SignedOut);
    story.pass(600_000);
    assert!(story.link.is_empty(), "{:?}", story.link);
}

#[test]
fn another_tab_that_is_signed_out_makes_this_one_ask() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::MaybeSignedOut);
    assert_eq!(story.calls.len(), 1);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live, "it may have been a token of its own");
    assert!(story.link.is_empty());
    story.tab(TabInput::MaybeSignedOut);
    story.fail_page(Failure::SignedOut);
    assert_eq!(story.status(), &Status::SignedOut);
    assert_eq!(story.link, [LinkCommand::Disconnect]);
}
