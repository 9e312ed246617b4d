//! An event can be lost on a connection that never breaks. Only the backend knows, so it is asked now and then.

use crate::support::{GENERAL, Story, history, message};
use collabspace_chat::model::connection::Status;
use collabspace_chat::model::session::{LiveInput, PersonInput, TabInput};
use collabspace_chat::model::timeline::HeadView;

#[test]
fn who_returns_to_the_tab_sees_what_was_lost() {
    let mut story = Story::live(history(5));
    story.stores(&message("m006", 6_000, "grace", "lost"));
    story.says(&message("m007", 7_000, "grace", "text 7"));
    story.tab(TabInput::Visible(true));
    assert_eq!(story.status(), &Status::Live, "a living connection is not doubted aloud");
    story.serve_pages();
    assert_eq!(story.screen()[5..], ["lost", "text 7"]);
}

#[test]
fn even_if_nothing_came_since() {
    let mut story = Story::live(history(5));
    story.stores(&message("m006", 6_000, "grace", "lost"));
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    story.serve_pages();
    assert_eq!(story.screen()[5..], ["lost"]);
}

#[test]
fn looking_twice_asks_once() {
    let mut story = Story::live(history(5));
    story.tab(TabInput::Visible(true));
    assert!(story.open_page().is_none(), "it was read a moment ago");
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    story.tab(TabInput::Visible(true));
    story.tab(TabInput::Woke);
    assert_eq!(story.calls.len(), 1);
}

#[test]
fn an_empty_channel_stays_one_meanwhile() {
    let mut story = Story::live(vec![]);
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    assert_eq!(*story.head(), HeadView::Start);
    story.sends("hello");
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn the_beginning_stays_above_messages_that_are_all_of_the_last_seconds() {
    let mut story = Story::live((0..5).map(|n| message(&format!("m{n}"), 5_000 + n, "grace", "young")).collect());
    story.stores(&message("m9", 5_009, "grace", "lost"));
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    assert_eq!(*story.head(), HeadView::Start, "while all of them are read again");
    story.serve_pages();
    assert_eq!(story.screen().len(), 6);
    assert_eq!(*story.head(), HeadView::Start);
}

#[test]
fn a_loss_in_the_middle_of_it_is_reported() {
    let mut story = Story::live(history(5));
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    story.happens(LiveInput::Lost);
    story.pass(1_000);
    story.connect(&["ada", "grace"]);
    assert_eq!(story.status(), &Status::Syncing);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn many_events_are_checked_without_anybody_looking() {
    let mut story = Story::live(history(5));
    story.stores(&message("m006", 6_000, "grace", "lost"));
    for n in 0..100 {
        assert!(story.open_page().is_none(), "after {n} events");
        story.says(&message(&format!("n{n:03}"), 10_000 + n * 1000, "grace", "more"));
    }
    story.pass(10_000);
    let mut pages = 0;
    while story.open_page().is_some() {
        story.serve_page();
        assert!(story.open_page().is_none(), "it reads a page a second: whoever scrolls meanwhile shall not notice");
        story.pass(1_000);
        pages += 1;
    }
    assert!(pages > 1);
    assert!(story.screen().contains(&"lost".to_owned()));
    assert_eq!(story.status(), &Status::Live);
    assert!(story.gaps().is_empty());
}

#[test]
fn however_much_comes_at_once_it_is_checked_seldom() {
    let mut story = Story::live(history(5));
    story.pass(10_000);
    let mut checks = 0;
    for n in 0..1_000 {
        story.says(&message(&format!("n{n:04}"), 10_000 + n * 10, "grace", "more"));
        checks += usize::from(story.open_page().is_some());
        story.serve_pages();
    }
    assert_eq!(checks, 1, "and not after every hundred");
    story.pass(10_000);
    assert!(story.open_page().is_some(), "what came since then is checked in its turn");
}

#[test]
fn a_channel_that_was_never_opened_is_left_alone() {
    let mut story = Story::live(history(5));
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    story.serve_pages();
    assert!(story.calls.is_empty(), "{:?}", story.calls);
    story.does(PersonInput::Select { channel: "random".into() });
    assert_eq!(story.calls.len(), 1);
    assert_ne!(&**story.session.selected(), GENERAL);
}

#[test]
fn what_was_never_published_is_found_while_somebody_looks() {
    for features in [&[][..], &["client-id", "after"]] {
        let mut story = Story::live_with(crate::support::options(), features, history(5));
        story.stores(&message("m006", 6_000, "grace", "never published"));
        story.pass(59_999);
        assert!(story.calls.is_empty(), "at most once in a minute");
        story.pass(1);
        assert_eq!(story.calls.len(), 1);
        assert_eq!(story.status(), &Status::Live, "a living connection is not doubted aloud");
        story.serve_pages();
        assert_eq!(story.screen()[5..], ["never published"]);
        story.pass(59_999);
        assert!(story.calls.is_empty());
    }
}

#[test]
fn a_hidden_tab_does_not_ask() {
    let mut story = Story::live(history(5));
    story.tab(TabInput::Visible(false));
    story.pass(600_000);
    assert!(story.calls.is_empty());
    story.tab(TabInput::Visible(true));
    story.happens(LiveInput::Heard);
    story.serve_pages();
    story.tab(TabInput::Shown(false));
    story.pass(600_000);
    assert!(story.calls.is_empty(), "nor does a closed panel");
}
