//! Moving between rows with the keyboard.
//!
//! Tab enters the list once; from there the arrows move to the rows and between them, drawn or not. The list keeps a
//! focused row in place, even at the newest message.

use leptos::ev::KeyboardEvent;

use super::focus::focus_message;
use super::scroll::Scroll;
use super::sight::row_at_edge;
use crate::components::keys::{is_input_method, target_of};
use crate::model::message::RowKey;

/// The fraction of the list by which the page keys move, so that a line or two stay visible.
const PAGE: f64 = 0.9;

/// How far a key moves in the list.
enum Step {
    By(isize),
    /// By this many CSS pixels.
    Far(f64),
    First,
    Last,
}

impl Scroll {
    /// Handles a key pressed with the focus on the list or on one of its rows. Returns the row whose menu the key
    /// opens, if it opens one.
    #[must_use = "the menu of the row is to be opened"]
    pub fn on_key(self, event: &KeyboardEvent) -> Option<RowKey> {
        let (target, (list, _)) = (target_of(event)?, self.viewport.elements()?);
        let from = self.viewport.key_at(&target).filter(|_| target.matches(".message").unwrap_or(false));
        let has_command = event.ctrl_key() || event.meta_key() || event.alt_key();
        if is_input_method(event) || has_command || (from.is_none() && target != list) {
            return None;
        }
        let key = event.key();
        if let Some(from) = from
            && (matches!(key.as_str(), "Enter" | "ContextMenu") || (key == "F10" && event.shift_key()))
        {
            event.prevent_default();
            return Some(from);
        }
        let page = list.get_bounding_client_rect().height() * PAGE;
        let step = match (key.as_str(), from) {
            ("ArrowUp", _) => Step::By(-1),
            ("ArrowDown", _) => Step::By(1),
            // On the list itself the browser scrolls by these.
            (_, None) => return None,
            ("PageUp", _) => Step::Far(-page),
            ("PageDown", _) => Step::Far(page),
            ("Home", _) => Step::First,
            ("End", _) => Step::Last,
            _ => return None,
        };
        event.prevent_default();
        self.walk(from, &step);
        None
    }

    /// Goes to the newest message, and focuses it.
    pub fn walk_to_newest(self) {
        self.walk(None, &Step::Last);
    }

    fn walk(self, from: Option<RowKey>, step: &Step) {
        let list = self.viewport.list.get_untracked();
        let to = self.viewport.with_drawn(|drawn, all| {
            let last = all.len().checked_sub(1)?;
            let at = from.and_then(|from| drawn.position(all, from));
            let to = match (step, at) {
                (Step::First, _) => 0,
                (Step::Last, _) => last,
                (Step::By(way), Some(at)) => at.saturating_add_signed(*way).min(last),
                (Step::By(way), None) => row_at_edge(drawn, list.as_ref()?, *way < 0)?,
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

    fn walk_to(self, key: RowKey, is_last: bool) {
        let Some((list, _)) = self.viewport.elements() else { return };
        let outer = list.get_bounding_client_rect();
        if is_last {
            self.to_newest();
            self.taken_over();
        } else if self.viewport.element(key).is_none() {
            self.keep(key, outer.height() / 3.0);
        }
        let Some(row) = self.viewport.element(key) else { return };
        if !is_last {
            self.bring_into_sight(&row, &list);
        }
        focus_message(&row);
    }
}
