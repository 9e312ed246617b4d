//! The rows in the page, with their elements. A row that stays keeps its element, and the focus in it; a changed row
//! is redrawn within it.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::tachys::view::any_view::AnyViewState;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::context::Rows;
use super::focus::focus_message;
use super::row::row;
use super::window::{Heights, drawn_next};
use crate::model::message::RowKey;
use crate::model::timeline::RowView;

/// The containers of the rows, and the spaces around them.
pub struct Frame {
    /// The parent element of the rows.
    pub content: Element,
    /// The space for the rows above that are not drawn.
    pub above: HtmlElement,
    /// The same below.
    pub below: HtmlElement,
}

impl Frame {
    fn list(&self) -> Option<HtmlElement> {
        self.content.parent_element()?.dyn_into().ok()
    }
}

/// The drawn rows of one channel.
pub struct Drawn {
    rows: Rows,
    /// Weak, because it owns what contains this.
    within: WeakOwner,
    /// Owners of removed rows, kept for reuse: a parent `Owner` never drops its list of children, so new ones would
    /// leak.
    spare: Vec<Owner>,
    list: Vec<DrawnRow>,
    /// The index of the first one in the channel.
    first: usize,
    /// The height of the rows above it, as far as it is known.
    space_above: f64,
    /// The heights of the spaces above and below in the page, in whole CSS pixels.
    shown_spaces: (i64, i64),
    heights: Heights,
}

struct DrawnRow {
    view: Arc<RowView>,
    /// Everything that its view has created: signals, timers, listeners.
    owner: Owner,
    state: AnyViewState,
    element: Element,
}

impl Drawn {
    /// Creates an empty set. Everything that rows create belongs to the current reactive owner.
    pub fn new(rows: Rows) -> Self {
        let within = Owner::current().unwrap_or_default().downgrade();
        Self {
            rows,
            within,
            spare: Vec::new(),
            list: Vec::new(),
            first: 0,
            space_above: 0.0,
            shown_spaces: (0, 0),
            heights: Heights::default(),
        }
    }

    /// Returns the keys and elements of the drawn rows, from the top.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (RowKey, &Element)> + DoubleEndedIterator {
        self.list.iter().map(|row| (row.view.key, &row.element))
    }

    /// Returns a drawn row's key and element, counted from the first one that is drawn.
    pub fn get(&self, at: usize) -> Option<(RowKey, &Element)> {
        self.list.get(at).map(|row| (row.view.key, &row.element))
    }

    /// Returns the element of a row, if it is drawn.
    pub fn element(&self, key: RowKey) -> Option<&Element> {
        self.rows().find(|(drawn, _)| *drawn == key).map(|(_, element)| element)
    }

    /// Returns the channel's index of the first drawn row.
    pub fn first(&self) -> usize {
        self.first
    }

    /// Returns a row's height in CSS pixels, as far as it is known.
    pub fn height(&self, key: RowKey) -> f64 {
        self.heights.of(key)
    }

    /// Measures the heights of the drawn rows.
    pub fn measure(&mut self) {
        self.list.iter().for_each(|row| row.tell_height(&mut self.heights));
    }

    /// Returns a row's index in the channel, if it is there.
    pub fn position(&self, all: &VecDeque<Arc<RowView>>, key: RowKey) -> Option<usize> {
        let drawn = self.rows().position(|(drawn, _)| drawn == key).unwrap_or_default();
        find_near(all, key, self.first + drawn)
    }

    /// Records that rows were added or removed. Until then the indices are the old ones.
    pub fn relocate(&mut self, all: &VecDeque<Arc<RowView>>) {
        let found = self.list.iter().enumerate().find_map(|(at, row)| {
            let now = find_near(all, row.view.key, self.first + at)?;
            Some(now.saturating_sub(at))
        });
        let Some(first) = found else {
            (self.first, self.space_above) = (0, 0.0);
            return;
        };
        self.space_above += (first as f64 - self.first as f64) * self.heights.average();
        self.first = first;
    }

    /// Draws what is needed and what has changed, and keeps unneeded rows only up to `most` rows in all. Returns
    /// `true` if the page has changed.
    pub fn draw(&mut self, all: &VecDeque<Arc<RowView>>, (needed, most): (Range<usize>, usize), frame: &Frame) -> bool {
        let next = drawn_next(self.range(all), needed, most);
        let mut is_changed = self.take_away(all, &next, frame);
        self.move_space(all, next.start);
        for (at, view) in all.range(next.clone()).enumerate() {
            is_changed |= self.draw_at(at, view, frame);
        }
        is_changed | self.show_spaces(all.len() - next.end, is_changed, frame)
    }

    /// Rows may have been added above without being drawn, which still moves the reading position down. Rows below
    /// are not visible until they are drawn.
    fn show_spaces(&mut self, below: usize, is_changed: bool, frame: &Frame) -> bool {
        let (above, below) = (self.space_above.round() as i64, (below as f64 * self.heights.average()).round() as i64);
        let before = self.shown_spaces;
        if before.0 != above {
            set_height(&frame.above, above);
            self.shown_spaces.0 = above;
        }
        if before.1 != below && (is_changed || before.0 != above) {
            set_height(&frame.below, below);
            self.shown_spaces.1 = below;
        }
        before != self.shown_spaces
    }

    /// Returns the range of the drawn rows, including those added between them.
    fn range(&self, all: &VecDeque<Arc<RowView>>) -> Range<usize> {
        let last = self.list.iter().enumerate().rev().find_map(|(at, row)| {
            let hint = self.first + at;
            find_near(all, row.view.key, hint)
        });
        last.map_or(0..0, |last| self.first.min(last)..last + 1)
    }

    /// Removes the rows that are not among the next ones.
    fn take_away(&mut self, all: &VecDeque<Arc<RowView>>, next: &Range<usize>, frame: &Frame) -> bool {
        let wanted: Vec<RowKey> = all.range(next.clone()).map(|view| view.key).collect();
        let is_wanted = |row: &DrawnRow| wanted.contains(&row.view.key);
        // All are measured before the first one is removed, since the browser would then have to lay out again.
        self.list.iter().filter(|row| !is_wanted(row)).for_each(|row| row.tell_height(&mut self.heights));
        let before = self.list.len();
        let has_focus = |row: &DrawnRow| row.element.matches(":focus-within").unwrap_or(false);
        let focused = self.list.iter().position(|row| !is_wanted(row) && has_focus(row));
        // Returns the row in the place of a focused one that was removed from the channel.
        let heir = focused.filter(|at| find_near(all, self.list[*at].view.key, self.first).is_none()).and_then(|at| {
            let after = self.list[at..].iter().find(|row| is_wanted(row));
            after.or_else(|| self.list[..at].iter().rev().find(|row| is_wanted(row))).map(|row| row.element.clone())
        });
        let (staying, going): (Vec<_>, Vec<_>) = std::mem::take(&mut self.list).into_iter().partition(is_wanted);
        self.list = staying;
        match (heir, frame.list()) {
            (Some(row), _) => focus_message(&row),
            (None, Some(list)) if focused.is_some() => {
                // The focus stays in the list, from where the keyboard continues. If it cannot, nothing is lost.
                let _ = list.focus();
            }
            _ => {}
        }
        for mut row in going {
            row.state.unmount();
            row.owner.cleanup();
            self.spare.push(row.owner);
        }
        self.list.len() != before
    }

    /// The space above becomes that of the rows above the new first one.
    fn move_space(&mut self, all: &VecDeque<Arc<RowView>>, first: usize) {
        let sum = |range: Range<usize>| -> f64 {
            let len = all.len();
            all.range(range.start.min(len)..range.end.min(len)).map(|view| self.heights.of(view.key)).sum()
        };
        let moved = if first >= self.first { sum(self.first..first) } else { -sum(first..self.first) };
        let space = self.space_above + moved;
        self.space_above = if first == 0 { 0.0 } else { space.max(self.heights.average()) };
        self.first = first;
    }

    /// Draws a row at a position among the drawn ones. Returns `true` if that changed anything.
    fn draw_at(&mut self, at: usize, view: &Arc<RowView>, frame: &Frame) -> bool {
        let is_in_place = self.list.get(at).is_some_and(|row| row.view.key == view.key);
        if !is_in_place {
            let marker: Node = match self.list.get(at) {
                Some(row) => row.element.clone().into(),
                None => frame.below.clone().into(),
            };
            // A row that was drawn elsewhere keeps its element.
            let mut row = match self.list.iter().position(|row| row.view.key == view.key) {
                Some(from) => self.list.remove(from),
                None => self.new_row(view, frame),
            };
            row.state.mount(&frame.content, Some(&marker));
            self.list.insert(at, row);
        }
        let (rows, drawn) = (self.rows, &mut self.list[at]);
        if drawn.view == *view {
            return !is_in_place;
        }
        drawn.owner.cleanup();
        drawn.owner.with(|| row(rows, view).rebuild(&mut drawn.state));
        drawn.view = view.clone();
        true
    }

    fn new_row(&mut self, view: &Arc<RowView>, frame: &Frame) -> DrawnRow {
        let owner = self.spare.pop().unwrap_or_else(|| self.within.upgrade().unwrap_or_default().child());
        let state = owner.with(|| row(self.rows, view).build());
        // A row's view is one element.
        let element = state.elements().into_iter().next().unwrap_or_else(|| frame.content.clone());
        DrawnRow { view: view.clone(), owner, state, element }
    }
}

impl DrawnRow {
    fn tell_height(&self, heights: &mut Heights) {
        heights.measured(self.view.key, self.element.get_bounding_client_rect().height());
    }
}

/// The list of another channel may reuse the parent element.
impl Drop for Drawn {
    fn drop(&mut self) {
        self.list.iter_mut().for_each(|row| row.state.unmount());
    }
}

/// Finds a row's index, starting from the last known one.
fn find_near(all: &VecDeque<Arc<RowView>>, key: RowKey, hint: usize) -> Option<usize> {
    let is_it = |at: &usize| all.get(*at).is_some_and(|view| view.key == key);
    let hint = hint.min(all.len());
    let (mut after, mut before) = (hint..all.len(), (0..hint).rev());
    loop {
        match (after.next(), before.next()) {
            (None, None) => return None,
            (below, above) => {
                if let Some(found) = below.filter(is_it).or_else(|| above.filter(is_it)) {
                    return Some(found);
                }
            }
        }
    }
}

fn set_height(space: &HtmlElement, height: i64) {
    let height = [height.to_string().as_str(), "px"].concat();
    // Every browser accepts a plain length.
    let _ = space.style().set_property("block-size", &height);
}
