//! Icons: masks in the style sheet, by name.

use leptos::prelude::*;

/// An icon that says nothing to screen readers. `class` is `icon` and the icon's own class.
pub fn icon(class: &'static str) -> impl IntoView {
    view! { <span class=class aria-hidden="true"></span> }
}
