//! The outcome of an own message's POST, or of its missing answer.

use std::sync::Arc;

use super::Session;
use super::channel::{Channel, RETRY};
use super::io::{Command, Posted};
use super::sending::SETTLE_MS;
use super::ticket::ForPost;
use crate::model::failure::Failure;
use crate::model::message::{ChannelId, LocalId, Message, Person, Removal, Version};
use crate::model::outbox::Delivery;
use crate::model::time::Millis;
use crate::model::timeline::{Source, Update};

/// A message that the backend answers with 500 this often, and for this long, is not retried automatically.
const MOST_BROKEN: u32 = 6;
const BROKEN_MS: Millis = 120_000;

impl Session {
    pub(super) fn post_answered(&mut self, asked: &ForPost, result: Result<Posted, Failure>) {
        let ForPost { channel: id, id: local_id } = asked;
        self.conclude_post(id, local_id, result);
        self.release_held(id);
    }

    /// Processes messages that were held back until their author is known; those still unknown are held back again.
    pub(super) fn release_held(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        for message in channel.timeline.take_held() {
            self.message(id, message);
        }
    }

    pub(super) fn conclude_post(&mut self, id: &ChannelId, local_id: &LocalId, result: Result<Posted, Failure>) {
        match result {
            Ok(posted) => {
                let author = self.me.clone().unwrap_or_else(|| {
                    self.mine.push(posted.id.clone());
                    Arc::new(Person { id: "".into(), name: posted.author_name, avatar: None })
                });
                let mut message = Message::plain(posted.id, posted.created_at, author, posted.text);
                message.client_id = Some(local_id.clone());
                message.content.attachments = posted.attachments;
                let now = self.now;
                let Some(channel) = self.channels.get_mut(id) else { return };
                // A repeated POST may be answered with a later state of the message, of which the answer has only the
                // text: it is read again, and until then any version counts as newer.
                let is_repeated = attempts(channel, local_id).is_some_and(|attempts| attempts > 1);
                match posted.rev {
                    Some(_) if is_repeated => channel.wholes.want(message.order_key(), message.version),
                    Some(rev) => message.version = Version::Rev(rev),
                    None => {}
                }
                let next_row = &mut self.next_row;
                let mut next_row = || Self::next_row(next_row);
                if posted.is_deleted {
                    let removal = Update::Remove(Removal { id: message.id.clone() });
                    channel.timeline.apply(vec![removal], None, Source::Answer(now), now, &mut next_row);
                }
                channel.timeline.settle_by_answer(local_id, message, now, &mut next_row);
                self.settled(id, local_id.clone());
            }
            Err(Failure::Refused { why, .. }) => {
                let mut is_withdrawn = false;
                self.update(id, local_id, |entry| {
                    entry.delivery = Delivery::Refused { why };
                    entry.is_in_doubt = false;
                    entry.anchor = None;
                    is_withdrawn = entry.is_withdrawn;
                });
                if is_withdrawn {
                    return self.forget_unsent(id, local_id);
                }
                self.save(id, local_id);
            }
            Err(Failure::SignedOut) => {
                self.update(id, local_id, |entry| entry.delivery = Delivery::Queued);
                self.sign_out();
            }
            Err(failure) if self.fails_for_good(id, local_id, &failure) => {
                // It may be stored whatever the backend says: "Retry" looks for it first.
                let why = failure.reason();
                self.update(id, local_id, |entry| {
                    entry.delivery = Delivery::Refused { why };
                    entry.is_in_doubt = true;
                });
                self.save(id, local_id);
            }
            Err(failure) => {
                let had_no_effect = matches!(failure, Failure::TooMany { .. });
                self.update(id, local_id, |entry| entry.is_in_doubt |= !had_no_effect);
                let by_client_id = self.features.is_some_and(|features| features.client_id);
                self.wait(id, local_id, &failure, !had_no_effect && !by_client_id);
            }
        }
    }

    /// Counts a failure of a message that breaks the backend. Returns `true` if it will probably always fail: it did
    /// at every attempt for minutes, while other calls were answered. Such a message must not hold up its channel
    /// forever.
    pub(super) fn fails_for_good(&mut self, id: &ChannelId, local_id: &LocalId, failure: &Failure) -> bool {
        let now = self.now;
        let answered_at = self.answered_at;
        let Some(channel) = self.channels.get_mut(id) else { return false };
        let mut is_for_good = false;
        channel.timeline.update_unsent(local_id, |entry| match failure {
            // A gateway, or a backend that is starting, says nothing about this message.
            Failure::Broken { status: 502..=504, .. } | Failure::NoAnswer | Failure::TooMany { .. } => {}
            Failure::Broken { status: 500.., .. } => {
                let (tries, since) = entry.broken.get_or_insert((0, now));
                *tries += 1;
                is_for_good = *tries >= MOST_BROKEN && now - *since >= BROKEN_MS && answered_at > *since;
            }
            _ => entry.broken = None,
        });
        is_for_good
    }

    pub(super) fn wait(&mut self, id: &ChannelId, local_id: &LocalId, failure: &Failure, may_be_stored: bool) {
        let Some(attempts) = self.channels.get(id).and_then(|channel| attempts(channel, local_id)) else { return };
        let delay = failure.retry_after().unwrap_or_else(|| RETRY.delay(attempts.saturating_sub(1), &mut self.random));
        let why = failure.reason();
        let delivery = if may_be_stored {
            Delivery::Unknown { until: self.now + delay.max(SETTLE_MS), why }
        } else {
            Delivery::Waiting { until: self.now + delay, why }
        };
        let not_before = self.now + failure.retry_after().unwrap_or(0);
        self.update(id, local_id, |entry| entry.delivery = delivery);
        if let Some(channel) = self.channels.get_mut(id) {
            channel.send_not_before = not_before;
        }
        if *failure == Failure::SignedOut {
            self.sign_out();
        }
    }

    /// Removes an own message from the disk after the replies to it were written there under its new name, so that no
    /// reply ever names a missing message.
    pub(super) fn forget_entry(&mut self, id: &ChannelId, local_id: LocalId) {
        let redirected = self.channels.get_mut(id).map(|channel| channel.timeline.take_redirected());
        redirected.into_iter().flatten().for_each(|answer| self.save(id, &answer));
        self.commands.push(Command::Forget(local_id));
    }

    /// An own message is stored, and need not be kept any more.
    pub(super) fn settled(&mut self, id: &ChannelId, local_id: LocalId) {
        if let Some(channel) = self.channels.get_mut(id) {
            channel.looking.take_if(|looking| looking.entry == local_id);
        }
        self.forget_entry(id, local_id);
    }
}

fn attempts(channel: &Channel, id: &LocalId) -> Option<u32> {
    channel.timeline.outbox().entries().iter().find(|entry| entry.id == *id).map(|entry| entry.attempts)
}
