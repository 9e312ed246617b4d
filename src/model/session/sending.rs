//! Empties the outbox: in order, one message at a time, each stored exactly once.

use super::Session;
use super::author::Author;
use super::channel::{Channel, Looking};
use super::io::{Call, Command};
use super::options::Features;
use super::ticket::{ForPage, ForPost, RequestId};
use crate::model::failure::Failure;
use crate::model::history::{Look, Page};
use crate::model::message::{ChannelId, LocalId, MessageId};
use crate::model::outbox::{Delivery, Entry, Record};
use crate::model::reason::Reason;
use crate::model::text::{Unsendable, sendable, trim, without_controls};
use crate::model::time::Millis;
use crate::model::upload::{OwnFile, Upload};

/// After a lost answer the backend may still be at work, so the history is read no earlier than this.
pub(super) const SETTLE_MS: Millis = 1_000;

/// An answer that takes longer than this is reported.
const SLOW_MS: Millis = 3_000;

impl Session {
    pub(super) fn send(
        &mut self,
        id: &ChannelId,
        local_id: LocalId,
        text: &str,
        reply_to: Option<MessageId>,
        files: Vec<OwnFile>,
    ) {
        // The message's event implies that typing has ended, but the original application's own page shows it until
        // told. Such pages exist beside this one only on a backend without extensions.
        if let Some((channel, is_typing)) = self.typist.stop()
            && self.features == Some(Features::default())
        {
            self.tell_typing(channel, is_typing);
        }
        let key = Self::next_row(&mut self.next_row);
        let author = self.author_id().cloned();
        // In the form in which it comes back, because without `client-id` stored messages are compared with it.
        let text = without_controls(text);
        let is_mistakable = self.is_mistakable(id, trim(&text));
        let Some(channel) = self.channels.get_mut(id) else { return };
        let (text, delivery) = match sendable(&text) {
            Ok(text) => (text, Delivery::Saving),
            Err(Unsendable::Empty) if files.is_empty() => return,
            Err(Unsendable::Empty) => ("", Delivery::Saving),
            Err(Unsendable::TooLong(length)) => (trim(&text), Delivery::Refused { why: Reason::TooLong(length) }),
        };
        // A message that is sent at once is written to disk once, with its anchor. A waiting one gets its anchor when
        // its turn comes.
        let may_go = self.features.is_some() && !self.signed_out && self.link.is_online();
        let reply_to = reply_to.map(|id| channel.timeline.stored_id(&id));
        let is_free = reply_to.as_ref().is_none_or(|id| channel.timeline.outbox().position(id).is_none());
        let is_next = is_free
            && !is_mistakable
            && files.is_empty()
            && delivery == Delivery::Saving
            && channel.timeline.head().is_none()
            && channel.timeline.is_loaded();
        let anchor = (may_go && is_next).then(|| channel.timeline.anchor_for(text));
        let text = text.into();
        let (is_in_doubt, is_withdrawn) = (false, false);
        let entry = Entry {
            key,
            id: local_id,
            author,
            text,
            reply_to,
            files: files.into_iter().map(Upload::new).collect(),
            anchor,
            attempts: 0,
            broken: None,
            is_slow: false,
            sent_at: 0,
            is_in_doubt,
            is_withdrawn,
            delivery,
        };
        self.commands.push(Command::Save(entry.record(id)));
        channel.timeline.push_unsent(entry);
        self.open(id);
    }

    /// Returns `true` if an earlier visit may have stored the same text, and it is not known yet if it was the
    /// user's: it would take this message for its own.
    fn is_mistakable(&self, id: &ChannelId, text: &str) -> bool {
        let is_like = |record: &Record| record.channel == *id && record.anchor.is_some() && *record.text == *text;
        self.author == Author::Awaited
            && self.features.is_none_or(|features| !features.client_id)
            && self.unplaced.iter().any(is_like)
    }

    /// The entry is on disk and may be sent.
    pub(super) fn saved(&mut self, id: &LocalId) {
        self.operation_saved(id);
        for channel in self.channels.iter_mut().map(|(_, value)| value) {
            channel.timeline.update_unsent(id, |entry| {
                if entry.delivery == Delivery::Saving {
                    entry.delivery = Delivery::Queued;
                }
            });
        }
    }

    /// Does what is due with the head of a channel's outbox.
    pub(super) fn drive_outbox(&mut self, id: &ChannelId) {
        let (now, page_size, is_named) = (self.now, self.options.page_size, self.is_named());
        let Some(features) = self.features else { return };
        let Some(channel) = self.channels.get_mut(id) else { return };
        if let Some(looking) = &channel.looking {
            if looking.asked.is_none() {
                self.ask_look(id);
            }
            return;
        }
        // By its `clientId` a message is recognised anywhere. Without one, it must be known which message preceded
        // it.
        let is_placed = features.client_id || channel.timeline.is_loaded();
        // The subscription names the author to look for; without a connection nothing does.
        let may_look = self.me.is_some() || !self.options.has_presence || self.link.needs_polling(now);
        if let Some(withdrawn) = channel.timeline.head().filter(|head| head.is_withdrawn).cloned()
            && self.drive_withdrawn(id, &withdrawn, features.client_id)
        {
            return;
        }
        let head = self.channels.get(id).and_then(|channel| channel.timeline.head());
        let Some(text) = head.map(|head| head.text.clone()) else { return };
        let is_mistakable = self.is_mistakable(id, &text);
        let Some(channel) = self.channels.get_mut(id) else { return };
        let Some(head) = channel.timeline.head() else { return };
        if head.author.is_some() && !may_look && !is_named {
            // An earlier visit left it, and it is not known yet if by the same person.
            return;
        }
        let (local_id, reply_to) = (head.id.clone(), head.reply_to.clone());
        let attachments = head.files.iter().filter_map(|upload| upload.stored_as().cloned()).collect();
        match &head.delivery {
            Delivery::Waiting { until, .. } if *until <= now => {}
            Delivery::Unknown { until, .. } if *until <= now && features.client_id => {}
            Delivery::Unknown { until, .. } if *until <= now && may_look => {
                let look = Look::back_to(head.anchor.clone().flatten(), page_size);
                channel.timeline.update_unsent(&local_id, |entry| entry.delivery = Delivery::Looking);
                channel.looking = Some(Looking { entry: local_id, look, asked: None });
                return self.ask_look(id);
            }
            Delivery::Queued if head.anchor.is_some() => {}
            Delivery::Queued if is_placed && !is_mistakable => {
                // It is sent for the first time: the present position of the history must be on disk before.
                let anchor = channel.timeline.anchor_for(&text);
                let reply_to = reply_to.map(|id| channel.timeline.stored_id(&id));
                channel.timeline.update_unsent(&local_id, |entry| {
                    entry.anchor = Some(anchor);
                    entry.reply_to = reply_to;
                    entry.delivery = Delivery::Saving;
                });
                return self.save(id, &local_id);
            }
            _ => return,
        }
        channel.timeline.update_unsent(&local_id, |entry| {
            entry.delivery = Delivery::Sending;
            entry.attempts += 1;
            (entry.is_slow, entry.sent_at) = (false, now);
        });
        let client_id = features.client_id.then(|| local_id.clone());
        let reply_to = reply_to.filter(|_| features.changes.reply);
        let ticket = self.ticket(ForPost { channel: id.clone(), id: local_id });
        self.call(Call::Post { ticket, channel: id.clone(), text, client_id, reply_to, attachments });
    }

    fn ask_look(&mut self, id: &ChannelId) {
        let Some(query) =
            self.channels.get(id).and_then(|channel| channel.looking.as_ref()).map(|l| l.look.next.clone())
        else {
            return;
        };
        let request = self.ask_page(ForPage::Look(id.clone(), self.now), id, query);
        if let Some(looking) = self.channels.get_mut(id).and_then(|channel| channel.looking.as_mut()) {
            looking.asked = Some(request);
        }
    }

    pub(super) fn look_answered(
        &mut self,
        id: &ChannelId,
        request: RequestId,
        asked_at: Millis,
        result: Result<Page, Failure>,
    ) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        let Some(mut looking) = channel.looking.take_if(|looking| looking.asked == Some(request)) else { return };
        let page = match result {
            Ok(page) => page,
            Err(failure) => {
                channel.timeline.update_unsent(&looking.entry, |entry| entry.attempts += 1);
                self.wait(id, &looking.entry, &failure, true);
                return;
            }
        };
        let reached = looking.look.advance(&page);
        self.merge_page(id, request, page, None, asked_at);
        let Some(channel) = self.channels.get_mut(id) else { return };
        if channel.timeline.outbox().position(&looking.entry).is_some() {
            if !reached {
                looking.asked = None;
                channel.looking = Some(looking);
                return;
            }
            channel.timeline.update_unsent(&looking.entry, |entry| {
                entry.delivery = Delivery::Queued;
                entry.is_in_doubt = false;
            });
        }
        self.release_held(id);
    }

    /// Skips the backoff and retries now, but still honours `Retry-After`.
    pub(super) fn hurry(&mut self) {
        let now = self.now;
        self.hurry_operations();
        for task in [&mut self.features_task, &mut self.me_call.task, &mut self.channels_call.task, &mut self.feed.task]
        {
            task.hurry();
        }
        if let Some(seek) = &mut self.seek {
            seek.around.task.hurry();
        }
        for channel in self.channels.iter_mut().map(|(_, value)| value) {
            if let Some(sync) = &mut channel.sync {
                sync.task.hurry();
            }
            channel.wholes.task.hurry();
            Self::hurry_uploads(channel, now);
            let Some(head) = channel.timeline.head() else { continue };
            let (id, not_before) = (head.id.clone(), channel.send_not_before);
            channel.timeline.update_unsent(&id, |entry| match &mut entry.delivery {
                Delivery::Unknown { until, .. } => *until = (*until).min((now + SETTLE_MS).max(not_before)),
                Delivery::Waiting { until, .. } => *until = (*until).min(now.max(not_before)),
                _ => {}
            });
        }
    }

    /// Records that the head of an outbox has waited long for its answer.
    pub(super) fn note_slowness(&mut self, id: &ChannelId) {
        let now = self.now;
        let Some(channel) = self.channels.get_mut(id) else { return };
        let head = channel.timeline.head().filter(|head| head.delivery == Delivery::Sending && !head.is_slow);
        if let Some(head) = head.filter(|head| head.sent_at + SLOW_MS <= now).map(|head| head.id.clone()) {
            channel.timeline.update_unsent(&head, |entry| entry.is_slow = true);
        }
    }

    /// Returns `true` if the backend has not answered a message of the user's, now or at the last attempt.
    pub(super) fn is_backend_silent(&self) -> bool {
        let heads = self.channels.values().filter_map(|channel| channel.timeline.head());
        heads.into_iter().any(|head| match head.delivery {
            Delivery::Sending => head.is_slow,
            Delivery::Unknown { .. } | Delivery::Waiting { .. } => head.is_in_doubt,
            _ => false,
        })
    }

    /// Returns when the head of an outbox next has something to do, if it waits for time.
    pub(super) fn outbox_deadline(channel: &Channel, now: Millis) -> Option<Millis> {
        let head = channel.timeline.head()?;
        let until = match head.delivery {
            Delivery::Unknown { until, .. } | Delivery::Waiting { until, .. } => until,
            Delivery::Sending => head.sent_at + SLOW_MS,
            _ => return None,
        };
        (until > now).then_some(until)
    }

    pub(super) fn update(&mut self, id: &ChannelId, local_id: &LocalId, change: impl FnOnce(&mut Entry)) {
        if let Some(channel) = self.channels.get_mut(id) {
            channel.timeline.update_unsent(local_id, change);
        }
    }

    pub(super) fn save(&mut self, id: &ChannelId, local_id: &LocalId) {
        let Some(channel) = self.channels.get(id) else { return };
        if let Some(entry) = channel.timeline.outbox().entries().iter().find(|entry| entry.id == *local_id) {
            self.commands.push(Command::Save(entry.record(id)));
        }
    }
}
