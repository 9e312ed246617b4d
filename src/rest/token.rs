//! The bearer token of a host page: only in memory, never in an address, the storage or the log.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The token for calls, and its provider. Clones share it.
#[derive(Clone, Default)]
pub struct Tokens(Rc<Inner>);

#[derive(Default)]
struct Inner {
    current: RefCell<Option<String>>,
    on_taken: RefCell<Option<Rc<dyn Fn()>>>,
    provider: RefCell<Option<Function>>,
    /// The provider's pending answer: calls that are refused together ask once.
    asked: RefCell<Option<Promise>>,
}

impl Tokens {
    /// Returns the present token; `None` if calls are made without one.
    #[must_use]
    pub fn current(&self) -> Option<String> {
        self.0.current.borrow().clone()
    }

    /// Uses this token from now on; an empty one means none.
    pub fn set(&self, token: Option<String>) {
        *self.0.current.borrow_mut() = token.filter(|token| !token.is_empty());
    }

    /// Registers a callback for when a new token has been, or is likely to be, accepted.
    pub fn on_taken(&self, on_taken: impl Fn() + 'static) {
        *self.0.on_taken.borrow_mut() = Some(Rc::new(on_taken));
    }

    /// The host page has set a token, or a call with a new one was answered. Not called for each token that was asked
    /// for: a provider may always supply a new one, and the backend reject them all.
    pub fn tell_taken(&self) {
        let on_taken = self.0.on_taken.borrow().clone();
        on_taken.iter().for_each(|on_taken| on_taken());
    }

    /// Sets the provider, which supplies a token when the backend rejects the present one: a function that returns a
    /// token, or a promise of one.
    pub fn provide_by(&self, provider: Option<Function>) {
        *self.0.provider.borrow_mut() = provider;
    }

    /// Returns `true` if there is a token other than `refused`, which the backend rejected.
    pub async fn renew(&self, refused: Option<&str>) -> bool {
        if self.current().as_deref() == refused {
            let Some(answer) = self.ask() else { return false };
            let answer = JsFuture::from(answer).await;
            self.0.asked.take();
            // A provider that fails has no token: the user is signed out.
            let token = answer.ok().and_then(|token| token.as_string());
            if token.is_some() {
                self.set(token);
            }
        }
        self.current().as_deref() != refused
    }

    fn ask(&self) -> Option<Promise> {
        if let Some(asked) = &*self.0.asked.borrow() {
            return Some(asked.clone());
        }
        let provider = self.0.provider.borrow().clone()?;
        let answer = match provider.call0(&JsValue::UNDEFINED) {
            Ok(answer) => Promise::resolve(&answer),
            Err(error) => Promise::reject(&error),
        };
        *self.0.asked.borrow_mut() = Some(answer.clone());
        Some(answer)
    }
}

/// A token is only for the backend.
impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}
