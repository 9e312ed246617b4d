//! What came while the page was closed: divided off where the visitor stopped reading on an earlier visit.

use crate::replying::Answer;
use crate::support::{GENERAL, Story, channel, history, message, options};
use collabspace_chat::model::history::{Cursor, PageQuery};
use collabspace_chat::model::message::{ChannelId, Message, OrderKey};
use collabspace_chat::model::session::{Call, ChannelInfo, PersonInput, TabInput};
use collabspace_chat::model::time::Timestamp;

fn having_read(read: &Message) -> Vec<(ChannelId, OrderKey)> {
    vec![(GENERAL.into(), read.order_key())]
}

fn live_having_read(read: &Message, features: &[&'static str], stored: Vec<Message>) -> Story {
    Story::live_having_read(having_read(read), options(), features, stored)
}

fn start_having_read(marks: Vec<(ChannelId, OrderKey)>) -> Story {
    let mut story = Story::start(options());
    story.marks = marks;
    story
}

/// The text above which "new" stands.
fn divided_above(story: &Story) -> Option<String> {
    story.rows().iter().find(|row| row.starts_unread).map(|row| row.text.to_string())
}

#[test]
fn what_came_since_is_divided_off_and_read_when_it_is_seen() {
    let stored = history(20);
    let mut story = live_having_read(&stored[14], &[], stored.clone());
    assert_eq!(divided_above(&story).as_deref(), Some("text 16"));
    assert_eq!(story.channels[0].unread, 0, "it is in sight");
    assert!(story.read.is_empty(), "for too short a time to be read");
    story.reads();
    assert_eq!(story.read.get(GENERAL), Some(&stored[19].order_key()), "the next visit begins there");
}

#[test]
fn a_first_visit_has_missed_nothing() {
    let stored = history(20);
    let mut story = Story::live(stored.clone());
    story.reads();
    assert_eq!(divided_above(&story), None);
    assert_eq!(story.read.get(GENERAL), Some(&stored[19].order_key()));
}

#[test]
fn ones_own_messages_were_not_missed() {
    let mut stored = history(5);
    let read = stored[4].clone();
    stored.push(message("n1", 8_000, "ada", "mine, from elsewhere"));
    assert_eq!(divided_above(&live_having_read(&read, &[], stored.clone())), None);
    stored.push(message("n2", 9_000, "grace", "an answer"));
    let story = live_having_read(&read, &[], stored);
    assert_eq!(divided_above(&story).as_deref(), Some("an answer"));
}

#[test]
fn in_a_hidden_tab_it_is_counted() {
    let stored = history(20);
    let mut story = start_having_read(having_read(&stored[14]));
    story.tab(TabInput::Visible(false));
    story.stored = stored.clone();
    story.answer_features();
    story.serve_pages();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.channels[0].unread, 5);
    assert_eq!(story.read.get(GENERAL), None, "nobody has seen it");
    story.tab(TabInput::Visible(true));
    assert_eq!(story.channels[0].unread, 5, "a glance is no reading");
    story.reads();
    assert_eq!(story.channels[0].unread, 0);
    assert_eq!(divided_above(&story).as_deref(), Some("text 16"));
    assert_eq!(story.read.get(GENERAL), Some(&stored[19].order_key()));
}

#[test]
fn more_than_a_page_of_it_is_divided_off_once_the_page_with_its_beginning_is_there() {
    let stored = history(120);
    let mut story = live_having_read(&stored[39], &[], stored.clone());
    assert_eq!(divided_above(&story), None, "where it begins is not known");
    story.does(PersonInput::LoadOlder { channel: GENERAL.into() });
    story.serve_pages();
    assert_eq!(divided_above(&story).as_deref(), Some("text 41"));
}

#[test]
fn who_has_answered_has_read_it() {
    let stored = history(120);
    let mut story = live_having_read(&stored[39], &[], stored.clone());
    story.does(PersonInput::Send {
        channel: GENERAL.into(),
        id: "a".into(),
        text: "an answer".to_owned(),
        reply_to: None,
        files: Vec::new(),
    });
    story.does(PersonInput::Select { channel: "random".into() });
    story.does(PersonInput::Select { channel: GENERAL.into() });
    story.does(PersonInput::LoadOlder { channel: GENERAL.into() });
    story.serve_pages();
    assert_eq!(divided_above(&story), None);
}

fn listed(marks: Vec<(ChannelId, OrderKey)>, random_at: impl Into<Option<i64>>) -> Story {
    let mut story = start_having_read(marks);
    story.features = vec!["channels"];
    story.answer_features();
    story.connect(&["ada"]);
    story.serve_pages();
    let last_at = random_at.into().map(Timestamp);
    let (request, _) = story.open_call(|call| matches!(call, Call::Channels(_)));
    story.answer(
        request,
        Ok(Answer::Channels(vec![channel(GENERAL), ChannelInfo { last_at, ..channel("random") }], None)),
    );
    story
}

#[test]
fn another_channel_with_something_newer_than_was_read_has_news_until_it_is_opened() {
    let marks = vec![("random".into(), OrderKey { at: Timestamp(5_000), id: "r5".into() })];
    assert!(!listed(marks.clone(), 5_000).channels[1].is_unread());
    let mut story = listed(marks, 5_001);
    assert!(story.channels[1].is_unread());
    story.does(PersonInput::Select { channel: "random".into() });
    let (request, _) = story.open_call(|call| matches!(call, Call::Page(_, id, _) if &**id == "random"));
    story.stored = vec![message("r6", 5_001, "grace", "news")];
    let page = story.page(&PageQuery { cursor: Cursor::Newest, limit: 50 });
    story.answer(request, Ok(Answer::Page(page)));
    story.reads();
    assert!(!story.channels[1].is_unread());
}

#[test]
fn a_channel_that_was_never_opened_counts_as_read_up_to_where_it_was_first_seen() {
    let story = listed(Vec::new(), 5_000);
    assert!(!story.channels[1].is_unread());
    let marks: Vec<_> = story.read.iter().map(|(id, read)| (id.as_str().into(), read.clone())).collect();
    let again = |random_at| listed(marks.clone(), random_at).channels[1].is_unread();
    assert!(!again(5_000));
    assert!(again(9_000));
}

#[test]
fn the_first_message_of_a_channel_that_was_empty_is_news() {
    let marks = vec![("random".into(), listed(Vec::new(), None).read["random"].clone())];
    assert!(!listed(marks.clone(), None).channels[1].is_unread());
    assert!(listed(marks, 5_000).channels[1].is_unread());
}
