//! Questions about keys and other events.

use leptos::ev::KeyboardEvent;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// The `keyCode` of a key that belongs to an input method: Safari's only sign of the Enter that ends a composition.
const INPUT_METHOD_KEY: u32 = 229;

/// Returns `true` if a key belongs to an input method.
#[must_use]
pub fn is_input_method(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == INPUT_METHOD_KEY
}

/// Returns the element that an event happened to.
pub fn target_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Returns `true` if an element, or one of its ancestors, matches this selector.
pub fn is_within(target: &Element, selector: &str) -> bool {
    target.closest(selector).ok().flatten().is_some()
}

/// Returns `true` on Apple's systems, where Command replaces Control.
pub fn is_mac() -> bool {
    window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac") || platform.starts_with("iP"))
}
