//! References to elements in the page.

use std::marker::PhantomData;

use crate::reactive::Signal;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A reference to an element, like Leptos's `NodeRef`, but with one inner type for all kinds of elements, and empty
/// once its owner is gone. `Copy`.
pub struct ElementRef<E = HtmlElement> {
    element: Signal<Option<SendWrapper<Element>>>,
    kind: PhantomData<fn() -> E>,
}

impl<E: JsCast> ElementRef<E> {
    /// Creates an empty reference. It belongs to the current reactive owner.
    #[must_use]
    pub fn new() -> Self {
        Self { element: empty(), kind: PhantomData }
    }

    /// Returns the element, if it is built; tracked.
    pub fn get(self) -> Option<E> {
        self.element.track();
        self.get_untracked()
    }

    /// Returns the element, if it is built and its owner still exists.
    pub fn get_untracked(self) -> Option<E> {
        read(self.element).map(JsCast::unchecked_into)
    }
}

impl<E> ElementRef<E> {
    pub(super) fn of_any_kind(self) -> ElementRef {
        ElementRef { element: self.element, kind: PhantomData }
    }
}

impl ElementRef {
    /// Called with the element when it is built.
    pub(super) fn load(self, element: &Element) {
        self.element.set(Some(SendWrapper::new(element.clone())));
    }
}

// One instance of each, wherever they are called.

#[inline(never)]
fn empty() -> Signal<Option<SendWrapper<Element>>> {
    Signal::new(None)
}

#[inline(never)]
fn read(element: Signal<Option<SendWrapper<Element>>>) -> Option<Element> {
    element.try_with_untracked(|element| element.as_deref().cloned()).flatten()
}

impl<E> Clone for ElementRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for ElementRef<E> {}

impl<E: JsCast> Default for ElementRef<E> {
    fn default() -> Self {
        Self::new()
    }
}
