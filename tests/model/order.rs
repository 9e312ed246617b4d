//! The order of a channel is (`createdAt`, `id`), whatever the order of arrival.

use crate::support::{GENERAL, Story, history, message};
use collabspace_chat::model::session::{LiveInput, TabInput};
use collabspace_chat::model::timeline::Offered;
use collabspace_chat::model::upload::FileLimits;

#[test]
fn events_out_of_order_stand_in_order() {
    let mut story = Story::live(history(1));
    for id in [5, 3, 4, 2] {
        story.event(&message(&format!("m{id}"), id * 1000, "grace", &format!("text {id}")));
    }
    assert_eq!(story.screen(), ["text 1", "text 2", "text 3", "text 4", "text 5"]);
}

#[test]
fn events_that_come_together_stand_as_if_they_had_come_one_by_one() {
    let mut story = Story::live(history(1));
    let twice = ["m4", "m2", "m3", "m2"];
    let all = twice.map(|id| {
        let at = id[1..].parse::<i64>().expect("a number") * 1000;
        LiveInput::Message(GENERAL.into(), message(id, at, "grace", id))
    });
    story.happens(LiveInput::Several(all.to_vec()));
    assert_eq!(story.screen(), ["text 1", "m2", "m3", "m4"]);
    assert_eq!(story.arrived, ["m4", "m2", "m3"], "each is news once");
}

#[test]
fn equal_instants_stand_in_the_order_of_their_ids() {
    let mut story = Story::live(vec![]);
    for id in ["b", "c", "a"] {
        story.event(&message(id, 1000, "grace", id));
    }
    assert_eq!(story.screen(), ["a", "b", "c"]);
}

#[test]
fn counted_ids_stand_in_the_order_of_their_numbers() {
    let mut story = Story::live(vec![]);
    for id in ["10", "9", "11"] {
        story.event(&message(id, 1000, "grace", id));
    }
    assert_eq!(story.screen(), ["9", "10", "11"]);
}

#[test]
fn unsent_messages_stand_below_all_stored_ones() {
    let mut story = Story::live(history(1));
    story.sends("mine");
    story.says(&message("m2", 2_000, "grace", "text 2"));
    assert_eq!(story.screen(), ["text 1", "text 2", "mine…"]);
    story.stores_post("m1b", 1_500);
    assert_eq!(story.screen(), ["text 1", "mine", "text 2"], "its place is where the backend put it");
}

#[test]
fn a_row_that_moves_keeps_its_key() {
    let mut story = Story::live(history(1));
    story.sends("one");
    story.sends("two");
    let (one, two) = (story.key("one"), story.key("two"));
    story.says(&message("m9", 9_000, "grace", "late"));
    story.stores_post("m5", 5_000);
    story.stores_post("m6", 6_000);
    assert_eq!(story.screen(), ["text 1", "one", "two", "late"]);
    assert_eq!((story.key("one"), story.key("two")), (one, two));
}

#[test]
fn what_stands_below_a_row_that_moves_is_drawn_as_it_now_stands() {
    let mut story = Story::live(history(1));
    story.sends("one");
    story.sends_as("long", &"x".repeat(5_001));
    story.says(&message("m9", 9_000, "grace", "late"));
    story.stores_post("m5", 5_000);
    let last = story.rows().last().map(|row| row.starts_group);
    assert_eq!(last, Some(true), "somebody else stands above it now");
}

#[test]
fn an_event_that_contradicts_a_known_message_is_dropped_and_counted() {
    let mut story = Story::live(history(2));
    story.event(&message("m001", 1_000, "grace", "something else"));
    story.event(&message("m002", 7_000, "grace", "text 2"));
    assert_eq!(story.screen(), ["text 1", "text 2"]);
    assert_eq!(story.session.take_contradictions(), 2);
    assert_eq!(story.session.take_contradictions(), 0);
}

#[test]
fn the_backend_outweighs_an_event() {
    let mut story = Story::live(history(1));
    story.event(&message("m2", 2_000, "grace", "as published"));
    story.stores(&message("m2", 2_000, "grace", "as edited"));
    story.tab(TabInput::Visible(true));
    story.serve_pages();
    assert_eq!(story.screen(), ["text 1", "as edited"]);
}

#[test]
fn a_cut_message_is_fetched_whole_also_among_many_of_its_instant() {
    let mut story = Story::live(vec![]);
    for n in 0..15 {
        story.says(&message(&format!("n{n:02}"), 1_000, "grace", "crowd"));
    }
    let whole = message("a", 1_000, "grace", "a long story");
    story.stores(&whole);
    let mut cut = whole;
    cut.content.body = collabspace_chat::model::message::Body::Text("a long".into());
    cut.content.is_cut = true;
    story.event(&cut);
    assert_eq!(story.screen()[0], "a long");
    let everything =
        Offered { edit: true, delete: true, react: true, reply: true, search: true, attach: Some(FileLimits::NONE) };
    assert!(!story.row("a long").allowed(everything).edit, "the rest of it would be dropped");
    story.serve_pages();
    assert_eq!(story.screen()[0], "a long story");
}

#[test]
fn names_and_days_stand_where_they_change() {
    const DAY: i64 = 86_400_000;
    let mut story = Story::live(vec![]);
    story.says(&message("a", 0, "grace", "one"));
    story.says(&message("c", 120_000, "grace", "three"));
    assert!(!story.row("three").starts_group, "a person's consecutive messages are one group");
    story.says(&message("b", 60_000, "ada", "two"));
    assert!(story.row("two").starts_group && story.row("three").starts_group, "somebody speaks in between");
    story.says(&message("d", 120_000 + 5 * 60_000, "grace", "four"));
    assert!(story.row("four").starts_group && !story.row("four").starts_day, "five minutes of silence");
    story.says(&message("e", DAY, "grace", "five"));
    assert!(story.row("one").starts_day && story.row("five").starts_day);
}

#[test]
fn a_message_to_another_channel_stays_there() {
    let mut story = Story::live(history(1));
    story.happens(LiveInput::Message("random".into(), message("r1", 2_000, "grace", "elsewhere")));
    story.happens(LiveInput::Message("nowhere".into(), message("r2", 2_000, "grace", "nowhere")));
    assert_eq!(story.screen(), ["text 1"]);
    assert_eq!(story.session.channel("random").map(|c| c.timeline.len()), Some(1));
    assert_eq!(story.session.channel(GENERAL).map(|c| c.timeline.len()), Some(1));
}
