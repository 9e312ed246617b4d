//! Several channels: opened when they are wanted, with a count of what is new, and listed by the backend where it can.

use crate::replying::Answer;
use crate::support::{Story, channel, history, message, options};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::gaze::InSight;
use collabspace_chat::model::session::{Call, ChannelInfo, LiveInput, PersonInput, TabInput};

fn unread(story: &Story) -> Vec<(String, u32)> {
    story.channels.iter().map(|channel| (channel.id.to_string(), channel.unread)).collect()
}

fn in_random(story: &mut Story, id: &str, author: &str) {
    story.happens(LiveInput::Message("random".into(), message(id, 2_000, author, "elsewhere")));
}

/// Opens the channel, of which the backend knows nothing yet.
fn open_random(story: &mut Story) {
    story.does(PersonInput::Select { channel: "random".into() });
    let (request, _) = story.open_call(|call| matches!(call, Call::Page(_, id, _) if &**id == "random"));
    story.answer(request, Ok(Answer::Page(Default::default())));
}

#[test]
fn what_is_new_elsewhere_is_counted_until_it_is_looked_at() {
    let mut story = Story::live(history(1));
    in_random(&mut story, "r0", "ada");
    in_random(&mut story, "r1", "grace");
    in_random(&mut story, "r1", "grace");
    assert_eq!(unread(&story), [("general".to_owned(), 0), ("random".to_owned(), 1)]);
    open_random(&mut story);
    story.reads();
    assert_eq!(unread(&story)[1].1, 0);
    in_random(&mut story, "r3", "grace");
    assert_eq!(unread(&story)[1].1, 0, "it is being looked at");
}

#[test]
fn a_channel_is_read_when_it_is_first_opened() {
    let mut story = Story::live(history(1));
    open_random(&mut story);
    story.does(PersonInput::Select { channel: "general".into() });
    story.does(PersonInput::Select { channel: "random".into() });
    assert!(story.calls.is_empty(), "and not again");
}

#[test]
fn a_message_to_a_channel_that_was_not_opened_goes_out() {
    let mut story = Story::live(history(1));
    story.does(PersonInput::Send {
        channel: "random".into(),
        id: "a".into(),
        text: "hello".to_owned(),
        reply_to: None,
        files: Vec::new(),
    });
    let (request, _) = story.open_call(|call| matches!(call, Call::Page(_, id, _) if &**id == "random"));
    story.answer(request, Ok(Answer::Page(Default::default())));
    assert_eq!(story.posts(), ["hello"]);
}

#[test]
fn a_channel_that_does_not_exist_cannot_be_opened() {
    let mut story = Story::live(history(1));
    story.does(PersonInput::Select { channel: "nowhere".into() });
    assert_eq!(&**story.session.selected(), "general");
}

#[test]
fn the_backends_list_adds_names_counts_and_channels() {
    let mut story = Story::start(options());
    story.features = vec!["channels"];
    story.answer_features();
    story.connect(&["ada"]);
    let (request, _) = story.open_call(|call| matches!(call, Call::Channels(_)));
    story.answer(request, Err(Failure::NoAnswer));
    story.pass(2_000);
    let (request, _) = story.open_call(|call| matches!(call, Call::Channels(_)));
    let list = vec![
        ChannelInfo { unread: 4, ..channel("general") },
        ChannelInfo { unread: 3, name: "Off topic".into(), ..channel("random") },
        channel("new"),
    ];
    story.answer(request, Ok(Answer::Channels(list, None)));
    assert_eq!(unread(&story), [("general".to_owned(), 0), ("random".to_owned(), 3), ("new".to_owned(), 0)]);
    assert_eq!(&*story.channels[1].name, "Off topic");
    story.does(PersonInput::Select { channel: "new".into() });
    story.sends("hello");
    let author = story.row("hello").author.as_ref().map(|author| author.id.to_string());
    assert_eq!(author, Some("ada".to_owned()), "also there it is known who writes");
}

#[test]
fn a_backend_without_features_is_a_baseline_one() {
    for failure in [Failure::from_status(404, "", None), Failure::from_status(403, "", None)] {
        let mut story = Story::start(options());
        let (request, _) = story.open_call(|call| matches!(call, Call::Features(_)));
        story.answer(request, Err(failure));
        story.connect(&["ada"]);
        story.serve_pages();
        story.sends("hello");
        assert_eq!(story.posts(), ["hello"]);
    }
}

#[test]
fn a_backend_that_is_down_is_asked_for_its_features_again() {
    let mut story = Story::start(options());
    story.connect(&["ada"]);
    story.serve_pages();
    story.sends_as("a-uuid", "hello");
    let (request, _) = story.open_call(|call| matches!(call, Call::Features(_)));
    story.answer(request, Err(Failure::from_status(503, "", None)));
    story.pass(2_000);
    story.features = vec!["client-id"];
    story.answer_features();
    let (_, call) = story.open_call(|call| matches!(call, Call::Post { .. }));
    assert!(matches!(call, Call::Post { client_id: Some(_), .. }));
}

#[test]
fn one_that_is_down_for_long_is_not_taken_for_a_baseline_one() {
    let mut story = Story::start(options());
    for _ in 0..20 {
        let (request, _) = story.open_call(|call| matches!(call, Call::Features(_)));
        story.answer(request, Err(Failure::from_status(503, "", None)));
        story.pass(31_000);
    }
    story.open_call(|call| matches!(call, Call::Features(_)));
}

#[test]
fn one_that_fails_at_the_question_each_time_is_a_baseline_one() {
    let mut story = Story::start(options());
    story.connect(&["ada"]);
    story.serve_pages();
    story.sends("hello");
    for _ in 0..4 {
        let (request, _) = story.open_call(|call| matches!(call, Call::Features(_)));
        story.answer(request, Err(Failure::from_status(500, "", None)));
        story.pass(10_000);
    }
    assert_eq!(story.posts(), ["hello"]);
}

/// The rows of the open channel that "new" stands above.
fn divided_above(story: &Story) -> Vec<&str> {
    story.rows().iter().filter(|row| row.starts_unread).map(|row| &*row.text).collect()
}

fn in_general(story: &mut Story, id: &str, at: i64, author: &str) {
    story.happens(LiveInput::Message("general".into(), message(id, at, author, id)));
}

#[test]
fn what_comes_while_the_tab_is_hidden_is_counted_and_divided_off() {
    let mut story = Story::live(history(1));
    in_general(&mut story, "seen", 9_000, "grace");
    assert_eq!((unread(&story)[0].1, divided_above(&story)), (0, vec![]), "it is being looked at");
    story.tab(TabInput::Visible(false));
    in_general(&mut story, "one", 9_100, "grace");
    in_general(&mut story, "two", 9_200, "linus");
    assert_eq!((unread(&story)[0].1, divided_above(&story)), (2, vec!["one"]));
    story.tab(TabInput::Visible(true));
    story.reads();
    assert_eq!((unread(&story)[0].1, divided_above(&story)), (0, vec!["one"]), "it stays while they read");
    in_general(&mut story, "three", 9_300, "grace");
    assert_eq!((unread(&story)[0].1, divided_above(&story)), (0, vec!["one"]));
    story.sends("an answer");
    assert!(divided_above(&story).is_empty());
}

#[test]
fn what_comes_while_the_chat_is_closed_is_counted_and_a_channel_that_is_chosen_meanwhile_is_not_read_by_that() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Shown(false));
    in_general(&mut story, "one", 9_100, "grace");
    in_random(&mut story, "r1", "grace");
    assert_eq!((unread(&story)[0].1, divided_above(&story)), (1, vec!["one"]));
    open_random(&mut story);
    story.reads();
    assert_eq!((unread(&story)[0].1, unread(&story)[1].1), (1, 1));
    story.tab(TabInput::Shown(true));
    story.reads();
    assert_eq!((unread(&story)[0].1, unread(&story)[1].1), (1, 0));
}

#[test]
fn what_comes_while_older_messages_are_read_is_counted_until_the_newest_is_in_sight() {
    let mut story = Story::live(history(1));
    let oldest = history(1)[0].order_key();
    story.sees(InSight::UpTo(oldest));
    in_general(&mut story, "one", 9_100, "grace");
    in_general(&mut story, "two", 9_200, "grace");
    assert_eq!((unread(&story)[0].1, divided_above(&story)), (2, vec!["one"]));
    story.does(PersonInput::Scroll { channel: "random".into(), in_sight: InSight::Newest });
    story.reads();
    assert_eq!(unread(&story)[0].1, 2, "another channel's list says nothing of this one");
    story.sees(InSight::Newest);
    story.reads();
    assert_eq!((unread(&story)[0].1, divided_above(&story)), (0, vec!["one"]));
}

#[test]
fn the_divider_of_a_channel_is_gone_when_it_was_read_and_left() {
    let mut story = Story::live(history(1));
    let select = |channel: &str| PersonInput::Select { channel: channel.into() };
    in_random(&mut story, "r1", "grace");
    open_random(&mut story);
    story.reads();
    assert_eq!(divided_above(&story), ["elsewhere"]);
    story.does(select("general"));
    story.does(select("random"));
    assert!(divided_above(&story).is_empty());
}

#[test]
fn what_was_missed_is_counted_too() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Visible(false));
    story.happens(LiveInput::Lost);
    story.stores(&message("n1", 9_000, "grace", "while nobody looked"));
    story.pass(5_000);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!((unread(&story)[0].1, divided_above(&story)), (1, vec!["while nobody looked"]));
}

#[test]
fn what_the_visitor_writes_in_another_tab_is_an_answer() {
    let mut story = Story::live(history(1));
    story.tab(TabInput::Visible(false));
    in_general(&mut story, "one", 9_100, "grace");
    in_general(&mut story, "mine", 9_200, "ada");
    assert_eq!((unread(&story)[0].1, divided_above(&story)), (0, vec![]));
}
