//! The feed of changes: after a loss one tab reads it for all tabs at the same cursor.
//!
//! 1. A follower whose session has to catch up asks its leader ([`Word::Read`]). The leader makes one request for all
//!    tabs at that cursor, itself included, and broadcasts the answer ([`Word::Feed`]).
//! 2. A place is how many of a leader's events a tab has taken in. A tab only accepts an answer whose request was made
//!    at its own place or a later one: such an answer holds every change up to the tab's place, and the events after
//!    that place still reach the tab.
//! 3. After a lost connection each tab comes back in its own time. So the leader keeps its last answer for a while, and
//!    gives it to tabs that may accept it.
//! 4. In doubt a tab asks the backend itself: if there is no answer in time, if the leader's request failed, or if the
//!    tab no longer follows that leader.
//!
//! Only catching up is shared. A check looks for events that were never delivered, and a place says nothing about
//! those, so each tab makes its own checks.

use std::sync::Arc;

use super::words::{FeedPlace, LiveEvent, ReadId, TabsOutput, Word};
use super::{Role, Tabs};
use crate::model::failure::Failure;
use crate::model::time::Millis;

/// How long a tab waits for the leader's answer, in milliseconds.
const PATIENCE_MS: Millis = 2_000;

/// How long the last answer is kept, in milliseconds. A session makes no second check within this time either.
const KEPT_MS: Millis = 10_000;

/// The requests of one tab, and the answer that its session waits for.
#[derive(Clone, Debug, Default)]
pub(super) struct Feed {
    awaited: Option<Awaited>,
    /// This tab's requests without an answer so far.
    requests: Vec<Request>,
    next: ReadId,
    /// The last answer that this tab received as a leader, and when.
    last: Option<(FeedPlace, Arc<str>, Millis)>,
}

/// What the session waits for.
#[derive(Clone, Debug)]
enum Awaited {
    /// The leader's answer, until this time.
    Leader(FeedPlace, Millis),
    /// The answer to a request of this tab's.
    Own(ReadId),
}

#[derive(Clone, Debug)]
struct Request {
    id: ReadId,
    place: FeedPlace,
    is_for_others: bool,
}

impl FeedPlace {
    /// Returns `true` if a request made at this place answers a question asked at `asked`.
    fn serves(&self, asked: &Self) -> bool {
        let ahead = self.n.wrapping_sub(asked.n);
        self.leader == asked.leader && self.cursor == asked.cursor && ahead <= u32::MAX / 2
    }
}

impl<E: LiveEvent> Tabs<E> {
    /// The session wants the feed read.
    pub(super) fn read(&mut self, cursor: Arc<str>, now: Millis) {
        let Some((leader, n)) = self.followed else { return self.read_alone(cursor) };
        let place = FeedPlace { leader, n, cursor };
        self.feed.awaited = Some(Awaited::Leader(place.clone(), now + PATIENCE_MS));
        self.out.push(TabsOutput::Post(Word::Read(place)));
    }

    fn read_alone(&mut self, cursor: Arc<str>) {
        let id = self.request(FeedPlace { leader: self.as_leader(), n: self.n, cursor }, false);
        self.feed.awaited = Some(Awaited::Own(id));
    }

    /// A follower asks to have the feed read.
    pub(super) fn asked_to_read(&mut self, asked: FeedPlace, now: Millis) {
        if self.role != Role::Leader || asked.leader != self.as_leader() {
            return;
        }
        match &self.feed.last {
            Some((place, answer, at)) if place.serves(&asked) && now < at + KEPT_MS => {
                let word = Word::Feed(place.clone(), Some(answer.clone()));
                self.out.push(TabsOutput::Post(word));
            }
            _ => {
                self.request(asked, true);
            }
        }
    }

    /// Makes a request that serves `asked`, unless one is under way. Returns its number.
    fn request(&mut self, asked: FeedPlace, is_for_others: bool) -> ReadId {
        // Only a leader counts its events, and without the count a new request looks like an old one.
        let is_counted = self.role == Role::Leader;
        if let Some(made) = self.feed.requests.iter_mut().find(|made| is_counted && made.place.serves(&asked)) {
            made.is_for_others |= is_for_others;
            return made.id;
        }
        let id = self.feed.next;
        self.feed.next = id.wrapping_add(1);
        let place = FeedPlace { n: self.n, ..asked };
        self.out.push(TabsOutput::Read(id, place.cursor.clone()));
        self.feed.requests.push(Request { id, place, is_for_others });
        id
    }

    /// A request of this tab's is answered.
    pub(super) fn was_read(&mut self, id: ReadId, answer: Result<Arc<str>, Failure>, now: Millis) {
        let Some(at) = self.feed.requests.iter().position(|request| request.id == id) else { return };
        let Request { place, is_for_others, .. } = self.feed.requests.swap_remove(at);
        if self.role == Role::Leader && place.leader == self.as_leader() {
            let text = answer.as_ref().ok();
            self.feed.last = text.map(|text| (place.clone(), text.clone(), now));
            if is_for_others {
                self.out.push(TabsOutput::Post(Word::Feed(place, text.cloned())));
            }
        }
        if matches!(self.feed.awaited, Some(Awaited::Own(own)) if own == id) {
            self.feed.awaited = None;
            self.out.push(TabsOutput::Answer(answer));
        }
    }

    /// The leader has read the feed, or tried in vain.
    pub(super) fn heard_feed(&mut self, place: &FeedPlace, answer: Option<Arc<str>>) {
        let Some(Awaited::Leader(asked, _)) = &self.feed.awaited else { return };
        if !place.serves(asked) {
            return;
        }
        match answer {
            Some(answer) => {
                self.feed.awaited = None;
                self.out.push(TabsOutput::Answer(Ok(answer)));
            }
            None => self.read_alone(place.cursor.clone()),
        }
    }

    /// Reads what the leader was asked for if it is not to be had from there any more.
    pub(super) fn doubt_feed(&mut self, now: Millis) {
        let Some(Awaited::Leader(asked, until)) = &self.feed.awaited else { return };
        if *until <= now || self.followed.is_none_or(|(leader, _)| leader != asked.leader) {
            let cursor = asked.cursor.clone();
            self.read_alone(cursor);
        }
    }

    pub(super) fn feed_deadline(&self) -> Option<Millis> {
        match self.feed.awaited {
            Some(Awaited::Leader(_, until)) => Some(until),
            _ => None,
        }
    }
}
