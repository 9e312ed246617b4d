//! Icons: masks in the style sheet, by name.

use super::element::{Built, span};

/// An icon that screen readers ignore. `class` is `icon` and the icon's own class.
pub fn icon(class: &'static str) -> Built {
    span(class).attr("aria-hidden", "true")
}
