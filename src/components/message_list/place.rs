//! Where in a channel somebody reads: at the newest message, or at some other one. No browser in here.

use crate::model::message::{OrderKey, RowKey};

/// This near to the newest message the list follows it, in CSS pixels.
pub const AT_BOTTOM_PX: f64 = 40.0;

/// This near to the oldest message the page before it is fetched, in CSS pixels.
pub const LOAD_OLDER_PX: f64 = 800.0;

/// Sizes that differ by less than this are the same: layout is in fractions.
const SAME_PX: f64 = 0.5;

/// What must stay where it is, whatever comes and goes above and below.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Place {
    /// The newest message: the list follows.
    #[default]
    Bottom,
    /// The text of this row, so many CSS pixels below the upper edge of the list.
    Anchor(RowKey, f64),
}

/// Where somebody reads, and what was the newest message when they left the newest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// What is kept in its place.
    pub place: Place,
    /// What is newer than this is new to them.
    pub seen: Option<OrderKey>,
}

/// Sizes of a list, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Geometry {
    /// How much of the content is above the list's upper edge; below 0 where the content does not fill the list.
    pub above: f64,
    /// The content's height.
    pub content: f64,
    /// The list's own height.
    pub list: f64,
}

/// What a scroll event means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scrolled {
    /// What is seen now is what is to be kept.
    Read,
    /// The content has changed and its place was not corrected yet. Only the person's own way counts: so many pixels
    /// on.
    By(f64),
}

impl Geometry {
    /// Whether the list is not in the picture: in a panel that is closed, or with its host. Nothing of it has a size
    /// then, nor can be scrolled, and nothing follows from that.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.list <= 0.0
    }

    /// How much of the content is below the list's lower edge.
    #[must_use]
    pub fn below(&self) -> f64 {
        (self.content - self.above - self.list).max(0.0)
    }

    /// Whether the newest message is in sight, or nearly.
    #[must_use]
    pub fn is_at_bottom(&self) -> bool {
        self.below() <= AT_BOTTOM_PX
    }

    /// Whether the oldest message is near to somebody who reads at `place`. Who reads the newest is not on the way up,
    /// unless there is no way: what does not fill the list cannot be scrolled.
    #[must_use]
    pub fn is_near_top(&self, place: Place) -> bool {
        self.above <= 0.0 || place != Place::Bottom && self.above < LOAD_OLDER_PX
    }

    /// What a scroll event means that brought the list from `last` to here.
    ///
    /// An event can come after the content has changed and before that change was corrected. What is in sight then is
    /// not what the person chose: with a page of older messages above, the same `scrollTop` shows other rows.
    #[must_use]
    pub fn scrolled_from(&self, last: &Self) -> Scrolled {
        let same = (self.content - last.content).abs() < SAME_PX && (self.list - last.list).abs() < SAME_PX;
        let way = self.above - last.above;
        // Content that became shorter pushes the list to its end; nobody scrolled.
        let pushed = way < 0.0 && self.below() < SAME_PX;
        match (same, pushed) {
            (true, _) => Scrolled::Read,
            (false, true) => Scrolled::By(0.0),
            (false, false) => Scrolled::By(way),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAST: Geometry = Geometry { above: 1000.0, content: 3000.0, list: 600.0 };

    #[test]
    fn scrolling_alone_is_reading() {
        assert_eq!(Geometry { above: 700.0, ..LAST }.scrolled_from(&LAST), Scrolled::Read);
    }

    #[test]
    fn a_page_that_came_in_above_is_no_scrolling() {
        let now = Geometry { above: 1000.0, content: 5000.0, list: 600.0 };
        assert_eq!(now.scrolled_from(&LAST), Scrolled::By(0.0));
        let now = Geometry { above: 970.0, ..now };
        assert_eq!(now.scrolled_from(&LAST), Scrolled::By(-30.0));
    }

    #[test]
    fn a_list_that_was_pushed_to_its_end_was_not_scrolled() {
        let last = Geometry { above: 2380.0, ..LAST };
        let now = Geometry { above: 2352.0, content: 2952.0, list: 600.0 };
        assert_eq!(now.scrolled_from(&last), Scrolled::By(0.0));
    }

    #[test]
    fn the_bottom_has_a_margin() {
        assert!(Geometry { above: 2360.0, ..LAST }.is_at_bottom());
        assert!(!Geometry { above: 2359.0, ..LAST }.is_at_bottom());
        assert!(Geometry { above: -100.0, content: 500.0, list: 600.0 }.is_at_bottom());
    }

    #[test]
    fn who_reads_the_newest_does_not_load_the_oldest() {
        let near = Geometry { above: 300.0, ..LAST };
        assert!(!near.is_near_top(Place::Bottom));
        assert!(near.is_near_top(Place::Anchor(RowKey(1), 0.0)));
        assert!(!LAST.is_near_top(Place::Anchor(RowKey(1), 0.0)));
        assert!(Geometry { above: -100.0, content: 500.0, list: 600.0 }.is_near_top(Place::Bottom));
    }
}
