//! The one way into the session: a callback from anywhere only puts an owned value on the queue.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use crate::model::session::Input;

/// What has happened and was not looked at yet. Cloned freely; all clones are one queue.
#[derive(Clone)]
pub struct Queue(Rc<Inner>);

/// What empties the queue.
type Drain = Box<dyn Fn(Vec<Input>)>;

struct Inner {
    inputs: RefCell<VecDeque<Input>>,
    scheduled: Cell<bool>,
    drain: RefCell<Option<Drain>>,
}

impl Queue {
    /// A queue that nobody empties yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Rc::new(Inner { inputs: RefCell::default(), scheduled: Cell::new(false), drain: RefCell::new(None) }))
    }

    /// From now on what is put here is handed on, as soon as the running callback has ended.
    pub fn connect(&self, drain: impl Fn(Vec<Input>) + 'static) {
        *self.0.drain.borrow_mut() = Some(Box::new(drain));
        self.schedule();
    }

    /// Puts something on the queue.
    pub fn push(&self, input: Input) {
        self.0.inputs.borrow_mut().push_back(input);
        self.schedule();
    }

    /// Hands on what is there, now.
    pub fn flush(&self) {
        let drain = self.0.drain.borrow();
        // Until somebody takes it, it waits.
        let Some(drain) = &*drain else { return };
        let inputs: Vec<_> = self.0.inputs.borrow_mut().drain(..).collect();
        if !inputs.is_empty() {
            drain(inputs);
        }
    }

    fn schedule(&self) {
        if self.0.scheduled.replace(true) {
            return;
        }
        let queue = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            queue.0.scheduled.set(false);
            queue.flush();
        });
    }
}

impl Default for Queue {
    fn default() -> Self {
        Self::new()
    }
}
