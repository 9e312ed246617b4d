//! A gap that is too long to close at once is a row that says so, and is filled on demand. It is never hidden.

use crate::support::{GENERAL, Story, broken, history, message};
use collabspace_chat::model::connection::Status;
use collabspace_chat::model::history::Cursor;
use collabspace_chat::model::reason::Reason;
use collabspace_chat::model::session::{GapEnd, LiveInput, PersonInput};
use collabspace_chat::model::timeline::GapView;

const OPEN: GapView = GapView::Open { both_ends: false };
const OPEN_AT_BOTH_ENDS: GapView = GapView::Open { both_ends: true };

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
    from_its(GapEnd::Newest, story)
}

fn from_its(end: GapEnd, story: &Story) -> PersonInput {
    let row = story.rows().iter().find(|row| row.gap_above.is_some()).expect("a gap is shown");
    PersonInput::LoadGap { channel: GENERAL.into(), below: row.key, end }
}

#[test]
fn what_was_missed_over_a_long_time_is_a_row_that_can_be_asked_for() {
    let mut story = after_a_long_absence(Story::live(history(20)), 700);
    assert_eq!(story.status(), &Status::Live, "what is new arrives, and the rest is said");
    assert_eq!(story.gaps(), [&OPEN]);
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
fn with_the_extension_it_is_filled_from_either_end() {
    for ends in [[GapEnd::Oldest; 2], [GapEnd::Newest; 2], [GapEnd::Oldest, GapEnd::Newest]] {
        let mut story = after_a_long_absence(Story::live_extended(history(20)), 1_500);
        assert_eq!(story.gaps(), [&OPEN_AT_BOTH_ENDS]);
        let gap_at = story.rows().iter().position(|row| row.gap_above.is_some()).expect("a gap is shown");
        assert!(
            (500..=620).contains(&gap_at),
            "what follows what was known was read first: the gap stands at {gap_at}"
        );
        for end in ends.into_iter().cycle() {
            let (ask, before) = (from_its(end, &story), story.rows().len());
            story.does(ask);
            let asked = story.serve_page().cursor;
            assert_eq!(matches!(asked, Cursor::After(_)), end == GapEnd::Oldest, "{asked:?}");
            assert!(story.rows().len() > before, "every page of it brings something");
            if story.gaps().is_empty() {
                break;
            }
        }
        assert_eq!(story.rows().len(), 1_520);
        let texts = story.screen();
        let wanted = (0..1_500).map(|n| format!("missed {n}"));
        assert!(texts[20..].iter().cloned().eq(wanted), "in order");
    }
}

#[test]
fn where_the_backend_forgot_the_message_above_it_the_other_end_is_left() {
    let mut story = after_a_long_absence(Story::live_extended(history(20)), 1_500);
    let ask = from_its(GapEnd::Oldest, &story);
    story.does(ask);
    story.fail_page(broken(404));
    assert_eq!(story.gaps(), [&OPEN]);
    while !story.gaps().is_empty() {
        let ask = from_its(GapEnd::Newest, &story);
        story.does(ask);
        story.serve_pages();
    }
    assert_eq!(story.rows().len(), 1_520);
}

#[test]
fn up_to_500_are_fetched_without_a_word() {
    for story in [Story::live(history(20)), Story::live_extended(history(20))] {
        let story = after_a_long_absence(story, 480);
        assert!(story.gaps().is_empty());
        assert_eq!(story.rows().len(), 500);
    }
}

#[test]
fn a_failure_is_shown_in_the_row() {
    let mut story = after_a_long_absence(Story::live(history(20)), 700);
    let ask = below_the_gap(&story);
    story.does(ask.clone());
    story.fail_page(broken(503));
    assert_eq!(story.gaps(), [&GapView::Failed(Reason::words("the store is down"))]);
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
    assert_eq!(story.gaps(), [&OPEN]);
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
