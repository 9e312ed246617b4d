//! What the tab reports.

use std::cell::RefCell;
use std::rc::Rc;

use collabspace_chat::browser::tab::{self, TabEvent};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Uncaught, function, window};

fn dispatch(target: &web_sys::EventTarget, name: &str) {
    let event = web_sys::Event::new(name).expect("an event");
    target.dispatch_event(&event).expect("dispatched");
}

#[wasm_bindgen_test]
fn it_reports_what_changes_until_it_is_dropped() {
    let uncaught = Uncaught::watch();
    let document = window().document().expect("a document");
    let reported: Rc<RefCell<Vec<TabEvent>>> = Rc::default();
    let report = reported.clone();
    let watching = tab::watch(move |event| report.borrow_mut().push(event));

    dispatch(&window(), "offline");
    dispatch(&window(), "online");
    dispatch(&window(), "focus");
    dispatch(&document, "visibilitychange");
    dispatch(&document, "resume");
    dispatch(&window(), "pageshow");
    let expected = [TabEvent::Online(false), TabEvent::Online(true), TabEvent::Focused(true)].into_iter();
    assert_eq!(*reported.borrow(), expected.chain([TabEvent::Visible(true); 3]).collect::<Vec<_>>());

    for _ in 0..2 {
        dispatch(&window(), "keydown");
    }
    assert_eq!(*reported.borrow().last().expect("one"), TabEvent::Active);
    assert_eq!(reported.borrow().iter().filter(|event| **event == TabEvent::Active).count(), 1, "not at every key");

    // No page can hide itself: the document is made to say that it is hidden.
    let define = "Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })";
    let set_hidden = js_sys::Function::from(function("hidden", define));
    set_hidden.call1(&wasm_bindgen::JsValue::NULL, &true.into()).expect("hidden");
    dispatch(&document, "visibilitychange");
    let is_visible = tab::is_visible();
    js_sys::Reflect::delete_property(&document, &"hidden".into()).expect("shown again");
    assert!(!is_visible);
    assert_eq!(reported.borrow().last(), Some(&TabEvent::Visible(false)));
    assert!(tab::is_visible());

    let count = reported.borrow().len();
    drop(watching);
    dispatch(&window(), "offline");
    dispatch(&window(), "online");
    dispatch(&window(), "focus");
    dispatch(&document, "visibilitychange");
    assert_eq!(reported.borrow().len(), count);
    uncaught.assert_none();
}

#[wasm_bindgen_test]
fn whether_there_is_a_network_is_what_the_browser_says() {
    assert!(tab::is_online());
    let define = "Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false })";
    js_sys::Function::from(function("", define)).call0(&wasm_bindgen::JsValue::NULL).expect("offline");
    let is_online = tab::is_online();
    js_sys::Reflect::delete_property(&window().navigator(), &"onLine".into()).expect("online again");
    assert!(!is_online);
    assert!(tab::is_online());
}
