//! Long presses on a message or a reaction.
//!
//! Browsers report them in two ways: by the time since the finger touched, and, some of them, by a `contextmenu`
//! event, after which they cancel the pointer. The first one counts.

use gloo_timers::callback::Timeout;
use leptos::ev::{MouseEvent, PointerEvent, TouchEvent};
use web_sys::Element;

use super::Actions;
use crate::components::keys::target_of;
use crate::model::message::RowKey;

/// The duration of a long press, in milliseconds, like that of the systems' own menus.
const PRESS_MS: u32 = 500;

/// Set on a reaction whose people are shown.
const SHOWS_WHO: &str = "data-who";

/// Set on a message whose text can be selected by touch.
pub(super) const SELECTABLE: &str = "data-selectable";

/// The pressed element.
pub(super) enum Touched {
    Message(RowKey),
    Reaction(Element),
}

impl Actions {
    /// A finger touched.
    pub fn press(self, event: &PointerEvent) {
        let Some(target) = target_of(event).filter(|_| event.pointer_type() == "touch") else { return };
        self.release();
        self.has_pressed.set_value(false);
        let closest = |selector| target.closest(selector).ok().flatten();
        self.put_away(SHOWS_WHO);
        // There a long press selects a word.
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

    /// The browser would open its own menu. Pointers other than fingers get that one.
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

    /// The long press is complete. Happens once per touch.
    fn rest(self) {
        let touched = self.touched.try_update_value(Option::take).flatten();
        self.has_pressed.set_value(touched.is_some());
        match touched {
            Some(Touched::Message(key)) => {
                self.is_by_touch.set_value(true);
                self.open(key, false);
            }
            Some(Touched::Reaction(chip)) => {
                // Every element accepts a plain attribute.
                let _ = chip.set_attribute(SHOWS_WHO, "");
            }
            None => {}
        }
    }

    /// A finger is lifted. After a long press the browser must not treat it as a click, which would close the menu
    /// again or toggle the reaction.
    pub fn lift(self, event: &TouchEvent) {
        if self.has_pressed.try_get_value() == Some(true) {
            self.has_pressed.set_value(false);
            event.prevent_default();
        }
    }

    /// A finger that moves is about to scroll.
    pub fn moves(self, event: &PointerEvent) {
        if event.movement_x().abs() + event.movement_y().abs() > 8 {
            self.release();
        }
    }

    /// The finger is gone, or moves on.
    pub fn release(self) {
        self.press.set_value(None);
        self.touched.set_value(None);
    }

    /// Removes an attribute from the element that has it.
    fn put_away(self, attribute: &'static str) {
        let list = self.viewport.list.get_untracked();
        let found = list.and_then(|list| list.query_selector(&["[", attribute, "]"].concat()).ok().flatten());
        if let Some(found) = found {
            let _ = found.remove_attribute(attribute);
        }
    }
}
