//! A person's actions on an unsent own message: retry, discard, edit.

use super::Session;
use super::io::Event;
use super::sending::SETTLE_MS;
use crate::model::message::{ChannelId, LocalId};
use crate::model::outbox::{Delivery, Entry};
use crate::model::reason::Reason;
use crate::model::text::sendable;
use crate::model::upload::Upload;

impl Session {
    pub(super) fn retry(&mut self, id: &ChannelId, local_id: &LocalId) {
        let now = self.now;
        let Some(channel) = self.channels.get_mut(id) else { return };
        channel.timeline.update_unsent(local_id, |entry| match &mut entry.delivery {
            Delivery::Queued => entry.files.iter_mut().for_each(|upload| upload.hurry(now)),
            Delivery::Waiting { until, .. } => *until = now,
            Delivery::Unknown { until, .. } => *until = (*until).min(now + SETTLE_MS),
            // It was sent before, and looked for since: the history is read first.
            Delivery::Refused { why } if entry.is_in_doubt => {
                entry.delivery = Delivery::Unknown { until: now + SETTLE_MS, why: why.clone() };
                entry.attempts = 1;
                entry.broken = None;
            }
            Delivery::Refused { .. } if sendable(&entry.text).is_ok() || !entry.files.is_empty() => {
                entry.files.iter_mut().for_each(|upload| *upload = Upload::new(upload.file.clone()));
                entry.delivery = Delivery::Queued;
                entry.anchor = None;
                entry.attempts = 0;
                entry.is_in_doubt = false;
            }
            _ => {}
        });
    }

    pub(super) fn discard(&mut self, id: &ChannelId, local_id: &LocalId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        let Some(entry) = channel.timeline.outbox().entries().iter().find(|entry| entry.id == *local_id) else {
            return;
        };
        if entry.is_certainly_unsent() {
            self.forget_unsent(id, local_id);
        } else if entry.is_in_doubt {
            // Whatever happens to this tab, it is not sent again.
            let now = self.now;
            channel.timeline.update_unsent(local_id, |entry| {
                entry.is_withdrawn = true;
                // Looking for it is not sending it.
                if let Delivery::Unknown { until, .. } = &mut entry.delivery {
                    *until = (*until).min(now + SETTLE_MS);
                }
            });
            self.save(id, local_id);
        }
    }

    /// The person may have seen an outdated frame, so the decision to send is made here.
    pub(super) fn take_back(&mut self, id: &ChannelId, local_id: &LocalId) {
        let Some(channel) = self.channels.get(id) else { return };
        let entry = channel.timeline.outbox().entries().iter().find(|entry| entry.id == *local_id);
        // The composer would get the text but not the files.
        if let Some(entry) = entry.filter(|entry| entry.is_certainly_unsent() && entry.files.is_empty()) {
            self.events.push(Event::TakenBack(id.clone(), entry.text.clone()));
            self.forget_unsent(id, local_id);
        }
    }

    pub(super) fn forget_unsent(&mut self, id: &ChannelId, local_id: &LocalId) {
        if let Some(channel) = self.channels.get_mut(id) {
            channel.timeline.remove_unsent(local_id);
            self.forget_entry(id, local_id.clone());
        }
    }

    /// Drops a withdrawn entry once no stored message could still be mistaken for it: at once with `client-id`,
    /// otherwise after the history was checked. Returns `true` if nothing is left to do in this step.
    pub(super) fn drive_withdrawn(&mut self, id: &ChannelId, entry: &Entry, by_client_id: bool) -> bool {
        if matches!(entry.delivery, Delivery::Sending | Delivery::Looking) {
            return true;
        }
        if by_client_id || entry.is_certainly_unsent() {
            self.forget_unsent(id, &entry.id);
            self.drive_outbox(id);
            return true;
        }
        if !matches!(entry.delivery, Delivery::Unknown { .. }) {
            let until = self.now + SETTLE_MS;
            self.update(id, &entry.id, |entry| entry.delivery = Delivery::Unknown { until, why: Reason::Unsaid });
        }
        false
    }
}
