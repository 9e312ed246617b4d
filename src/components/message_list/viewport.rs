//! The window of a channel's rows in the page, and its elements.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use web_sys::Element;

use super::context::Rows;
use super::drawn::{Drawn, Frame};
use super::focus::{focused_row, pass_links_by, stay_at};
use super::place::{Geometry, Place};
use super::pointed::Pointed;
use super::sight::{is_in_sight, lacks_rows, last_in_sight, place_in_sight};
use super::window::{FOLLOWED_ROWS, MOST_ROWS, WHOLE_ROWS, needed};
use crate::app::state::ChannelState;
use crate::components::element::ElementRef;
use crate::model::gaze::InSight;
use crate::model::message::RowKey;
use crate::model::timeline::RowView;
use crate::reactive::Stored;
use crate::strings::Strings;

/// Selectors that hold a row in place while it has the focus: the row, the toolbar beside it. A click leaves no
/// visible focus, so the list keeps following new messages.
const HOLDING: &str = ".message:focus-visible, .message :focus-visible, .row-toolbar :focus-visible";

/// One channel's rows on the screen. `Copy`.
#[derive(Clone, Copy)]
pub struct Viewport {
    channel: ChannelState,
    drawn: Stored<Drawn>,
    pointed: Pointed,
    strings: Strings,
    /// The scroller.
    pub list: ElementRef,
    /// The wrapper of its content.
    pub content: ElementRef,
    /// The spaces for rows that are not drawn, above and below.
    pub spaces: (ElementRef, ElementRef),
}

impl Viewport {
    /// Creates it without rows.
    pub fn new(rows: Rows, channel: ChannelState, pointed: Pointed) -> Self {
        Self {
            channel,
            drawn: Stored::new(Drawn::new(rows)),
            pointed,
            strings: rows.chat.strings(),
            list: ElementRef::new(),
            content: ElementRef::new(),
            spaces: (ElementRef::new(), ElementRef::new()),
        }
    }

    /// The scroller and the wrapper of its content, once they are in the page.
    pub fn elements(self) -> Option<(Element, Element)> {
        let list = self.list.get_untracked()?;
        let content = self.content.get_untracked()?;
        Some((list.into(), content.into()))
    }

    /// Uses the drawn rows, and all rows of the channel. Returns the default once the list is gone, and for an event
    /// that arrives while rows are drawn, such as the loss of focus with a row.
    pub fn with_drawn<T: Default>(self, use_it: impl FnOnce(&mut Drawn, &VecDeque<Arc<RowView>>) -> T) -> T {
        let with_rows = |drawn: &mut Drawn| self.channel.rows.with_untracked(|all| use_it(drawn, all));
        self.drawn.try_update_value(with_rows).unwrap_or_default()
    }

    /// Draws the rows needed around a position, and `more` of them. Of those not needed, more stay for the browser's
    /// own search (`is_searched`). Returns `true` if that changed anything.
    pub fn draw(self, place: Place, is_searched: bool, more: fn(Range<usize>, usize) -> Range<usize>) -> bool {
        let Some((list, content)) = self.elements() else { return false };
        let (above, below) = self.spaces;
        let (Some(above), Some(below)) = (above.get_untracked(), below.get_untracked()) else {
            return false;
        };
        let focused = focused_row(&content);
        let frame = Frame { content, above, below };
        let height = list.get_bounding_client_rect().height();
        if height <= 0.0 {
            // Drawn when it is shown, because its size changes then.
            return false;
        }
        let is_changed = self.with_drawn(|drawn, all| {
            drawn.relocate(all);
            let anchor = match place {
                Place::Bottom => None,
                Place::Anchor(key, offset) => drawn.position(all, key).map(|at| (at, offset)),
            };
            let (anchor, offset) = anchor.unwrap_or((all.len(), height));
            let needed = more(needed(anchor, offset, height, all.len(), &|at| drawn.height(all[at].key)), all.len());
            let is_followed = place == Place::Bottom && all.len() > WHOLE_ROWS && !is_searched;
            let most = if is_followed { needed.len() + FOLLOWED_ROWS } else { MOST_ROWS };
            let is_changed = drawn.draw(all, (needed, most), &frame);
            if is_changed {
                pass_links_by(&frame.content);
            }
            is_changed
        });
        if let Some(row) = focused.filter(|_| is_changed) {
            stay_at(self.strings, &row);
        }
        is_changed
    }

    /// Returns which part of the channel is in view.
    pub fn in_sight(self, now: Geometry) -> Option<InSight> {
        if now.is_at_bottom() {
            return Some(InSight::Newest);
        }
        let list = self.list.get_untracked()?;
        self.with_drawn(|drawn, all| last_in_sight(drawn, all, &list)).map(InSight::UpTo)
    }

    /// Returns `true` if the newest row is drawn.
    pub fn is_end_drawn(self) -> bool {
        self.with_drawn(|drawn, all| drawn.first() + drawn.rows().len() == all.len())
    }

    /// Returns `true` if the drawn rows do not fill the list, though there are more.
    pub fn lacks_rows(self) -> bool {
        let Some(list) = self.list.get_untracked() else { return false };
        self.with_drawn(|drawn, all| lacks_rows(drawn, all, &list))
    }

    /// Returns the position being read, in a list of these sizes.
    pub fn place_in_sight(self, list: &Element, now: Geometry) -> Place {
        if self.is_at_end(now) {
            return Place::Bottom;
        }
        self.with_drawn(|drawn, all| place_in_sight(drawn, all, list, now)).unwrap_or_default()
    }

    /// Returns `true` if the newest message is being read: it is in view, and no row has the focus.
    pub fn is_at_end(self, now: Geometry) -> bool {
        now.is_at_bottom() && self.is_end_drawn() && self.held().is_none()
    }

    /// Returns the element of a row, if it is drawn.
    pub fn element(self, key: RowKey) -> Option<Element> {
        self.with_drawn(|drawn, _| drawn.element(key).cloned())
    }

    /// Returns the row that contains an element.
    pub fn key_at(self, element: &Element) -> Option<RowKey> {
        let row = element.closest(".row").ok().flatten()?;
        self.with_drawn(|drawn, _| drawn.rows().find(|(_, drawn)| **drawn == row).map(|(key, _)| key))
    }

    /// Returns the row that has the visible focus, or whose toolbar has it, or whose menu is open and has it.
    pub fn held(self) -> Option<RowKey> {
        if let Some(key) = self.pointed.menu_of.get_untracked() {
            return Some(key);
        }
        let frame = self.list.get_untracked()?.parent_element()?;
        // Called for each change of the list; usually the focus is elsewhere, and only this check is cheap.
        if !frame.matches(":focus-within").unwrap_or(false) {
            return None;
        }
        let focused = frame.query_selector(HOLDING).ok().flatten()?;
        self.key_at(&focused).or_else(|| self.pointed.at.get_untracked())
    }

    /// Returns the row that has the focus, if it is in view.
    pub fn held_in_sight(self) -> Option<RowKey> {
        let key = self.held()?;
        let (row, (list, _)) = (self.element(key)?, self.elements()?);
        is_in_sight(&row, &list.get_bounding_client_rect()).then_some(key)
    }

    /// Focuses the list, which always exists, and from which the keyboard continues.
    pub fn focus_list(self) {
        if let Some(list) = self.list.get_untracked() {
            // An element in the page can take the focus; if not, nothing is lost.
            let _ = list.focus();
        }
    }
}
