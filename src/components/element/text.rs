//! Texts within elements, which browsers' translators may replace.
//!
//! A translator replaces text nodes with `<font>` elements. A replaced node is no longer in the page: text written
//! into it is invisible, and it marks no place. So an element watches over its texts. While they stay the same, the
//! translation stays; when one of them changes, all of them are put back first.

use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::renderer::types::{Node, Text};
use leptos::tachys::view::Mountable;
use leptos::tachys::view::any_view::AnyViewState;
use web_sys::Element;

use super::value::Child;

/// A built child.
pub enum ChildState {
    Text(Text, String),
    View(AnyViewState),
}

impl ChildState {
    pub fn build(child: Child) -> Self {
        match child {
            Child::Text(text) => Self::Text(Rndr::create_text_node(&text), text),
            Child::View(view) => Self::View(view.build()),
        }
    }

    /// Replaces it with another child, in the same place.
    pub fn rebuild(&mut self, child: Child) {
        match (child, &mut *self) {
            (Child::Text(new), Self::Text(node, text)) => {
                if *text != new {
                    Rndr::set_text(node, &new);
                    *text = new;
                }
            }
            (Child::View(view), Self::View(state)) => view.rebuild(state),
            (child, _) => {
                let mut new = Self::build(child);
                self.insert_before_this(&mut new);
                self.unmount();
                *self = new;
            }
        }
    }

    fn text(&self) -> Option<(&Text, &str)> {
        match self {
            Self::Text(node, text) => Some((node, text)),
            Self::View(_) => None,
        }
    }
}

/// Restores the texts of an element if they were replaced and one of them is about to change.
pub fn take_back(element: &Element, children: &mut [Option<ChildState>], next: &[Option<Child>]) {
    let texts = || children.iter().map(|child| child.as_ref().and_then(ChildState::text));
    if texts().flatten().all(|(node, _)| node.parent_node().is_some()) {
        return;
    }
    let next = next.iter().map(|child| match child {
        Some(Child::Text(text)) => Some(text.as_str()),
        _ => None,
    });
    if texts().map(|text| text.map(|(_, text)| text)).eq(next) {
        return;
    }
    let foreign = element.children();
    for at in (0..foreign.length()).rev() {
        // No element of the chat is a `<font>`.
        if let Some(font) = foreign.item(at).filter(|child| child.tag_name() == "FONT") {
            font.remove();
        }
    }
    for at in (0..children.len()).rev() {
        let (before, after) = children.split_at_mut(at + 1);
        if let Some(child @ ChildState::Text(..)) = &mut before[at] {
            place(element, child, after);
        }
    }
}

/// Inserts a child into an element, before the following ones.
pub fn place(element: &Element, child: &mut ChildState, after: &[Option<ChildState>]) {
    if !after.iter().flatten().any(|next| next.insert_before_this(child)) {
        child.mount(element, None);
    }
}

impl Mountable for ChildState {
    fn unmount(&mut self) {
        match self {
            Self::Text(node, _) => Rndr::remove(node),
            Self::View(state) => state.unmount(),
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        match self {
            Self::Text(node, _) => Rndr::insert_node(parent, node, marker),
            Self::View(state) => state.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            Self::Text(node, _) => node.parent_element().is_some_and(|parent| child.try_mount(&parent, Some(node))),
            Self::View(state) => state.insert_before_this(child),
        }
    }

    fn elements(&self) -> Vec<Element> {
        match self {
            Self::Text(..) => Vec::new(),
            Self::View(state) => state.elements(),
        }
    }
}
