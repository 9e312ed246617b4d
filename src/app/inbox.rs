//! What has come by live events and was not looked at yet: taken once a frame, all together.

use std::cell::RefCell;
use std::rc::Rc;

use super::live::Translator;
use super::queue::Queue;
use crate::browser::frame::OncePerFrame;
use crate::model::session::{Input, LiveInput};
use crate::pusher::{Data, Event};

/// The events of one connection on their way to the queue. Cloned freely; all clones are one inbox.
#[derive(Clone)]
pub struct Inbox(Rc<Inner>);

struct Inner {
    translator: Translator,
    queue: Queue,
    waiting: RefCell<Vec<(usize, Data)>>,
}

impl Inbox {
    /// An empty inbox before this queue.
    #[must_use]
    pub fn new(translator: Translator, queue: Queue) -> Self {
        Self(Rc::new(Inner { translator, queue, waiting: RefCell::default() }))
    }

    /// Takes an event. The events asked for wait for the next frame, which hands them on; the protocol's own are handed on at
    /// once, after those.
    pub fn put(&self, event: Event, frame: &OncePerFrame) {
        if let Event::Named(at, data) = event {
            self.0.waiting.borrow_mut().push((at, data));
            return frame.ask();
        }
        self.hand_on();
        if let Some(input) = self.0.translator.translate(event) {
            self.0.queue.push(Input::Live(input));
        }
    }

    /// Puts what waits on the queue, as one input.
    pub fn hand_on(&self) {
        let waiting = self.0.waiting.take();
        if !waiting.is_empty() {
            let all = self.0.translator.translate_all(&waiting);
            self.0.queue.push(Input::Live(LiveInput::Several(all)));
        }
    }
}
