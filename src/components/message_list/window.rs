//! Which rows are in the page: a window of a channel's rows around the reading position. No browser in here.
//!
//! A channel can have any number of messages; the page has at most [`MOST_ROWS`] of them (more only on a screen that
//! shows more). Above and below the window is empty space with the measured or estimated height of the other rows. A
//! wrong estimate has no visible cost, because the reading position is kept, not the scroll bar's offset.

use std::ops::Range;

use crate::model::message::RowKey;

/// A conversation of up to this many rows is drawn completely once the page is idle, for the browser's own search,
/// for selecting, and for screen readers. Of a longer one this many are drawn when the browser is about to search.
pub const WHOLE_ROWS: usize = 100;

/// More rows than this stay drawn only if they are needed.
pub const MOST_ROWS: usize = 150;

/// How many rows more than needed stay drawn while the newest message of a long conversation is followed. Each costs
/// something with every new message.
pub const FOLLOWED_ROWS: usize = 10;

/// The maximum of rows that are printed, the newest ones. Some hundred pages: drawing more would take a browser
/// minutes.
const MOST_PRINTED: usize = 5_000;

/// How far beyond the list's edges rows are drawn at once, in CSS pixels: as far as one turn of a wheel or a swipe
/// moves.
const MARGIN_PX: f64 = 600.0;

/// The assumed height of a row before any was measured, in CSS pixels.
const FIRST_GUESS_PX: f64 = 44.0;

/// The heights of rows as they were last drawn, in CSS pixels.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    /// By key, which counts up from 1; 0 if the row was never drawn.
    by_key: Vec<f32>,
    sum: f64,
    count: usize,
}

impl Heights {
    /// Returns a row's height, or the average if it was never drawn.
    #[must_use]
    pub fn of(&self, key: RowKey) -> f64 {
        match self.by_key.get(key.0 as usize) {
            Some(height) if *height > 0.0 => f64::from(*height),
            _ => self.average(),
        }
    }

    /// Returns the average height of a row.
    #[must_use]
    pub fn average(&self) -> f64 {
        if self.count == 0 { FIRST_GUESS_PX } else { self.sum / self.count as f64 }
    }

    /// Records the measured height of a row.
    pub fn measured(&mut self, key: RowKey, height: f64) {
        let at = key.0 as usize;
        if self.by_key.len() <= at {
            self.by_key.resize(at + 1, 0.0);
        }
        let before = f64::from(std::mem::replace(&mut self.by_key[at], height as f32));
        self.sum += f64::from(height as f32) - before;
        self.count += usize::from(before == 0.0);
    }
}

/// Returns the rows that must be drawn if the row `anchor` begins `offset` pixels below the upper edge of a list that
/// is `list` pixels high. The index after the last row is also a valid anchor.
#[must_use]
pub fn needed(anchor: usize, offset: f64, list: f64, count: usize, height: &dyn Fn(usize) -> f64) -> Range<usize> {
    let anchor = anchor.min(count);
    let (mut first, mut top) = (anchor, offset);
    while first > 0 && top > -MARGIN_PX {
        first -= 1;
        top -= height(first);
    }
    let (mut end, mut bottom) = (anchor, offset);
    while end < count && bottom < list + MARGIN_PX {
        bottom += height(end);
        end += 1;
    }
    first..end
}

/// Returns the same rows and, if they are fewer than [`WHOLE_ROWS`], others beside them: above first, as most people
/// read upwards.
#[must_use]
pub fn filled(needed: Range<usize>, count: usize) -> Range<usize> {
    let first = needed.start.min(needed.end.saturating_sub(WHOLE_ROWS));
    first..needed.end.max(count.min(first + WHOLE_ROWS))
}

/// Returns the rows to print, of a channel with this many.
#[must_use]
pub fn printed(count: usize) -> Range<usize> {
    count.saturating_sub(MOST_PRINTED)..count
}

/// Returns the rows to draw next, given the `drawn` and the `needed` ones: both, as long as they are no more than
/// `most`. Otherwise the rows furthest from the needed ones are dropped.
#[must_use]
pub fn drawn_next(drawn: Range<usize>, needed: Range<usize>, most: usize) -> Range<usize> {
    if drawn.is_empty() || needed.start > drawn.end || needed.end < drawn.start {
        return needed;
    }
    let both = drawn.start.min(needed.start)..drawn.end.max(needed.end);
    let (above, below) = (needed.start - both.start, both.end - needed.end);
    let excess = both.len().saturating_sub(most).min(above + below);
    let (from_above, from_below) = if above >= below {
        let cut = excess.min(above);
        (cut, excess - cut)
    } else {
        let cut = excess.min(below);
        (excess - cut, cut)
    };
    both.start + from_above..both.end - from_below
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_alike(_: usize) -> f64 {
        50.0
    }

    #[test]
    fn at_the_newest_the_last_rows_are_needed() {
        let needed = needed(1_000, 600.0, 600.0, 1_000, &all_alike);
        assert_eq!(needed, 1_000 - 24..1_000);
    }

    #[test]
    fn in_the_middle_as_much_is_needed_above_as_below() {
        let needed = needed(500, 0.0, 600.0, 1_000, &all_alike);
        assert_eq!(needed.start, 500 - 12);
        assert_eq!(needed.end, 500 + 24);
    }

    #[test]
    fn a_short_channel_is_needed_whole() {
        assert_eq!(needed(20, 600.0, 600.0, 20, &all_alike), 0..20);
        assert_eq!(needed(0, 0.0, 600.0, 20, &all_alike), 0..20);
        assert_eq!(needed(0, 0.0, 600.0, 0, &all_alike), 0..0);
    }

    #[test]
    fn what_is_filled_up_lies_above_where_there_is_something_above() {
        assert_eq!(filled(976..1_000, 1_000), 900..1_000);
        assert_eq!(filled(0..24, 1_000), 0..100);
        assert_eq!(filled(10..34, 60), 0..60);
        assert_eq!(filled(300..500, 1_000), 300..500, "there are enough of them");
    }

    #[test]
    fn rows_higher_than_the_list_are_needed_one_by_one() {
        let needed = needed(100, -2_000.0, 600.0, 200, &|_| 5_000.0);
        assert!(needed.contains(&100) && needed.len() <= 3, "{needed:?}");
    }

    #[test]
    fn what_is_drawn_stays_until_there_is_too_much_of_it() {
        assert_eq!(drawn_next(100..150, 120..170, 150), 100..170);
        assert_eq!(drawn_next(100..240, 230..280, 150), 130..280, "what is furthest away goes");
        assert_eq!(drawn_next(100..240, 60..110, 150), 60..210);
        assert_eq!(drawn_next(100..140, 121..141, 30), 111..141);
    }

    #[test]
    fn what_is_needed_is_always_drawn() {
        for (drawn, needed) in [(0..150, 140..400), (0..150, 700..760), (200..350, 0..250), (0..0, 3..9)] {
            let next = drawn_next(drawn.clone(), needed.clone(), 150);
            assert!(next.start <= needed.start && next.end >= needed.end, "{drawn:?} {needed:?} {next:?}");
        }
    }

    #[test]
    fn a_row_that_was_never_drawn_is_thought_to_be_average() {
        let mut heights = Heights::default();
        assert_eq!(heights.of(RowKey(7)), FIRST_GUESS_PX);
        heights.measured(RowKey(1), 20.0);
        heights.measured(RowKey(2), 60.0);
        assert_eq!(heights.of(RowKey(1)), 20.0);
        assert_eq!(heights.of(RowKey(7)), 40.0);
        heights.measured(RowKey(1), 40.0);
        assert_eq!(heights.of(RowKey(7)), 50.0);
    }
}
