//! Work that is done once before the next frame is painted.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::*;

use super::clock;
use crate::model::time::Millis;

/// A hidden tab paints no frames: after this many milliseconds the work is done without one.
const WITHOUT_FRAME_MS: u32 = 200;

/// If the work was not done for this long, it may run before the next frame: about two frames.
const RESTED_MS: Millis = 32;

/// Work that is requested often and done once a frame. Dropping it cancels the request.
#[derive(Clone)]
pub struct OncePerFrame(Rc<Inner>);

struct Inner {
    work: Box<dyn Fn()>,
    worked_at: Cell<Millis>,
    pending: RefCell<Option<(Frame, Timeout)>>,
}

impl Inner {
    fn work(&self) {
        (self.work)();
        self.worked_at.set(clock::now());
    }
}

impl OncePerFrame {
    /// Wraps the work.
    pub fn new(work: impl Fn() + 'static) -> Self {
        Self(Rc::new(Inner { work: Box::new(work), worked_at: Cell::new(0), pending: RefCell::new(None) }))
    }

    /// Requests the work.
    pub fn ask(&self) {
        if self.0.pending.borrow().is_some() {
            return;
        }
        let inner = Rc::downgrade(&self.0);
        let run = move || {
            if let Some(inner) = inner.upgrade() {
                // Taken first, so that the work can request itself again; dropped last, because this callback is part
                // of it.
                let pending = inner.pending.take();
                inner.work();
                drop(pending);
            }
        };
        let pending = (Frame::request(run.clone()), Timeout::new(WITHOUT_FRAME_MS, run));
        *self.0.pending.borrow_mut() = Some(pending);
    }

    /// Requests the work as soon as the running callback has ended, if it was not done for a while, so that the time
    /// until the next frame is not lost. Requests right after that wait for the frame.
    pub fn ask_soon(&self) {
        if self.0.pending.borrow().is_some() || clock::now() - self.0.worked_at.get() < RESTED_MS {
            return self.ask();
        }
        self.0.worked_at.set(clock::now());
        let inner = Rc::downgrade(&self.0);
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(inner) = inner.upgrade() {
                inner.work();
            }
        });
    }

    /// Requests the work after this many milliseconds, unless the return value or this is dropped before.
    #[must_use = "dropping it cancels what is asked for"]
    pub fn ask_in(&self, ms: u32) -> Timeout {
        let inner = Rc::downgrade(&self.0);
        Timeout::new(ms, move || {
            if let Some(inner) = inner.upgrade() {
                Self(inner).ask();
            }
        })
    }
}

/// Runs something with the next frame: work that no one waits for, and that would delay others.
pub fn after_frame(work: impl FnOnce() + 'static) {
    let (work, slot) = (Cell::new(Some(work)), Rc::new(RefCell::new(None::<OncePerFrame>)));
    let held = slot.clone();
    let once = OncePerFrame::new(move || {
        if let Some(work) = work.take() {
            Timeout::new(0, work).forget();
        }
        held.take();
    });
    once.ask();
    *slot.borrow_mut() = Some(once);
}

/// A callback before the next frame, cancelled by dropping it.
struct Frame {
    id: Option<i32>,
    _callback: Closure<dyn FnMut()>,
}

impl Frame {
    fn request(run: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(run);
        let request = |window: web_sys::Window| window.request_animation_frame(callback.as_ref().unchecked_ref()).ok();
        Self { id: web_sys::window().and_then(request), _callback: callback }
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, web_sys::window()) {
            let _ = window.cancel_animation_frame(id);
        }
    }
}
