//! Walking the rows by keyboard.
//!
//! Tab goes into the list once; the arrows go from there to the rows and from row to row, whether they are drawn or not.
//! The links of a row are in the way of Tab only while the focus is in that row. Where a row holds the focus the list
//! stays with it, also at the newest message.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement};

use super::actions::Actions;
use super::scroll::Scroll;
use crate::components::dialog::target_of;
use crate::components::shortcuts::is_input_method;
use crate::components::words;
use crate::model::message::RowKey;

/// This far from the list's edges a row stands that was walked to, in CSS pixels.
const MARGIN_PX: f64 = 8.0;

/// Of a page of the list, so much is walked by the keys that go on by pages: a line or two are seen twice.
const PAGE: f64 = 0.9;

/// Selects a row's links and the button that unfolds it.
const LINKS: &str = ".message-text a, .message-fold";

/// What holds a row in its place while it has the focus: the row, the toolbar beside it. Of a click no ring is left, and the list
/// goes on to what arrives.
const HOLDING: &str = ".message:focus-visible, .message :focus-visible, .row-toolbar :focus-visible";

/// What is said of a message that has the focus, beside its author, its time and its text.
const STATUS: &str = ".message-status-words, .message-status > .visually-hidden";

/// What a key does in the list.
enum Step {
    By(isize),
    /// So many CSS pixels on.
    Far(f64),
    First,
    Last,
}

impl Scroll {
    /// A key was pressed with the focus on the list or on one of its rows.
    pub fn on_key(self, actions: Actions, event: &KeyboardEvent) {
        let (Some(target), Some((list, _))) = (target_of(event), self.elements()) else { return };
        let from = self.key_at(&target).filter(|_| target.matches(".message").unwrap_or(false));
        let has_command = event.ctrl_key() || event.meta_key() || event.alt_key();
        if is_input_method(event) || has_command || (from.is_none() && target != list) {
            return;
        }
        let key = event.key();
        if let Some(from) = from
            && (matches!(key.as_str(), "Enter" | "ContextMenu") || (key == "F10" && event.shift_key()))
        {
            event.prevent_default();
            return actions.open(from);
        }
        let page = list.get_bounding_client_rect().height() * PAGE;
        let step = match (key.as_str(), from) {
            ("ArrowUp", _) => Step::By(-1),
            ("ArrowDown", _) => Step::By(1),
            // On the list itself the browser scrolls by these.
            (_, None) => return,
            ("PageUp", _) => Step::Far(-page),
            ("PageDown", _) => Step::Far(page),
            ("Home", _) => Step::First,
            ("End", _) => Step::Last,
            _ => return,
        };
        event.prevent_default();
        self.walk(from, &step);
    }

    /// Goes to the newest message, and puts the focus there.
    pub fn walk_to_newest(self) {
        self.walk(None, &Step::Last);
    }

    fn walk(self, from: Option<RowKey>, step: &Step) {
        let to = self.with_drawn(|drawn, all| {
            let last = all.len().checked_sub(1)?;
            let at = from.and_then(|from| drawn.position(all, from));
            let to = match (step, at) {
                (Step::First, _) => 0,
                (Step::Last, _) => last,
                (Step::By(way), Some(at)) => at.saturating_add_signed(*way).min(last),
                (Step::By(way), None) => self.edge_row(drawn, *way < 0)?,
                (Step::Far(way), at) => {
                    let mut at = at?;
                    let mut left = way.abs();
                    let on = if *way < 0.0 { -1 } else { 1 };
                    while left > 0.0 && at.checked_add_signed(on).is_some_and(|next| next <= last) {
                        left -= drawn.height(all[at].key);
                        at = at.saturating_add_signed(on);
                    }
                    at
                }
            };
            Some((all[to].key, to == last))
        });
        if let Some((key, is_last)) = to {
            self.walk_to(key, is_last);
        }
    }

    /// Where the last row in sight stands in the channel, or the first one.
    fn edge_row(self, drawn: &super::drawn::Drawn, is_last: bool) -> Option<usize> {
        let list = self.list.get_untracked()?.get_bounding_client_rect();
        let rows = || drawn.rows().map(|(_, row)| is_in_sight(row, &list));
        let found = if is_last { rows().rposition(|is| is) } else { rows().position(|is| is) };
        found.map(|at| drawn.first() + at)
    }

    fn walk_to(self, key: RowKey, is_last: bool) {
        let Some((list, _)) = self.elements() else { return };
        let outer = list.get_bounding_client_rect();
        if is_last {
            self.to_newest();
            self.taken_over();
        } else if self.element(key).is_none() {
            self.keep(key, outer.height() / 3.0);
        }
        let Some(row) = self.element(key) else { return };
        if !is_last {
            self.bring_into_sight(&row, &list);
        }
        focus_message(&row);
    }

    /// The row that holds the focus, where it is seen.
    pub(super) fn held_in_sight(self) -> Option<RowKey> {
        let key = self.held()?;
        let (row, (list, _)) = (self.element(key)?, self.elements()?);
        is_in_sight(&row, &list.get_bounding_client_rect()).then_some(key)
    }

    /// Scrolls as little as needed for a row to be seen.
    pub(super) fn bring_into_sight(self, row: &Element, list: &Element) {
        let (inner, outer) = (row.get_bounding_client_rect(), list.get_bounding_client_rect());
        let above = inner.top() - outer.top() - MARGIN_PX;
        let below = inner.bottom() - outer.bottom() + MARGIN_PX;
        // A row that is higher than the list is read from its beginning.
        let way = if above < 0.0 { above } else { below.min(above).max(0.0) };
        if way != 0.0 {
            list.scroll_by_with_x_and_y(0.0, way);
            self.scrolled();
        }
    }

    /// The row that holds the focus, seen by its ring, or whose toolbar does; or whose menu is open, which has the focus then.
    pub(super) fn held(self) -> Option<RowKey> {
        if let Some(key) = self.menu_of.get_untracked() {
            return Some(key);
        }
        let frame = self.list.get_untracked()?.parent_element()?;
        // Asked for each change of the list: most often the focus is elsewhere, and this alone is cheap to see.
        if !frame.matches(":focus-within").unwrap_or(false) {
            return None;
        }
        let focused = frame.query_selector(HOLDING).ok().flatten()?;
        self.key_at(&focused).or_else(|| self.at.get_untracked())
    }

    /// Puts the focus on the list: it is always there, and the keyboard goes on from it.
    pub(super) fn focus_list(self) {
        if let Some(list) = self.list.get_untracked() {
            // An element that is in the page can take the focus; where it cannot, nothing is lost.
            let _ = list.focus();
        }
    }

    /// The row that an element stands in.
    pub(super) fn key_at(self, element: &Element) -> Option<RowKey> {
        let row = element.closest(".row").ok().flatten()?;
        self.with_drawn(|drawn, _| drawn.rows().find(|(_, drawn)| **drawn == row).map(|(key, _)| key))
    }

    /// The focus has come to the list, or has moved in it.
    pub fn focus_in(self, event: &FocusEvent) {
        let (Some(target), Some(list)) = (target_of(event), self.list.get_untracked()) else { return };
        let is_list = target.is_same_node(Some(&list));
        // Going back by Tab from a row leaves the list, too.
        list.set_tab_index(if is_list { 0 } else { -1 });
        if let Ok(Some(row)) = target.closest(".row") {
            set_tab_index(&row, LINKS, "0");
            name(&row);
        }
    }

    /// The focus has left a row, or the list.
    pub fn focus_out(self, event: &FocusEvent) {
        let Some(list) = self.list.get_untracked() else { return };
        let next = event.related_target().and_then(|next| next.dyn_into::<Element>().ok());
        if !list.contains(next.as_deref()) {
            list.set_tab_index(0);
        }
        let row = target_of(event).and_then(|target| target.closest(".row").ok().flatten());
        if let Some(row) = row.filter(|row| !row.contains(next.as_deref())) {
            set_tab_index(&row, LINKS, "-1");
            if let Ok(Some(message)) = row.query_selector(".message") {
                // A plain attribute, which no element refuses.
                let _ = message.remove_attribute("aria-label");
            }
        }
    }
}

/// Whether enough of a row is seen in the list.
fn is_in_sight(row: &Element, list: &DomRect) -> bool {
    let row = row.get_bounding_client_rect();
    row.bottom() > list.top() + MARGIN_PX && row.top() < list.bottom() - MARGIN_PX
}

/// The row with the focus, before the rows are drawn anew.
pub fn focused_row(content: &Element) -> Option<Element> {
    let has_focus = content.matches(":focus-within").unwrap_or(false);
    has_focus.then(|| content.query_selector(".row:focus-within").ok().flatten()).flatten()
}

/// It was drawn anew: where what had the focus is not there any more, such as a button that was pressed, its message has it.
pub fn stay_at(row: &Element) {
    if !row.matches(":focus-within").unwrap_or(true) && row.is_connected() {
        focus_message(row);
    } else {
        name(row);
    }
}

/// Names a row's message while the focus is in the row. Of what takes the keys, screen readers say the name, and nothing of what
/// stands in it; who reads it line by line would hear everything twice.
fn name(row: &Element) {
    let Ok(Some(message)) = row.query_selector(".message") else { return };
    let said = |selector: &str| {
        let found =
            message.query_selector(selector).ok().flatten().and_then(|part| part.dyn_into::<HtmlElement>().ok());
        found.map(|part| part.inner_text()).unwrap_or_default()
    };
    let who = [&said(".message-author"), " ", &said(".message-time")].concat();
    let what = [&said(".message-text"), " ", &said(STATUS)].concat();
    // A plain attribute, which no element refuses.
    let _ = message.set_attribute("aria-label", &words::said(who.trim(), what.trim()));
}

/// Puts the focus on a row's message. It does not scroll: who calls has done that.
pub fn focus_message(row: &Element) {
    let message = row.query_selector(".message").ok().flatten();
    if let Some(message) = message.and_then(|message| message.dyn_into::<HtmlElement>().ok()) {
        // An element that is in the page can take the focus; where it cannot, nothing is lost.
        let _ = message.focus();
    }
}

/// Takes the links of rows that were drawn anew out of the way of Tab.
pub fn pass_links_by(content: &Element) {
    set_tab_index(content, ".message:not(:focus-within) :is(a, .message-fold):not([tabindex])", "-1");
}

fn set_tab_index(within: &Element, selector: &str, index: &str) {
    let Ok(found) = within.query_selector_all(selector) else { return };
    for at in 0..found.length() {
        if let Some(element) = found.get(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            // A plain attribute, which no element refuses.
            let _ = element.set_attribute("tabindex", index);
        }
    }
}
