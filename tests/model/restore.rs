//! What was typed outlives the tab: it is there at the next opening, and goes out once, in order.

use crate::replying::Answer;
use crate::support::{Story, channel, history, message, options};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::outbox::Record;
use collabspace_chat::model::session::{Call, PersonInput, TabInput};

/// The tab is opened again, on a live connection, with its history read.
fn reopen(story: &mut Story) {
    story.reopen();
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
}

#[test]
fn what_was_never_sent_goes_out_in_order() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Online(false));
    story.sends("one");
    story.sends("two");
    reopen(&mut story);
    assert_eq!(story.screen(), ["text 1", "one…", "two…"]);
    assert_eq!(story.posts(), ["one"]);
    story.stores_post("m8", 8_000);
    assert_eq!(story.posts(), ["two"]);
}

#[test]
fn what_was_under_way_and_is_stored_is_not_sent_again() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    story.stores(&message("m9", 9_000, "ada", "hello"));
    reopen(&mut story);
    story.pass(5_000);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "hello"]);
    assert!(story.posts().is_empty() && story.disk.is_empty());
}

#[test]
fn what_was_under_way_and_is_not_stored_is_sent_again() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    reopen(&mut story);
    assert!(story.posts().is_empty(), "first the history is read, when the backend can be done with it");
    story.pass(5_000);
    story.serve_pages();
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn with_a_client_id_it_is_simply_sent_again() {
    let mut story = Story::live_extended(history(1));
    story.sends_as("a-uuid", "hello");
    reopen(&mut story);
    story.pass(2_000);
    let (_, call) = story.open_call(|call| matches!(call, Call::Post { .. }));
    let Call::Post { text, client_id, .. } = call else { unreachable!() };
    assert_eq!((&*text, client_id.as_deref()), ("hello", Some("a-uuid")));
}

#[test]
fn two_of_the_same_text_stay_two() {
    let mut story = Story::live(history(1));
    story.sends_as("a", "ok");
    story.sends_as("b", "ok");
    story.stores(&message("m8", 8_000, "ada", "ok"));
    reopen(&mut story);
    story.pass(5_000);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "ok", "ok…"]);
    assert_eq!(story.posts(), ["ok"]);
    story.stores_post("m9", 9_000);
    assert_eq!(story.screen(), ["text 1", "ok", "ok"]);
}

#[test]
fn the_second_of_the_same_text_is_not_taken_for_the_first() {
    let mut story = Story::live(history(1));
    story.sends_as("a", "ok");
    story.stores_post("m8", 8_000);
    story.sends_as("b", "ok");
    reopen(&mut story);
    story.pass(5_000);
    story.serve_pages();
    assert_eq!(story.posts(), ["ok"], "the stored one is the first");
}

#[test]
fn the_look_waits_until_it_is_known_who_the_visitor_is() {
    let mut story = Story::live(history(1));
    story.sends("ok");
    story.stores(&message("m8", 8_000, "grace", "ok"));
    story.reopen();
    story.answer_features();
    story.serve_pages();
    story.pass(3_000);
    assert!(story.calls.is_empty(), "whose `ok` that is cannot be told yet: {:?}", story.calls);
    story.connect(&["ada", "grace"]);
    story.pass(5_000);
    story.serve_pages();
    assert_eq!(story.posts(), ["ok"]);
}

#[test]
fn what_the_first_page_has_shown_already_does_not_stand_there_twice() {
    for features in [&[][..], &["client-id"][..]] {
        let mut story = Story::live_with(options(), features, history(1));
        story.sends("hello");
        let (request, _) = story.open_call(|call| matches!(call, Call::Post { .. }));
        story.calls.remove(&request);
        let mut stored = message("m9", 9_000, "ada", "hello");
        stored.client_id = (!features.is_empty()).then(|| "hello".into());
        story.stores(&stored);
        let records = std::mem::take(&mut story.disk);
        story.reopen();
        story.disk = records.clone();
        story.answer_features();
        story.connect(&["ada", "grace"]);
        story.serve_pages();
        let key = story.key("hello");
        story.tab(TabInput::Restored(records));
        assert_eq!(story.screen(), ["text 1", "hello"]);
        assert_eq!(story.key("hello"), key);
        assert!(story.disk.is_empty());
    }
}

#[test]
fn nor_does_it_when_it_is_known_only_later_who_the_visitor_is() {
    let mut story = Story::live(history(1));
    story.sends("hello");
    story.stores(&message("m9", 9_000, "ada", "hello"));
    let records = std::mem::take(&mut story.disk);
    story.reopen();
    story.disk = records.clone();
    story.answer_features();
    story.serve_pages();
    story.tab(TabInput::Restored(records));
    story.connect(&["ada", "grace"]);
    assert_eq!(story.screen(), ["text 1", "hello"]);
    assert!(story.disk.is_empty());
}

#[test]
fn two_of_the_same_text_that_were_under_way_in_two_tabs_stay_two() {
    let mut story = Story::live(history(1));
    story.sends_as("a", "ok");
    let mut records = story.disk.clone();
    records.push(Record { id: "b".into(), ..records[0].clone() });
    story.stores(&message("m8", 8_000, "ada", "ok"));
    story.disk.clear();
    story.reopen();
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.tab(TabInput::Restored(records));
    story.serve_pages();
    story.pass(5_000);
    story.serve_pages();
    story.event(&message("m8", 8_000, "ada", "ok"));
    assert_eq!(story.screen(), ["text 1", "ok", "ok…"], "one was stored, and is not both");
    assert_eq!(story.posts(), ["ok"]);
}

#[test]
fn a_refused_one_is_still_refused() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    story.fails_post(Failure::from_status(403, "no", None));
    reopen(&mut story);
    story.pass(60_000);
    assert_eq!(story.screen(), ["hello!"]);
    assert!(story.posts().is_empty());
}

#[test]
fn what_was_typed_meanwhile_comes_after_it() {
    let mut story = Story::live(vec![]);
    story.tab(TabInput::Online(false));
    story.sends("old one");
    story.sends("old two");
    let records = story.disk.clone();
    story.disk.clear();
    story.reopen();
    story.answer_features();
    story.connect(&["ada"]);
    story.sends("new");
    story.tab(TabInput::Restored(records));
    assert_eq!(story.screen(), ["old one…", "old two…", "new…"]);
    story.serve_pages();
    assert_eq!(story.posts(), ["old one"]);
}

#[test]
fn a_record_that_comes_twice_is_one_message() {
    let mut story = Story::live(vec![]);
    story.tab(TabInput::Online(false));
    story.sends("hello");
    let records = story.disk.clone();
    story.reopen();
    story.tab(TabInput::Online(false));
    story.tab(TabInput::Restored(records));
    assert_eq!(story.screen(), ["hello…"]);
}

#[test]
fn what_is_sent_once_more_before_the_disk_is_read_is_one_message() {
    let mut story = Story::live(vec![]);
    story.sends_as("a", "hello");
    story.stores(&message("m1", 1_000, "ada", "hello"));
    let records = std::mem::take(&mut story.disk);
    story.reopen();
    story.answer_features();
    story.connect(&["ada"]);
    // The draft that it was stands in the composer until the disk is read, and Enter is pressed again.
    story.is_disk_slow = true;
    story.sends_as("a", "hello");
    story.tab(TabInput::Restored(records.clone()));
    assert_eq!(story.disk, records, "what is on disk still tells where the history stood");
    story.is_disk_slow = false;
    story.tab(TabInput::Saved("a".into()));
    story.serve_pages();
    story.pass(5_000);
    story.serve_pages();
    assert_eq!(story.screen(), ["hello"]);
    assert!(story.posts().is_empty());
}

#[test]
fn what_went_to_a_channel_that_is_not_known_yet_waits_for_it() {
    let mut options = options();
    options.channels.push(channel("hidden"));
    let mut story = Story::live_with(options, &["client-id", "channels"], vec![]);
    let (request, _) = story.open_call(|call| matches!(call, Call::Channels(_)));
    story.answer(request, Ok(Answer::Channels(vec![], None)));
    story.does(PersonInput::Select { channel: "hidden".into() });
    story.tab(TabInput::Online(false));
    story.sends("hello");
    story.reopen();
    story.answer_features();
    story.connect(&["ada"]);
    let (request, _) = story.open_call(|call| matches!(call, Call::Channels(_)));
    story.answer(request, Ok(Answer::Channels(vec![channel("hidden")], None)));
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn it_never_goes_out_in_another_persons_name() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Online(false));
    story.sends("from ada");
    let left = story.disk.clone();
    assert_eq!(left[0].author.as_deref(), Some("ada"));

    let mut other = Story::live(history(1));
    let theirs = Record { author: Some("linus".into()), ..left[0].clone() };
    other.tab(TabInput::Restored(vec![theirs]));
    assert_eq!(other.screen(), ["text 1"], "ada is signed in, and linus wrote it");
    assert!(other.posts().is_empty());
}

/// Ada left a message unsent; the tab is opened again, and nobody has said who the visitor is.
fn left_by_ada() -> Story {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Online(false));
    story.sends("from ada");
    story.reopen();
    story.answer_features();
    story.serve_pages();
    story
}

#[test]
fn it_is_neither_shown_nor_sent_before_it_is_known_who_the_visitor_is() {
    let mut story = left_by_ada();
    assert_eq!(story.screen(), ["text 1"]);
    assert!(story.posts().is_empty());
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.posts(), ["from ada"]);
}

#[test]
fn it_stays_on_the_disk_if_the_user_turns_out_to_be_someone_else() {
    let mut story = left_by_ada();
    story.connect(&["linus", "grace"]);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1"]);
    assert!(story.posts().is_empty());
    assert_eq!(story.disk.len(), 1);
}
