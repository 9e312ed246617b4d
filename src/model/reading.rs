//! What a person has read of a channel: up to which message, and where the "New" divider is.

use super::gaze::Attention;
use super::message::{MessageId, OrderKey};

/// What a person has read of one channel.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The message below the "New" divider.
    pub divider: Divider,
    /// How far they have read, on this visit or an earlier one.
    pub mark: Option<OrderKey>,
    /// How far they had read before this visit, until the divider is placed above newer messages.
    pub before: Option<OrderKey>,
    /// True once it is placed.
    pub is_divided: bool,
    /// True if they marked the channel as unread: nothing in it is read until they leave it.
    pub is_kept_unread: bool,
    /// The position to send to the backend.
    pub untold: Option<Position>,
    /// True if it changed since it was last sent.
    pub is_told_changed: bool,
    /// The message up to which another device has read, while that message is not loaded.
    pub elsewhere: Option<MessageId>,
}

/// A reading position, as sent to the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// This message and all before it are read.
    ReadUpTo(MessageId),
    /// This message and all after it are unread.
    UnreadFrom(MessageId),
}

impl Reading {
    /// Creates the state of a channel that was read this far before this visit.
    pub fn had_read(&mut self, mark: Option<OrderKey>) {
        self.before = mark.clone().filter(|_| !self.is_divided);
        self.mark = mark;
    }

    /// Returns `true` if a message at this position is still unread. Without a divider above it, none is.
    #[must_use]
    pub fn is_unread(&self, place: &OrderKey) -> bool {
        let is_after = self.mark.as_ref().is_none_or(|mark| place > mark);
        is_after && self.divider.above().is_some_and(|above| place >= above)
    }

    /// Sets the position to send to the backend.
    pub fn tell(&mut self, position: Position) {
        self.untold = Some(position);
        self.is_told_changed = true;
    }

    /// Moves the mark forward to this position. Returns `false` if they have already read that far.
    pub fn read_up_to(&mut self, place: OrderKey) -> bool {
        if self.is_kept_unread || self.mark.as_ref().is_some_and(|mark| *mark >= place) {
            return false;
        }
        if self.divider.above().is_some_and(|above| *above <= place) {
            self.divider.seen();
        }
        self.mark = Some(place);
        true
    }

    /// Marks this message and all after it as unread; `previous` is the message before it, if known.
    pub fn unread_from(&mut self, place: OrderKey, previous: Option<OrderKey>) -> OrderKey {
        // No other message of its instant precedes it, as far as is known.
        let mark = previous.filter(|previous| previous.at == place.at);
        let mark = mark.unwrap_or_else(|| OrderKey { at: place.at, id: "".into() });
        self.mark = Some(mark.clone());
        self.divider = Divider { above: Some(place), is_seen: false };
        self.is_kept_unread = true;
        (self.before, self.is_divided) = (None, true);
        mark
    }
}

/// The position of the "New" divider in a channel: above the first message that arrived while the user was not
/// looking.
///
/// Once seen, the divider stays put while more messages arrive and the user keeps reading there. It disappears when
/// the user replies or opens another channel, and moves only while off screen.
#[derive(Clone, Debug, Default)]
pub struct Divider {
    above: Option<OrderKey>,
    is_seen: bool,
}

impl Divider {
    /// Returns the message below the divider, if there is one.
    #[must_use]
    pub fn above(&self) -> Option<&OrderKey> {
        self.above.as_ref()
    }

    /// A message by someone else arrived. Returns `true` if the user has not seen it.
    pub fn arrived(&mut self, message: OrderKey, attention: Attention) -> bool {
        if attention == Attention::Newest {
            return false;
        }
        let is_first = match &self.above {
            None => true,
            // Events arrive in any order.
            Some(above) if !self.is_seen => message < *above,
            Some(_) => attention == Attention::Elsewhere,
        };
        if is_first {
            *self = Self { above: Some(message), is_seen: false };
        }
        true
    }

    /// The user sees the newest message, and those above it.
    pub fn seen(&mut self) {
        self.is_seen = true;
    }

    /// The user opens another channel.
    pub fn left(&mut self) {
        if self.is_seen {
            self.above = None;
        }
    }

    /// The message below the divider, or a later one, was deleted: the divider moves to the next new message, or
    /// disappears.
    pub fn moved(&mut self, next: Option<OrderKey>) {
        self.above = next;
    }

    /// The user has written something: they have read everything above it.
    pub fn answered(&mut self) {
        self.above = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::Timestamp;

    fn message(at: i64) -> OrderKey {
        OrderKey { at: Timestamp(at), id: "id".into() }
    }

    #[test]
    fn what_comes_in_sight_is_not_new() {
        let mut divider = Divider::default();
        assert!(!divider.arrived(message(1), Attention::Newest));
        assert_eq!(divider.above(), None);
    }

    #[test]
    fn it_stands_above_the_first_in_whatever_order_they_come() {
        let mut divider = Divider::default();
        for at in [5, 4, 6] {
            assert!(divider.arrived(message(at), Attention::Elsewhere));
        }
        assert_eq!(divider.above(), Some(&message(4)));
    }

    #[test]
    fn it_does_not_move_in_sight_of_the_visitor() {
        let mut divider = Divider::default();
        divider.arrived(message(1), Attention::Elsewhere);
        divider.seen();
        divider.arrived(message(2), Attention::Newest);
        divider.arrived(message(3), Attention::FurtherUp);
        assert_eq!(divider.above(), Some(&message(1)));
        divider.arrived(message(4), Attention::Elsewhere);
        assert_eq!(divider.above(), Some(&message(4)));
    }

    #[test]
    fn it_is_gone_when_it_was_seen_and_left() {
        let mut divider = Divider::default();
        divider.arrived(message(1), Attention::FurtherUp);
        divider.left();
        assert_eq!(divider.above(), Some(&message(1)), "nobody has seen it");
        divider.seen();
        divider.left();
        assert_eq!(divider.above(), None);
    }

    #[test]
    fn it_is_gone_when_it_was_answered() {
        let mut divider = Divider::default();
        divider.arrived(message(1), Attention::Elsewhere);
        divider.answered();
        assert_eq!(divider.above(), None);
    }
}
