//! The feed of changes as the tabs of a browser read it together. The texts that they pass on stand for answers here.
//!
//! A tab never takes an answer from before something that it has missed: what the leader has broadcast and the tab has
//! not told its session, up to the place at which it asks, the backend had stored when it answered.

use std::sync::Arc;

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::history::Changes;
use collabspace_chat::model::message::Version;
use collabspace_chat::model::session::{Call, Input, LiveInput};
use collabspace_chat::model::tabs::{FeedPlace, Leader, ReadId, TabsInput, Word};

use crate::plan::Fault;
use crate::replying::{Answer, reply};
use crate::sharing::Report;
use crate::world::{Happening, World};

/// What the backend has answered, by the number that is its text, and how many changes there were by then.
#[derive(Debug, Default)]
pub struct Answers(Vec<(Changes, u64)>);

impl Answers {
    fn text_of(&mut self, changes: Changes, by_then: u64) -> Arc<str> {
        self.0.push((changes, by_then));
        (self.0.len() - 1).to_string().into()
    }

    fn of_text(&self, text: &str) -> (Changes, u64) {
        let answer = text.parse().ok().and_then(|at: usize| self.0.get(at));
        answer.cloned().expect("only texts of answers are passed on")
    }
}

/// The changes of which a tab has missed the broadcast.
#[derive(Debug, Default)]
pub struct Missed {
    /// Who has broadcast it, as its which event, and the position of the change in the feed.
    broadcasts: Vec<(Leader, u32, u64)>,
    /// The last one that the next answer has to hold.
    due: u64,
}

impl Missed {
    pub fn note(&mut self, word: &Word<Report>) {
        let Word::Happened(stamp, report) = word else { return };
        let version = match report.input() {
            LiveInput::Message(_, message) | LiveInput::Updated(_, message) => message.version,
            LiveInput::Reacted(_, reacted) => reacted.version,
            _ => return,
        };
        if let Version::Rev(position) = version {
            self.broadcasts.push((stamp.leader, stamp.n, position));
        }
    }

    /// The tab asks its leader. What it has missed behind this place it will notice.
    pub fn asks(&mut self, place: &FeedPlace) {
        let due = &mut self.due;
        self.broadcasts.retain(|(leader, n, position)| {
            let is_later = *leader == place.leader && *n > place.n;
            if !is_later {
                *due = (*due).max(*position);
            }
            is_later
        });
    }

    fn judge(&mut self, by_then: u64) -> Result<(), String> {
        let due = std::mem::take(&mut self.due);
        if due <= by_then { Ok(()) } else { Err(format!("missed change {due}, and takes an answer of {by_then}")) }
    }
}

impl World {
    /// Takes a call that a tab makes together with the others of its browser. Returns it if it is none of those.
    pub fn call_together(&mut self, tab: usize, call: Call) -> Result<Option<Call>, String> {
        let since = match &call {
            Call::Changes(ticket, since) if self.plan.shares && ticket.catches_up() => since.clone(),
            _ => return Ok(Some(call)),
        };
        if self.tabs[tab].share.call.replace(call).is_some() {
            return Err(format!("tab {tab} reads the feed twice at a time"));
        }
        self.share(tab, TabsInput::Read(since))?;
        Ok(None)
    }

    /// A request of the feed reaches the backend.
    pub fn reach_feed(&mut self, tab: usize, life: u32, id: ReadId, since: &str) {
        let gone = || Err(Failure::NoAnswer);
        if self.tabs[tab].life != life || !self.tabs[tab].has_network || self.strikes(Fault::LostRequest) {
            return self.after(50, 3_000, Happening::WasRead { tab, life, id, answer: gone() });
        }
        if !self.expired.contains(&(tab, life)) && self.strikes(Fault::ExpiredCursor) {
            self.expired.insert((tab, life));
            let answer = Err(Failure::from_status(410, "too old", None));
            return self.after(2, 400, Happening::WasRead { tab, life, id, answer });
        }
        let (author, most) = (self.tabs[tab].person, self.plan.page_size as usize);
        let result = self.lets_in(author).and_then(|()| self.backend.changes_since(since, most));
        if self.strikes(Fault::LostAnswer) {
            return self.after(50, 3_000, Happening::WasRead { tab, life, id, answer: gone() });
        }
        let answer = result.map(|answer| match answer {
            Answer::Changes(changes) => self.answers_of_feed.text_of(changes, self.backend.changes),
            other => panic!("not an answer of the feed: {other:?}"),
        });
        let most = if self.random.up_to(2) == 0 { 4_000 } else { 400 };
        self.after(2, most, Happening::WasRead { tab, life, id, answer });
    }

    pub fn was_read(&mut self, tab: usize, id: ReadId, answer: Result<Arc<str>, Failure>) -> Result<(), String> {
        self.share(tab, TabsInput::WasRead(id, answer))
    }

    /// A tab's session gets what it has called for.
    pub fn answer_feed(&mut self, tab: usize, answer: Result<Arc<str>, Failure>) -> Result<(), String> {
        let Some(call) = self.tabs[tab].share.call.take() else {
            return Err(format!("tab {tab} has an answer of the feed that it did not ask for"));
        };
        let life = self.tabs[tab].life;
        let result = match answer {
            Ok(text) => {
                self.expired.remove(&(tab, life));
                let (changes, by_then) = self.answers_of_feed.of_text(&text);
                self.tabs[tab].share.missed.judge(by_then).map_err(|why| format!("tab {tab} {why}"))?;
                Ok(Answer::Changes(changes))
            }
            Err(failure) => Err(failure),
        };
        let input = Input::Replied(reply(call, result));
        self.after(0, 0, Happening::Tell { tab, life, input });
        Ok(())
    }
}
