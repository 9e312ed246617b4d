//! The feed of changes: after a loss one tab reads it for all that stand at the same cursor.
//!
//! 1. A follower whose session has to catch up asks its leader ([`Word::Read`]). The leader reads, once for all tabs
//!    that ask from one cursor and for itself, and broadcasts the answer ([`Word::Feed`]).
//! 2. An answer serves a tab only if it holds all changes up to the tab's place in the leader's events: what comes
//!    after that place, the tab hears. So a request and a question both bear a place, and an answer whose request was
//!    made at an earlier place than the question is not taken.
//! 3. In doubt a tab reads by itself: if the answer takes too long, if the leader's request failed, if the tab does not
//!    follow that leader any more.
//!
//! Only catching up is shared. A check finds what no connection has brought, so a place in a connection's events says
//! nothing about it; each tab makes its own.

use std::sync::Arc;

use super::words::{FeedPlace, LiveEvent, ReadId, TabsOutput, Word};
use super::{Role, Tabs};
use crate::model::failure::Failure;
use crate::model::time::Millis;

/// How long a tab waits for an answer that the leader is to get.
const PATIENCE_MS: Millis = 2_000;

/// What a tab reads of the feed, and waits for.
#[derive(Clone, Debug, Default)]
pub(super) struct Feed {
    awaited: Option<Awaited>,
    /// The requests that this tab has made and that are not answered yet.
    requests: Vec<Request>,
    next: ReadId,
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
    /// Returns `true` if what is read from here on holds all that a tab needs which has asked at `asked`.
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
    pub(super) fn asked_to_read(&mut self, asked: FeedPlace) {
        if self.role == Role::Leader && asked.leader == self.as_leader() {
            self.request(asked, true);
        }
    }

    /// Makes a request that serves `asked`, unless one is under way. Returns its number.
    fn request(&mut self, asked: FeedPlace, is_for_others: bool) -> ReadId {
        // Only a leader's events are counted, and only by their number a request can be told from an older one.
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
    pub(super) fn was_read(&mut self, id: ReadId, answer: Result<Arc<str>, Failure>) {
        let Some(at) = self.feed.requests.iter().position(|request| request.id == id) else { return };
        let Request { place, is_for_others, .. } = self.feed.requests.swap_remove(at);
        if is_for_others && self.role == Role::Leader && place.leader == self.as_leader() {
            self.out.push(TabsOutput::Post(Word::Feed(place, answer.as_ref().ok().cloned())));
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
