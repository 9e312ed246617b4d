//! Waiting for what must become true, and standing in for what a page cannot bring about.

use collabspace_chat::browser::listener::Listener;
use js_sys::{Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long anything may take, in milliseconds: a busy machine's browser is slow.
const LIMIT_MS: f64 = 20_000.0;

/// A time limit for something that is looked for again and again.
pub struct Patience {
    until: f64,
}

impl Patience {
    pub fn new() -> Self {
        Self { until: now() + LIMIT_MS }
    }

    /// Waits a little before the next look; fails the test where there were enough.
    pub async fn look_again(&self, what: &str) {
        assert!(now() < self.until, "after {LIMIT_MS} ms still not: {what}");
        next_frame().await;
    }
}

/// The browser's own clock, whatever a test makes of the page's.
fn now() -> f64 {
    window().performance().expect("a clock").now()
}

/// Waits for a condition.
pub async fn until(what: &str, is_met: impl Fn() -> bool) {
    let patience = Patience::new();
    while !is_met() {
        patience.look_again(what).await;
    }
}

/// Waits until the callbacks before the next picture have run.
pub async fn next_frame() {
    let frame = Promise::new(&mut |drawn, _| {
        window().request_animation_frame(&drawn).expect("a frame");
    });
    JsFuture::from(frame).await.expect("a frame");
}

/// Waits until everything that was put off to the next turn has been done, and what that put off once more.
pub async fn turns() {
    for _ in 0..3 {
        let turn = Promise::new(&mut |done, _| {
            window().set_timeout_with_callback(&done).expect("a timer");
        });
        JsFuture::from(turn).await.expect("a turn");
    }
}

pub fn window() -> web_sys::Window {
    web_sys::window().expect("a window")
}

/// A value that nobody else uses, so that no test sees what another one left.
pub fn unique(name: &str) -> String {
    format!("{name}-{}", collabspace_chat::browser::ids::uuid())
}

/// A property of the page's that has another value until this is dropped.
pub struct Replaced {
    object: JsValue,
    name: &'static str,
    before: JsValue,
}

impl Replaced {
    pub fn new(object: &JsValue, name: &'static str, value: &JsValue) -> Self {
        let before = Reflect::get(object, &name.into()).expect("a property");
        assert!(Reflect::set(object, &name.into(), value).expect("a property"), "{name} cannot be replaced");
        Self { object: object.clone(), name, before }
    }
}

impl Drop for Replaced {
    fn drop(&mut self) {
        let _ = Reflect::set(&self.object, &self.name.into(), &self.before);
    }
}

/// Every error that nobody caught, in words.
pub struct Uncaught {
    words: Rc<RefCell<Vec<String>>>,
    _listeners: [Listener; 2],
}

impl Uncaught {
    pub fn watch() -> Self {
        let words: Rc<RefCell<Vec<String>>> = Rc::default();
        let listener = |event, field: &'static str| {
            let words = words.clone();
            Listener::new(&window(), event, move |event| {
                let what = Reflect::get(&event, &field.into()).unwrap_or_default();
                words.borrow_mut().push(format!("{what:?}"));
            })
        };
        let listeners = [listener("error", "message"), listener("unhandledrejection", "reason")];
        Self { words, _listeners: listeners }
    }

    pub fn assert_none(&self) {
        let words = self.words.take();
        assert!(words.is_empty(), "uncaught: {words:?}");
    }
}

/// A function of the page's own.
pub fn function(arguments: &str, body: &str) -> JsValue {
    js_sys::Function::new_with_args(arguments, body).unchecked_into()
}
