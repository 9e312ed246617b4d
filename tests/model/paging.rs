//! Older messages on demand, to the beginning of the channel, with none missing at a page's edge.

use crate::replying::Answer;
use crate::support::{GENERAL, Story, broken, history, message};
use collabspace_chat::model::history::{Cursor, Page, PageQuery};
use collabspace_chat::model::message::Message;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{LiveInput, PersonInput};
use collabspace_chat::model::timeline::HeadView;
use collabspace_chat::model::timeline::gaps::Edge;

fn load_older(story: &mut Story) {
    story.does(PersonInput::LoadOlder { channel: GENERAL.into() });
}

fn load_all(story: &mut Story) {
    for _ in 0..50 {
        if *story.head() == HeadView::Start {
            return;
        }
        load_older(story);
        story.serve_pages();
    }
    panic!("the beginning of the channel is never reached: {:?}", story.head());
}

#[test]
fn the_newest_page_comes_first_and_older_ones_when_they_are_asked_for() {
    let mut story = Story::live(history(120));
    assert_eq!(story.rows().len(), 50);
    assert_eq!(story.screen().last().map(String::as_str), Some("text 120"));
    assert_eq!(*story.head(), HeadView::More);
    let key = story.key("text 100");
    load_older(&mut story);
    assert_eq!(*story.head(), HeadView::Loading);
    story.serve_pages();
    assert!(story.rows().len() >= 98, "a page more: {}", story.rows().len());
    assert_eq!(*story.head(), HeadView::More);
    load_all(&mut story);
    assert_eq!(story.rows().len(), 120);
    assert_eq!(story.key("text 100"), key);
}

#[test]
fn a_short_channel_says_that_it_begins_here() {
    assert_eq!(*Story::live(history(3)).head(), HeadView::Start);
    assert_eq!(*Story::live(vec![]).head(), HeadView::Start);
}

#[test]
fn asking_twice_asks_once() {
    let mut story = Story::live(history(120));
    load_older(&mut story);
    load_older(&mut story);
    assert_eq!(story.calls.len(), 1);
}

#[test]
fn a_page_from_before_a_loss_says_nothing_of_what_was_stored_since() {
    let stored = (0..120).map(|n| message(&format!("m{n:03}"), 10_000 + n * 10, "grace", &format!("text {n}")));
    let mut story = Story::live(stored.collect());
    load_older(&mut story);
    let (request, query) = story.open_page().expect("asked for");
    let old = story.page(&query);
    let (newest, oldest_known) = (old.highest().expect("some"), story.stored[70].order_key());
    assert!(newest <= oldest_known, "the page is the one below");
    story.stores(&message("m999", 10_693, "grace", "late"));
    story.happens(LiveInput::Lost);
    story.pass(5_000);
    story.connect(&["ada", "grace"]);
    story.answer(request, Ok(Answer::Page(old)));
    story.serve_pages();
    assert!(story.screen().contains(&"late".to_owned()));
}

#[test]
fn equal_instants_across_a_page_edge_are_not_lost() {
    for ties in [2, 20, 70] {
        let mut stored: Vec<Message> = (0..30).map(|n| message(&format!("a{n:03}"), n, "grace", "old")).collect();
        stored.extend((0..ties).map(|n| message(&format!("b{n:03}"), 5_000, "grace", "tie")));
        stored.extend((0..45).map(|n| message(&format!("c{n:03}"), 6_000 + n, "grace", "new")));
        let count = stored.len();
        let mut story = Story::live(stored);
        load_all(&mut story);
        assert_eq!(story.rows().len(), count, "with {ties} equal instants");
    }
}

#[test]
fn a_backend_that_breaks_ties_its_own_way_loses_none() {
    // Sorted by the instant alone: of the five of one instant any may be cut off.
    let mut stored: Vec<Message> = (0..5).map(|n| message(&format!("b{n}"), 5_000, "grace", "tie")).collect();
    stored.reverse();
    stored.extend((0..47).map(|n| message(&format!("c{n:02}"), 6_000 + n, "grace", "new")));
    stored.insert(0, message("a", 1_000, "grace", "old"));
    let mut story = Story::live(vec![]);
    story.reopen();
    story.stored = stored;
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    load_all(&mut story);
    assert_eq!(story.rows().len(), 53);
}

#[test]
fn more_equal_instants_than_the_largest_page_do_not_stop_it() {
    let mut stored = vec![message("a", 1_000, "grace", "the first")];
    stored.extend((0..150).map(|n| message(&format!("b{n:03}"), 5_000, "grace", "tie")));
    let mut story = Story::live(stored);
    load_all(&mut story);
    assert_eq!(story.screen()[0], "the first");
}

#[test]
fn a_page_that_is_cut_does_not_cover_all_of_its_oldest_instant() {
    let query = PageQuery { cursor: Cursor::Newest, limit: 2 };
    let messages = vec![message("b", 5_000, "grace", "one of several"), message("c", 6_000, "grace", "newer")];
    let (low, high) = query.covers(&Page { count: 2, messages, ..Page::default() }, &Edge::End);
    assert!(low > Edge::At(message("z", 5_000, "grace", "another").order_key()));
    assert!(low < Edge::At(message("a", 5_001, "grace", "the next").order_key()));
    assert_eq!(high, Edge::End);
}

#[test]
fn an_event_of_the_oldest_instant_that_is_loaded_is_shown() {
    let mut story = Story::live(history(120));
    story.event(&message("m070", 71_000, "grace", "at once with it"));
    assert_eq!(story.screen()[0], "at once with it");
}

#[test]
fn a_failure_is_reported_and_can_be_fixed() {
    let mut story = Story::live(history(120));
    load_older(&mut story);
    story.fail_page(broken(503));
    assert_eq!(*story.head(), HeadView::Failed(Reason::words("the store is down")));
    load_all(&mut story);
    assert_eq!(story.rows().len(), 120);
}

#[test]
fn a_failed_first_page_is_reported_and_retried() {
    let mut story = Story::start(crate::support::options());
    story.stored = history(3);
    assert_eq!(*story.head(), HeadView::Unknown);
    story.answer_features();
    story.fail_page(broken(500));
    assert_eq!(*story.head(), HeadView::Unavailable(Reason::words("the store is down")));
    story.pass(2_000);
    story.serve_pages();
    assert_eq!(story.rows().len(), 3);
    assert_eq!(*story.head(), HeadView::Start);
}

#[test]
fn the_page_before_the_first_is_asked_for_with_an_overlap() {
    let mut story = Story::live(history(120));
    load_older(&mut story);
    let oldest = story.rows()[0].at().expect("a stored message has a time");
    let query = story.serve_page();
    let Cursor::Before(before) = query.cursor else { panic!("not {query:?}") };
    assert!(before > oldest, "`before` is exclusive: the oldest instant itself has to be asked for");
}

#[test]
fn a_late_event_of_unloaded_history_waits_until_it_is_loaded() {
    let mut story = Story::live(history(120));
    story.event(&message("m010", 10_000, "grace", "text 10"));
    assert_eq!(story.rows().len(), 50);
    load_all(&mut story);
    assert_eq!(story.rows().len(), 120);
}
