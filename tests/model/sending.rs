//! A message is on disk before it is sent, shown at once, sent in order, one at a time in a channel.

use crate::support::{GENERAL, Story, history, options, posted};
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{Call, PersonInput, TabInput};
use collabspace_chat::model::timeline::RowState;

#[test]
fn it_is_shown_at_once_and_sent_when_it_is_on_disk() {
    let mut story = Story::live(history(1));
    let output = story.session.apply(
        collabspace_chat::model::session::Input::Person(PersonInput::Send {
            channel: GENERAL.into(),
            id: "a".into(),
            text: " hello ".to_owned(),
            reply_to: None,
            files: Vec::new(),
        }),
        story.now,
    );
    let is_post = |command: &collabspace_chat::model::session::Command| {
        matches!(command, collabspace_chat::model::session::Command::Call(Call::Post { .. }))
    };
    assert!(!output.commands.iter().any(is_post), "nothing is sent before it is on disk");
    let rows = story.session.channel(GENERAL).map(|channel| channel.timeline.rows()).unwrap_or_default();
    assert_eq!(rows.last().map(|row| (&*row.text, row.state())), Some(("hello", Some(&RowState::Sending))));
    let output =
        story.session.apply(collabspace_chat::model::session::Input::Tab(TabInput::Saved("a".into())), story.now);
    assert!(output.commands.iter().any(is_post));
}

#[test]
fn one_at_a_time_in_the_order_in_which_they_were_typed() {
    let mut story = Story::live(vec![]);
    story.sends("one");
    story.sends("two");
    story.sends("three");
    assert_eq!(story.posts(), ["one"]);
    story.stores_post("m1", 1_000);
    assert_eq!(story.posts(), ["two"]);
    story.stores_post("m2", 2_000);
    assert_eq!(story.posts(), ["three"]);
    assert_eq!(story.screen(), ["one", "two", "three…"]);
}

#[test]
fn channels_do_not_wait_for_each_other() {
    let mut story = Story::live(vec![]);
    story.sends("here");
    story.does(PersonInput::Select { channel: "random".into() });
    story.sends("there");
    let (first_page, _) = story.open_call(|call| matches!(call, Call::Page(..)));
    story.answer(first_page, Ok(crate::replying::Answer::Page(Default::default())));
    assert_eq!(story.posts(), ["here", "there"]);
}

#[test]
fn what_is_empty_is_not_sent() {
    let mut story = Story::live(vec![]);
    story.sends_as("a", " \n\t ");
    assert!(story.screen().is_empty() && story.disk.is_empty() && story.calls.is_empty());
}

#[test]
fn what_is_too_long_says_so_and_is_not_lost() {
    let mut story = Story::live(vec![]);
    story.sends_as("a", &"x".repeat(5_001));
    assert!(story.posts().is_empty());
    let Some(RowState::Failed { why }) = story.rows()[0].state() else { panic!("{:?}", story.rows()[0]) };
    assert_eq!(*why, Reason::TooLong(5001));
    assert_eq!(story.disk.len(), 1);
    story.does(PersonInput::Retry { channel: GENERAL.into(), id: "a".into() });
    assert!(story.posts().is_empty(), "trying again does not make it shorter");
    story.sends("next");
    assert_eq!(story.posts(), ["next"]);
}

#[test]
fn the_client_id_goes_along_where_the_backend_takes_one() {
    let mut story = Story::live_extended(vec![]);
    story.sends_as("a-uuid", "hello");
    let (_, call) = story.open_call(|call| matches!(call, Call::Post { .. }));
    let Call::Post { client_id, .. } = call else { panic!() };
    assert_eq!(client_id.as_deref(), Some("a-uuid"));
    let mut story = Story::live(vec![]);
    story.sends_as("a-uuid", "hello");
    let (_, call) = story.open_call(|call| matches!(call, Call::Post { .. }));
    let Call::Post { client_id, .. } = call else { panic!() };
    assert_eq!(client_id, None);
}

#[test]
fn nothing_is_sent_before_it_is_known_what_the_backend_can() {
    let mut story = Story::start(options());
    story.connect(&["ada"]);
    story.serve_pages();
    story.sends("hello");
    assert!(story.posts().is_empty());
    story.answer_features();
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn nothing_is_sent_without_a_network() {
    let mut story = Story::live(vec![]);
    story.tab(TabInput::Online(false));
    story.sends("hello");
    story.pass(60_000);
    assert!(story.posts().is_empty());
    story.tab(TabInput::Online(true));
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn the_answer_says_what_was_stored() {
    let mut story = Story::live(vec![]);
    story.sends("hello");
    let (request, _) = story.open_call(|call| matches!(call, Call::Post { .. }));
    story.answer(request, Ok(posted("m1", 1_000, "hello, as the backend has it")));
    assert_eq!(story.screen(), ["hello, as the backend has it"]);
}
