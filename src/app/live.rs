//! What pusher-js says, in the session's words.

use litemap::LiteMap;
use std::cell::RefCell;

use super::log;
use crate::model::message::ChannelId;
use crate::model::session::LiveInput;
use crate::pusher::Event;
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
    /// A translator; an event that names no channel belongs to `default_channel`. Only a presence channel has members.
    #[must_use]
    pub fn new(names: EventNames, default_channel: ChannelId, has_presence: bool) -> Self {
        Self { names, default_channel, has_presence, dropped: RefCell::default() }
    }

    /// What an event means; nothing where it cannot be read, which is said once in the console.
    #[must_use]
    pub fn translate(&self, event: Event) -> Option<LiveInput> {
        let input = match event {
            Event::Connected => Ok(LiveInput::Connected),
            Event::Closed => Ok(LiveInput::Lost),
            Event::Error(code, words) => Ok(LiveInput::Error(code, words.into())),
            Event::Pong => Ok(LiveInput::Heard),
            Event::Refused(refusal) => Ok(LiveInput::Refused { status: refusal.status, words: refusal.words.into() }),
            Event::Subscribed(json) => Ok(self.subscribed(&json)),
            Event::MemberAdded(json) => presence::member(&json).map(LiveInput::Joined),
            Event::MemberRemoved(json) => presence::member(&json).map(|person| LiveInput::Left(person.id.clone())),
            Event::Named(name, json) => return self.named(&name, &json),
        };
        input.map_err(|error| self.dropped("a member", &error)).ok()
    }

    /// A subscription whose member list cannot be read, or only in part, is still one.
    fn subscribed(&self, json: &str) -> LiveInput {
        if !self.has_presence {
            return LiveInput::Subscribed { me: None, people: Vec::new() };
        }
        let Roster { me, people, errors } =
            presence::roster(json).unwrap_or_else(|error| Roster { me: None, people: Vec::new(), errors: vec![error] });
        errors.iter().for_each(|error| self.dropped("a member", error));
        LiveInput::Subscribed { me, people }
    }

    fn named(&self, name: &str, json: &str) -> Option<LiveInput> {
        let channel = |channel: Option<ChannelId>| channel.unwrap_or_else(|| self.default_channel.clone());
        let input = if *name == *self.names.new_message {
            events::new_message(json).map(|(id, message)| LiveInput::Message(channel(id), message))
        } else {
            events::typing(json).map(|event| LiveInput::Typing {
                channel: channel(event.channel),
                person: event.person,
                is_typing: event.is_typing,
            })
        };
        input.map_err(|error| self.dropped(name, &error)).ok()
    }

    /// Counts an event that was dropped, and says so the first time that its field is wrong.
    fn dropped(&self, what: &str, error: &WireError) {
        let mut dropped = self.dropped.borrow_mut();
        let count = dropped.entry(format!("{what} {}", error.field)).or_insert(0);
        *count += 1;
        if *count == 1 {
            log::warn(&format!("{what} was dropped: {error}. Others like it will be dropped without a word."));
        }
    }
}
