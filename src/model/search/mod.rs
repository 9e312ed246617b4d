//! Searches messages: the query, the results, and the calls to make.
//!
//! Queries are numbered, and so are their pages: an answer to an earlier one is dropped. Results from the tab's own
//! messages are shown at once, and are replaced by the backend's.

mod marks;
mod query;

use std::sync::Arc;

pub use self::marks::{Piece, excerpt, fold, is_match};
pub use self::query::{Names, Query, completions, read};
use super::failure::Failure;
use super::message::{ChannelId, MessageId, Person, PersonId};
use super::time::Timestamp;
use crate::model::reason::Reason;

/// How long typing must pause before the backend is asked, in milliseconds.
pub const DEBOUNCE_MS: u32 = 300;

/// The number of messages in a page of results.
pub const PAGE_SIZE: u32 = 20;

/// A message found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its channel.
    pub channel: ChannelId,
    /// Its id.
    pub message: MessageId,
    /// Its author.
    pub author: Arc<Person>,
    /// When it was stored.
    pub at: Timestamp,
    /// Its text.
    pub text: Arc<str>,
}

/// A page of the backend's results, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The messages that can be shown.
    pub hits: Vec<Hit>,
    /// True if there is more.
    pub has_more: bool,
    /// The last message of the page, even if it cannot be shown: the next page continues from it.
    pub last: Option<MessageId>,
}

/// A search call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchCall {
    /// The words, separated by spaces.
    pub words: String,
    /// Only in this channel.
    pub channel: Option<ChannelId>,
    /// Only by this person.
    pub sender: Option<PersonId>,
    /// Only messages before this one.
    pub before: Option<MessageId>,
}

/// Work to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Call [`Search::due`] with this number after [`DEBOUNCE_MS`].
    Wait(u32),
    /// Call the backend, then [`Search::answered`] with this number.
    Call(u32, SearchCall),
}

/// The state of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is no query yet.
    Idle,
    /// A filter names no known person or channel.
    Unknown(String),
    /// The backend was asked, or will be.
    Running,
    /// The results are complete up to here.
    Done,
    /// The backend did not return results; with the reason.
    Failed(Reason),
}

/// A search, from the first letter on.
#[derive(Debug)]
pub struct Search {
    query: Query,
    hits: Vec<Hit>,
    /// True if the hits come from the tab's own messages.
    is_local: bool,
    has_more: bool,
    last: Option<MessageId>,
    progress: Progress,
    /// Counts queries and their pages.
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
    /// Starts a new query. `local` are the tab's own results, newest first; `can_call` is true if the backend can be
    /// asked.
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

    /// Typing has paused after the query with this number.
    pub fn due(&mut self, number: u32) -> Option<Command> {
        (number == self.number).then(|| self.hurry()).flatten()
    }

    /// Asks the backend now, if that was pending.
    pub fn hurry(&mut self) -> Option<Command> {
        if self.progress != Progress::Running || std::mem::replace(&mut self.is_asked, true) {
            return None;
        }
        Some(self.call())
    }

    /// Asks for the next page, if there is one and none is being fetched.
    pub fn more(&mut self) -> Option<Command> {
        (self.progress == Progress::Done && self.has_more).then(|| self.ask_again())
    }

    /// Repeats a call that failed.
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

    /// The backend has answered the call with this number.
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
                // A page without progress is the last one.
                self.has_more = found.has_more && found.last.is_some() && found.last != self.last;
                self.last = found.last;
            }
        }
    }

    /// Returns the results so far, newest first.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// Returns the words of the query.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.query.words
    }

    /// Returns the state of the search.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Returns `true` if only the tab's own messages were searched.
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
