//! Connected is not caught up: what was missed is fetched before the tab says that it is live.

use crate::replying::Answer;
use crate::support::{GENERAL, Story, broken, history, message};
use collabspace_chat::model::connection::{LinkCommand, Status};
use collabspace_chat::model::history::Cursor;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{LiveInput, Options, PersonInput};
use collabspace_chat::model::timeline::HeadView;
use collabspace_chat::model::timeline::gaps::{Edge, Gaps};

/// The connection breaks and is there again, with this much missed.
fn away(story: &mut Story, missed: usize) {
    story.happens(LiveInput::Lost);
    let from = story.stored.len() + 1;
    for n in from..from + missed {
        story.stores(&message(&format!("m{n:03}"), n as i64 * 1000, "grace", &format!("text {n}")));
    }
    story.pass(5_000);
    assert!(story.link.contains(&LinkCommand::Connect), "it connects again by itself");
    story.connect(&["ada", "grace"]);
}

#[test]
fn live_is_shown_once_missed_messages_are_there() {
    let mut story = Story::live(history(5));
    away(&mut story, 3);
    assert_eq!(story.status(), &Status::Syncing);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
    assert_eq!(story.rows().len(), 8);
}

#[test]
fn it_walks_back_until_it_meets_what_is_known() {
    let mut story = Story::live(history(20));
    away(&mut story, 130);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
    assert_eq!(story.rows().len(), 150);
    assert!(story.gaps().is_empty());
}

#[test]
fn where_the_backend_can_it_reads_on_from_what_is_known() {
    let mut story = Story::live_extended(history(20));
    away(&mut story, 130);
    assert_eq!(story.serve_page().cursor, Cursor::Newest);
    assert!(matches!(story.serve_page().cursor, Cursor::After(_)));
    story.serve_pages();
    assert_eq!(story.rows().len(), 150);
}

#[test]
fn a_known_message_that_the_backend_forgot_does_not_stop_it() {
    let mut story = Story::live_extended(history(20));
    away(&mut story, 130);
    story.serve_page();
    story.fail_page(broken(404));
    assert!(matches!(story.serve_page().cursor, Cursor::Before(_)), "it reads from the other end");
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
    assert_eq!(story.rows().len(), 150);
}

#[test]
fn events_that_arrive_meanwhile_are_merged() {
    let mut story = Story::live(history(5));
    away(&mut story, 3);
    story.says(&message("m900", 900_000, "grace", "meanwhile"));
    story.serve_pages();
    assert_eq!(story.rows().len(), 9);
    assert_eq!(story.screen().last().map(String::as_str), Some("meanwhile"));
}

#[test]
fn a_failed_page_is_tried_again() {
    let mut story = Story::live(history(5));
    away(&mut story, 3);
    story.fail_page(broken(503));
    assert_eq!(story.status(), &Status::Syncing);
    story.pass(3_000);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
    assert_eq!(story.rows().len(), 8);
}

#[test]
fn a_page_that_keeps_failing_is_reported_until_it_is_there() {
    let mut story = Story::live(history(5));
    away(&mut story, 3);
    story.fail_page(broken(503));
    story.pass(3_000);
    story.fail_page(broken(503));
    assert_eq!(story.status(), &Status::Behind(Some(Reason::words("the store is down"))));
    story.does(PersonInput::TryNow);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn a_first_page_that_is_refused_is_not_being_caught_up_with() {
    let mut story = Story::start(crate::support::options());
    story.answer_features();
    story.connect(&["ada"]);
    assert_eq!(story.status(), &Status::Syncing);
    story.fail_page(broken(403));
    assert_eq!(story.status(), &Status::Behind(None), "why is said by the list");
    assert!(matches!(story.head(), HeadView::Unavailable(_)));
    story.does(PersonInput::TryNow);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
}

#[test]
fn an_answer_from_before_the_loss_does_not_count() {
    let mut story = Story::start(crate::support::options());
    story.stored = history(3);
    story.answer_features();
    story.happens(LiveInput::Connected);
    let (request, query) = story.open_page().expect("the first page is asked for at once");
    let old = story.page(&query);
    story.stores(&message("m004", 4_000, "grace", "missed"));
    story.subscribe(&["ada"]);
    story.answer(request, Ok(Answer::Page(old)));
    assert_eq!(story.status(), &Status::Syncing, "that page was read before the subscription was there");
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
    assert_eq!(story.screen().last().map(String::as_str), Some("missed"));
}

#[test]
fn nor_does_one_to_a_call_for_what_came_before_the_newest_page() {
    let mut story = Story::live(history(5));
    story.happens(LiveInput::Lost);
    for n in 0..130 {
        story.stores(&message(&format!("n{n:03}"), 6_000 + n * 10, "grace", &format!("new {n}")));
    }
    story.pass(5_000);
    story.connect(&["ada", "grace"]);
    story.serve_page();
    let (request, query) = story.open_page().expect("a page is not all that was missed");
    let old = story.page(&query);
    // Its instant is among those of that page, which was read before it was stored.
    story.stores(&message("n999", 6_605, "grace", "late"));
    story.happens(LiveInput::Lost);
    story.pass(5_000);
    story.connect(&["ada", "grace"]);
    story.answer(request, Ok(Answer::Page(old)));
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
    assert!(story.screen().contains(&"late".to_owned()));
}

#[test]
fn what_others_sent_before_an_own_message_during_an_outage_is_found() {
    let mut story = Story::live(history(5));
    story.happens(LiveInput::Lost);
    // More than a page of it, so that the newest page does not bring it by luck.
    for n in 6..=65 {
        story.stores(&message(&format!("m{n:03}"), n * 1000, "grace", &format!("text {n}")));
    }
    story.sends("mine");
    story.stores_post("m900", 900_000);
    for n in 901..=960 {
        story.stores(&message(&format!("m{n}"), n * 1000, "grace", &format!("text {n}")));
    }
    story.pass(5_000);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
    assert_eq!(story.rows().len(), 5 + 60 + 1 + 60);
    assert!(story.gaps().is_empty());
}

#[test]
fn what_came_alone_before_the_first_page_is_joined_to_it() {
    let mut story = Story::start(crate::support::options());
    story.answer_features();
    story.connect(&["ada"]);
    story.fail_page(broken(500));
    story.says(&message("m001", 1_000, "grace", "text 1"));
    for n in 2..=100 {
        story.stores(&message(&format!("m{n:03}"), n * 1000, "grace", &format!("text {n}")));
    }
    story.pass(2_000);
    story.serve_pages();
    assert_eq!(story.rows().len(), 100, "nothing is missing between the first and the newest page");
    assert_eq!(story.session.channel(GENERAL).map(|channel| channel.timeline.len()), Some(100));
}

#[test]
fn a_message_whose_instant_lies_before_what_was_read_is_found() {
    let small = Options { page_size: 5, ..crate::support::options() };
    let mut story = Story::live_with(small, &[], history(20));
    story.happens(LiveInput::Lost);
    // Another machine of the backend's stored it late, under its own earlier instant.
    story.stores(&message("m017b", 17_500, "grace", "late"));
    for n in 21..=30 {
        story.stores(&message(&format!("m{n:03}"), n * 1000, "grace", &format!("text {n}")));
    }
    story.pass(5_000);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert!(story.screen().contains(&"late".to_owned()));
}

#[test]
fn even_while_it_was_still_catching_up() {
    let mut gaps = Gaps::everything();
    let at = |at| Edge::At(message("m", at, "grace", "").order_key());
    gaps.cover(&Edge::Start, &at(9_000));
    gaps.open_end(at(5_000), at(9_000));
    assert_eq!(gaps.at_end().map(|gap| gap.from.clone()), Some(at(5_000)));
}

#[test]
fn gaps_stay_apart() {
    let mut gaps = Gaps::everything();
    let at = |at| Edge::At(message("m", at, "grace", "").order_key());
    gaps.cover(&at(5_000), &Edge::End);
    gaps.open_end(at(1_000), at(9_000));
    let edges: Vec<_> = gaps.iter().map(|gap| (gap.from.clone(), gap.to.clone())).collect();
    assert_eq!(edges, [(Edge::Start, at(5_000)), (at(5_000), at(9_000)), (at(9_000), Edge::End)]);
}
