//! The visitor's changes to stored messages: edits, deletions, reactions, answers.

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::{Body, Can, Message, Removal, Version};
use collabspace_chat::model::operations::Wish;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{Call, LiveInput, PersonInput, Refusal, RefusedChange, RequestId, TabInput};
use collabspace_chat::model::timeline::Offered;

use crate::replying::Answer;
use crate::support::{GENERAL, Story, message, options};

const ALL: [&str; 7] = ["client-id", "after", "changes", "edit", "delete", "reactions", "replies"];

/// Ada's tab on a backend that offers everything, with her messages `m001` and `m003`, and Grace's `m002`.
fn story() -> Story {
    Story::live_with(options(), &ALL, stored())
}

fn stored() -> Vec<Message> {
    let authors = ["ada", "grace", "ada"];
    let one = |(n, author): (usize, &str)| {
        let mut message = message(&format!("m00{}", n + 1), (n as i64 + 1) * 1_000, author, &format!("text {}", n + 1));
        message.version = Version::Rev(n as u64 + 1);
        message
    };
    authors.into_iter().enumerate().map(one).collect()
}

fn edits(story: &mut Story, target: &str, before: &str, text: &str) {
    let (channel, id, message) = (GENERAL.into(), format!("edit {text}").as_str().into(), target.into());
    story.does(PersonInput::Edit { channel, id, message, text: text.to_owned(), instead_of: before.into() });
}

fn deletes(story: &mut Story, target: &str) {
    let (channel, id, message) = (GENERAL.into(), "delete".into(), target.into());
    story.does(PersonInput::Delete { channel, id, message });
}

fn reacts(story: &mut Story, id: &str, emoji: &str, on: bool) {
    let (channel, id, message) = (GENERAL.into(), id.into(), "m002".into());
    story.does(PersonInput::React { channel, id, message, emoji: emoji.to_owned(), on });
}

fn is_change(call: &Call) -> bool {
    matches!(call, Call::Edit { .. } | Call::Delete(..) | Call::React { .. })
}

/// What the backend is asked to do, with which message.
fn asked(call: &Call) -> (String, Wish) {
    match call.clone() {
        Call::Edit { message, text, rev, .. } => (message.to_string(), Wish::Edit { text, base: rev }),
        Call::Delete(_, message) => (message.to_string(), Wish::Delete),
        Call::React { message, emoji, on, .. } => (message.to_string(), Wish::React { emoji, on }),
        call => panic!("{call:?}"),
    }
}

fn open(story: &Story) -> (RequestId, (String, Wish)) {
    let (request, call) = story.open_call(is_change);
    (request, asked(&call))
}

fn deletion(message: &str) -> (String, Wish) {
    (message.to_owned(), Wish::Delete)
}

fn edit(message: &str, text: &str, rev: u64) -> (String, Wish) {
    (message.to_owned(), Wish::Edit { text: text.into(), base: Some(rev) })
}

fn reaction(message: &str, emoji: &str, on: bool) -> (String, Wish) {
    (message.to_owned(), Wish::React { emoji: emoji.into(), on })
}

fn is_idle(story: &Story) -> bool {
    !story.calls.values().any(is_change) && story.operations.is_empty()
}

fn edited(rev: u64, text: &str) -> Message {
    let mut message = stored().remove(0);
    message.version = Version::Rev(rev);
    message.content.body = Body::Text(text.into());
    message
}

fn emoji(story: &Story) -> Vec<String> {
    let extras = story.row("text 2").extras.clone();
    extras.iter().flat_map(|extras| &extras.reactions).map(|one| format!("{} {}", one.emoji, one.person)).collect()
}

#[test]
fn an_edit_is_shown_at_once_and_kept_until_the_backend_has_it() {
    let mut story = story();
    edits(&mut story, "m001", "text 1", " better ");
    assert_eq!(story.screen()[0], "better");
    assert!(story.row("better").extras.as_ref().is_some_and(|extras| extras.edited.is_some() && extras.wish.is_some()));
    assert_eq!(story.operations.len(), 1, "it is on disk");
    let (request, call) = open(&story);
    assert_eq!(call, edit("m001", "better", 1));
    story.answer(request, Ok(Answer::Changed(edited(9, "better"))));
    assert_eq!(story.screen()[0], "better");
    assert!(is_idle(&story));
}

#[test]
fn nothing_is_sent_before_it_is_on_disk() {
    let mut story = story();
    story.is_disk_slow = true;
    deletes(&mut story, "m001");
    assert_eq!(story.screen()[0], "×", "it is shown at once");
    assert!(!story.calls.values().any(is_change));
    story.tab(TabInput::Saved("delete".into()));
    assert_eq!(open(&story).1, deletion("m001"));
}

#[test]
fn an_edit_that_changes_nothing_makes_no_call() {
    let mut story = story();
    edits(&mut story, "m001", "text 1", " text 1 ");
    edits(&mut story, "m001", "text 1", "  ");
    assert!(is_idle(&story));
}

#[test]
fn a_refused_edit_puts_the_message_back_and_gives_the_text_back() {
    let mut story = story();
    edits(&mut story, "m001", "text 1", "better");
    let (request, _) = open(&story);
    story.answer(request, Err(Failure::from_status(403, "it is too late", None)));
    assert_eq!(story.screen()[0], "text 1");
    let why = Refusal::Because(Reason::words("it is too late"));
    assert_eq!(story.refused, [(RefusedChange::Edit("better".into()), why)]);
    assert!(is_idle(&story));
}

#[test]
fn an_edit_of_a_message_changed_meanwhile_is_refused() {
    let mut story = story();
    story.happens(LiveInput::Updated(GENERAL.into(), edited(5, "theirs")));
    edits(&mut story, "m001", "text 1", "mine");
    assert!(is_idle(&story));
    edits(&mut story, "m001", "theirs", "mine after all");
    let (request, call) = open(&story);
    assert_eq!(call, edit("m001", "mine after all", 5));
    story.answer(request, Ok(Answer::Conflict(edited(6, "theirs again"))));
    assert_eq!(story.screen()[0], "theirs again");
    let mine = |text: &str| (RefusedChange::Edit(text.into()), Refusal::Changed);
    assert_eq!(story.refused, [mine("mine"), mine("mine after all")]);
}

#[test]
fn a_conflict_with_ones_own_text_is_a_lost_answer() {
    let mut story = story();
    edits(&mut story, "m001", "text 1", "better");
    let (request, _) = open(&story);
    story.answer(request, Ok(Answer::Conflict(edited(6, "better"))));
    assert_eq!((story.screen()[0].as_str(), story.refused.len()), ("better", 0));
    assert!(is_idle(&story));
}

#[test]
fn of_several_edits_the_last_counts_and_goes_out_after_the_one_under_way() {
    let mut story = story();
    edits(&mut story, "m001", "text 1", "one");
    edits(&mut story, "m001", "one", "two");
    edits(&mut story, "m001", "two", "three");
    assert_eq!(story.screen()[0], "three");
    let (request, call) = open(&story);
    assert!(matches!(call.1, Wish::Edit { ref text, .. } if **text == *"one"));
    story.answer(request, Ok(Answer::Changed(edited(7, "one"))));
    let (request, call) = open(&story);

    assert_eq!(call, edit("m001", "three", 7), "over the answer to the first");
    story.answer(request, Ok(Answer::Changed(edited(8, "three"))));
    assert!(is_idle(&story));
}

#[test]
fn an_unknown_outcome_is_sent_again() {
    let mut story = story();
    deletes(&mut story, "m001");
    let (request, _) = open(&story);
    story.answer(request, Err(Failure::NoAnswer));
    let wish = story.rows()[0].extras.as_ref().and_then(|extras| extras.wish.clone()).expect("it waits");
    assert!(wish.why.is_some() && !wish.can_undo, "{wish:?}");
    story.pass(2_000);
    let (request, call) = open(&story);
    assert_eq!(call, deletion("m001"));
    story.answer(request, Err(Failure::from_status(404, "", None)));
    assert_eq!((story.screen()[0].as_str(), story.refused.len()), ("×", 0), "gone is what was wanted");
    assert!(is_idle(&story));
}

#[test]
fn a_deletion_drops_what_waits_for_the_same_message() {
    let mut story = story();
    story.tab(TabInput::Online(false));
    edits(&mut story, "m001", "text 1", "better");
    deletes(&mut story, "m001");
    assert_eq!(story.operations.len(), 1);
    story.tab(TabInput::Online(true));
    assert_eq!(open(&story).1, deletion("m001"));
}

#[test]
fn a_refused_deletion_brings_the_message_back() {
    let mut story = story();
    deletes(&mut story, "m001");
    let (request, _) = open(&story);
    story.answer(request, Err(Failure::from_status(403, "not yours", None)));
    assert_eq!(story.screen()[0], "text 1");
    assert_eq!(story.refused, [(RefusedChange::Delete, Refusal::Because(Reason::words("not yours")))]);
}

#[test]
fn what_was_not_sent_yet_can_be_taken_back() {
    let mut story = story();
    story.tab(TabInput::Online(false));
    deletes(&mut story, "m001");
    let undo = PersonInput::Undo { channel: GENERAL.into(), message: "m001".into() };
    story.does(undo.clone());
    assert_eq!(story.screen()[0], "text 1");
    assert!(story.operations.is_empty());
    story.tab(TabInput::Online(true));
    deletes(&mut story, "m001");
    story.does(undo);
    assert_eq!(story.screen()[0], "×", "under way it cannot");
}

#[test]
fn a_reaction_is_a_wish_for_each_emoji_and_never_a_count() {
    let mut story = story();
    reacts(&mut story, "1", "❤\u{fe0f}", true);
    reacts(&mut story, "2", "❤", true);
    assert_eq!(emoji(&story), ["❤ ada"]);
    reacts(&mut story, "3", "❤", false);
    assert!(emoji(&story).is_empty());
    let (request, call) = open(&story);
    assert_eq!(call, reaction("m002", "❤", true));
    let mut answered = stored().remove(1);
    answered.version = Version::Rev(8);
    story.answer(request, Ok(Answer::Changed(answered.clone())));
    let (request, call) = open(&story);
    assert_eq!(call, reaction("m002", "❤", false));
    answered.version = Version::Rev(9);
    story.answer(request, Ok(Answer::Changed(answered)));
    assert!(emoji(&story).is_empty() && is_idle(&story));
}

#[test]
fn what_others_did_meanwhile_is_shown_under_ones_own_wish() {
    let mut story = story();
    reacts(&mut story, "1", "👍", true);
    let mut theirs = stored().remove(1);
    theirs.version = Version::Rev(7);
    theirs.content.reactions =
        vec![collabspace_chat::model::message::Reaction { emoji: "🎉".into(), person: "linus".into(), name: None }];
    story.happens(LiveInput::Updated(GENERAL.into(), theirs));
    assert_eq!(emoji(&story), ["🎉 linus", "👍 ada"]);
}

#[test]
fn a_crash_loses_no_wish() {
    let mut story = story();
    deletes(&mut story, "m001");
    story.reopen();
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    story.pass(1_000);
    assert_eq!(open(&story).1, deletion("m001"));
    assert_eq!(story.screen()[0], "×");
}

#[test]
fn another_persons_wishes_are_not_sent() {
    let mut story = story();
    deletes(&mut story, "m001");
    story.reopen();
    story.answer_features();
    story.connect(&["grace", "ada"]);
    story.serve_pages();
    story.pass(5_000);
    assert!(!story.calls.values().any(is_change));
    assert_eq!((story.screen()[0].as_str(), story.operations.len()), ("text 1", 1), "they stay on the disk");
}

#[test]
fn an_edit_of_a_message_that_is_deleted_meanwhile_gives_the_text_back() {
    let mut story = story();
    story.tab(TabInput::Online(false));
    edits(&mut story, "m001", "text 1", "better");
    story.happens(LiveInput::Deleted(GENERAL.into(), Removal { id: "m001".into() }));
    story.tab(TabInput::Online(true));
    assert_eq!(story.refused, [(RefusedChange::Edit("better".into()), Refusal::Deleted)]);
    assert!(is_idle(&story));
}

#[test]
fn a_post_in_retry_does_not_hold_up_a_deletion() {
    let mut story = story();
    story.sends("hello");
    story.fails_post(Failure::from_status(503, "", None));
    deletes(&mut story, "m001");
    assert_eq!(open(&story).1, deletion("m001"));
}

#[test]
fn a_message_that_was_withdrawn_and_turns_out_to_be_stored_is_deleted() {
    let mut story = story();
    story.sends("hello");
    let mine = story.stores_post_silently("m004", 4_000);
    story.does(PersonInput::Discard { channel: GENERAL.into(), id: "hello".into() });
    story.event(&mine);
    assert_eq!(open(&story).1, deletion("m004"));
}

#[test]
fn several_that_were_withdrawn_and_come_at_once_are_all_deleted() {
    let mut story = story();
    let mut stored = Vec::new();
    for (at, text) in [(4, "one"), (5, "two")] {
        story.sends(text);
        stored.push(story.stores_post_silently(&format!("m00{at}"), at * 1_000));
        story.does(PersonInput::Discard { channel: GENERAL.into(), id: text.into() });
    }
    let events = stored.into_iter().map(|message| LiveInput::Message(GENERAL.into(), message));
    story.happens(LiveInput::Several(events.collect()));
    let mut deleted: Vec<_> = story.calls.values().filter(|call| is_change(call)).map(asked).collect();
    deleted.sort_by_key(|(message, _)| message.clone());
    assert_eq!(deleted, [deletion("m004"), deletion("m005")]);
}

#[test]
fn an_answer_names_what_it_answers() {
    let mut story = story();
    let reply_to = Some("m002".into());
    story.does(PersonInput::Send {
        channel: GENERAL.into(),
        id: "a".into(),
        text: "yes".into(),
        reply_to,
        files: Vec::new(),
    });
    let reply = |story: &Story| story.row("yes").extras.clone().and_then(|extras| extras.reply.clone());
    let excerpt = |story: &Story| reply(story).and_then(|reply| reply.known).map(|known| known.excerpt.to_string());
    assert_eq!(excerpt(&story).as_deref(), Some("text 2"));
    let (_, call) = story.open_call(|call| matches!(call, Call::Post { .. }));
    assert!(matches!(call, Call::Post { reply_to: Some(ref id), .. } if **id == *"m002"));
    story.stores_post("m004", 4_000);
    assert_eq!(excerpt(&story).as_deref(), Some("text 2"), "also before its event has come");
}

#[test]
fn a_reply_survives_a_crash() {
    let mut story = story();
    let reply_to = Some("m002".into());
    story.does(PersonInput::Send {
        channel: GENERAL.into(),
        id: "a".into(),
        text: "yes".into(),
        reply_to,
        files: Vec::new(),
    });
    story.reopen();
    story.answer_features();
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    story.pass(2_000);
    let (_, call) = story.open_call(|call| matches!(call, Call::Post { .. }));
    assert!(matches!(call, Call::Post { reply_to: Some(ref id), .. } if **id == *"m002"));
}

#[test]
fn each_may_change_their_own_unless_the_backend_says_otherwise() {
    let mut all = stored();
    all[1].can = Some(Can { edit: false, delete: true });
    // Of a text that is not whole the rest would be lost.
    all[2].content.is_cut = true;
    let story = Story::live_with(options(), &ALL, all);
    let offered = story.session.offered();
    let allowed: Vec<_> = story.rows().iter().map(|row| row.allowed(offered)).collect();
    let may = |edit, delete| Offered { edit, delete, react: true, reply: true, search: false, attach: None };
    assert_eq!(allowed, [may(true, true), may(false, true), may(false, true)]);
    let story = Story::live_with(options(), &["client-id"], stored());
    assert_eq!(story.rows()[0].allowed(story.session.offered()), Offered::default());
}
