//! Decides if the user is there, and which messages they see.
//!
//! A message is read once it has been in view for [`READ_AFTER_MS`] while the user is there: the tab is in view, and
//! they have done something within [`IDLE_AFTER_MS`]. Opening a channel or receiving a message reads nothing.

use std::collections::VecDeque;

use super::message::OrderKey;
use super::time::Millis;

/// How long a message must be in view to be read, in milliseconds.
pub const READ_AFTER_MS: Millis = 1_000;

/// After this long without activity, in milliseconds, the user may be away.
pub const IDLE_AFTER_MS: Millis = 120_000;

/// Which part of a channel the user sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    /// Its newest message is in view, or will be: the list is not drawn yet.
    Newest,
    /// They read further up.
    FurtherUp,
    /// Another channel is open, or no one is looking.
    Elsewhere,
}

/// The last message of the open channel that is in view: at least half of it, or it fills half of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InSight {
    /// Its newest message, whichever that is.
    Newest,
    /// This message, and none after it.
    UpTo(OrderKey),
}

/// The user's presence and view of the open channel.
#[derive(Clone, Debug)]
pub struct Gaze {
    /// True if the tab is in view.
    pub is_visible: bool,
    /// True if the chat's container is shown.
    pub is_shown: bool,
    /// True if the window has the focus.
    pub is_focused: bool,
    /// The time of their last activity.
    pub active_at: Millis,
    /// The last message in view; `None` until the list has reported it.
    pub in_sight: Option<InSight>,
    /// True if the newest message was in view, or would be, at the last call.
    was_newest: bool,
    /// Messages that came into view and are not read yet, with the time; oldest first.
    coming: VecDeque<(OrderKey, Millis)>,
}

impl Gaze {
    /// The state right after the chat was opened.
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

    /// Returns which part of the open channel is seen now.
    #[must_use]
    pub fn attention(&self, now: Millis) -> Attention {
        match &self.in_sight {
            _ if !self.is_there() || now >= self.active_at + IDLE_AFTER_MS => Attention::Elsewhere,
            Some(InSight::UpTo(_)) => Attention::FurtherUp,
            Some(InSight::Newest) | None => Attention::Newest,
        }
    }

    /// Returns `true` if someone can see the chat.
    fn is_there(&self) -> bool {
        self.is_visible && self.is_shown && self.is_focused
    }

    /// Another channel was opened, and its view is not known yet. Returns `true` if the newest message of the
    /// previous channel was in view.
    pub fn turn_to_another(&mut self) -> bool {
        self.in_sight = None;
        self.coming.clear();
        std::mem::take(&mut self.was_newest)
    }

    /// Records what is in view now; `newest` is the channel's newest message. Returns up to where it is read, and if
    /// the user has left the newest message since the last call.
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
        // The last one is kept, so that it does not count as coming into view again.
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

    /// Returns when something will have been in view for long enough, or the user will count as away.
    #[must_use]
    pub fn deadline(&self, now: Millis) -> Option<Millis> {
        let read_at = self.coming.iter().map(|(_, since)| since + READ_AFTER_MS).find(|at| *at > now);
        let idle_at = Some(self.active_at + IDLE_AFTER_MS).filter(|at| self.is_there() && *at > now);
        read_at.into_iter().chain(idle_at).min()
    }
}
