//! Answers that the page's entry has asked for while the program was still on its way.

use std::cell::RefCell;

use gloo_net::http::Response;
use js_sys::{Date, Map, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// What was asked for so long ago is asked for again: it may be old by then. In milliseconds.
const FRESH_MS: f64 = 10_000.0;

/// Promises of answers by their whole addresses; each is taken once.
#[derive(Clone, Debug, Default)]
pub struct Early(RefCell<Option<(Map, f64)>>);

impl Early {
    /// What the entry asked for.
    #[must_use]
    pub fn new(answers: Map) -> Self {
        Self(RefCell::new(Some((answers, Date::now() + FRESH_MS))))
    }

    /// The answer that was asked for under this address; `None` where there is none, or none that can be used.
    pub async fn take(&self, url: &str) -> Option<Response> {
        let promise = self.promise(url)?;
        let response = JsFuture::from(promise).await.ok()?;
        response.dyn_into::<web_sys::Response>().ok().map(Response::from)
    }

    fn promise(&self, url: &str) -> Option<Promise> {
        let mut early = self.0.borrow_mut();
        let (answers, until) = early.as_ref()?;
        if Date::now() > *until {
            *early = None;
            return None;
        }
        let key = JsValue::from_str(url);
        let promise = answers.get(&key).dyn_into().ok()?;
        answers.delete(&key);
        Some(promise)
    }
}
