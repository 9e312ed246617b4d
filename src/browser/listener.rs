//! An event listener that ends when it is dropped.

use wasm_bindgen::prelude::*;
use web_sys::EventTarget;

/// A listener; dropping it takes it off.
#[must_use = "dropping it takes the listener off"]
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    callback: Closure<dyn FnMut(web_sys::Event)>,
}

impl Listener {
    /// Calls back with each event of this name.
    pub fn new(target: &EventTarget, event: &'static str, on_event: impl FnMut(web_sys::Event) + 'static) -> Self {
        let callback = Closure::<dyn FnMut(web_sys::Event)>::new(on_event);
        let _ = target.add_event_listener_with_callback(event, callback.as_ref().unchecked_ref());
        Self { target: target.clone(), event, callback }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, self.callback.as_ref().unchecked_ref());
    }
}
