//! A long channel stays cheap: what an input costs the screen does not grow with what is there already.

use crate::support::{Story, message};
use collabspace_chat::model::session::{Input, LiveInput, Options, Session};

#[test]
fn an_event_into_a_long_channel_draws_two_rows_at_most() {
    let stored: Vec<_> = (0..3_000).map(|n| message(&format!("m{n:05}"), n * 1000, "grace", "chatter")).collect();
    let mut story = Story::live_with(Options { page_size: 3_000, ..crate::support::options() }, &[], stored);
    assert_eq!(story.rows().len(), 3_000);
    for (at, most) in [(3_000_500, 1), (2_000_500, 2), (1_999_600, 2)] {
        let before = story.row_changes;
        story.event(&message(&format!("x{at}"), at, "alan", "new"));
        let changes = story.row_changes - before;
        assert!((1..=most).contains(&changes), "{changes} changes of rows for one event");
    }
}

/// In a debug build every change is followed by a check of all rows, so only an optimised one is measured.
#[test]
#[cfg(not(debug_assertions))]
fn ten_thousand_events_into_a_hundred_thousand_rows_take_less_than_a_second() {
    let (mut session, _) = Session::start(crate::support::options(), 0);
    let mut event = |n: i64, at: i64| {
        let message = message(&format!("m{n:06}"), at, "grace", "chatter");
        session.apply(Input::Live(LiveInput::Message("general".into(), message)), n)
    };
    for n in 0..100_000 {
        event(n, n * 10);
    }
    let begin = std::time::Instant::now();
    for n in 0..10_000 {
        event(100_000 + n, 999_005 + n * 10);
    }
    assert!(begin.elapsed().as_secs_f64() < 1.0, "{:?}", begin.elapsed());
}

#[test]
fn many_events_are_taken_in_without_a_page_being_there() {
    let (mut session, _) = Session::start(crate::support::options(), 0);
    for n in 0..300 {
        let message = message(&format!("m{n:06}"), n * 10, "grace", "chatter");
        let output = session.apply(Input::Live(LiveInput::Message("general".into(), message)), n);
        assert!(output.changes.len() <= 2, "{:?}", output.changes);
    }
}
