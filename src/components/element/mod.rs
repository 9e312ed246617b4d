//! Elements of one type for all tags: each tag's own would be compiled once more.

use leptos::html::custom;
use leptos::prelude::*;

/// An element. The tag is written as the browser itself names it, in capitals: by that it is seen that an element can stay when
/// it is drawn anew.
pub fn element(tag: &'static str, class: Option<&'static str>, dir: Option<&'static str>, content: AnyView) -> AnyView {
    custom(tag).attr("class", class).attr("dir", dir).child(content).into_any()
}
