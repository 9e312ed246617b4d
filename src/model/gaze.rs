//! Whether the visitor is there, and which messages are on their screen.
//!
//! A message is read once it has been in sight for [`READ_AFTER_MS`] while the visitor is there: they look at the tab,
//! and have done something within [`IDLE_AFTER_MS`]. Nothing else is read, whatever is opened or comes in.

use std::collections::VecDeque;

use super::message::OrderKey;
use super::time::Millis;

/// So long a message has to be in sight until it is read, in milliseconds.
pub const READ_AFTER_MS: Millis = 1_000;

/// Who has not touched the page for so long, in milliseconds, may not be there any more.
pub const IDLE_AFTER_MS: Millis = 120_000;

/// How much of a channel the visitor sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    /// Its newest message is in sight, or is about to be: the list is not there yet.
    Newest,
    /// They read further up in it.
    FurtherUp,
    /// Another channel is open, or nobody looks.
    Elsewhere,
}

/// What of the open channel is in sight: at least half of a message, or half of the list is filled by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InSight {
    /// Its newest message, whichever that is.
    Newest,
    /// This message, and none below it.
    UpTo(OrderKey),
}

/// Whether somebody is there, and what they see of the open channel.
#[derive(Clone, Debug)]
pub struct Gaze {
    /// Whether the tab is looked at.
    pub is_visible: bool,
    /// Whether what the chat stands in is shown.
    pub is_shown: bool,
    /// Whether the window has the focus.
    pub is_focused: bool,
    /// When they last did something.
    pub active_at: Millis,
    /// What is in sight; `None` until the list has said so.
    pub in_sight: Option<InSight>,
    /// Whether the newest message was in sight, or about to be, when it was last asked.
    was_newest: bool,
    /// What came into sight and is not read yet, and when; the oldest first.
    coming: VecDeque<(OrderKey, Millis)>,
}

impl Gaze {
    /// Of somebody who has just opened the chat.
    #[must_use]
    pub fn new(now: Millis) -> Self {
        Self {
            is_visible: true,
            is_shown: true,
            is_focused: true,
            active_at: now,
            in_sight: None,
            was_newest: false,
            coming: VecDeque::new(),
        }
    }

    /// How much of the open channel is seen now.
    #[must_use]
    pub fn attention(&self, now: Millis) -> Attention {
        match &self.in_sight {
            _ if !self.is_there() || now >= self.active_at + IDLE_AFTER_MS => Attention::Elsewhere,
            Some(InSight::UpTo(_)) => Attention::FurtherUp,
            Some(InSight::Newest) | None => Attention::Newest,
        }
    }

    /// Whether the chat is in front of somebody's eyes.
    fn is_there(&self) -> bool {
        self.is_visible && self.is_shown && self.is_focused
    }

    /// Another channel is opened: what is in sight of it is not known yet. Returns `true` if they saw the newest
    /// message of the one that was open.
    pub fn turn_to_another(&mut self) -> bool {
        self.in_sight = None;
        self.coming.clear();
        std::mem::take(&mut self.was_newest)
    }

    /// Notes what is in sight now, `newest` being the channel's newest message. Returns up to where it is read, and
    /// whether they have turned away from the newest message since this was last called.
    pub fn look(&mut self, newest: Option<OrderKey>, now: Millis) -> (Option<OrderKey>, bool) {
        let attention = self.attention(now);
        let target = match &self.in_sight {
            _ if attention == Attention::Elsewhere => None,
            Some(InSight::Newest) => newest,
            Some(InSight::UpTo(last)) => Some(last.clone()),
            None => None,
        };
        let is_out_of_sight = |place: &OrderKey| target.as_ref().is_none_or(|target| place > target);
        while self.coming.back().is_some_and(|(place, _)| is_out_of_sight(place)) {
            self.coming.pop_back();
        }
        if let Some(target) = target
            && self.coming.back().is_none_or(|(last, _)| *last < target)
        {
            self.coming.push_back((target, now));
        }
        let mut read = None;
        // The last one stays, so that it is known: it is not to come into sight again.
        while let Some((place, _)) = self.coming.front().filter(|(_, since)| since + READ_AFTER_MS <= now) {
            read = Some(place.clone());
            if self.coming.len() == 1 {
                break;
            }
            self.coming.pop_front();
        }
        let is_newest = attention == Attention::Newest;
        let has_turned_away = std::mem::replace(&mut self.was_newest, is_newest) && !is_newest;
        (read, has_turned_away)
    }

    /// When something will have been in sight for long enough, or nobody seems to be there any more.
    #[must_use]
    pub fn deadline(&self, now: Millis) -> Option<Millis> {
        let read_at = self.coming.iter().map(|(_, since)| since + READ_AFTER_MS).find(|at| *at > now);
        let idle_at = Some(self.active_at + IDLE_AFTER_MS).filter(|at| self.is_there() && *at > now);
        read_at.into_iter().chain(idle_at).min()
    }
}
