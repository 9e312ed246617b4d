//! Who is typing: what is shown of others, and what is told about the visitor.

use litemap::LiteMap;
use std::sync::Arc;

use super::message::{ChannelId, Person, PersonId};
use super::time::Millis;

/// After this long without a keystroke the visitor has stopped typing.
pub const SILENCE_MS: Millis = 2_000;

/// While typing goes on, it is told again this often.
pub const REPEAT_MS: Millis = 5_000;

/// Somebody of whom nothing was heard for this long is not shown any more: [`REPEAT_MS`] and some for a slow network.
pub const LOST_MS: Millis = 7_000;

/// Those who are typing in one channel.
#[derive(Clone, Debug, Default)]
pub struct Typists(LiteMap<PersonId, (Arc<Person>, Millis)>);

impl Typists {
    /// Somebody types, or has stopped.
    pub fn heard(&mut self, person: Arc<Person>, is_typing: bool, now: Millis) {
        if is_typing {
            self.0.insert(person.id.clone(), (person, now + LOST_MS));
        } else {
            self.0.remove(&person.id);
        }
    }

    /// Somebody's message came, or they left.
    pub fn remove(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// Lets those go whose end was lost.
    pub fn expire(&mut self, now: Millis) {
        self.0.retain(|_, (_, until)| *until > now);
    }

    /// When [`Typists::expire`] has something to do next.
    #[must_use]
    pub fn deadline(&self) -> Option<Millis> {
        self.0.values().map(|(_, until)| *until).min()
    }

    /// Those who type, by id.
    #[must_use]
    pub fn list(&self) -> Vec<Arc<Person>> {
        self.0.values().map(|(person, _)| person.clone()).collect()
    }
}

/// What the others were told about the visitor.
///
/// One `true` at the first keystroke, again every [`REPEAT_MS`] while it goes on, one `false` after [`SILENCE_MS`]
/// without one or when the text is gone. A message that is sent ends it without a call, because its event says enough;
/// the original application's page does not take it so, and is told.
#[derive(Clone, Debug, Default)]
pub struct Typist(Option<Told>);

#[derive(Clone, Debug)]
struct Told {
    channel: ChannelId,
    last_key: Millis,
    last_told: Millis,
}

/// What is to be told: the channel, and whether the visitor types there.
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

    /// The text is gone, the composer is left, or the silence was long enough.
    pub fn stop(&mut self) -> Option<Tell> {
        self.0.take().map(|told| (told.channel, false))
    }

    /// Ends typing where the silence was long enough.
    pub fn expire(&mut self, now: Millis) -> Option<Tell> {
        if self.deadline().is_some_and(|deadline| deadline <= now) { self.stop() } else { None }
    }

    /// When [`Typist::expire`] has something to do next.
    #[must_use]
    pub fn deadline(&self) -> Option<Millis> {
        self.0.as_ref().map(|told| told.last_key + SILENCE_MS)
    }
}
