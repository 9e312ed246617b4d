//! The bearer token, where the page around has one: in memory alone, never in an address, the storage or the log.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// The token that calls are made with, and who gives a new one. Clones share it.
#[derive(Clone, Default)]
pub struct Tokens(Rc<Inner>);

#[derive(Default)]
struct Inner {
    current: RefCell<Option<String>>,
    on_taken: RefCell<Option<Rc<dyn Fn()>>>,
    provider: RefCell<Option<Function>>,
    /// The provider's answer that is waited for: calls that are refused together ask it once.
    asked: RefCell<Option<Promise>>,
}

impl Tokens {
    /// The token to call with now; `None` where calls go without.
    #[must_use]
    pub fn current(&self) -> Option<String> {
        self.0.current.borrow().clone()
    }

    /// From now on calls are made with this one; an empty one is none.
    pub fn set(&self, token: Option<String>) {
        *self.0.current.borrow_mut() = token.filter(|token| !token.is_empty());
    }

    /// Who is told that the backend may take what calls are made with from now on.
    pub fn on_taken(&self, on_taken: impl Fn() + 'static) {
        *self.0.on_taken.borrow_mut() = Some(Rc::new(on_taken));
    }

    /// The page around has set one, or a call was answered that was made with a new one. Not for each that is asked
    /// for: a provider may always have a new one, and a backend take none of them.
    pub fn tell_taken(&self) {
        let on_taken = self.0.on_taken.borrow().clone();
        on_taken.iter().for_each(|on_taken| on_taken());
    }

    /// Who gives a token when the backend does not take the one that there is: a function that returns one, or a
    /// promise of one.
    pub fn provide_by(&self, provider: Option<Function>) {
        *self.0.provider.borrow_mut() = provider;
    }

    /// Whether there is another token than `refused`, which the backend did not take.
    pub async fn renew(&self, refused: Option<&str>) -> bool {
        if self.current().as_deref() == refused {
            let Some(answer) = self.ask() else { return false };
            let answer = JsFuture::from(answer).await;
            self.0.asked.take();
            // A provider that fails has none to give: the visitor is signed out.
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

/// A token is for the backend alone.
impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens")
    }
}
