//! What has come by live events and was not looked at yet: taken all together, once a frame at most.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;

use super::live::Translator;
use super::queue::Queue;
use crate::browser::clock;
use crate::browser::frame::OncePerFrame;
use crate::model::session::{Input, LiveInput};
use crate::model::time::Millis;
use crate::pusher::{Data, Event};

/// So long after a key somebody is thought to be typing.
const TYPING_MS: Millis = 500;

/// So long at most events wait for somebody who types.
const HELD_MS: u32 = 150;

/// The events of one connection on their way to the queue. Cloned freely; all clones are one inbox.
#[derive(Clone)]
pub struct Inbox(Rc<Inner>);

struct Inner {
    translator: Translator,
    queue: Queue,
    waiting: RefCell<Vec<(usize, Data)>>,
    /// What a key in the composer means to the session.
    key: RefCell<Option<Input>>,
    /// When one was last pressed there.
    key_at: Cell<Option<Millis>>,
    /// Whether the next frame is that key's.
    is_key_frame: Cell<bool>,
    held: RefCell<Option<Timeout>>,
}

impl Inbox {
    /// An empty inbox before this queue.
    #[must_use]
    pub fn new(translator: Translator, queue: Queue) -> Self {
        Self(Rc::new(Inner {
            translator,
            queue,
            waiting: RefCell::default(),
            key: RefCell::default(),
            key_at: Cell::default(),
            is_key_frame: Cell::default(),
            held: RefCell::default(),
        }))
    }

    /// Takes an event. The events asked for wait until they are taken, all together: once a frame, or soon where there was none
    /// for a while. The protocol's own are handed on at once, after those.
    pub fn put(&self, event: Event, frame: &OncePerFrame) {
        if let Event::Named(at, data) = event {
            self.0.waiting.borrow_mut().push((at, data));
            return if self.is_typing() { self.hold(frame) } else { frame.ask_soon() };
        }
        self.hand_on();
        if let Some(input) = self.0.translator.translate(event) {
            self.0.queue.push(Input::Live(input));
        }
    }

    /// A key was pressed in the composer. Its frame shall do nothing else: what the key means to the session, and what waits,
    /// is looked at in the frame after it, when the next key is furthest away.
    pub fn give_way(&self, key: Input, frame: &OncePerFrame) {
        *self.0.key.borrow_mut() = Some(key);
        self.0.key_at.set(Some(clock::now()));
        self.0.is_key_frame.set(true);
        frame.ask();
    }

    /// What the last key means, where that was not looked at yet.
    pub fn take_key(&self) -> Option<Input> {
        self.0.key.take()
    }

    /// A frame is drawn: hands on what waits. How many events that were; `None` where the frame is a key's.
    pub fn take(&self, frame: &OncePerFrame) -> Option<usize> {
        if self.0.is_key_frame.take() {
            frame.ask();
            return None;
        }
        Some(self.hand_on())
    }

    fn is_typing(&self) -> bool {
        self.0.key_at.get().is_some_and(|at| clock::now() - at < TYPING_MS)
    }

    fn hold(&self, frame: &OncePerFrame) {
        let mut held = self.0.held.borrow_mut();
        if held.is_none() {
            *held = Some(frame.ask_in(HELD_MS));
        }
    }

    /// Puts what waits on the queue, as one input.
    fn hand_on(&self) -> usize {
        let waiting = self.0.waiting.take();
        *self.0.held.borrow_mut() = None;
        if !waiting.is_empty() {
            let all = self.0.translator.translate_all(&waiting);
            self.0.queue.push(Input::Live(LiveInput::Several(all)));
        }
        waiting.len()
    }
}
