//! A person's picture, or their initials on a colour of their own.

use std::sync::Arc;

use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement};

use super::element::{Built, element, span};
use crate::model::message::Person;
use crate::model::text::cut;

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

/// A person's picture. Where there is none, or it cannot be loaded, the initials are seen.
pub fn avatar(person: &Person) -> Built {
    let image = person.avatar.clone().map(image);
    span(hue(&person.id)).attr("aria-hidden", "true").child(initials(&person.name)).child(image)
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
        .on(ev::load, move |event| show(&event, true))
        .on(ev::error, move |event| show(&event, false))
        .attr("src", address)
}

/// The class of a person's colour, the same everywhere and always (FNV-1a of the id).
fn hue(id: &str) -> &'static str {
    let hash = id.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    HUES[hash as usize % HUES.len()]
}

/// The first letters of the first and the last word of a name.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().map(initial).unwrap_or_default();
    let last = words.next_back().map(initial).unwrap_or_default();
    first + &last
}

/// A word's first letter with the marks on it; its first character where it has no letter. The style sheet makes it upper
/// case.
fn initial(word: &str) -> String {
    let start = word.find(|c: char| !is_punctuation(c)).unwrap_or(0);
    let mut characters = cut(word, start..).chars();
    let mut initial = String::from_iter(characters.next());
    initial.extend(characters.take_while(|c| continues(*c)));
    initial
}

/// What stands around words, in the scripts that have such.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{205e}' | '\u{3001}'..='\u{301f}')
}

/// Whether a character is drawn with the one before it: accents, variation selectors, skin tones.
fn continues(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("ada  king of lovelace"), "al");
        assert_eq!(initials("Noor"), "N");
        assert_eq!(initials("李小龍"), "李");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_letter_keeps_its_marks_and_loses_what_stands_before_it() {
        assert_eq!(initials("e\u{301}mile zola"), "e\u{301}z");
        assert_eq!(initials("(ada) \"love\""), "al");
        assert_eq!(initials("👍🏽 ok"), "👍🏽o");
        assert_eq!(initials("«élan» —zola"), "éz");
    }

    #[test]
    fn a_person_keeps_their_colour() {
        assert_eq!(hue("u1"), hue("u1"));
        let different: std::collections::BTreeSet<_> = (0..100).map(|n| hue(&format!("user-{n}"))).collect();
        assert!(different.len() > 8, "{different:?}");
    }
}
