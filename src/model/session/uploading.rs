//! Uploads the files of own messages: two at a time, beside the posts.

use std::sync::Arc;

use super::Session;
use super::channel::{Channel, RETRY};
use super::io::{Command, FileToSend};
use super::ticket::ForUpload;
use crate::model::failure::Failure;
use crate::model::message::{ChannelId, LocalId};
use crate::model::outbox::{Delivery, Entry};
use crate::model::reason::Reason;
use crate::model::time::Millis;
use crate::model::upload::{LANES, OwnFile, Upload, UploadState};

impl Session {
    /// Sends the files that are due, as far as there are free lanes.
    pub(super) fn drive_uploads(&mut self, id: &ChannelId) {
        let Some(features) = self.features else { return };
        let may_send = self.me.is_some() || self.is_named();
        let takes_files = features.changes.attach.is_some();
        let Some(channel) = self.channels.get_mut(id) else { return };
        // An earlier visit's files are sent once it is known to be the same person's.
        let is_ready = |entry: &&Entry| {
            entry.delivery == Delivery::Queued && !entry.is_withdrawn && (entry.author.is_none() || may_send)
        };
        let entries = channel.timeline.outbox().entries().iter().filter(is_ready);
        let due: Vec<(LocalId, OwnFile)> = entries
            .flat_map(|entry| entry.files.iter().map(move |upload| (entry, upload)))
            .filter(|(_, upload)| upload.is_due(self.now))
            .map(|(entry, upload)| (entry.id.clone(), upload.file.clone()))
            .take(LANES.saturating_sub(self.uploads_under_way))
            .collect();
        for (entry, OwnFile { id: file, name, thumbhash, alt, .. }) in due {
            if !takes_files {
                self.update(id, &entry, |entry| entry.delivery = Delivery::Refused { why: Reason::NoFiles });
                continue;
            }
            self.update_upload(id, &entry, &file, |upload| {
                upload.state = UploadState::Sending(0);
                upload.attempts += 1;
            });
            self.uploads_under_way += 1;
            let ticket = self.ticket(ForUpload { channel: id.clone(), entry: entry.clone(), file: file.clone() });
            self.commands.push(Command::Upload(ticket, FileToSend { entry, file, name, thumbhash, alt }));
        }
    }

    pub(super) fn upload_answered(&mut self, asked: &ForUpload, result: Result<Arc<str>, Failure>) {
        let ForUpload { channel: id, entry, file } = asked;
        self.uploads_under_way = self.uploads_under_way.saturating_sub(1);
        let now = self.now;
        match result {
            Ok(stored) => {
                self.update_upload(id, entry, file, |upload| upload.state = UploadState::Stored(stored));
            }
            Err(failure @ Failure::Refused { .. }) => {
                let why = failure.reason();
                self.update(id, entry, |entry| entry.delivery = Delivery::Refused { why });
                self.save(id, entry);
            }
            Err(Failure::SignedOut) => {
                self.update_upload(id, entry, file, |upload| upload.state = UploadState::Queued);
                self.sign_out();
            }
            Err(failure) => {
                let why = failure.reason();
                let (random, is_online) = (&mut self.random, self.link.is_online());
                let Some(channel) = self.channels.get_mut(id) else { return };
                let mut is_for_good = false;
                update_upload(channel, entry, file, |upload| {
                    is_for_good = is_online && upload.fails_for_good(&failure);
                    let delay = || RETRY.delay(upload.attempts.saturating_sub(1), random);
                    let until = now + failure.retry_after().unwrap_or_else(delay);
                    let is_asked = failure.retry_after().is_some();
                    upload.state = UploadState::Waiting { until, why: why.clone(), is_asked };
                });
                if is_for_good {
                    self.update(id, entry, |entry| entry.delivery = Delivery::Refused { why });
                    self.save(id, entry);
                }
            }
        }
    }

    /// This many bytes of a file are sent.
    pub(super) fn upload_progressed(&mut self, entry: &LocalId, file: &LocalId, sent: u64) {
        for (_, channel) in &mut self.channels {
            update_upload(channel, entry, file, |upload| {
                if let UploadState::Sending(bytes) = &mut upload.state {
                    *bytes = sent;
                }
            });
        }
    }

    fn update_upload(&mut self, id: &ChannelId, entry: &LocalId, file: &LocalId, change: impl FnOnce(&mut Upload)) {
        if let Some(channel) = self.channels.get_mut(id) {
            update_upload(channel, entry, file, change);
        }
    }

    /// Skips the backoff and retries now, but still honours `Retry-After`.
    pub(super) fn hurry_uploads(channel: &mut Channel, now: Millis) {
        let waiting: Vec<_> = channel.timeline.outbox().entries().iter().filter(|entry| !entry.is_uploaded()).collect();
        for id in waiting.into_iter().map(|entry| entry.id.clone()).collect::<Vec<_>>() {
            channel.timeline.update_unsent(&id, |entry| {
                for upload in &mut entry.files {
                    if !matches!(upload.state, UploadState::Waiting { is_asked: true, .. }) {
                        upload.hurry(now);
                    }
                }
            });
        }
    }

    /// Returns when the next waiting file is due.
    pub(super) fn uploads_deadline(channel: &Channel) -> Option<Millis> {
        let queued = channel.timeline.outbox().entries().iter().filter(|entry| entry.delivery == Delivery::Queued);
        let files = queued.flat_map(|entry| &entry.files);
        let due = files.filter_map(|upload| match upload.state {
            UploadState::Waiting { until, .. } => Some(until),
            _ => None,
        });
        due.min()
    }
}

fn update_upload(channel: &mut Channel, entry: &LocalId, file: &LocalId, change: impl FnOnce(&mut Upload)) {
    channel.timeline.update_unsent(entry, |entry| {
        if let Some(upload) = entry.files.iter_mut().find(|upload| upload.file.id == *file) {
            change(upload);
        }
    });
}
