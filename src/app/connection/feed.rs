//! The feed of changes, which the tabs read together: `model::tabs` says which of them asks the backend.

use std::cell::Cell;
use std::sync::Arc;

use crate::app::queue::Queue;
use crate::model::failure::Failure;
use crate::model::session::{Call, Input};
use crate::rest;

/// Asks the backend, and answers the session.
pub struct Reader {
    backend: rest::Client,
    queue: Queue,
    /// What the session has asked for, and waits for: it makes one call of the feed at a time.
    call: Cell<Option<Call>>,
}

/// Returns from where the feed is to be read, if other tabs may have asked for the same.
pub fn shared(call: &Call) -> Option<Arc<str>> {
    match call {
        Call::Changes(ticket, since) if ticket.catches_up() => Some(since.clone()),
        _ => None,
    }
}

impl Reader {
    /// One whose session is behind this queue.
    pub fn new(backend: rest::Client, queue: Queue) -> Self {
        Self { backend, queue, call: Cell::new(None) }
    }

    /// Takes a call of the session's, which waits for [`Reader::answer`].
    pub fn take(&self, call: Call) {
        self.call.set(Some(call));
    }

    /// Asks the backend, and says what came of it.
    pub fn read(&self, since: Arc<str>, on_answer: impl FnOnce(Result<Arc<str>, Failure>) + 'static) {
        let backend = self.backend.clone();
        wasm_bindgen_futures::spawn_local(async move {
            on_answer(backend.changes(&since).await.map(Arc::from));
        });
    }

    /// Answers the session.
    pub fn answer(&self, answer: Result<Arc<str>, Failure>) {
        if let Some(call) = self.call.take() {
            let reply = self.backend.reply(call, answer.map(|text| text.as_ref().to_owned()));
            self.queue.push(Input::Replied(reply));
        }
    }
}
