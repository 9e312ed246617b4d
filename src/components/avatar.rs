//! A person's avatar, or their initials on their own colour.

use std::sync::Arc;

use leptos::{ev, prelude::use_context};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use super::element::{Built, element, span};
use crate::app::handle::Chat;
use crate::browser::letters::initials;
use crate::model::message::Person;

/// The classes of the hues in the style sheet.
const HUES: [&str; 12] = [
    "avatar hue-0",
    "avatar hue-1",
    "avatar hue-2",
    "avatar hue-3",
    "avatar hue-4",
    "avatar hue-5",
    "avatar hue-6",
    "avatar hue-7",
    "avatar hue-8",
    "avatar hue-9",
    "avatar hue-10",
    "avatar hue-11",
];

/// A person's avatar. If there is none, or it cannot be loaded, the initials are visible.
pub fn avatar(person: &Person) -> Built {
    let is_safe = |address: &Arc<str>| use_context::<Chat>().is_some_and(|chat| chat.may_fetch(address));
    let image = person.avatar.clone().filter(is_safe).map(image);
    span(hue(&person.id)).attr("aria-hidden", "true").attr("translate", "no").child(initials(&person.name)).child(image)
}

fn image(address: Arc<str>) -> Built {
    let show = |event: &Event, is_whole: bool| {
        if let Some(image) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
            image.set_hidden(!is_whole);
        }
    };
    element("img")
        .class("avatar-image")
        .attr("loading", "lazy")
        .attr("alt", "")
        // The avatar's host need not know which page shows it.
        .attr("referrerpolicy", "no-referrer")
        .on(ev::load, move |event| show(&event, true))
        .on(ev::error, move |event| show(&event, false))
        .attr("src", address)
}

/// Returns the class of a person's colour, which is always the same (FNV-1a of the id).
fn hue(id: &str) -> &'static str {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    HUES[hash as usize % HUES.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_keeps_their_colour() {
        assert_eq!(hue("u1"), hue("u1"));
        let different: std::collections::BTreeSet<_> = (0..100).map(|n| hue(&format!("user-{n}"))).collect();
        assert!(different.len() > 8, "{different:?}");
    }
}
