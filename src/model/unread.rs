//! Above which message of a channel "new" stands: the first one that came while the visitor did not look.
//!
//! Once it is seen it stays where it is, also while more comes in, for as long as they read there. It is gone when they
//! have answered or opened another channel, and moves on only while nobody can see it move.

use super::message::OrderKey;

/// How much of a channel the visitor sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    /// Its newest message is in sight.
    Newest,
    /// They read further up in it.
    FurtherUp,
    /// Another channel is open, or the tab is not looked at.
    Elsewhere,
}

/// The divider of one channel.
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
