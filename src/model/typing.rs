//! Who is typing: what is shown of others, and what is sent about the user.

use litemap::LiteMap;
use std::sync::Arc;

use super::message::{ChannelId, Person, PersonId};
use super::time::Millis;

/// After this long without a keystroke the user has stopped typing.
pub const SILENCE_MS: Millis = 2_000;

/// While typing continues, it is announced again at this interval.
pub const REPEAT_MS: Millis = 5_000;

/// A person is not shown as typing after this long without an event: [`REPEAT_MS`] plus some time for a slow network.
pub const LOST_MS: Millis = 7_000;

/// The people typing in one channel.
#[derive(Clone, Debug, Default)]
pub struct Typists(LiteMap<PersonId, (Arc<Person>, Millis)>);

impl Typists {
    /// A person types, or has stopped.
    pub fn heard(&mut self, person: Arc<Person>, is_typing: bool, now: Millis) {
        if is_typing {
            self.0.insert(person.id.clone(), (person, now + LOST_MS));
        } else {
            self.0.remove(&person.id);
        }
    }

    /// A person's message arrived, or they left.
    pub fn remove(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Removes people whose end of typing was lost.
    pub fn expire(&mut self, now: Millis) {
        self.0.retain(|_, (_, until)| *until > now);
    }

    /// Returns when [`Typists::expire`] next has something to do.
    #[must_use]
    pub fn deadline(&self) -> Option<Millis> {
        self.0.values().map(|(_, until)| *until).min()
    }

    /// Returns the people who type, by id.
    #[must_use]
    pub fn list(&self) -> Vec<Arc<Person>> {
        self.0.values().map(|(person, _)| person.clone()).collect()
    }
}

/// What was announced about the user's typing.
///
/// One `true` at the first keystroke, again every [`REPEAT_MS`] while typing continues, one `false` after
/// [`SILENCE_MS`] without a keystroke or when the text is empty. Sending a message ends it without a call, since its
/// event says enough; the original application's page does not understand that, and gets the call.
#[derive(Clone, Debug, Default)]
pub struct Typist(Option<Told>);

#[derive(Clone, Debug)]
struct Told {
    channel: ChannelId,
    last_key: Millis,
    last_told: Millis,
}

/// The announcement: the channel, and `true` if the user types there.
pub type Tell = (ChannelId, bool);

impl Typist {
    /// A keystroke in a channel's composer.
    pub fn key(&mut self, channel: &ChannelId, now: Millis) -> Vec<Tell> {
        match &mut self.0 {
            Some(told) if told.channel == *channel => {
                told.last_key = now;
                if now - told.last_told < REPEAT_MS {
                    return Vec::new();
                }
                told.last_told = now;
                vec![(channel.clone(), true)]
            }
            _ => {
                let mut tell: Vec<_> = self.stop().into_iter().collect();
                self.0 = Some(Told { channel: channel.clone(), last_key: now, last_told: now });
                tell.push((channel.clone(), true));
                tell
            }
        }
    }

    /// The text is empty, the composer was left, or the pause was long enough.
    pub fn stop(&mut self) -> Option<Tell> {
        self.0.take().map(|told| (told.channel, false))
    }

    /// Ends typing if the pause was long enough.
    pub fn expire(&mut self, now: Millis) -> Option<Tell> {
        if self.deadline().is_some_and(|deadline| deadline <= now) { self.stop() } else { None }
    }

    /// Returns when [`Typist::expire`] next has something to do.
    #[must_use]
    pub fn deadline(&self) -> Option<Millis> {
        self.0.as_ref().map(|told| told.last_key + SILENCE_MS)
    }
}
