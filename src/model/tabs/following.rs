//! A tab that follows: what it makes of a leader's words, and what it asks.

use super::words::{LiveEvent, Question, Stage, Stamp, TabsOutput, Word};
use super::{Role, Tabs};
use crate::model::connection::LinkCommand;
use crate::model::time::Millis;

/// How long a tab that is looked at waits for the leader's answer.
const PATIENCE_MS: Millis = 2_000;

/// The same for a tab that nobody looks at; shorter than a session waits for a connection.
const HIDDEN_PATIENCE_MS: Millis = 6_000;

/// A timer that comes later than this stood still, and with it what other tabs have said: they are asked again.
const LATE_MS: Millis = 1_000;

/// How often a tab that is looked at asks its leader for a sign of life.
const ASK_EVERY_MS: Millis = 10_000;

/// After this long in sight a tab takes the lead from a hidden one.
const LOOKED_AT_MS: Millis = 10_000;

impl<E: LiveEvent> Tabs<E> {
    pub(super) fn heard(&mut self, word: Word<E>, now: Millis) {
        self.has_heard = true;
        match word {
            Word::State { stamp, to, is_connected, subscribed } if to == self.id => {
                self.asked = None;
                self.join(stamp, is_connected, subscribed);
            }
            Word::Here(stamp) | Word::State { stamp, .. } => {
                self.asked.take_if(|(_, question)| *question != Question::Join);
                self.follow(stamp, None, now);
            }
            Word::Happened(stamp, event) => self.follow(stamp, Some(event), now),
            Word::Feed(place, answer) => self.heard_feed(&place, answer),
            Word::Ask(..) | Word::Read(_) => {}
        }
    }

    /// The leader's state: from here on its events are taken in.
    fn join(&mut self, stamp: Stamp, is_connected: bool, subscribed: Option<E>) {
        if self.is_driven {
            // The own connection is kept until there is another.
            if subscribed.is_none() {
                return;
            }
            self.drive(LinkCommand::Disconnect);
        }
        self.followed = Some((stamp.leader, stamp.n));
        if is_connected {
            self.tell(E::connected());
        }
        if let Some(subscribed) = subscribed {
            self.tell(subscribed);
        }
    }

    /// A word of a leader's other than its answer to this tab's joining.
    fn follow(&mut self, stamp: Stamp, event: Option<E>, now: Millis) {
        if self.is_driven {
            // The own connection is kept until the leader has one that is of use.
            if event.is_some_and(|event| event.stage() == Some(Stage::Subscribed)) {
                self.ask(Question::Join, now);
            }
            return;
        }
        match &mut self.followed {
            None if event.is_none() => self.ask(Question::Join, now),
            // Its state is still to come.
            None => {}
            Some((leader, last)) if *leader == stamp.leader => {
                let ahead = stamp.n.wrapping_sub(*last);
                match event {
                    Some(event) if ahead == 1 => {
                        *last = stamp.n;
                        self.is_pinged = false;
                        self.tell(event);
                    }
                    // One that was overtaken, or came twice.
                    _ if ahead == 0 || ahead > u32::MAX / 2 => {}
                    _ => self.begin_again(now),
                }
            }
            Some(_) => self.begin_again(now),
        }
        let is_looked_at = self.visible_since.is_some_and(|since| since + LOOKED_AT_MS <= now);
        if stamp.is_hidden && is_looked_at && self.role == Role::Follower {
            self.steal(now);
        }
    }

    /// Something may have been missed.
    fn begin_again(&mut self, now: Millis) {
        self.followed = None;
        if self.is_open {
            self.tell(E::connected());
        }
        self.ask(Question::Join, now);
    }

    pub(super) fn ask(&mut self, question: Question, now: Millis) {
        if self.role != Role::Follower {
            return;
        }
        // The answer that a tab waits for longest is the one that counts.
        if !matches!(self.asked, Some((_, Question::Join))) || question == Question::Join {
            self.asked = Some((now, question));
            self.has_heard = false;
        }
        self.is_pinged |= question == Question::Ping;
        self.ask_at = now + ASK_EVERY_MS;
        self.out.push(TabsOutput::Post(Word::Ask(self.id, question)));
    }

    fn steal(&mut self, now: Millis) {
        // If it cannot be had, it is tried again.
        self.asked = Some((now, Question::Join));
        self.has_heard = false;
        self.out.push(TabsOutput::Steal);
    }

    pub(super) fn seen(&mut self, is_visible: bool, now: Millis) {
        if is_visible && self.visible_since.is_some() {
            return;
        }
        self.visible_since = is_visible.then_some(now);
        if is_visible && self.followed.is_some() && self.asked.is_none() {
            self.ask(Question::Alive, now);
        }
    }

    fn patience(&self) -> Millis {
        if self.visible_since.is_some() { PATIENCE_MS } else { HIDDEN_PATIENCE_MS }
    }

    pub(super) fn tick(&mut self, now: Millis) {
        if self.role != Role::Follower {
            return;
        }
        match self.asked {
            Some((at, question)) if at + self.patience() <= now => {
                if self.has_heard || at + self.patience() + LATE_MS < now {
                    self.ask(question, now);
                } else {
                    self.steal(now);
                }
            }
            Some(_) => {}
            None if self.visible_since.is_some() && self.ask_at <= now => {
                let question = if self.followed.is_some() { Question::Alive } else { Question::Join };
                self.ask(question, now);
            }
            None => {}
        }
    }

    pub(super) fn deadline(&self, now: Millis) -> Option<Millis> {
        if self.role != Role::Follower {
            return None;
        }
        let at = match self.asked {
            Some((at, _)) => at + self.patience(),
            None => self.visible_since.map(|_| self.ask_at)?,
        };
        Some(at.max(now + 1))
    }
}
