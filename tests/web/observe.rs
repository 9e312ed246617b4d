//! Watching sizes.

use std::cell::Cell;
use std::rc::Rc;

use collabspace_chat::browser::observe::SizeObserver;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::support::{Uncaught, next_frame, until, window};

struct Boxes([HtmlElement; 2]);

impl Boxes {
    fn new() -> Self {
        let document = window().document().expect("a document");
        Self([(); 2].map(|()| {
            let element: HtmlElement = document.create_element("div").expect("an element").unchecked_into();
            document.body().expect("a body").append_child(&element).expect("appended");
            element
        }))
    }
}

impl Drop for Boxes {
    fn drop(&mut self) {
        self.0.iter().for_each(|element| element.remove());
    }
}

fn grow(element: &HtmlElement, pixels: u32) {
    element.style().set_property("height", &format!("{pixels}px")).expect("a height");
}

fn counting(boxes: &Boxes) -> (SizeObserver, Rc<Cell<u32>>) {
    let calls = Rc::new(Cell::new(0));
    let count = calls.clone();
    let elements: Vec<&web_sys::Element> = boxes.0.iter().map(AsRef::as_ref).collect();
    (SizeObserver::new(&elements, move || count.set(count.get() + 1)), calls)
}

#[wasm_bindgen_test]
async fn it_calls_at_the_beginning_and_with_every_change_of_any_element() {
    let boxes = Boxes::new();
    let (_observer, calls) = counting(&boxes);
    until("the first call", || calls.get() == 1).await;
    for (element, expected) in boxes.0.iter().zip(2..) {
        grow(element, 50);
        until("a call for the change", || calls.get() == expected).await;
    }
}

#[wasm_bindgen_test]
async fn dropped_it_calls_no_more() {
    let uncaught = Uncaught::watch();
    let boxes = Boxes::new();
    let (observer, calls) = counting(&boxes);
    let (_witness, seen) = counting(&boxes);
    until("the first call", || calls.get() == 1 && seen.get() == 1).await;
    drop(observer);
    grow(&boxes.0[0], 70);
    until("the change was seen by another", || seen.get() == 2).await;
    next_frame().await;
    assert_eq!(calls.get(), 1);
    // An observer that still watches, but whose callback is gone, would throw.
    uncaught.assert_none();
}
