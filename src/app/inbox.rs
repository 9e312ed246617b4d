//! The live events that have come and that the session was not told of yet.

use std::cell::RefCell;

use gloo_timers::callback::Timeout;

use super::live::Translator;
use crate::model::session::{Input, LiveInput};
use crate::pusher::{Data, Event};

/// The events of one connection, until they are taken all together.
pub struct Inbox {
    translator: Translator,
    waiting: RefCell<Vec<(usize, Data)>>,
    /// A frame that was asked for a while later, so that the events do not wait longer.
    held: RefCell<Option<Timeout>>,
}

impl Inbox {
    /// An empty inbox.
    #[must_use]
    pub fn new(translator: Translator) -> Self {
        Self { translator, waiting: RefCell::default(), held: RefCell::default() }
    }

    /// Takes an event in. An application event waits: `None`. One of the protocol's own is returned as what the session
    /// is to be told at once, in this order: the events that came before it, then itself.
    pub fn put(&self, event: Event) -> Option<[Option<Input>; 2]> {
        if let Event::Named(at, data) = event {
            self.waiting.borrow_mut().push((at, data));
            return None;
        }
        let (_, before) = self.take();
        Some([before, self.translator.translate(event).map(Input::Live)])
    }

    /// Takes out the events that wait: how many they are, and what the session is to be told of them.
    pub fn take(&self) -> (usize, Option<Input>) {
        let waiting = self.waiting.take();
        self.held.take();
        let all = || Input::Live(LiveInput::Several(self.translator.translate_all(&waiting)));
        (waiting.len(), (!waiting.is_empty()).then(all))
    }

    /// Keeps a frame that was asked for, until the events are taken.
    pub fn hold(&self, frame: Timeout) {
        *self.held.borrow_mut() = Some(frame);
    }
}
