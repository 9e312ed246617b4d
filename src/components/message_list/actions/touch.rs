//! What a finger does that rests on a message or on a reaction.
//!
//! Browsers tell it in two ways: by the time since the finger came down, and, some of them, by a `contextmenu` event,
//! after which they cancel the pointer. Whichever comes first counts.

use gloo_timers::callback::Timeout;
use leptos::ev::{MouseEvent, PointerEvent, TouchEvent};
use web_sys::Element;

use super::Actions;
use crate::components::keys::target_of;
use crate::model::message::RowKey;

/// How long a finger rests until that counts, in milliseconds: as long as the systems' own menus take.
const PRESS_MS: u32 = 500;

/// Set on a reaction whose people are shown.
const SHOWS_WHO: &str = "data-who";

/// Set on a message whose text can be selected by a finger.
pub(super) const SELECTABLE: &str = "data-selectable";

/// What a finger rests on.
pub(super) enum Touched {
    Message(RowKey),
    Reaction(Element),
}

impl Actions {
    /// A finger has come down.
    pub fn press(self, event: &PointerEvent) {
        let Some(target) = target_of(event).filter(|_| event.pointer_type() == "touch") else { return };
        self.release();
        self.has_pressed.set_value(false);
        let closest = |selector| target.closest(selector).ok().flatten();
        self.put_away(SHOWS_WHO);
        // There a finger that rests selects a word.
        if closest(".message[data-selectable]").is_some() {
            return;
        }
        self.put_away(SELECTABLE);
        let message = || self.viewport.key_at(&closest(".message")?).map(Touched::Message);
        let touched = match closest("a, button") {
            Some(control) => {
                Some(control).filter(|control| control.has_attribute("aria-pressed")).map(Touched::Reaction)
            }
            None => message(),
        };
        if touched.is_some() {
            self.touched.set_value(touched);
            self.press.set_value(Some(Timeout::new(PRESS_MS, move || self.rest())));
        }
    }

    /// The browser would open its own menu. A pointer that is no finger gets that.
    pub fn context_menu(self, event: &MouseEvent) {
        let is_resting = self.touched.try_with_value(Option::is_some) == Some(true);
        if is_resting {
            self.press.set_value(None);
            self.rest();
        }
        if is_resting || self.has_pressed.try_get_value() == Some(true) {
            event.prevent_default();
        }
    }

    /// The finger has rested for long enough. Happens once for each that comes down.
    fn rest(self) {
        let touched = self.touched.try_update_value(Option::take).flatten();
        self.has_pressed.set_value(touched.is_some());
        match touched {
            Some(Touched::Message(key)) => {
                self.is_by_touch.set_value(true);
                self.open(key, false);
            }
            Some(Touched::Reaction(chip)) => {
                // A plain attribute, which no element refuses.
                let _ = chip.set_attribute(SHOWS_WHO, "");
            }
            None => {}
        }
    }

    /// A finger is lifted. If it has rested, no browser is to take that for a click, which would close the menu again
    /// or toggle the reaction.
    pub fn lift(self, event: &TouchEvent) {
        if self.has_pressed.try_get_value() == Some(true) {
            self.has_pressed.set_value(false);
            event.prevent_default();
        }
    }

    /// The pointer moves: a finger that does is about to scroll.
    pub fn moves(self, event: &PointerEvent) {
        if event.movement_x().abs() + event.movement_y().abs() > 8 {
            self.release();
        }
    }

    /// The finger has gone, or moves on.
    pub fn release(self) {
        self.press.set_value(None);
        self.touched.set_value(None);
    }

    /// Takes an attribute from the element that has it.
    fn put_away(self, attribute: &'static str) {
        let list = self.viewport.list.get_untracked();
        let found = list.and_then(|list| list.query_selector(&["[", attribute, "]"].concat()).ok().flatten());
        if let Some(found) = found {
            let _ = found.remove_attribute(attribute);
        }
    }
}
