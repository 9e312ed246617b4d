//! Messages that change: the merge rules, and catching up with the feed.

use std::sync::Arc;

use collabspace_chat::model::connection::Status;
use collabspace_chat::model::history::{Changes, Page};
use collabspace_chat::model::message::{Body, Edited, Message, Reacted, Reaction, Removal, Version};
use collabspace_chat::model::session::{Call, LiveInput, Posted};
use collabspace_chat::model::timeline::{ChangeKind, Shown};

use crate::replying::Answer;
use crate::support::{GENERAL, Story, history, message};

fn at_rev(mut message: Message, rev: u64, text: &str) -> Message {
    message.version = Version::Rev(rev);
    message.content.body = Body::Text(text.into());
    message
}

fn updated(story: &mut Story, message: Message) {
    story.happens(LiveInput::Updated(GENERAL.into(), message));
}

fn deleted(story: &mut Story, id: &str) {
    story.happens(LiveInput::Deleted(GENERAL.into(), Removal { id: id.into() }));
}

fn reacts(story: &mut Story, person: &str, rev: u64, on: bool) {
    let reaction = Reaction { emoji: "👍".into(), person: person.into(), name: None };
    let reacted = Reacted { id: "m001".into(), version: Version::Rev(rev), reaction, on };
    story.happens(LiveInput::Reacted(GENERAL.into(), reacted));
}

fn reactions(story: &Story, text: &str) -> Vec<String> {
    let extras = story.row(text).extras.clone();
    extras.iter().flat_map(|extras| &extras.reactions).map(|one| one.person.to_string()).collect()
}

#[test]
fn who_reacted_by_name_and_how_many_answer_is_no_other_reaction() {
    let mut story = Story::live(history(2));
    let mut first = at_rev(message("m001", 1_000, "grace", ""), 3, "text 1");
    updated(&mut story, first.clone());
    reacts(&mut story, "ada", 4, true);
    let reacted = |story: &Story| story.altered.iter().filter(|(_, kind)| *kind == ChangeKind::Reacted).count();
    let before = reacted(&story);
    assert!(before > 0);
    first.version = Version::Rev(4);
    first.content.reactions = vec![Reaction { emoji: "👍".into(), person: "ada".into(), name: Some("Ada".into()) }];
    updated(&mut story, first);
    assert_eq!(reactions(&story, "text 1"), ["ada"]);
    assert_eq!(reacted(&story), before, "nobody did anything");
}

#[test]
fn the_highest_version_is_shown_in_whatever_order_they_come() {
    let mut story = Story::live(history(2));
    let first = message("m001", 1_000, "grace", "");
    updated(&mut story, at_rev(first.clone(), 3, "third"));
    updated(&mut story, at_rev(first.clone(), 2, "second"));
    assert_eq!(story.screen(), ["third", "text 2"]);
    story.event(&at_rev(first, 1, "first"));
    assert_eq!(story.screen(), ["third", "text 2"], "an event that was published twice undoes nothing");
}

#[test]
fn a_deleted_message_leaves_a_line_and_never_comes_back() {
    let mut story = Story::live(history(3));
    deleted(&mut story, "m002");
    assert_eq!(story.screen(), ["text 1", "×", "text 3"]);
    assert_eq!(story.altered, [("m002".to_owned(), ChangeKind::Deleted)], "it is reported once");
    assert!(story.row("text 3").starts_group, "the next one takes over name and picture");
    updated(&mut story, at_rev(message("m002", 2_000, "grace", ""), 9, "late"));
    assert_eq!(story.screen(), ["text 1", "×", "text 3"]);
}

#[test]
fn a_late_change_does_not_bring_back_a_message_deleted_before_the_visit() {
    let mut stored = history(3);
    let deleted = stored.remove(1);
    let mut story = Story::live(stored);
    updated(&mut story, at_rev(deleted, 2, "late"));
    assert_eq!(story.screen(), ["text 1", "text 3"]);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "text 3"]);
}

#[test]
fn a_change_to_a_message_whose_own_event_was_lost_brings_it() {
    let mut story = Story::live(history(1));
    let lost = at_rev(message("m002", 2_000, "grace", ""), 2, "changed");
    story.stored.push(lost.clone());
    updated(&mut story, lost);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "changed"]);
}

#[test]
fn a_slow_answer_does_not_bring_back_a_message_deleted_meanwhile() {
    let mut story = Story::start(crate::support::options());
    story.stored = history(2);
    story.answer_features();
    story.connect(&["ada", "grace"]);
    deleted(&mut story, "m001");
    story.serve_pages();
    assert_eq!(story.screen(), ["text 2"]);
}

#[test]
fn what_changed_before_it_was_loaded_is_kept_for_the_answer() {
    let mut story = Story::start(crate::support::options());
    story.stored = history(1);
    story.answer_features();
    story.connect(&["ada", "grace"]);
    updated(&mut story, at_rev(message("m001", 1_000, "grace", ""), 2, "changed"));
    reacts(&mut story, "linus", 3, true);
    story.serve_pages();
    assert_eq!(story.screen(), ["changed"]);
    assert_eq!(reactions(&story, "changed"), ["linus"]);
}

#[test]
fn each_reaction_goes_by_its_own_version() {
    let mut story = Story::live(history(1));
    reacts(&mut story, "ada", 2, true);
    reacts(&mut story, "linus", 5, true);
    reacts(&mut story, "ada", 4, false);
    reacts(&mut story, "ada", 3, true);
    assert_eq!(reactions(&story, "text 1"), ["linus"]);
    assert_eq!(story.altered.len(), 3, "a late fact changes nothing");
    updated(&mut story, at_rev(message("m001", 1_000, "grace", ""), 4, "text 1"));
    assert_eq!(reactions(&story, "text 1"), ["linus"], "a message of rev 4 says nothing of rev 5");
    updated(&mut story, at_rev(message("m001", 1_000, "grace", ""), 6, "text 1"));
    assert!(reactions(&story, "text 1").is_empty());
}

#[test]
fn an_event_in_another_name_is_dropped_and_the_message_is_asked_for() {
    let mut story = Story::live(history(1));
    updated(&mut story, at_rev(message("m001", 1_000, "linus", ""), 2, "not mine"));
    assert_eq!(story.screen(), ["text 1"]);
    assert_eq!(story.session.take_contradictions(), 1);
    assert!(story.open_page().is_some());
}

#[test]
fn an_answered_message_is_shown_as_it_is_now() {
    let mut answer = message("m002", 2_000, "ada", "I agree");
    answer.content.reply_to = Some("m001".into());
    let mut story = Story::live(vec![message("m001", 1_000, "grace", "text 1"), answer]);
    let shown = |story: &Story| {
        let extras: Arc<_> = story.row("I agree").extras.clone().expect("it answers one");
        let known = extras.reply.as_ref().and_then(|reply| reply.known.clone()).expect("it is loaded");
        (known.excerpt.to_string(), known.is_deleted)
    };
    assert_eq!(shown(&story), ("text 1".to_owned(), false));
    updated(&mut story, at_rev(message("m001", 1_000, "grace", ""), 2, "changed"));
    assert_eq!(shown(&story), ("changed".to_owned(), false));
    deleted(&mut story, "m001");
    assert_eq!(shown(&story), (String::new(), true));
}

#[test]
fn what_cannot_be_shown_is_no_text() {
    let mut sealed = message("m002", 2_000, "grace", "");
    sealed.content.body = Body::Unknown;
    let story = Story::live(vec![message("m001", 1_000, "grace", "text 1"), sealed]);
    assert!(story.rows()[1].shows(Shown::Unreadable));
    assert_eq!(story.screen(), ["text 1", "?"]);
}

#[test]
fn it_is_live_only_after_the_feed_was_read() {
    let mut story = Story::start(crate::support::options());
    story.features = vec!["client-id", "after", "changes"];
    story.answer_features();
    story.connect(&["ada", "grace"]);
    let page = |messages: Vec<Message>| {
        let count = messages.len();
        Answer::Page(Page { messages, count, cursor: Some("7".into()), ..Page::default() })
    };
    while let Some((request, _)) = story.open_page() {
        story.answer(request, Ok(page(history(1))));
    }
    assert_eq!(story.status(), &Status::Live);
    story.happens(LiveInput::Lost);
    story.pass(2_000);
    story.connect(&["ada", "grace"]);
    while let Some((request, _)) = story.open_page() {
        story.answer(request, Ok(page(history(1))));
    }
    assert_ne!(story.status(), &Status::Live, "old messages may have changed");
    let (request, call) = story.open_call(|call| matches!(call, Call::Changes(..)));
    assert!(matches!(call, Call::Changes(_, since) if *since == *"7"));
    let messages = vec![(None, at_rev(message("m001", 1_000, "grace", ""), 8, "changed meanwhile"))];
    let changes = Changes { messages, removals: Vec::new(), cursor: "8".into(), has_more: false };
    story.answer(request, Ok(Answer::Changes(changes)));
    assert_eq!((story.status(), story.screen()), (&Status::Live, vec!["changed meanwhile".to_owned()]));
}

#[test]
fn without_the_feed_what_a_page_lacks_was_deleted_if_it_was_known_for_long() {
    let mut story = Story::live(history(3));
    story.stored.remove(1);
    story.pass(11_000);
    story.happens(LiveInput::Lost);
    story.pass(2_000);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "×", "text 3"]);
}

#[test]
fn that_all_was_deleted_is_only_believed_twice() {
    let mut story = Story::live(history(3));
    story.stored.clear();
    story.pass(11_000);
    story.happens(LiveInput::Lost);
    story.pass(2_000);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "text 2", "text 3"]);
    story.pass(2_000);
    story.serve_pages();
    assert_eq!(story.screen(), ["×", "×", "×"]);
}

#[test]
fn what_is_deleted_is_not_unread_any_more() {
    let mut story = Story::live(history(1));
    story.tab(collabspace_chat::model::session::TabInput::Visible(false));
    for (id, at) in [("m002", 2_000), ("m003", 3_000)] {
        story.says(&message(id, at, "grace", id));
    }
    let unread = |story: &Story| story.channels.iter().find(|info| &*info.id == GENERAL).map_or(0, |info| info.unread);
    assert_eq!((unread(&story), story.row("m002").starts_unread), (2, true));
    deleted(&mut story, "m001");
    assert_eq!(unread(&story), 2, "that one was read");
    deleted(&mut story, "m002");
    assert_eq!((unread(&story), story.row("m003").starts_unread), (1, true), "\"new\" moves on");
    deleted(&mut story, "m002");
    assert_eq!(unread(&story), 1, "once");
    deleted(&mut story, "m003");
    assert_eq!(unread(&story), 0);
    assert!(story.rows().iter().all(|row| !row.starts_unread));
}

#[test]
fn an_own_message_of_which_a_cut_edit_is_the_first_word_is_read_again() {
    let mut story = Story::live_extended(history(1));
    story.sends_as("first", "as it was sent");
    let mut cut = message("m9", 9_000, "ada", "as it was ed");
    cut.client_id = Some("first".into());
    cut.content.edited = Some(Edited::Sometime);
    cut.content.is_cut = true;
    updated(&mut story, cut);
    assert_eq!(story.screen(), ["text 1", "as it was ed"], "not what was sent, under the version of the edit");
    assert!(story.open_page().is_some(), "the rest is asked for");
}

#[test]
fn the_answer_to_a_repeated_post_says_nothing_of_reactions() {
    let mut story = Story::live_extended(history(1));
    story.sends_as("a", "hello");
    let stored = story.stores_post_silently("m9", 9_000);
    story.pass(1_000);
    let reaction = Reaction { emoji: "👍".into(), person: "grace".into(), name: None };
    let reacted = Reacted { id: stored.id.clone(), version: Version::Rev(7), reaction, on: true };
    story.happens(LiveInput::Reacted(GENERAL.into(), reacted));
    let (request, _) = story.open_call(|call| matches!(call, Call::Post { .. }));
    let Answer::Posted(posted) = crate::support::posted("m9", 9_000, "hello") else { panic!() };
    story.answer(request, Ok(Answer::Posted(Posted { rev: Some(7), ..posted })));
    assert_eq!(reactions(&story, "hello"), ["grace"]);
    assert!(story.open_page().is_some(), "and the message is read again");
}
