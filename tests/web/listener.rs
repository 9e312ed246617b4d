//! Event listeners.

use std::cell::Cell;
use std::rc::Rc;

use collabspace_chat::browser::listener::Listener;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::Uncaught;

#[wasm_bindgen_test]
fn it_hears_every_event_of_its_name_until_it_is_dropped() {
    let uncaught = Uncaught::watch();
    let target = web_sys::EventTarget::new().expect("a target");
    let dispatch = |name: &str| {
        let event = web_sys::Event::new(name).expect("an event");
        target.dispatch_event(&event).expect("dispatched");
    };
    let heard = Rc::new(Cell::new(0));
    let count = heard.clone();
    let listener = Listener::new(&target, "knock", move |event| {
        assert_eq!(event.type_(), "knock");
        count.set(count.get() + 1);
    });
    dispatch("knock");
    dispatch("ring");
    dispatch("knock");
    assert_eq!(heard.get(), 2);

    drop(listener);
    dispatch("knock");
    assert_eq!(heard.get(), 2);
    // A listener that is still on, but whose callback is gone, would throw.
    uncaught.assert_none();
}
