//! Buffers live events until the session takes them.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;

use super::live::Translator;
use crate::model::session::{Input, LiveInput};
use crate::pusher::{Data, Event};

/// The events of one connection, until they are taken together.
pub struct Inbox {
    translator: Translator,
    waiting: RefCell<Vec<(usize, Data)>>,
    /// A frame requested for later, so that events do not wait longer.
    held: RefCell<Option<Timeout>>,
}

impl Inbox {
    /// An empty inbox.
    #[must_use]
    pub fn new(translator: Translator) -> Self {
        Self { translator, waiting: RefCell::default(), held: RefCell::default() }
    }

    /// Accepts an event. Returns `None` for an application event, which waits. A protocol event is returned as the
    /// inputs for the session, in order: first the waiting events, then itself.
    pub fn put(&self, event: Event) -> Option<[Option<Input>; 2]> {
        if let Event::Named(at, data) = event {
            self.waiting.borrow_mut().push((at, data));
            return None;
        }
        let (_, before) = self.take();
        Some([before, self.translator.translate(event).map(Input::Live)])
    }

    /// Takes the waiting events. Returns their number, and the inputs for the session.
    pub fn take(&self) -> (usize, Option<Input>) {
        let waiting = self.waiting.take();
        self.held.take();
        let all = || Input::Live(LiveInput::Several(self.translator.translate_all(&waiting)));
        (waiting.len(), (!waiting.is_empty()).then(all))
    }

    /// Holds a requested frame until the events are taken.
    pub fn hold(&self, frame: Timeout) {
        *self.held.borrow_mut() = Some(frame);
    }
}
