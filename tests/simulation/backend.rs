//! A backend that keeps the contract: it stores, it answers pages, it has a clock of its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::history::{Changes, Cursor, Page, PageQuery};
use collabspace_chat::model::message::{
    Body, ChannelId, Edited, LocalId, Message, Person, Reacted, Reaction, Removal, Version,
};
use collabspace_chat::model::random::Random;
use collabspace_chat::model::session::LiveInput;
use collabspace_chat::model::time::Timestamp;

use crate::plan::Plan;
use crate::replying::Answer;

/// What the backend's clock shows at the simulation's time 0; nothing else in the simulation has that clock.
const EPOCH: i64 = 1_700_000_000_000;

/// An event takes no more than this of a text; what is longer is published cut.
pub const LONGEST_IN_AN_EVENT: usize = 40;

/// A stored message, and the entry of whose outbox it came from.
#[derive(Clone, Debug)]
pub struct Stored {
    pub channel: ChannelId,
    pub message: Message,
    pub from: LocalId,
    /// The position in the feed of its last change.
    pub position: u64,
    /// The version of its content.
    pub edited: Version,
    pub is_deleted: bool,
}

/// What somebody does to a stored message.
#[derive(Clone, Debug)]
pub enum Doing {
    Edit(String),
    Delete,
    React(usize, Arc<str>, bool),
}

#[derive(Debug)]
pub struct Backend {
    pub stored: Vec<Stored>,
    /// How many changes there were.
    pub changes: u64,
    /// The places in `stored` of the messages that were ever changed.
    pub touched: BTreeSet<usize>,
    plan: Plan,
}

impl Backend {
    pub fn new(plan: &Plan, random: &mut Random) -> Self {
        let mut backend = Self { stored: Vec::new(), changes: 0, touched: BTreeSet::new(), plan: plan.clone() };
        for n in 0..plan.history {
            let channel: ChannelId = if n % 3 == 2 { "random".into() } else { "general".into() };
            // In bursts, so that pages are cut in the middle of one instant.
            let now = -600_000 + (n / 4) as i64 * 5_000;
            backend.store(
                &channel,
                &person(n % 2),
                format!("old {n}").into(),
                None,
                format!("old-{n}").into(),
                now,
                random,
            );
        }
        backend
    }

    #[expect(clippy::too_many_arguments, reason = "they are the columns of a message")]
    pub fn store(
        &mut self,
        channel: &ChannelId,
        author: &Arc<Person>,
        text: Arc<str>,
        client_id: Option<LocalId>,
        from: LocalId,
        now: i64,
        random: &mut Random,
    ) -> Message {
        let known = self.stored.iter().find(|stored| {
            client_id.is_some() && stored.message.client_id == client_id && stored.message.author.id == author.id
        });
        if let Some(known) = known {
            return known.message.clone();
        }
        let clock = EPOCH + now - random.up_to(self.plan.clock_skew);
        let number = self.stored.len();
        let id = if self.plan.counted_ids { format!("{number}") } else { format!("{:016x}", random.next_u64()) };
        let created_at = Timestamp(clock - clock.rem_euclid(self.plan.clock_step));
        let mut message = Message::plain(id.into(), created_at, author.clone(), text);
        message.client_id = client_id;
        self.changes += 1;
        if self.plan.feed {
            message.version = Version::Rev(self.changes);
        }
        let (position, is_deleted, edited) = (self.changes, false, message.version);
        let channel = channel.clone();
        self.stored.push(Stored { channel, message: message.clone(), from, position, edited, is_deleted });
        message
    }

    pub fn page(&self, channel: &ChannelId, query: &PageQuery) -> Result<Answer, Failure> {
        let cursor = self.plan.feed.then(|| self.changes.to_string().into());
        let all: Vec<Message> = self.in_order(channel, !self.plan.ties_by_arrival);
        let limit = query.limit as usize;
        let mut has_more = false;
        let messages: Vec<_> = match &query.cursor {
            Cursor::Newest => newest(all, limit),
            Cursor::Before(before) => newest(all.into_iter().filter(|m| m.created_at < *before).collect(), limit),
            Cursor::Around(id) => {
                let all = self.extended(channel);
                let at = all.iter().position(|message| message.id == *id).ok_or_else(no_such_message)?;
                all.into_iter().skip(at.saturating_sub(limit / 2)).take(limit).collect()
            }
            Cursor::After(key) => {
                if !self.stored.iter().any(|stored| stored.message.id == key.id) {
                    return Err(no_such_message());
                }
                let newer: Vec<_> = self.extended(channel).into_iter().filter(|m| m.order_key() > *key).collect();
                has_more = newer.len() > limit;
                newer.into_iter().take(limit).collect()
            }
        };
        Ok(Answer::Page(Page { count: messages.len(), messages, has_more, cursor, ..Page::default() }))
    }

    /// What has changed since a position of the feed.
    pub fn changes_since(&self, since: &str, limit: usize) -> Result<Answer, Failure> {
        let since: u64 = since.parse().map_err(|_| Failure::from_status(410, "what cursor", None))?;
        let mut changed: Vec<_> = self.stored.iter().filter(|stored| stored.position > since).collect();
        changed.sort_by_key(|stored| stored.position);
        let has_more = changed.len() > limit;
        changed.truncate(limit);
        let cursor = changed.last().filter(|_| has_more).map_or(self.changes, |last| last.position);
        let mut answer =
            Changes { messages: Vec::new(), removals: Vec::new(), cursor: cursor.to_string().into(), has_more };
        for stored in changed {
            if stored.is_deleted {
                answer.removals.push((Some(stored.channel.clone()), Removal { id: stored.message.id.clone() }));
            } else {
                answer.messages.push((Some(stored.channel.clone()), stored.message.clone()));
            }
        }
        Ok(Answer::Changes(answer))
    }

    /// Changes a stored message. Returns the event of it, or nothing if it is so already.
    pub fn change(&mut self, at: usize, doing: Doing, now: i64, random: &mut Random) -> Option<LiveInput> {
        let clock = EPOCH + now - random.up_to(5_000);
        let stored = &mut self.stored[at];
        if stored.is_deleted {
            return None;
        }
        let (next, counts) = (self.changes + 1, self.plan.feed);
        let message = &mut stored.message;
        let version = match message.version {
            Version::At(before) if !counts => Version::At(Timestamp(clock.max(before.0 + 1))),
            _ => Version::Rev(next),
        };
        let (id, channel) = (message.id.clone(), stored.channel.clone());
        let event = match doing {
            Doing::Edit(text) => {
                message.content.body = Body::Text(text.into());
                message.content.edited = Some(Edited::At(Timestamp(clock)));
                message.version = version;
                stored.edited = version;
                LiveInput::Updated(channel, event_of(message))
            }
            Doing::Delete => {
                stored.is_deleted = true;
                LiveInput::Deleted(channel, Removal { id })
            }
            Doing::React(who, emoji, on) => {
                let reaction = Reaction { emoji, person: person(who).id.clone(), name: None };
                let reactions = &mut message.content.reactions;
                if reactions.contains(&reaction) == on {
                    return None;
                }
                reactions.retain(|other| *other != reaction);
                if on {
                    reactions.push(reaction.clone());
                }
                message.version = version;
                if counts {
                    LiveInput::Reacted(channel, Reacted { id, version, reaction, on })
                } else {
                    LiveInput::Updated(channel, event_of(message))
                }
            }
        };
        self.changes = next;
        self.touched.insert(at);
        stored.position = next;
        Some(event)
    }

    /// Whether there ever was such a message.
    pub fn has(&self, id: &str) -> bool {
        self.stored.iter().any(|stored| *stored.message.id == *id)
    }

    pub fn is_deleted(&self, id: &str) -> bool {
        self.stored.iter().any(|stored| stored.is_deleted && *stored.message.id == *id)
    }

    /// All messages of a channel as the extensions go through them.
    fn extended(&self, channel: &str) -> Vec<Message> {
        assert!(self.plan.extended, "a baseline backend is not asked for what it has not");
        self.in_order(channel, true)
    }

    /// All messages of a channel; ties of the instant by the id, or as they came.
    pub fn in_order(&self, channel: &str, by_id: bool) -> Vec<Message> {
        let here = self.stored.iter().filter(|stored| &*stored.channel == channel && !stored.is_deleted);
        let mut messages: Vec<_> = here.map(|stored| stored.message.clone()).collect();
        if by_id {
            messages.sort_by_key(Message::order_key);
        } else {
            messages.sort_by_key(|message| message.created_at);
        }
        messages
    }
}

/// The event of a message: cut where it is too long.
pub fn event_of(message: &Message) -> Message {
    let mut event = message.clone();
    if event.text().len() > LONGEST_IN_AN_EVENT {
        event.content.body = Body::Text(event.text()[..LONGEST_IN_AN_EVENT].into());
        event.content.is_cut = true;
    }
    event
}

pub fn person(number: usize) -> Arc<Person> {
    Arc::new(Person { id: format!("person-{number}").into(), name: format!("Person {number}").into(), avatar: None })
}

fn no_such_message() -> Failure {
    Failure::from_status(404, "no such message", None)
}

fn newest(mut messages: Vec<Message>, limit: usize) -> Vec<Message> {
    messages.split_off(messages.len().saturating_sub(limit))
}
