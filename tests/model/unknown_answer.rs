//! A POST whose answer was lost may be stored or not. Without `client-id` the history is read first, then it is sent
//! again.

use crate::support::{GENERAL, Story, broken, history, message};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::history::{Look, Page};
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{Call, PersonInput, TabInput};
use collabspace_chat::model::timeline::{RowState, Shown};

/// More than the first wait before a look.
const SOON: i64 = 1_500;

#[test]
fn it_was_stored() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    let key = story.key("hello");
    story.stores_post_silently("m9", 9_000);
    assert_eq!(story.screen(), ["text 1", "hello~"]);
    story.pass(SOON);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "hello"]);
    assert_eq!(story.key("hello"), key);
    assert!(story.posts().is_empty() && story.disk.is_empty());
}

#[test]
fn it_was_stored_as_javascript_trims_it() {
    let mut story = Story::live(history(1));
    story.sends("\u{feff}hello");
    story.fails_post(broken(500));
    story.stores(&message("m9", 9_000, "ada", "hello"));
    story.pass(SOON);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "hello"]);
    assert!(story.posts().is_empty(), "it is not stored once more");
}

#[test]
fn it_was_stored_with_its_letters_composed() {
    let mut story = Story::live(history(1));
    story.sends("cafe\u{301}");
    story.fails_post(broken(500));
    story.stores(&message("m9", 9_000, "ada", "caf\u{e9}"));
    story.pass(SOON);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "caf\u{e9}"]);
    assert!(story.posts().is_empty(), "it is not stored once more");
}

#[test]
fn it_was_not_stored() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    story.fails_post(Failure::NoAnswer);
    story.pass(500);
    assert!(story.open_page().is_none(), "the backend may still be at work");
    story.pass(SOON);
    assert!(story.posts().is_empty(), "first the history is read");
    story.serve_pages();
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn a_server_error_says_nothing_either() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    story.fails_post(broken(500));
    let Some(RowState::Waiting { why, .. }) = story.row("hello").state() else { panic!() };
    assert_eq!(*why, Reason::words("the store is down"));
    story.stores(&message("m9", 9_000, "ada", "hello"));
    story.pass(SOON);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "hello"]);
    assert!(story.posts().is_empty());
}

#[test]
fn it_is_looked_for_as_far_back_as_it_can_stand() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    story.stores_post_silently("m0011", 11_000);
    for n in 0..130 {
        story.stores(&message(&format!("n{n:03}"), 12_000 + n, "grace", "chatter"));
    }
    story.pass(SOON);
    story.serve_pages();
    assert!(story.posts().is_empty());
    assert!(story.rows().iter().any(|row| &*row.text == "hello" && row.shows(Shown::Whole)));
}

#[test]
fn it_may_stand_a_little_before_what_was_known_also_in_a_page_that_is_cut_there() {
    let stored = (0..80).map(|n| message(&format!("m{n:03}"), 5_000 + n, "grace", "chatter")).collect();
    let mut story = Story::live(stored);
    story.sends("hello");
    story.stores_post_silently("m9", 4_000);
    story.pass(SOON);
    story.serve_pages();
    assert!(story.posts().is_empty(), "another machine of the backend's has a clock that is a second behind");
}

#[test]
fn a_look_goes_on_while_the_page_ends_in_the_instant_of_what_was_known() {
    let anchor = message("m5", 5_000, "grace", "known").order_key();
    let page = |at| Page { count: 1, messages: vec![message("m6", at, "grace", "newer")], ..Page::default() };
    assert!(!Look::back_to(Some(anchor.clone()), 1).advance(&page(5_000)));
    assert!(Look::back_to(Some(anchor), 1).advance(&page(4_999)));
}

#[test]
fn its_event_settles_it_without_a_look() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    let stored = story.stores_post_silently("m9", 9_000);
    story.event(&stored);
    story.pass(59_000);
    assert!(story.calls.is_empty(), "{:?}", story.calls);
    assert_eq!(story.screen(), ["text 1", "hello"]);
}

#[test]
fn what_follows_waits_for_it() {
    let mut story = Story::live(vec![]);
    story.sends("one");
    story.sends("two");
    story.stores_post_silently("m1", 1_000);
    assert!(story.posts().is_empty());
    story.pass(SOON);
    story.serve_pages();
    assert_eq!(story.posts(), ["two"]);
    assert_eq!(story.screen(), ["one", "two…"]);
}

#[test]
fn a_failed_look_is_repeated_ever_more_slowly() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.fails_post(Failure::NoAnswer);
    let mut looks = 0;
    for _ in 0..600 {
        story.pass(1_000);
        if story.open_page().is_some() {
            looks += 1;
            story.fail_page(Failure::NoAnswer);
        }
    }
    assert!((20..150).contains(&looks), "{looks} looks in ten minutes");
    assert!(story.posts().is_empty());
}

#[test]
fn an_answer_to_a_look_for_another_message_is_not_mistaken() {
    let mut story = Story::live(vec![]);
    story.sends("one");
    story.sends("two");
    let one = story.stores_post_silently("m1", 1_000);
    story.pass(SOON);
    let (old_look, query) = story.open_page().expect("it is looked for");
    let old_page = story.page(&query);
    story.event(&one);
    let two = story.stores_post_silently("m2", 2_000);
    story.pass(SOON);
    story.answer(old_look, Ok(crate::replying::Answer::Page(old_page)));
    assert!(story.posts().is_empty(), "the old page says nothing of the second message");
    story.serve_pages();
    assert!(story.posts().is_empty());
    assert_eq!(story.screen(), ["one", two.text()]);
}

#[test]
fn with_a_client_id_it_is_sent_again() {
    let mut story = Story::live_extended(vec![]);
    story.sends_as("a-uuid", "hello");
    story.stores_post_silently("m1", 1_000);
    story.pass(SOON);
    let (_, call) = story.open_call(|call| matches!(call, Call::Post { .. }));
    let Call::Post { text, client_id, .. } = call else { unreachable!() };
    assert_eq!(
        (&*text, client_id.as_deref()),
        ("hello", Some("a-uuid")),
        "the backend knows it by its id and answers the first one's message"
    );
}

#[test]
fn trying_now_does_not_look_before_the_backend_can_be_done() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.fails_post(Failure::NoAnswer);
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "hello".into() });
    story.does(PersonInput::TryNow);
    story.tab(TabInput::Online(true));
    assert!(story.open_page().is_none());
    story.pass(1_000);
    assert!(story.open_page().is_some());
}
