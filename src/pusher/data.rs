//! The payload of an event, as pusher-js has parsed it.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::foreign::json;

/// An event's payload. It stays a JavaScript value until its JSON is requested, because serializing many at once
/// costs little more than serializing one.
#[derive(Clone, Debug)]
pub struct Data(JsValue);

impl Data {
    pub(super) fn new(value: JsValue) -> Self {
        Self(value)
    }

    pub(super) fn value(&self) -> &JsValue {
        &self.0
    }

    /// Returns the JSON; `null` if there is no payload.
    #[must_use]
    pub fn json(&self) -> String {
        json(&self.0)
    }

    /// Returns the JSON of a list of these, in order.
    #[must_use]
    pub fn list<'a>(all: impl IntoIterator<Item = &'a Self>) -> String {
        let list = Array::new();
        all.into_iter().for_each(|data| {
            list.push(&data.0);
        });
        json(&list)
    }
}

/// Payloads are equal if their JSON is.
impl PartialEq for Data {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}
