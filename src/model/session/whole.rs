//! Reads single messages again: those of which an event brought only a part, and those on which two events disagree.

use super::Session;
use super::task::Task;
use super::ticket::{ForPage, RequestId};
use crate::model::failure::Failure;
use crate::model::history::{Cursor, LARGEST_PAGE, Page, PageQuery};
use crate::model::message::{ChannelId, MessageId, OrderKey, Version};

/// Enough messages of one instant to find a certain one among them.
const FEW: u32 = 10;

/// How many requested (message, version) pairs are remembered.
const MOST: usize = 500;

/// The messages of one channel to read again.
#[derive(Clone, Debug, Default)]
pub struct Wholes {
    /// The calls.
    pub task: Task,
    waiting: Vec<(OrderKey, u32)>,
    /// Each is requested once per version.
    asked: Vec<(OrderKey, Version)>,
}

impl Wholes {
    /// Marks a message for reading again.
    pub fn want(&mut self, key: OrderKey, version: Version) {
        let pair = (key, version);
        if self.asked.contains(&pair) {
            return;
        }
        if self.asked.len() >= MOST {
            self.asked.remove(0);
        }
        self.asked.push(pair.clone());
        self.waiting.push((pair.0, FEW));
    }

    /// Marks a message for reading again, however often it was read.
    fn want_again(&mut self, key: OrderKey) {
        if self.waiting.iter().all(|(waiting, _)| *waiting != key) {
            self.waiting.push((key, FEW));
        }
    }

    /// Returns `true` if something still must be read.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }
}

impl Session {
    /// Reads a message again, because the signed addresses of its files are valid only for a while.
    pub(super) fn renew_files(&mut self, id: &ChannelId, message: &MessageId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        if let Some(key) = channel.timeline.key_of(message) {
            channel.wholes.want_again(key);
        }
    }

    /// Requests the next message to read again.
    pub(super) fn drive_wholes(&mut self, id: &ChannelId) {
        let Some(wholes) = self.channels.get(id).map(|channel| &channel.wholes) else { return };
        let Some((message, limit)) = wholes.waiting.first().filter(|_| wholes.task.is_due(self.now)).cloned() else {
            return;
        };
        let asked_at = self.now;
        let query = PageQuery { cursor: Cursor::Before(message.at.next()), limit };
        let purpose = ForPage::Whole { channel: id.clone(), message, limit, asked_at };
        let request = self.ask_page(purpose, id, query);
        if let Some(channel) = self.channels.get_mut(id) {
            channel.wholes.task.asked = Some(request);
        }
    }

    pub(super) fn whole_answered(
        &mut self,
        id: &ChannelId,
        request: RequestId,
        (message, limit, asked_at): (&OrderKey, u32, i64),
        result: Result<Page, Failure>,
    ) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        let wholes = &mut channel.wholes;
        match result {
            Ok(page) => {
                wholes.task.answered();
                let at = wholes.waiting.iter().position(|(waiting, _)| waiting == message);
                let is_whole = page.messages.iter().any(|read| read.id == message.id);
                if let Some(at) = at {
                    if !is_whole && limit < LARGEST_PAGE {
                        wholes.waiting[at].1 = LARGEST_PAGE;
                    } else {
                        wholes.waiting.remove(at);
                    }
                }
                self.merge_page(id, request, page, None, asked_at);
            }
            Err(Failure::SignedOut) => {
                wholes.task.asked = None;
                self.sign_out();
            }
            Err(Failure::Refused { .. }) => {
                wholes.task.answered();
                wholes.waiting.retain(|(waiting, _)| waiting != message);
            }
            Err(failure) => wholes.task.failed(self.now, failure.retry_after(), &mut self.random),
        }
    }
}
