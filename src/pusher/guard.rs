//! A binding that ends when it is dropped.

use wasm_bindgen::prelude::*;

use super::sys::Emitter;

/// An event's callback; dropping it unbinds it.
#[must_use = "dropping it unbinds the callback"]
#[derive(Debug)]
pub struct Binding {
    emitter: Emitter,
    event: String,
    callback: Closure<dyn FnMut(JsValue)>,
}

impl Binding {
    /// Calls `on_event` with the data of each event of this name.
    pub fn new(emitter: &Emitter, event: &str, on_event: impl FnMut(JsValue) + 'static) -> Self {
        let callback = Closure::<dyn FnMut(JsValue)>::new(on_event);
        emitter.bind(event, callback.as_ref().unchecked_ref());
        Self { emitter: emitter.clone(), event: event.to_owned(), callback }
    }
}

impl Drop for Binding {
    fn drop(&mut self) {
        self.emitter.unbind(&self.event, self.callback.as_ref().unchecked_ref());
    }
}
