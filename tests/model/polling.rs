//! Without a WebSocket the backend is asked every few seconds, and it is said.

use crate::support::{Story, history, message, options};
use collabspace_chat::model::connection::{Status, Trouble};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::session::{LiveInput, TabInput};

fn blocked() -> Story {
    let mut story = Story::start(options());
    story.stored = history(1);
    story.answer_features();
    story.serve_pages();
    pass(&mut story, 8);
    assert_eq!(story.status(), &Status::Polling(Trouble::Unreachable));
    story
}

/// Seconds go by, in which every try to connect fails and every page is answered; how many pages there were.
fn pass(story: &mut Story, seconds: u32) -> u32 {
    let mut pages = 0;
    for _ in 0..seconds {
        story.happens(LiveInput::Lost);
        story.pass(1_000);
        while story.open_page().is_some() {
            story.serve_page();
            pages += 1;
        }
    }
    pages
}

#[test]
fn messages_still_arrive() {
    let mut story = blocked();
    story.stores(&message("m2", 2_000, "grace", "new"));
    let pages = pass(&mut story, 60);
    assert!((10..=14).contains(&pages), "every 5 s: {pages}");
    assert_eq!(story.screen(), ["text 1", "new"]);
}

#[test]
fn who_does_not_look_asks_less() {
    let mut story = blocked();
    story.tab(TabInput::Visible(false));
    pass(&mut story, 10);
    let pages = pass(&mut story, 120);
    assert!((3..=5).contains(&pages), "every 30 s: {pages}");
    story.tab(TabInput::Visible(true));
    assert!(story.open_page().is_some(), "who returns does not wait");
}

#[test]
fn messages_are_still_sent() {
    let mut story = blocked();
    story.sends("hello");
    story.stores_post("m9", 9_000);
    pass(&mut story, 6);
    assert_eq!(story.screen(), ["text 1", "hello"]);
    story.sends("lost");
    story.fails_post(Failure::NoAnswer);
    pass(&mut story, 6);
    assert_eq!(story.posts(), ["lost"], "also where nobody says who the visitor is");
}

#[test]
fn the_socket_takes_over_with_no_gap_and_no_double() {
    let mut story = blocked();
    story.stores(&message("m2", 2_000, "grace", "two"));
    let mut connected = false;
    for _ in 0..10 {
        story.pass(1_000);
        if story.link.last() == Some(&collabspace_chat::model::connection::LinkCommand::Connect) {
            story.connect(&["ada", "grace"]);
            connected = true;
            break;
        }
    }
    assert!(connected, "the socket is tried on");
    story.serve_pages();
    story.event(&message("m2", 2_000, "grace", "two"));
    assert_eq!(story.status(), &Status::Live);
    assert_eq!(story.screen(), ["text 1", "two"]);
    story.pass(59_000);
    assert!(story.open_page().is_none(), "a live tab does not poll");
}

#[test]
fn a_short_outage_is_not_polled() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Lost);
    story.pass(7_000);
    assert_eq!(story.status(), &Status::Reconnecting);
    assert!(story.open_page().is_none());
}
