//! What counts as read: what somebody had before their eyes, and nothing else.

use crate::replying::Answer;
use crate::support::{GENERAL, Story, channel, history, message, options, person};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::gaze::{IDLE_AFTER_MS, InSight, READ_AFTER_MS};
use collabspace_chat::model::message::{Message, OrderKey};
use collabspace_chat::model::reading::Position;
use collabspace_chat::model::session::{Call, ChannelInfo, LiveInput, PersonInput, TabInput};

fn select(channel: &str) -> PersonInput {
    PersonInput::Select { channel: channel.into() }
}

/// A tab that has read all of these.
fn having_read(stored: &[Message]) -> Story {
    let mut story = Story::live(stored.to_vec());
    story.reads();
    assert_eq!(mark(&story), stored.last().map(Message::order_key));
    story
}

fn mark(story: &Story) -> Option<OrderKey> {
    story.read.get(GENERAL).cloned()
}

fn unread(story: &Story) -> u32 {
    story.channels[0].unread
}

fn news(number: u64) -> Message {
    message(&format!("new{number}"), 200_000 + number as i64, "grace", &format!("new {number}"))
}

fn divided_above(story: &Story) -> Option<String> {
    story.rows().iter().find(|row| row.starts_unread).map(|row| row.text.to_string())
}

#[test]
fn what_came_to_a_channel_that_was_left_scrolled_up_is_unread_until_it_is_seen() {
    let stored = history(20);
    let mut story = having_read(&stored);
    story.sees(InSight::UpTo(stored[3].order_key()));
    story.does(select("random"));
    (0..3).for_each(|number| story.event(&news(number)));
    story.does(select(GENERAL));
    story.sees(InSight::UpTo(stored[3].order_key()));
    story.pass(60_000);
    assert_eq!((unread(&story), mark(&story)), (3, Some(stored[19].order_key())), "it is thousands of pixels away");
    story.does(select("random"));
    story.does(select(GENERAL));
    story.sees(InSight::UpTo(news(1).order_key()));
    story.reads();
    assert_eq!((unread(&story), mark(&story)), (1, Some(news(1).order_key())));
    assert_eq!(divided_above(&story).as_deref(), Some("new 0"));
    story.sees(InSight::Newest);
    story.reads();
    assert_eq!((unread(&story), mark(&story)), (0, Some(news(2).order_key())));
}

#[test]
fn a_second_in_sight_is_needed_and_each_message_has_its_own() {
    let mut story = having_read(&history(2));
    for number in 0..8 {
        story.event(&news(number));
        story.pass(READ_AFTER_MS / 2);
        let read = (number > 0).then(|| news(number - 1).order_key());
        assert_eq!(mark(&story), read.or(Some(history(2)[1].order_key())), "also while more and more come");
    }
    assert_eq!(unread(&story), 0, "nothing was counted that came before somebody's eyes");
}

#[test]
fn who_turns_away_before_has_not_read_it() {
    let stored = history(2);
    for turn_away in [
        |story: &mut Story| story.tab(TabInput::Visible(false)),
        |story: &mut Story| story.tab(TabInput::Focused(false)),
        |story: &mut Story| story.tab(TabInput::Shown(false)),
        |story: &mut Story| story.does(select("random")),
        |story: &mut Story| story.sees(InSight::UpTo(history(2)[0].order_key())),
    ] {
        let mut story = having_read(&stored);
        story.event(&news(0));
        story.pass(READ_AFTER_MS - 1);
        turn_away(&mut story);
        assert_eq!((unread(&story), mark(&story)), (1, Some(stored[1].order_key())));
        story.pass(60_000);
        assert_eq!(unread(&story), 1);
    }
}

#[test]
fn nothing_counts_as_read_on_a_page_untouched_for_minutes() {
    let mut story = having_read(&history(2));
    story.pass(IDLE_AFTER_MS);
    story.event(&news(0));
    story.pass(60_000);
    assert_eq!((unread(&story), divided_above(&story).as_deref()), (1, Some("new 0")));
    story.tab(TabInput::Active);
    story.reads();
    assert_eq!((unread(&story), mark(&story)), (0, Some(news(0).order_key())));
    assert_eq!(divided_above(&story).as_deref(), Some("new 0"), "it stays while they read on");
}

#[test]
fn marked_as_unread_it_stays_so_until_it_is_left_and_seen_again() {
    let stored = history(20);
    let mut story = having_read(&stored);
    let from = stored[15].clone();
    story.does(PersonInput::MarkUnread { channel: GENERAL.into(), message: from.id.clone() });
    assert_eq!(divided_above(&story).as_deref(), Some(from.text()));
    let others = stored[15..].iter().filter(|message| &*message.author.id != "ada").count();
    story.pass(60_000);
    story.tab(TabInput::Active);
    story.reads();
    assert_eq!(unread(&story) as usize, others, "it is before their eyes all the time");
    let mark_then = mark(&story).expect("it is kept for the next visit");
    assert!(from.cmp_place(&mark_then).is_gt() && stored[14].cmp_place(&mark_then).is_le());
    story.event(&news(0));
    assert_eq!(unread(&story) as usize, others + 1, "so is what comes then");
    story.does(select("random"));
    story.does(select(GENERAL));
    story.reads();
    assert_eq!((unread(&story), mark(&story)), (0, Some(news(0).order_key())));
}

#[test]
fn an_answer_reads_what_was_marked_as_unread() {
    let stored = history(20);
    let mut story = having_read(&stored);
    story.does(PersonInput::MarkUnread { channel: GENERAL.into(), message: stored[15].id.clone() });
    story.sends("an answer");
    assert_eq!((unread(&story), divided_above(&story), mark(&story)), (0, None, Some(stored[19].order_key())));
}

/// A tab that has read all of these, on a backend that keeps positions.
fn keeping_positions(stored: &[Message]) -> Story {
    let mut story = Story::live_with(options(), &["read", "channels"], stored.to_vec());
    lists(&mut story, channel("random"));
    story
}

fn lists(story: &mut Story, random: ChannelInfo) {
    let (request, _) = story.open_call(|call| matches!(call, Call::Channels(_)));
    story.answer(request, Ok(Answer::Channels(vec![channel(GENERAL), random], None)));
}

/// What the backend is told next.
fn told(story: &mut Story) -> Position {
    let (request, call) = story.open_call(|call| matches!(call, Call::Read(..)));
    let Call::Read(_, _, position) = call.clone() else { panic!("{call:?}") };
    story.answer(request, Ok(Answer::Done));
    position
}

fn is_told(story: &Story) -> bool {
    story.calls.values().any(|call| matches!(call, Call::Read(..)))
}

#[test]
fn the_backend_is_told_at_once_and_then_the_newest_position_every_five_seconds() {
    let stored = history(2);
    let mut story = keeping_positions(&stored);
    story.pass(READ_AFTER_MS);
    assert_eq!(told(&mut story), Position::ReadUpTo(stored[1].id.clone()));
    for number in 0..3 {
        story.event(&news(number));
        story.reads();
    }
    assert!(!is_told(&story), "not each message");
    story.pass(2_000);
    assert_eq!(told(&mut story), Position::ReadUpTo(news(2).id));
    story.pass(60_000);
    assert!(!is_told(&story), "once");
    story.does(PersonInput::MarkUnread { channel: GENERAL.into(), message: stored[0].id.clone() });
    assert_eq!(told(&mut story), Position::UnreadFrom(stored[0].id.clone()));
}

#[test]
fn who_leaves_has_it_told_before_and_what_fails_is_told_again() {
    let mut story = keeping_positions(&history(2));
    story.reads();
    let _ = told(&mut story);
    story.event(&news(0));
    story.reads();
    story.tab(TabInput::Visible(false));
    let (request, _) = story.open_call(|call| matches!(call, Call::Read(..)));
    story.answer(request, Err(Failure::NoAnswer));
    story.pass(40_000);
    assert_eq!(told(&mut story), Position::ReadUpTo(news(0).id));
}

#[test]
fn what_another_device_has_read_is_learnt_when_they_come_back() {
    let mut story = keeping_positions(&history(2));
    let in_random = |at| message(&format!("r{at}"), at, "grace", "elsewhere");
    for at in [300_000, 300_001, 300_002] {
        story.happens(LiveInput::Message("random".into(), in_random(at)));
    }
    assert_eq!(story.channels[1].unread, 3);
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    // It was answered before the third came.
    let last = in_random(300_001);
    let (last_at, last_read) = (Some(last.created_at), Some(last.id.clone()));
    lists(&mut story, ChannelInfo { last_at, last_read: last_read.clone(), ..channel("random") });
    assert_eq!(story.channels[1].unread, 1);
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    let last_at = Some(in_random(300_002).created_at);
    lists(&mut story, ChannelInfo { last_at, last_read, unread: 1, ..channel("random") });
    assert_eq!(story.channels[1].unread, 1, "as the backend counts");
}

#[test]
fn what_another_device_reads_is_heard_while_it_happens() {
    let mut story = keeping_positions(&history(2));
    let is_counting = |story: &Story| story.calls.values().any(|call| matches!(call, Call::Channels(_)));
    story.tab(TabInput::Visible(false));
    story.event(&news(0));
    story.event(&news(1));
    story.happens(LiveInput::Read(GENERAL.into(), Some(news(0).id)));
    assert_eq!(unread(&story), 1, "the second");
    assert!(!is_counting(&story), "what is loaded need not be asked for");
    let elsewhere = message("r1", 300_000, "grace", "elsewhere");
    story.happens(LiveInput::Message("random".into(), elsewhere.clone()));
    assert_eq!(story.channels[1].unread, 1);
    story.happens(LiveInput::Read("random".into(), Some(elsewhere.id.clone())));
    assert!(is_counting(&story));
    let (last_at, last_read) = (Some(elsewhere.created_at), Some(elsewhere.id));
    lists(&mut story, ChannelInfo { last_at, last_read, ..channel("random") });
    assert_eq!(story.channels[1].unread, 0);
}

#[test]
fn what_mentions_the_visitor_is_counted_beside_what_is_unread() {
    let mut story = keeping_positions(&history(2));
    let says = |story: &mut Story, at, text| {
        story.happens(LiveInput::Message("random".into(), message(&format!("r{at}"), at, "grace", text)));
    };
    says(&mut story, 300_000, "lunch?");
    says(&mut story, 300_001, "@Ada, are you coming?");
    says(&mut story, 300_002, "the @Adapter is broken, write to me@Ada.example");
    let counted = |story: &Story| (story.channels[1].unread, story.channels[1].mentions);
    assert_eq!(counted(&story), (3, 1));
    story.tab(TabInput::Visible(false));
    story.event(&message("g1", 300_003, "grace", "@ada"));
    assert_eq!((story.channels[0].unread, story.channels[0].mentions), (1, 1));
    story.happens(LiveInput::Read(GENERAL.into(), Some("g1".into())));
    assert_eq!((story.channels[0].unread, story.channels[0].mentions), (0, 0));
    story.pass(60_000);
    story.tab(TabInput::Visible(true));
    let last_read = Some("of long ago".into());
    lists(&mut story, ChannelInfo { unread: 5, mentions: 2, last_read, ..channel("random") });
    assert_eq!(counted(&story).1, 2, "as the backend counts");
}

#[test]
fn their_own_channel_is_asked_for_also_where_they_are_known_by_presence() {
    let mut story = Story::live_with(options(), &["me", "read", "channels"], history(2));
    let (request, _) = story.open_call(|call| matches!(call, Call::Me(_)));
    story.answer(request, Ok(Answer::Me(person("ada"))));
    assert_eq!(story.listens_to.as_deref(), Some("private-user-ada"));
    story.pass(60_000);
    assert!(!story.calls.values().any(|call| matches!(call, Call::Me(_))), "once");
}

#[test]
fn without_the_extension_nobody_is_told() {
    let mut story = having_read(&history(2));
    story.pass(60_000);
    assert!(!is_told(&story));
}
