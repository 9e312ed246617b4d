//! The sockets of one client, and the one moment at which a connection, or a try to make one, has ended.
//!
//! pusher-js has no event for a try that fails: it waits up to half a minute before the next. It leaves its state
//! `connected` only when it begins the next try. And without TLS it makes a second socket, with TLS, beside one that is
//! slow; when the one succeeds the other is closed. So its log is read, which names each socket (`cid`) with the states
//! that it goes through, and what has ended is told from whether any socket is left.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use super::event::Event;
use super::foreign::{code, field};
use super::sys::Pusher;

/// The codes by which the service says why it closes; the lower ones are the network's and the protocol's.
const FIRST_OF_SERVICE: u16 = 4000;

/// The sockets that have not ended yet, reporting when the last of them does.
pub struct Sockets {
    alive: RefCell<Vec<f64>>,
    /// The last error that was reported of them.
    told: Cell<Option<u16>>,
    on_event: Rc<dyn Fn(Event)>,
}

impl Sockets {
    /// None yet.
    pub fn new(on_event: Rc<dyn Fn(Event)>) -> Rc<Self> {
        Rc::new(Self { alive: RefCell::default(), told: Cell::new(None), on_event })
    }

    /// Reports an error of the service. One that comes when every socket has ended was reported before that.
    pub fn failed(&self, code: u16, words: String) {
        if !self.alive.borrow().is_empty() {
            self.told.set(Some(code));
            (self.on_event)(Event::Error(code, words));
        }
    }

    /// What there was is given up; reports that it ended.
    pub fn lost(&self) {
        if !self.alive.take().is_empty() {
            (self.on_event)(Event::Closed);
        }
    }

    /// What there was is given up because the caller wishes it, to whom that is no news.
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
            // Where the browser forbids a socket, it never gets to `connecting`.
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

/// The reading of pusher-js's log, which it keeps for its own statistics; dropping it ends that.
pub struct Log {
    timeline: JsValue,
    _callback: Closure<dyn FnMut(JsValue)>,
}

impl Log {
    /// Tells `sockets` what this client logs.
    pub fn read(pusher: &Pusher, sockets: Rc<Sockets>) -> Self {
        let timeline = pusher.timeline().into();
        let callback = Closure::<dyn FnMut(JsValue)>::new(move |entry: JsValue| sockets.logged(&entry));
        // Over the method that the object has from its class.
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
