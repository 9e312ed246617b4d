//! A tab that leads: how it comes to that, what it broadcasts and answers, how it ends.

use super::words::{Leader, LiveEvent, Question, Stage, Stamp, TabId, TabsOutput, Word};
use super::{Role, Tabs};
use crate::model::connection::LinkCommand;
use crate::model::time::Millis;

impl<E: LiveEvent> Tabs<E> {
    pub(super) fn report(&mut self, event: &E) {
        self.n = self.n.wrapping_add(1);
        if self.has_company {
            let word = Word::Happened(self.stamp(), event.clone());
            self.out.push(TabsOutput::Post(word));
        }
    }

    /// The leader that this tab is, or was last.
    pub(super) fn as_leader(&self) -> Leader {
        Leader { tab: self.id, reign: self.reign }
    }

    fn stamp(&self) -> Stamp {
        Stamp { leader: self.as_leader(), n: self.n, is_hidden: self.visible_since.is_none() }
    }

    pub(super) fn asked_by(&mut self, from: TabId, question: Question, members: &dyn Fn() -> E) {
        if self.role != Role::Leader {
            return;
        }
        if question == Question::Dead {
            if self.stage > Stage::Down {
                self.happened(E::closed());
            }
            return;
        }
        self.has_company = true;
        let stamp = self.stamp();
        self.out.push(TabsOutput::Post(match question {
            Question::Alive | Question::Ping | Question::Dead => Word::Here(stamp),
            Question::Join => {
                let subscribed = (self.stage == Stage::Subscribed).then(members);
                Word::State { stamp, to: from, is_connected: self.stage > Stage::Down, subscribed }
            }
        }));
        if question == Question::Ping && self.stage > Stage::Down {
            self.drive(LinkCommand::Ping);
        }
    }

    pub(super) fn granted(&mut self) {
        if self.role != Role::Follower {
            return;
        }
        self.role = Role::Leader;
        self.reign = self.reign.wrapping_add(1);
        (self.n, self.has_company) = (0, false);
        (self.followed, self.asked) = (None, None);
        let stamp = self.stamp();
        self.out.push(TabsOutput::Post(Word::Here(stamp)));
        if !self.is_driven {
            if self.is_open {
                self.tell(E::connected());
            }
            self.drive(LinkCommand::Connect);
        }
    }

    pub(super) fn robbed(&mut self, now: Millis) {
        if self.role != Role::Leader {
            return;
        }
        self.leave();
        if self.is_driven {
            self.drive(LinkCommand::Disconnect);
        }
        if self.is_open {
            self.tell(E::connected());
        }
        self.queue(now);
    }
}
