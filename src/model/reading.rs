//! What a person has read of a channel: up to which message, and above which one "new" stands.

use super::gaze::Attention;
use super::message::{MessageId, OrderKey};

/// What a person has read of one channel.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Above which message "new" stands.
    pub divider: Divider,
    /// Up to where they have read it, on this visit or an earlier one.
    pub mark: Option<OrderKey>,
    /// Up to where they had read it before this visit, until what came since is divided off.
    pub before: Option<OrderKey>,
    /// Whether that is done.
    pub is_divided: bool,
    /// Whether they marked it as unread: nothing in it is read until they have left it.
    pub is_kept_unread: bool,
    /// What the backend is to be told.
    pub untold: Option<Position>,
    /// Whether that has changed since it was last told.
    pub is_told_changed: bool,
    /// Up to which message another device has read it, while that is not here.
    pub elsewhere: Option<MessageId>,
}

/// A position, as the backend is told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// This message and all before it are read.
    ReadUpTo(MessageId),
    /// This message and all after it are unread.
    UnreadFrom(MessageId),
}

impl Reading {
    /// Up to here they had read it before this visit.
    pub fn had_read(&mut self, mark: Option<OrderKey>) {
        self.before = mark.clone().filter(|_| !self.is_divided);
        self.mark = mark;
    }

    /// Whether a message at this place is still unread. Nothing is, above which "new" does not stand.
    #[must_use]
    pub fn is_unread(&self, place: &OrderKey) -> bool {
        let is_after = self.mark.as_ref().is_none_or(|mark| place > mark);
        is_after && self.divider.above().is_some_and(|above| place >= above)
    }

    /// The backend is to be told this.
    pub fn tell(&mut self, position: Position) {
        self.untold = Some(position);
        self.is_told_changed = true;
    }

    /// Moves the mark on to this place. Returns `false` if they have read as far already.
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

    /// This message and all after it are unread again; `previous` is the message before it, if it is known.
    pub fn unread_from(&mut self, place: OrderKey, previous: Option<OrderKey>) -> OrderKey {
        // No other message of its instant comes before it, as far as is known.
        let mark = previous.filter(|previous| previous.at == place.at);
        let mark = mark.unwrap_or_else(|| OrderKey { at: place.at, id: "".into() });
        self.mark = Some(mark.clone());
        self.divider = Divider { above: Some(place), is_seen: false };
        self.is_kept_unread = true;
        (self.before, self.is_divided) = (None, true);
        mark
    }
}

/// Above which message of a channel "new" stands: the first one that came while the visitor did not look.
///
/// Once it is seen it stays where it is, also while more comes in, for as long as they read there. It is gone when they
/// have answered or opened another channel, and moves on only while nobody can see it move.
#[derive(Clone, Debug, Default)]
pub struct Divider {
    above: Option<OrderKey>,
    is_seen: bool,
}

impl Divider {
    /// The message that it stands above, where it stands.
    #[must_use]
    pub fn above(&self) -> Option<&OrderKey> {
        self.above.as_ref()
    }

    /// A message of somebody else's has come; whether the visitor has not seen it.
    pub fn arrived(&mut self, message: OrderKey, attention: Attention) -> bool {
        if attention == Attention::Newest {
            return false;
        }
        let is_first = match &self.above {
            None => true,
            // Events come in any order.
            Some(above) if !self.is_seen => message < *above,
            Some(_) => attention == Attention::Elsewhere,
        };
        if is_first {
            *self = Self { above: Some(message), is_seen: false };
        }
        true
    }

    /// The visitor sees the newest message, and what is above it.
    pub fn seen(&mut self) {
        self.is_seen = true;
    }

    /// The visitor opens another channel.
    pub fn left(&mut self) {
        if self.is_seen {
            self.above = None;
        }
    }

    /// The message that it stood above was deleted, or one after it: it stands above the next one that is new, or
    /// nowhere.
    pub fn moved(&mut self, next: Option<OrderKey>) {
        self.above = next;
    }

    /// The visitor has written something themselves: they have read what is above it.
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
