//! The sockets of one client, and the single moment at which a connection, or an attempt at one, has ended.
//!
//! pusher-js has no event for a failed attempt: it waits up to half a minute before the next one, and leaves the
//! state `connected` only when it begins that. Without TLS it also opens a second socket, with TLS, beside a slow
//! one, and closes the other when one succeeds. So this reads pusher-js's log, which names each socket (`cid`) with
//! its states: an attempt has ended when no socket is left.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::event::Event;
use super::foreign::{code, field};
use super::sys::Pusher;

/// The codes with which the service says why it closes; lower ones belong to the network and the protocol.
const FIRST_OF_SERVICE: u16 = 4000;

/// The open sockets; reports when the last of them has closed.
pub struct Sockets {
    alive: RefCell<Vec<f64>>,
    /// The last error reported for them.
    told: Cell<Option<u16>>,
    on_event: Rc<dyn Fn(Event)>,
}

impl Sockets {
    /// None yet.
    pub fn new(on_event: Rc<dyn Fn(Event)>) -> Rc<Self> {
        Rc::new(Self { alive: RefCell::default(), told: Cell::new(None), on_event })
    }

    /// Reports an error of the service. An error that arrives after all sockets have closed was reported before that.
    pub fn failed(&self, code: u16, words: String) {
        if !self.alive.borrow().is_empty() {
            self.told.set(Some(code));
            (self.on_event)(Event::Error(code, words));
        }
    }

    /// Abandons the open sockets, and reports their end.
    pub fn lost(&self) {
        if !self.alive.take().is_empty() {
            (self.on_event)(Event::Closed);
        }
    }

    /// Abandons the open sockets at the caller's request, without reporting it.
    pub fn forget(&self) {
        self.alive.take();
    }

    fn began(&self, socket: f64) {
        let mut alive = self.alive.borrow_mut();
        if alive.is_empty() {
            self.told.set(None);
        }
        if !alive.contains(&socket) {
            alive.push(socket);
        }
    }

    fn ended(&self, socket: f64, code: Option<u16>, reason: impl FnOnce() -> String) {
        if !self.alive.borrow().contains(&socket) {
            return;
        }
        if let Some(code @ FIRST_OF_SERVICE..) = code
            && self.told.get() != Some(code)
        {
            self.failed(code, reason());
        }
        if *self.alive.borrow() == [socket] {
            self.lost();
        } else {
            self.alive.borrow_mut().retain(|other| *other != socket);
        }
    }

    fn logged(&self, entry: &JsValue) {
        let Some(socket) = field(entry, "cid").as_f64() else { return };
        match field(entry, "state").as_string().as_deref() {
            // If the browser forbids a socket, it never reaches `connecting`.
            Some("initialized") => self.began(socket),
            Some("closed") => {
                let params = field(entry, "params");
                let reason = || field(&params, "reason").as_string().unwrap_or_default();
                self.ended(socket, code(&field(&params, "code")), reason);
            }
            _ => {}
        }
    }
}

/// Intercepts pusher-js's log, which it keeps for its own statistics, until dropped.
pub struct Log {
    timeline: JsValue,
    _callback: Closure<dyn FnMut(JsValue)>,
}

impl Log {
    /// Passes this client's log to `sockets`.
    pub fn read(pusher: &Pusher, sockets: Rc<Sockets>) -> Self {
        let timeline = pusher.timeline().into();
        let callback = Closure::<dyn FnMut(JsValue)>::new(move |entry: JsValue| sockets.logged(&entry));
        // Shadows the method that the object inherits from its class.
        let _ = Reflect::set(&timeline, &"info".into(), callback.as_ref());
        Self { timeline, _callback: callback }
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        if let Some(timeline) = self.timeline.dyn_ref::<js_sys::Object>() {
            let _ = Reflect::delete_property(timeline, &"info".into());
        }
    }
}
