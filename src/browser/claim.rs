//! A Web Lock that tabs pass on, and may take from each other.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// How a tab gets the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// When it is free.
    Wait,
    /// At once, from the tab that holds it.
    Steal,
}

/// The outcome of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The lock is held.
    Granted,
    /// Another tab has taken it.
    Lost,
    /// The browser refuses this page all locks: a frame without an origin, or without storage.
    Refused,
}

/// A lock that is awaited or held. Dropping it releases it.
#[must_use = "dropping it releases the lock"]
pub struct Claim(Rc<State>);

struct State {
    is_over: Cell<bool>,
    release: RefCell<Option<Function>>,
    abort: JsValue,
    on_outcome: Box<dyn Fn(Outcome)>,
}

impl Claim {
    /// Requests the lock of this name. Returns `None` if the browser has no Web Locks.
    pub fn new(name: &str, way: Way, on_outcome: impl Fn(Outcome) + 'static) -> Option<Self> {
        let locks = manager()?;
        let ask: Function = field(&locks, "request").dyn_into().ok()?;
        let make_abort: Function = field(&js_sys::global(), "AbortController").dyn_into().ok()?;
        let abort = Reflect::construct(&make_abort, &Array::new()).ok()?;
        let options = Object::new();
        let (key, value) = match way {
            Way::Wait => ("signal", field(&abort, "signal")),
            Way::Steal => ("steal", JsValue::TRUE),
        };
        Reflect::set(&options, &key.into(), &value).ok()?;
        let (is_over, release) = (Cell::new(false), RefCell::default());
        let state = Rc::new(State { is_over, release, abort, on_outcome: Box::new(on_outcome) });
        let granted = state.clone();
        let granted = Closure::once_into_js(move |_: JsValue| granted.granted());
        let ended = ask.call3(&locks, &name.into(), &options, &granted).ok()?;
        let waiting = state.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let Err(error) = JsFuture::from(Promise::resolve(&ended)).await else { return };
            if !waiting.is_over.replace(true) {
                let is_taken = field(&error, "name").as_string().as_deref() == Some("AbortError");
                (waiting.on_outcome)(if is_taken { Outcome::Lost } else { Outcome::Refused });
            }
        });
        Some(Self(state))
    }
}

impl State {
    /// Returns the promise that holds the lock until it settles.
    fn granted(&self) -> JsValue {
        if self.is_over.get() {
            return JsValue::UNDEFINED;
        }
        let held = Promise::new(&mut |release, _| *self.release.borrow_mut() = Some(release));
        (self.on_outcome)(Outcome::Granted);
        held.into()
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.0.is_over.set(true);
        match self.0.release.borrow_mut().take() {
            Some(release) => drop(release.call0(&JsValue::NULL)),
            None => {
                if let Ok(abort) = field(&self.0.abort, "abort").dyn_into::<Function>() {
                    let _ = abort.call0(&self.0.abort);
                }
            }
        }
    }
}

/// Returns `true` if the browser has Web Locks; a page without TLS has none.
#[must_use]
pub fn is_there() -> bool {
    manager().is_some()
}

fn manager() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    Some(field(&navigator, "locks")).filter(JsValue::is_object)
}

fn field(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}
