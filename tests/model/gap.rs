//! A gap that is too long to close at once is a row that says so, and is filled on demand. It is never hidden.

use crate::support::{GENERAL, Story, broken, history, message};
use collabspace_chat::model::connection::Status;
use collabspace_chat::model::session::{LiveInput, PersonInput};
use collabspace_chat::model::timeline::GapView;

fn after_a_long_absence(mut story: Story, missed: i64) -> Story {
    story.happens(LiveInput::Lost);
    for n in 0..missed {
        story.stores(&message(&format!("n{n:04}"), 1_000_000 + n * 1000, "grace", &format!("missed {n}")));
    }
    story.pass(5_000);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    story
}

fn below_the_gap(story: &Story) -> PersonInput {
    let row = story.rows().iter().find(|row| row.gap_above.is_some()).expect("a gap is shown");
    PersonInput::LoadGap { channel: GENERAL.into(), below: row.key }
}

#[test]
fn what_was_missed_over_a_long_time_is_a_row_that_can_be_asked_for() {
    let mut story = after_a_long_absence(Story::live(history(20)), 700);
    assert_eq!(story.status(), &Status::Live, "what is new arrives, and the rest is said");
    assert_eq!(story.gaps(), [&GapView::Open]);
    assert_eq!(story.screen()[20], "--");
    for _ in 0..10 {
        if story.gaps().is_empty() {
            break;
        }
        let ask = below_the_gap(&story);
        story.does(ask.clone());
        assert_eq!(story.gaps(), [&GapView::Loading]);
        story.does(ask);
        assert_eq!(story.calls.len(), 1, "asking twice asks once");
        story.serve_pages();
    }
    assert_eq!(story.rows().len(), 720);
}

#[test]
fn with_the_extension_it_is_filled_from_both_ends() {
    let mut story = after_a_long_absence(Story::live_extended(history(20)), 1_500);
    assert_eq!(story.gaps(), [&GapView::Open]);
    let gap_at = story.rows().iter().position(|row| row.gap_above.is_some()).expect("a gap is shown");
    assert!(gap_at > 500, "what follows what was known was read first: the gap stands at {gap_at}");
    while !story.gaps().is_empty() {
        let (ask, before) = (below_the_gap(&story), story.rows().len());
        story.does(ask);
        story.serve_pages();
        assert!(story.rows().len() > before, "every page of it brings something");
    }
    assert_eq!(story.rows().len(), 1_520);
}

#[test]
fn a_failure_is_said_in_the_row() {
    let mut story = after_a_long_absence(Story::live(history(20)), 700);
    let ask = below_the_gap(&story);
    story.does(ask.clone());
    story.fail_page(broken(503));
    assert_eq!(story.gaps(), [&GapView::Failed("the store is down".into())]);
    story.does(ask);
    assert_eq!(story.gaps(), [&GapView::Loading]);
}

#[test]
fn the_row_stays_where_it_is_while_new_messages_come() {
    let mut story = after_a_long_absence(Story::live(history(20)), 700);
    story.says(&message("z", 9_000_000, "grace", "new"));
    story.sends("mine");
    assert_eq!(story.screen()[20], "--");
    assert_eq!(story.gaps().len(), 1);
}

#[test]
fn the_next_outage_does_not_hide_it() {
    let mut story = after_a_long_absence(Story::live(history(20)), 700);
    story.happens(LiveInput::Lost);
    story.pass(5_000);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    assert_eq!(story.status(), &Status::Live);
    assert_eq!(story.gaps(), [&GapView::Open]);
}

#[test]
fn an_own_message_may_be_stored_inside_a_gap() {
    let mut story = Story::live(history(20));
    story.happens(LiveInput::Lost);
    story.sends("mine");
    story.stores_post("n0010b", 1_010_500);
    let key = story.key("mine");
    let mut story = after_a_long_absence_again(story);
    while !story.gaps().is_empty() {
        let ask = below_the_gap(&story);
        story.does(ask);
        story.serve_pages();
    }
    assert_eq!(story.rows().len(), 721);
    assert_eq!(story.key("mine"), key);
}

fn after_a_long_absence_again(mut story: Story) -> Story {
    for n in 0..700 {
        story.stores(&message(&format!("n{n:04}"), 1_000_000 + n * 1000, "grace", &format!("missed {n}")));
    }
    story.pass(5_000);
    story.connect(&["ada", "grace"]);
    story.serve_pages();
    story
}
