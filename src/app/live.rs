//! Translates pusher-js events into session inputs.

use std::cell::RefCell;
use std::slice;

use litemap::LiteMap;
use serde_json::Value;

use super::log;
use crate::model::message::ChannelId;
use crate::model::session::LiveInput;
use crate::pusher::{Data, Event};
use crate::wire::config::EventNames;
use crate::wire::presence::{self, Roster};
use crate::wire::{WireError, events};

/// Translates the events of one subscription.
#[derive(Debug)]
pub struct Translator {
    names: EventNames,
    default_channel: ChannelId,
    has_presence: bool,
    dropped: RefCell<LiteMap<String, u32>>,
}

impl Translator {
    /// Creates a translator. An event that names no channel belongs to `default_channel`. Only a presence channel has
    /// members.
    #[must_use]
    pub fn new(names: EventNames, default_channel: ChannelId, has_presence: bool) -> Self {
        Self { names, default_channel, has_presence, dropped: RefCell::default() }
    }

    /// The events to request, in the order in which [`Self::translate_all`] identifies them.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let EventNames { new_message, typing, message_updated, message_deleted, message_reacted } = &self.names;
        [new_message, typing, message_updated, message_deleted, message_reacted].map(Clone::clone).to_vec()
    }

    /// Translates a protocol event. Returns nothing if it cannot be read, which is logged once.
    #[must_use]
    pub fn translate(&self, event: Event) -> Option<LiveInput> {
        let input = match event {
            Event::Connected => Ok(LiveInput::Connected),
            Event::Closed => Ok(LiveInput::Lost),
            Event::Error(code, words) => Ok(LiveInput::Error(code, words.into())),
            Event::Pong => Ok(LiveInput::Heard),
            Event::Refused(refusal) => Ok(LiveInput::Refused { status: refusal.status, why: refusal.why }),
            Event::Subscribed(json) => Ok(self.subscribed(&json)),
            Event::MemberAdded(json) => presence::member(&json).map(LiveInput::Joined),
            Event::MemberRemoved(json) => presence::member(&json).map(|person| LiveInput::Left(person.id.clone())),
            Event::Read(json) => {
                let read = events::read(&json).map(|(channel, last)| LiveInput::Read(channel, last));
                return read.map_err(|error| self.dropped("read", &error)).ok();
            }
            Event::Named(at, data) => return self.translate_all(&[(at, data)]).pop(),
        };
        input.map_err(|error| self.dropped("a member", &error)).ok()
    }

    /// A subscription counts even if its member list cannot be read, or only in part.
    fn subscribed(&self, json: &str) -> LiveInput {
        if !self.has_presence {
            return LiveInput::Subscribed { me: None, people: Vec::new() };
        }
        let Roster { me, people, errors } =
            presence::roster(json).unwrap_or_else(|error| Roster { me: None, people: Vec::new(), errors: vec![error] });
        errors.iter().for_each(|error| self.dropped("a member", error));
        LiveInput::Subscribed { me, people }
    }

    /// Translates application events that arrived together: their JSON is written and parsed as one text.
    #[must_use]
    pub fn translate_all(&self, all: &[(usize, Data)]) -> Vec<LiveInput> {
        let read = events::data_of_all(&Data::list(all.iter().map(|(_, data)| data)));
        match (read, all) {
            (Ok(read), _) => all.iter().zip(&read).filter_map(|((at, _), data)| self.named(*at, data)).collect(),
            (Err(error), [(at, _)]) => {
                self.dropped(self.name(*at), &error);
                Vec::new()
            }
            // An event that nests too deeply must not take the others with it.
            (Err(_), _) => all.iter().flat_map(|one| self.translate_all(slice::from_ref(one))).collect(),
        }
    }

    fn name(&self, at: usize) -> &str {
        match at {
            0 => &self.names.new_message,
            1 => &self.names.typing,
            2 => &self.names.message_updated,
            3 => &self.names.message_deleted,
            _ => &self.names.message_reacted,
        }
    }

    fn named(&self, at: usize, data: &Value) -> Option<LiveInput> {
        let channel = |channel: Option<ChannelId>| channel.unwrap_or_else(|| self.default_channel.clone());
        let mut bad = Vec::new();
        let input = match at {
            0 => events::whole_message(data, &mut bad).map(|(id, message)| LiveInput::Message(channel(id), message)),
            1 => events::typing(data).map(|event| LiveInput::Typing {
                channel: channel(event.channel),
                person: event.person,
                is_typing: event.is_typing,
            }),
            2 => events::whole_message(data, &mut bad).map(|(id, message)| LiveInput::Updated(channel(id), message)),
            3 => events::message_deleted(data).map(|(id, removal)| LiveInput::Deleted(channel(id), removal)),
            _ => events::message_reacted(data).map(|(id, reacted)| LiveInput::Reacted(channel(id), reacted)),
        };
        bad.iter().for_each(|error| self.left_out(self.name(at), error));
        input.map_err(|error| self.dropped(self.name(at), &error)).ok()
    }

    /// A field that cannot be read is left out of its message. This is logged once for each field.
    fn left_out(&self, what: &str, error: &WireError) {
        if self.count(what, error) {
            log::warn(&format!("a field of {what} was left out: {error}. Others like it will be left out silently."));
        }
    }

    fn count(&self, what: &str, error: &WireError) -> bool {
        let mut dropped = self.dropped.borrow_mut();
        let count = dropped.entry([what, " ", &error.field].concat()).or_insert(0);
        *count += 1;
        *count == 1
    }

    /// Counts a dropped event, and logs the first one for each bad field.
    fn dropped(&self, what: &str, error: &WireError) {
        if self.count(what, error) {
            log::warn(&format!("{what} was dropped: {error}. Others like it will be dropped without a word."));
        }
    }
}
