//! Several people, one browser: whose drafts, read marks and unsent messages are shown.

use crate::support::{GENERAL, Story, history, message, options};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::OrderKey;
use collabspace_chat::model::outbox::Record;
use collabspace_chat::model::session::{Call, LiveInput, Options, PersonInput, TabInput};
use collabspace_chat::model::time::Timestamp;

fn ada() -> Option<String> {
    Some("ada".to_owned())
}

fn after_ada() -> Options {
    Options { last: Some("ada".into()), ..options() }
}

fn record() -> Record {
    Record {
        id: "a".into(),
        author: None,
        channel: GENERAL.into(),
        text: "hello".into(),
        reply_to: None,
        files: Vec::new(),
        anchor: None,
        refused: None,
        is_withdrawn: false,
        needs_consent: true,
    }
}

#[test]
fn nobodys_are_shown_before_the_subscription_says_who_the_visitor_is() {
    let mut story = Story::start(after_ada());
    story.answer_features();
    assert!(story.authors.is_empty(), "it may be anybody: {:?}", story.authors);
    story.connect(&["grace", "ada"]);
    assert_eq!(story.authors, [Some("grace".to_owned())]);
}

#[test]
fn whom_the_site_names_is_known_at_once_unless_the_backend_knows_better() {
    let mut story = Story::start(Options { named: Some("ada".into()), ..options() });
    assert_eq!(story.authors, [ada()]);
    story.answer_features();
    story.connect(&["ada"]);
    assert_eq!(story.authors.len(), 1);
    story.subscribe(&["grace"]);
    assert_eq!(story.authors, [ada(), Some("grace".to_owned())]);
}

#[test]
fn without_a_network_it_is_the_last_person() {
    let mut story = Story::start(after_ada());
    story.tab(TabInput::Online(false));
    assert_eq!(story.authors, [ada()]);
    story.sends("typed offline");
    assert_eq!(story.disk[0].author.as_deref(), Some("ada"));
}

#[test]
fn a_backend_that_does_not_answer_leaves_the_last_person_too() {
    let mut story = Story::start(after_ada());
    story.fail_page(Failure::NoAnswer);
    assert_eq!(story.authors, [ada()]);
}

#[test]
fn after_a_sign_out_there_is_no_last_person() {
    let mut story = Story::start(after_ada());
    story.happens(LiveInput::SignedOut);
    story.tab(TabInput::Online(false));
    assert!(story.authors.is_empty(), "{:?}", story.authors);
}

#[test]
fn what_is_typed_offline_as_one_person_never_goes_out_as_another() {
    let mut story = Story::start(after_ada());
    story.tab(TabInput::Online(false));
    story.sends("from ada");
    story.tab(TabInput::Online(true));
    story.answer_features();
    story.connect(&["grace"]);
    story.serve_pages();
    assert!(story.posts().is_empty() && story.screen().is_empty());
    assert_eq!(story.disk.len(), 1, "it is hers, and waits for her");
}

#[test]
fn if_no_one_ever_names_the_user_the_chat_works_without() {
    let mut story = Story::start(Options { has_presence: false, ..options() });
    assert!(story.authors.is_empty());
    story.answer_features();
    assert_eq!(story.authors, [None]);
    story.stored = history(3);
    story.serve_pages();
    story.reads();
    assert!(story.read.contains_key(GENERAL), "what was read is kept");
}

#[test]
fn read_marks_are_not_written_before_it_is_known_whose_they_are() {
    let mut story = Story::start(options());
    story.stored = history(3);
    story.answer_features();
    story.serve_pages();
    story.reads();
    assert!(story.read.is_empty());
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert!(story.read.contains_key(GENERAL));
}

#[test]
fn a_message_that_may_be_for_another_chat_is_sent_only_if_the_person_says_so() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Restored(vec![record()]));
    story.pass(60_000);
    story.serve_pages();
    assert!(story.posts().is_empty());
    assert_eq!(story.screen(), ["text 1", "hello!"]);
    story.sends("another");
    assert_eq!(story.posts(), ["another"], "it holds up nothing");
    story.stores_post("m8", 8_000);
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "a".into() });
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn one_that_was_under_way_is_looked_for_before_it_is_sent_once_more() {
    let mut story = Story::live(history(1));
    let anchor = Some(OrderKey { at: Timestamp(1), id: "".into() });
    story.stores(&message("m9", 9_000, "ada", "hello"));
    story.tab(TabInput::Restored(vec![Record { anchor: Some(anchor), ..record() }]));
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "a".into() });
    story.pass(5_000);
    story.serve_pages();
    assert!(story.posts().is_empty() && story.calls.values().all(|call| !matches!(call, Call::Post { .. })));
    assert_eq!(story.screen(), ["text 1", "hello"]);
}

#[test]
fn one_that_was_withdrawn_is_forgotten() {
    let mut story = Story::live(history(1));
    story.disk = vec![Record { is_withdrawn: true, ..record() }];
    story.tab(TabInput::Restored(story.disk.clone()));
    assert!(story.disk.is_empty());
    assert_eq!(story.screen(), ["text 1"]);
}

#[test]
fn the_same_words_wait_until_it_is_known_whose_the_earlier_ones_are() {
    let mut story = Story::start(options());
    story.stored = history(1);
    story.answer_features();
    story.serve_pages();
    let anchor = Some(story.stored[0].order_key());
    let earlier = Record { author: Some("ada".into()), anchor: Some(anchor), needs_consent: false, ..record() };
    story.tab(TabInput::Restored(vec![earlier]));
    story.sends_as("b", "hello");
    story.pass(1_000);
    assert!(story.posts().is_empty(), "stored now, they would be taken for the earlier ones");
    story.connect(&["ada"]);
    // Those are looked for, not found, and sent; then these.
    story.pass(5_000);
    story.serve_pages();
    story.stores_post("m8", 8_000);
    story.pass(1_000);
    story.stores_post("m9", 9_000);
    assert_eq!(story.screen(), ["text 1", "hello", "hello"]);
    assert!(story.disk.is_empty());
}
