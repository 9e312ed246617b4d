//! An own message appears once, whatever comes first: the answer or the event.

use crate::support::{GENERAL, Story, history, message};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::session::TabInput;

#[test]
fn the_answer_first_then_the_event() {
    let mut story = Story::live(history(2));
    story.sends("hello");
    let key = story.key("hello");
    story.stores_post("m9", 9_000);
    story.event(&message("m9", 9_000, "ada", "hello"));
    assert_eq!(story.screen(), ["text 1", "text 2", "hello"]);
    assert_eq!(story.key("hello"), key);
    assert!(story.disk.is_empty(), "a stored message is not kept on disk");
}

#[test]
fn the_event_first_then_the_answer() {
    let mut story = Story::live(history(2));
    story.sends("hello");
    let key = story.key("hello");
    story.event(&message("m9", 9_000, "ada", "hello"));
    assert_eq!(story.screen(), ["text 1", "text 2", "hello"]);
    story.stores_post("m9", 9_000);
    assert_eq!(story.screen(), ["text 1", "text 2", "hello"]);
    assert_eq!(story.key("hello"), key);
}

#[test]
fn the_event_twice() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    let event = message("m9", 9_000, "ada", "hello");
    story.event(&event);
    story.event(&event);
    story.stores_post("m9", 9_000);
    story.event(&event);
    assert_eq!(story.screen(), ["text 1", "hello"]);
}

#[test]
fn the_same_text_by_someone_else_is_theirs() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    story.event(&message("m8", 8_000, "grace", "hello"));
    assert_eq!(story.screen(), ["text 1", "hello", "hello…"]);
    story.stores_post("m9", 9_000);
    assert_eq!(story.screen(), ["text 1", "hello", "hello"]);
}

#[test]
fn the_same_text_sent_twice_stays_two() {
    let mut story = Story::live(history(1));
    story.sends_as("first", "again");
    story.sends_as("second", "again");
    story.stores_post("m8", 8_000);
    story.event(&message("m8", 8_000, "ada", "again"));
    assert_eq!(story.screen(), ["text 1", "again", "again…"]);
    story.stores_post("m9", 9_000);
    story.event(&message("m9", 9_000, "ada", "again"));
    assert_eq!(story.screen(), ["text 1", "again", "again"]);
}

#[test]
fn a_client_id_outweighs_the_text() {
    let mut story = Story::live_extended(history(1));
    story.sends_as("mine", "hello");
    let mut of_the_other_tab = message("m8", 8_000, "ada", "hello");
    of_the_other_tab.client_id = Some("another".into());
    story.event(&of_the_other_tab);
    assert_eq!(story.screen(), ["text 1", "hello", "hello…"]);
    let mut own = message("m9", 9_000, "ada", "hello");
    own.client_id = Some("mine".into());
    story.event(&own);
    assert_eq!(story.screen(), ["text 1", "hello", "hello"]);
}

#[test]
fn an_old_text_of_mine_in_the_history_is_not_the_one_under_way() {
    let mut stored = vec![message("m000", 0, "ada", "ok")];
    stored.extend(history(60));
    let mut story = Story::live(stored);
    story.sends_as("new", "ok");
    story.does(collabspace_chat::model::session::PersonInput::LoadOlder { channel: GENERAL.into() });
    story.serve_pages();
    assert_eq!(story.screen().first().map(String::as_str), Some("ok"));
    assert_eq!(story.screen().last().map(String::as_str), Some("ok…"));
}

#[test]
fn a_text_sent_before_the_history_is_there_is_not_taken_for_an_old_one() {
    let mut story = Story::start(crate::support::options());
    story.stored = vec![message("m1", 1_000, "ada", "hello")];
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.sends("hello");
    assert!(story.posts().is_empty(), "without the history an answer that is lost could not be looked for");
    story.serve_pages();
    assert_eq!(story.screen(), ["hello", "hello…"]);
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn a_message_stored_in_the_millisecond_of_another_is_recognised() {
    let mut story = Story::live(vec![message("mz", 5_000, "grace", "hi")]);
    story.sends("hello");
    story.event(&message("ma", 5_000, "ada", "hello"));
    assert_eq!(story.screen(), ["hello", "hi"]);
}

#[test]
fn a_cut_event_of_an_own_message_shows_what_was_typed() {
    let mut story = Story::live(history(1));
    story.sends("a long story");
    let mut cut = message("m9", 9_000, "ada", "a long");
    cut.content.is_cut = true;
    story.event(&cut);
    assert_eq!(story.screen(), ["text 1", "a long story"]);
    assert!(story.open_page().is_none(), "nothing has to be fetched");
}

#[test]
fn what_was_found_stored_is_not_found_again_for_the_next_of_the_same_text() {
    let mut story = Story::live(history(1));
    story.sends_as("first", "ok");
    let stored = story.stores_post_silently("m8", 8_000);
    story.event(&stored);
    story.sends_as("second", "ok");
    story.fails_post(Failure::NoAnswer);
    story.pass(60_000);
    story.serve_pages();
    assert_eq!(story.posts(), ["ok"], "the second was not stored and goes out again");
    story.tab(TabInput::Tick);
    assert_eq!(story.screen(), ["text 1", "ok", "ok…"]);
}
