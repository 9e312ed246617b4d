//! The connection is made again by itself, probed when somebody returns, and what is said of it is true.

use crate::support::{Story, history, options};
use collabspace_chat::model::connection::{LinkCommand, Status, Trouble};
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{LiveInput, Options, PersonInput, TabInput};
use collabspace_chat::model::time::Millis;

#[test]
fn the_first_connection() {
    let mut story = Story::start(options());
    assert_eq!(story.link, [LinkCommand::Connect]);
    assert_eq!(story.status(), &Status::Connecting);
    story.answer_features();
    story.connect(&["ada"]);
    assert_eq!(story.status(), &Status::Syncing);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn a_lost_one_is_made_again() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Lost);
    assert_eq!(story.status(), &Status::Reconnecting);
    story.pass(1_000);
    assert_eq!(story.link, [LinkCommand::Disconnect, LinkCommand::Connect]);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn a_service_that_is_back_is_found_within_five_seconds() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Lost);
    for _ in 0..40 {
        story.pass(1_000);
        story.happens(LiveInput::Lost);
    }
    story.link.clear();
    story.pass(5_000);
    assert!(story.link.contains(&LinkCommand::Connect));
}

#[test]
fn a_try_that_hangs_is_given_up() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Lost);
    story.pass(1_000);
    story.link.clear();
    story.pass(15_000);
    assert_eq!(story.link[..2], [LinkCommand::Disconnect, LinkCommand::Connect]);
}

#[test]
fn a_connection_that_comes_after_it_was_given_up_makes_room_for_ours() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Lost);
    story.happens(LiveInput::Connected);
    story.pass(1_000);
    // pusher-js reconnects by itself after 4200: while that connection is there, it makes no other.
    assert_eq!(story.link, [LinkCommand::Disconnect, LinkCommand::Disconnect, LinkCommand::Connect]);
}

#[test]
fn who_returns_finds_out_within_two_seconds_whether_it_lives() {
    for input in [TabInput::Visible(true), TabInput::Online(true), TabInput::Woke] {
        let mut story = Story::live(history(1));
        story.tab(input.clone());
        assert_eq!(story.link, [LinkCommand::Ping], "{input:?}");
        story.pass(1_999);
        assert_eq!(story.status(), &Status::Live);
        story.pass(1);
        assert_eq!(story.status(), &Status::Reconnecting);
        assert_eq!(story.link, [LinkCommand::Ping, LinkCommand::Disconnect]);
    }
}

#[test]
fn a_sign_of_life_is_enough() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Visible(true));
    story.happens(LiveInput::Heard);
    story.pass(60_000);
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn who_returns_does_not_wait_for_the_next_try() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Lost);
    story.link.clear();
    story.tab(TabInput::Visible(true));
    assert_eq!(story.link, [LinkCommand::Connect]);
}

#[test]
fn without_a_network_nothing_is_tried_and_with_it_at_once() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Online(false));
    assert_eq!(story.status(), &Status::Offline);
    story.happens(LiveInput::Lost);
    story.link.clear();
    story.pass(600_000);
    assert!(story.link.is_empty() && story.calls.is_empty());
    story.tab(TabInput::Online(true));
    assert_eq!(story.link, [LinkCommand::Connect]);
}

#[test]
fn a_subscription_that_is_not_answered_has_failed_after_ten_seconds() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Lost);
    story.pass(1_000);
    story.happens(LiveInput::Connected);
    story.link.clear();
    story.pass(9_999);
    assert!(story.link.is_empty());
    story.pass(1);
    assert_eq!(story.link[0], LinkCommand::Disconnect);
    story.pass(30_000);
    assert!(story.link.contains(&LinkCommand::Connect), "and is tried again");
}

#[test]
fn try_now_asks_again_also_on_the_connection_after_one_whose_subscription_was_not_answered() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Lost);
    story.pass(1_000);
    story.happens(LiveInput::Connected);
    story.pass(10_000);
    story.pass(1_000);
    story.happens(LiveInput::Connected);
    story.link.clear();
    story.does(PersonInput::TryNow);
    assert!(story.link.contains(&LinkCommand::Subscribe));
}

#[test]
fn a_refused_subscription_is_reported_and_retried() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Lost);
    story.pass(1_000);
    story.happens(LiveInput::Connected);
    story.link.clear();
    story.happens(LiveInput::Refused { status: Some(403), why: Reason::words("not a member of demo") });
    assert_eq!(
        story.status(),
        &Status::Polling(Trouble::Unauthorized(Some(403), Reason::words("not a member of demo")))
    );
    story.pass(5_000);
    assert!(story.link.contains(&LinkCommand::Subscribe));
    story.subscribe(&["ada"]);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn what_the_service_says_is_shown() {
    for (code, status) in [
        (4004, Status::Polling(Trouble::OverQuota)),
        (4001, Status::Failed(Trouble::Rejected(4001, Reason::words("words")))),
        (4009, Status::Polling(Trouble::Unauthorized(None, Reason::words("words")))),
    ] {
        let mut story = Story::start(options());
        story.answer_features();
        story.happens(LiveInput::Error(code, "words".into()));
        story.happens(LiveInput::Lost);
        assert_eq!(story.status(), &status);
        story.link.clear();
        story.pass(70_000);
        assert!(story.link.contains(&LinkCommand::Connect), "{code}: somebody may mend it");
    }
}

#[test]
fn connected_twice_is_not_polled() {
    let mut story = Story::live(history(1));
    story.pass(59_000);
    story.happens(LiveInput::Connected);
    assert_eq!(story.status(), &Status::Reconnecting);
    assert!(story.open_page().is_none());
}

/// How long after the server's return a tab begins the try that succeeds, in milliseconds.
fn begins_after(seed: u64, outage: Millis) -> Millis {
    let mut story = Story::live_with(Options { seed, ..options() }, &[], history(1));
    story.happens(LiveInput::Lost);
    story.link.clear();
    let (mut now, step) = (0, 50);
    loop {
        story.pass(step);
        now += step;
        while let Some(_page) = story.open_page() {
            story.serve_page();
        }
        if std::mem::take(&mut story.link).contains(&LinkCommand::Connect) {
            if now >= outage {
                return now - outage;
            }
            // Nobody listens there: the try ends at once.
            story.happens(LiveInput::Lost);
        }
    }
}

#[test]
fn when_the_server_is_back_nearly_every_tab_is_within_5_s_and_not_all_in_one_instant() {
    for outage in [3_000, 20_000, 300_000] {
        let mut begins: Vec<_> = (0..400).map(|seed| begins_after(seed, outage)).collect();
        begins.sort_unstable();
        let late = begins[begins.len() * 95 / 100];
        assert!(late <= 4_000, "a second is left for connecting and catching up: {late} ms after {outage} ms");
        let together = begins.chunk_by(|a, b| a / 100 == b / 100).map(<[_]>::len).max();
        assert!(together < Some(40), "{together:?} of 400 in the same tenth of a second after {outage} ms");
    }
}
