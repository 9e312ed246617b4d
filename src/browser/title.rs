//! The title of the page's tab, and the colours of the browser's own parts. Only for the stand-alone page.

use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::model::theme::Theme;

/// The colours around the page, from `index.html`.
const LIGHT: &str = "#f5f6f8";
const DARK: &str = "#131519";

/// Returns the current title; empty if there is no page.
#[must_use]
pub fn title() -> String {
    document().map(|document| document.title()).unwrap_or_default()
}

/// Sets the title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Applies the colours of a theme to the browser's bars (`theme-color`) and to the area behind the page.
pub fn set_colours(theme: Theme) {
    let scheme = match theme {
        Theme::System => "light dark",
        Theme::Light | Theme::Dark => theme.name(),
    };
    for meta in all("meta[name=color-scheme]") {
        set(&meta, "content", scheme);
    }
    for meta in all("meta[name=theme-color]") {
        let is_for_dark =
            meta.get_attribute("media").is_some_and(|media| media.as_bytes().windows(4).any(|part| part == b"dark"));
        let is_dark = theme == Theme::Dark || theme == Theme::System && is_for_dark;
        set(&meta, "content", if is_dark { DARK } else { LIGHT });
    }
}

pub(super) fn all(selector: &str) -> Vec<Element> {
    let Some(found) = document().and_then(|document| document.query_selector_all(selector).ok()) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

pub(super) fn set(element: &Element, name: &str, value: &str) {
    // Every element accepts a plain attribute.
    let _ = element.set_attribute(name, value);
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
