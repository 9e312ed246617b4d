//! What an event carries, as pusher-js has parsed it.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::foreign::json;

/// The data of an event. It stays with the browser until its JSON is asked for: that of many at once costs little more
/// than that of one.
#[derive(Clone, Debug)]
pub struct Data(JsValue);

impl Data {
    pub(super) fn new(value: JsValue) -> Self {
        Self(value)
    }

    pub(super) fn value(&self) -> &JsValue {
        &self.0
    }

    /// As JSON; `null` where there is none.
    #[must_use]
    pub fn json(&self) -> String {
        json(&self.0)
    }

    /// The JSON of a list of these, in their order.
    #[must_use]
    pub fn list<'a>(all: impl IntoIterator<Item = &'a Self>) -> String {
        let list = Array::new();
        all.into_iter().for_each(|data| {
            list.push(&data.0);
        });
        json(&list)
    }
}

/// Two that are written alike are the same.
impl PartialEq for Data {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}
