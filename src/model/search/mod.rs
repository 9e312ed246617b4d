//! Searching the messages: what is looked for, what was found, and the calls that are to be made.
//!
//! Each query is numbered, and so is each page of it: an answer to an earlier one is dropped. What the tab holds is
//! shown at once, and gives way to what the backend finds.

mod marks;
mod query;

use std::sync::Arc;

pub use self::marks::{Piece, excerpt, fold, is_match};
pub use self::query::{Names, Query, completions, read};
use super::failure::Failure;
use super::message::{ChannelId, MessageId, Person, PersonId};
use super::time::Timestamp;
use crate::model::reason::Reason;

/// How long the typing has to pause before the backend is asked, in milliseconds.
pub const DEBOUNCE_MS: u32 = 300;

/// How many messages a page of results has.
pub const PAGE_SIZE: u32 = 20;

/// A message that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its channel.
    pub channel: ChannelId,
    /// Its id.
    pub message: MessageId,
    /// Who wrote it.
    pub author: Arc<Person>,
    /// When it was stored.
    pub at: Timestamp,
    /// What was written.
    pub text: Arc<str>,
}

/// A page of what the backend found, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The messages that can be shown.
    pub hits: Vec<Hit>,
    /// Whether there is more.
    pub has_more: bool,
    /// The last message of the page, shown or not: from where the next one goes on.
    pub last: Option<MessageId>,
}

/// What the backend is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchCall {
    /// The words, with spaces between.
    pub words: String,
    /// In this channel alone.
    pub channel: Option<ChannelId>,
    /// By this person alone.
    pub sender: Option<PersonId>,
    /// Only what is older than this message.
    pub before: Option<MessageId>,
}

/// What is to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Call [`Search::due`] with this number after [`DEBOUNCE_MS`].
    Wait(u32),
    /// Call the backend, and [`Search::answered`] with this number.
    Call(u32, SearchCall),
}

/// How far a search has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is nothing to look for yet.
    Idle,
    /// A filter names nobody and nothing that is known here.
    Unknown(String),
    /// The backend will be asked, or has been.
    Running,
    /// All that was asked for is here.
    Done,
    /// The backend did not answer with what was found; why.
    Failed(Reason),
}

/// A search, from the first letter on.
#[derive(Debug)]
pub struct Search {
    query: Query,
    hits: Vec<Hit>,
    /// Whether the hits are of what the tab holds.
    is_local: bool,
    has_more: bool,
    last: Option<MessageId>,
    progress: Progress,
    /// Counts the queries and their pages.
    number: u32,
    is_asked: bool,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            query: Query::default(),
            hits: Vec::new(),
            is_local: true,
            has_more: false,
            last: None,
            progress: Progress::Idle,
            number: 0,
            is_asked: false,
        }
    }
}

impl Search {
    /// Looks for something else. `local` is what the tab holds of it, newest first; `can_call` says whether the backend
    /// can be asked.
    pub fn look_for(&mut self, query: Query, local: Vec<Hit>, can_call: bool) -> Option<Command> {
        let number = self.number + 1;
        *self = Self { query, hits: local, number, ..Self::default() };
        if let Some(name) = &self.query.unknown {
            self.progress = Progress::Unknown(name.clone());
            self.hits.clear();
            return None;
        }
        if self.query.words.is_empty() {
            self.hits.clear();
            return None;
        }
        if !can_call {
            self.progress = Progress::Done;
            return None;
        }
        self.progress = Progress::Running;
        Some(Command::Wait(number))
    }

    /// The typing has paused after the query of this number.
    pub fn due(&mut self, number: u32) -> Option<Command> {
        (number == self.number).then(|| self.hurry()).flatten()
    }

    /// Asks the backend now, if it was going to be asked.
    pub fn hurry(&mut self) -> Option<Command> {
        if self.progress != Progress::Running || std::mem::replace(&mut self.is_asked, true) {
            return None;
        }
        Some(self.call())
    }

    /// Asks for the next page, if there is one and none is under way.
    pub fn more(&mut self) -> Option<Command> {
        (self.progress == Progress::Done && self.has_more).then(|| self.ask_again())
    }

    /// Asks once more for what has failed.
    pub fn retry(&mut self) -> Option<Command> {
        matches!(self.progress, Progress::Failed(_)).then(|| self.ask_again())
    }

    fn ask_again(&mut self) -> Command {
        self.number += 1;
        self.progress = Progress::Running;
        self.is_asked = true;
        self.call()
    }

    fn call(&self) -> Command {
        let Query { words, channel, sender, .. } = &self.query;
        let call = SearchCall {
            words: words.join(" "),
            channel: channel.clone(),
            sender: sender.clone(),
            before: self.last.clone(),
        };
        Command::Call(self.number, call)
    }

    /// The backend has answered the call of this number.
    pub fn answered(&mut self, number: u32, answer: Result<Found, Failure>) {
        if number != self.number {
            return;
        }
        match answer {
            Err(failure) => self.progress = Progress::Failed(failure.reason()),
            Ok(found) => {
                if std::mem::take(&mut self.is_local) {
                    self.hits.clear();
                }
                for hit in found.hits {
                    if self.hits.iter().all(|other| other.message != hit.message) {
                        self.hits.push(hit);
                    }
                }
                self.progress = Progress::Done;
                // A page that leads nowhere is the last.
                self.has_more = found.has_more && found.last.is_some() && found.last != self.last;
                self.last = found.last;
            }
        }
    }

    /// What was found so far, newest first.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The words that are looked for.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.query.words
    }

    /// How far it has come.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Returns `true` if only what the tab holds was searched.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.is_local
    }

    /// Returns `true` if the backend has more.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.has_more
    }
}
