//! The reading position in a channel: at the newest message, or at another one. No browser in here.

use crate::model::message::{OrderKey, RowKey};

/// Within this distance of the newest message the list follows it, in CSS pixels.
pub const AT_BOTTOM_PX: f64 = 40.0;

/// Within this distance of the oldest message the previous page is fetched, in CSS pixels.
pub const LOAD_OLDER_PX: f64 = 800.0;

/// Sizes that differ by less than this are equal, because layout uses fractions.
const SAME_PX: f64 = 0.5;

/// The anchor, which stays in place whatever changes above and below.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Place {
    /// The newest message: the list follows.
    #[default]
    Bottom,
    /// The text of this row, this many CSS pixels below the upper edge of the list.
    Anchor(RowKey, f64),
}

/// The reading position, and the newest message when the reader left it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The anchor.
    pub place: Place,
    /// Later messages are new to the reader.
    pub seen: Option<OrderKey>,
}

/// Sizes of a list, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Geometry {
    /// How much of the content is above the list's upper edge; negative if the content does not fill the list.
    pub above: f64,
    /// The content's height.
    pub content: f64,
    /// The list's own height.
    pub list: f64,
}

/// The meaning of a scroll event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scrolled {
    /// The present view becomes the anchor.
    Read,
    /// The content has changed and its position was not corrected yet. Only the user's own movement counts: this many
    /// pixels.
    By(f64),
}

impl Geometry {
    /// Returns `true` if the list is not drawn: in a closed panel, or with its host hidden. It then has no size,
    /// cannot be scrolled, and allows no conclusions.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.list <= 0.0
    }

    /// Returns how much of the content is below the list's lower edge.
    #[must_use]
    pub fn below(&self) -> f64 {
        (self.content - self.above - self.list).max(0.0)
    }

    /// Returns `true` if the newest message is in view, or nearly.
    #[must_use]
    pub fn is_at_bottom(&self) -> bool {
        self.below() <= AT_BOTTOM_PX
    }

    /// Returns `true` if the oldest message is near for a reader at `place`. A reader of the newest message is not
    /// scrolling up, unless the content does not fill the list and cannot be scrolled.
    #[must_use]
    pub fn is_near_top(&self, place: Place) -> bool {
        self.above <= 0.0 || place != Place::Bottom && self.above < LOAD_OLDER_PX
    }

    /// Returns the meaning of a scroll event that moved the list from `last` to here.
    ///
    /// An event can arrive after the content has changed and before that was corrected. The present view is then not
    /// the user's choice: with a page of older messages above, the same `scrollTop` shows other rows.
    #[must_use]
    pub fn scrolled_from(&self, last: &Self) -> Scrolled {
        let same = (self.content - last.content).abs() < SAME_PX && (self.list - last.list).abs() < SAME_PX;
        let way = self.above - last.above;
        // Content that became shorter pushes the list to its end; the user did not scroll.
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
