//! Adopts the unsent messages that earlier visits left on disk.

use super::Session;
use super::io::Command;
use super::sending::SETTLE_MS;
use crate::model::message::ChannelId;
use crate::model::outbox::{Delivery, Entry, Record};
use crate::model::reason::Reason;
use crate::model::upload::Upload;

impl Session {
    /// Places an earlier visit's messages before the present ones. Those that were sent may be stored.
    pub(super) fn restore(&mut self, records: Vec<Record>) {
        for record in records {
            let is_own = self.is_own_by(record.author.as_ref());
            let Some(channel) = self.channels.get_mut(&record.channel).filter(|_| is_own) else {
                self.unplaced.push(record);
                continue;
            };
            if record.needs_consent && record.is_withdrawn {
                self.commands.push(Command::Forget(record.id));
                continue;
            }
            let key = Self::next_row(&mut self.next_row);
            let outbox = channel.timeline.outbox();
            match outbox.position(&record.id).map(|at| &outbox.entries()[at].delivery) {
                // Sent again from the draft, before the disk was read. The record on disk knows more about it.
                Some(Delivery::Saving) => {
                    channel.timeline.take_unsent(&record.id);
                    self.commands.push(Command::Save(record.clone()));
                }
                Some(_) => continue,
                None => {}
            }
            let until = self.now + SETTLE_MS;
            let may_be_stored = record.anchor.is_some();
            let refused = record.refused.or_else(|| record.needs_consent.then_some(Reason::UnknownChat));
            let (delivery, attempts) = match (refused, &record.anchor) {
                (Some(why), _) => (Delivery::Refused { why }, 0),
                (None, None) => (Delivery::Queued, 0),
                // By its `clientId` it may be posted again, and by theirs its files may be uploaded again.
                (None, Some(_)) if !record.files.is_empty() => (Delivery::Queued, 1),
                (None, Some(_)) => (Delivery::Unknown { until, why: Reason::PageClosed }, 1),
            };
            let entry = Entry {
                key,
                id: record.id.clone(),
                author: record.author,
                text: record.text,
                reply_to: record.reply_to.map(|id| channel.timeline.stored_id(&id)),
                files: record.files.into_iter().map(Upload::new).collect(),
                anchor: record.anchor,
                attempts,
                broken: None,
                is_slow: false,
                sent_at: 0,
                is_in_doubt: may_be_stored,
                is_withdrawn: record.is_withdrawn,
                delivery,
            };
            let position =
                channel.restored.iter().filter(|id| channel.timeline.outbox().position(id).is_some()).count();
            channel.restored.push(record.id);
            channel.timeline.insert_unsent(position, entry);
            self.open(&record.channel);
            self.settle_known(&record.channel);
        }
    }

    pub(super) fn settle_known(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        for settled in channel.timeline.settle_known() {
            self.settled(id, settled);
        }
    }
}
