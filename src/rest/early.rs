//! Answers that the page's entry script requested while the WebAssembly was still loading.

use std::cell::RefCell;

use js_sys::{Array, Date, Map, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// An answer requested longer ago than this is requested again, because it may be outdated. In milliseconds.
const FRESH_MS: f64 = 10_000.0;

/// An answer, read completely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The `Retry-After` header.
    pub retry_after: Option<String>,
    /// The body.
    pub text: String,
}

/// Promises of answers by their full URLs; each is taken once.
#[derive(Clone, Debug, Default)]
pub struct Early(RefCell<Option<(Map, f64)>>);

impl Early {
    /// The entry script's requests.
    #[must_use]
    pub fn new(answers: Map) -> Self {
        Self(RefCell::new(Some((answers, Date::now() + FRESH_MS))))
    }

    /// Takes the answer requested for this URL. Returns `None` if there is none, or none that can be used.
    pub async fn take(&self, url: &str) -> Option<Reply> {
        let promise = self.promise(url)?;
        let parts: Array = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
        let status = parts.get(0).as_f64()? as u16;
        Some(Reply { status, retry_after: parts.get(1).as_string(), text: parts.get(2).as_string()? })
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
