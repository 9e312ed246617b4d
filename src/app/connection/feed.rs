//! The feed of changes, which the tabs read together: `model::tabs` says which of them asks the backend.

use std::cell::Cell;
use std::sync::Arc;

use crate::app::queue::Queue;
use crate::model::failure::Failure;
use crate::model::session::{Call, ForChanges, Input, Reply, Ticket};
use crate::rest;

/// Asks the backend, and answers the session.
pub struct Reader {
    backend: rest::Client,
    queue: Queue,
    /// The session's call that is not answered yet. It makes one call of the feed at a time.
    ticket: Cell<Option<Ticket<ForChanges>>>,
}

impl Reader {
    /// Creates a reader whose session reads from this queue.
    pub fn new(backend: rest::Client, queue: Queue) -> Self {
        Self { backend, queue, ticket: Cell::new(None) }
    }

    /// Takes a call that other tabs may make too, until [`Reader::answer`] answers it. Returns the cursor to read from,
    /// or `None` for any other call.
    pub fn take(&self, call: &Call) -> Option<Arc<str>> {
        match call {
            Call::Changes(ticket, since) if ticket.catches_up() => {
                self.ticket.set(Some(ticket.clone()));
                Some(since.clone())
            }
            _ => None,
        }
    }

    /// Asks the backend, and passes the result on.
    pub fn read(&self, since: Arc<str>, on_answer: impl FnOnce(Result<Arc<str>, Failure>) + 'static) {
        let backend = self.backend.clone();
        wasm_bindgen_futures::spawn_local(async move {
            on_answer(backend.changes(&since).await.map(Arc::from));
        });
    }

    /// Answers the session.
    pub fn answer(&self, answer: Result<Arc<str>, Failure>) {
        if let Some(ticket) = self.ticket.take() {
            let changes = self.backend.read_changes(answer.map(|text| text.as_ref().to_owned()));
            self.queue.push(Input::Replied(Reply::Changes(ticket, changes)));
        }
    }
}
