//! Channels stored by an earlier visit: shown before the backend has answered, or when it cannot be reached.
//!
//! They belong to one person, and are shown to no one else: only if the user is named at once as that person; or,
//! offline, if that person was here last, until the backend answers anything. The messages shown are dropped
//!
//! - when the user is signed out, or turns out to be someone else;
//! - when the backend answers a user who was not named;
//! - when it answers a page of the channel's history and has no feed of changes, or refuses the channel;
//! - when the feed does not know the cursor any more, or has too much to say since.
//!
//! Otherwise the feed reports their changes, from the stored cursor on, and a page of the history brings newer
//! messages. Before both have arrived the chat is not "live".

use std::sync::Arc;

use super::Output;
use super::Session;
use super::channel::Channel;
use super::io::{ChannelInfo, Command};
use crate::model::connection::Status;
use crate::model::history::Page;
use crate::model::message::{ChannelId, PersonId};
use crate::model::snapshot::{MOST_MESSAGES, NamedChannel, Snapshot, Unconfirmed};
use crate::model::time::{Millis, Timestamp};
use crate::model::timeline::Update;

/// Which of the stored messages are dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Everything, even what the backend has confirmed, because that was for someone else.
    Anothers,
    /// Everything that the backend has not confirmed.
    Unconfirmed,
    /// The same, also on disk: the feed no longer reaches back to their cursor.
    Stale,
    /// Messages of channels that were not opened, which were shown for searching offline.
    Unopened,
}

/// The rules for stored messages. A table, so that all of this code is in the chunk that reads them, and comes only
/// with messages to show.
#[derive(Debug)]
pub(super) struct Rules {
    drop: fn(&mut Session, Kept),
    refused: fn(&mut Session, &ChannelId),
    replace: fn(&mut Session, &ChannelId, &Page),
    do_without_feed: fn(&mut Session),
    confirm: fn(&mut Session),
    drop_channels: fn(&mut Session),
    status: fn(&Session) -> Option<Status>,
}

static RULES: Rules = Rules {
    drop: Session::drop_now,
    refused: Session::refused_now,
    replace: Session::replace_now,
    do_without_feed: Session::do_without_feed_now,
    confirm: Session::confirm_now,
    drop_channels: Session::drop_channels_now,
    status: Session::status_now,
};

/// The rules, if there are stored messages.
impl Session {
    pub(super) fn drop_kept(&mut self, which: Kept) {
        if let Some(rules) = self.kept_rules {
            (rules.drop)(self, which);
        }
    }

    pub(super) fn refused_kept(&mut self, id: &ChannelId) {
        if let Some(rules) = self.kept_rules {
            (rules.refused)(self, id);
        }
    }

    pub(super) fn replace_kept(&mut self, id: &ChannelId, page: &Page) {
        if let Some(rules) = self.kept_rules {
            (rules.replace)(self, id, page);
        }
    }

    pub(super) fn do_without_feed(&mut self) {
        if let Some(rules) = self.kept_rules {
            (rules.do_without_feed)(self);
        }
    }

    pub(super) fn confirm_kept(&mut self) {
        if let Some(rules) = self.kept_rules {
            (rules.confirm)(self);
        }
    }

    pub(super) fn drop_kept_channels(&mut self) {
        if let Some(rules) = self.kept_rules {
            (rules.drop_channels)(self);
        }
    }

    pub(super) fn kept_status(&self) -> Option<Status> {
        (self.kept_rules?.status)(self)
    }
}

impl Session {
    /// Shows the stored messages of a channel, if this person is the user and they are still of use.
    pub fn show_snapshot(&mut self, person: &PersonId, snapshot: Snapshot, now: Millis) -> Output {
        self.now = self.now.max(now);
        let id = snapshot.channel.clone();
        let may_show = self.may_show_kept(person) && !snapshot.messages.is_empty();
        if may_show
            && let Some(channel) = self.channels.get_mut(&id)
            && !channel.timeline.is_loaded()
            && channel.kept.is_none()
        {
            let (as_of, cursor) = (snapshot.as_of, snapshot.cursor.clone());
            let next_row = &mut self.next_row;
            let applied = channel.timeline.show_snapshot(snapshot, self.now, &mut || Self::next_row(next_row));
            channel.had_kept = true;
            self.kept_rules = Some(&RULES);
            channel.kept = Some(Unconfirmed { as_of, cursor: cursor.clone() });
            if let Some(cursor) = cursor {
                self.feed.read_from(cursor);
            }
            self.after_apply(&id, applied);
            self.settle_known(&id);
        }
        self.finish()
    }

    /// Lists the channels that an earlier visit knew, if this person is the user. The backend's own list replaces
    /// them.
    pub fn show_kept_channels(&mut self, person: &PersonId, channels: Vec<NamedChannel>, now: Millis) -> Output {
        self.now = self.now.max(now);
        if self.may_show_kept(person) && !self.is_listed {
            self.kept_rules = Some(&RULES);
            for NamedChannel { id, name, topic } in channels {
                if let Some(channel) = self.channels.get_mut(&id) {
                    (channel.info.name, channel.info.topic) = (name, topic);
                    continue;
                }
                let info = ChannelInfo { id: id.clone(), name, topic, ..ChannelInfo::default() };
                let mut channel = Channel::new(info, &self.options);
                channel.is_only_kept = true;
                self.order.push(id.clone());
                self.channels.insert(id, channel);
            }
            self.report_channels();
            self.restore_unplaced();
        }
        self.finish()
    }

    /// Returns the snapshot of a channel to store, by the user's clock; `None` if it may be incomplete, or the user
    /// was not named.
    #[must_use]
    pub fn snapshot(&self, id: &ChannelId, as_of: Timestamp) -> Option<Snapshot> {
        self.keeper()?;
        let channel = self.channels.get(id).filter(|channel| channel.kept.is_none())?;
        let cursor = self.feed.sure_cursor(self.features.is_some())?;
        let (is_whole, messages) = channel.timeline.newest_stretch(MOST_MESSAGES)?;
        Some(Snapshot { channel: id.clone(), as_of, cursor, is_whole, messages })
    }

    /// Returns `true` if a channel is still as it was last changed, and nothing of it can have been missed.
    #[must_use]
    pub fn is_sure_of(&self, id: &ChannelId) -> bool {
        let is_sure = |channel: &Channel| channel.kept.is_none() && channel.timeline.gaps().at_end().is_none();
        self.channels.get(id).is_some_and(is_sure) && self.feed.sure_cursor(self.features.is_some()).is_some()
    }

    /// Returns the channels' names for storing.
    #[must_use]
    pub fn named_channels(&self) -> Vec<NamedChannel> {
        let known = self.order.iter().filter_map(|id| self.channels.get(id));
        let named = known.map(|channel| {
            let ChannelInfo { id, name, topic, .. } = channel.info.clone();
            NamedChannel { id, name, topic }
        });
        named.collect()
    }

    /// Returns the identity of the user, if it is known.
    #[must_use]
    pub fn visitor(&self) -> Option<&PersonId> {
        self.author_id()
    }

    /// Returns the person whose messages may be stored: the user, once named, if no one else used this tab before.
    #[must_use]
    pub fn keeper(&self) -> Option<&PersonId> {
        self.author_id().filter(|_| self.is_named() && !self.signed_out && !self.may_be_mixed)
    }

    /// Returns `true` if this person's stored messages may be shown to the present user.
    #[must_use]
    pub fn may_show_kept(&self, person: &PersonId) -> bool {
        !self.signed_out && self.author_id() == Some(person) && (self.is_named() || !self.has_answered)
    }

    /// Returns the notice for the user while stored messages are shown and the backend is unreachable.
    fn status_now(&self) -> Option<Status> {
        let channel = self.channels.get(&self.selected)?;
        let kept = channel.kept.as_ref()?;
        let is_online = self.link.is_online();
        let is_cut_off = !is_online || self.is_unanswered && channel.unavailable.is_some();
        is_cut_off.then_some(Status::AsOf(kept.as_of, is_online))
    }

    /// Removes stored messages from the screen.
    fn drop_now(&mut self, which: Kept) {
        let ids: Vec<_> = self.channels.keys().cloned().collect();
        for id in ids {
            let Some(channel) = self.channels.get_mut(&id) else { continue };
            let is_dropped = match which {
                Kept::Anothers => channel.had_kept,
                Kept::Unconfirmed | Kept::Stale => channel.kept.is_some(),
                Kept::Unopened => channel.kept.is_some() && !channel.opened,
            };
            if is_dropped {
                // A page that was requested as someone else says nothing.
                channel.epoch += u32::from(which == Kept::Anothers);
                if which == Kept::Stale {
                    self.commands.push(Command::ForgetSnapshot(id.clone()));
                }
                self.forget_kept(&id);
            }
        }
    }

    /// Drops the stored messages of one channel, and reads the backend's.
    fn forget_kept(&mut self, id: &ChannelId) {
        let Some(channel) = self.channels.get_mut(id) else { return };
        let cursor = channel.kept.take().and_then(|kept| kept.cursor);
        channel.had_kept = false;
        channel.timeline.forget_snapshot(self.now);
        let needs_sync = channel.opened && channel.sync.is_none();
        self.leave_out(cursor);
        if needs_sync {
            self.start_sync(id);
        }
    }

    /// Does not read the feed from this cursor, unless other shown messages were stored with it.
    fn leave_out(&mut self, cursor: Option<Arc<str>>) {
        let is_needed = |channel: &Channel| channel.kept.as_ref().is_some_and(|kept| kept.cursor == cursor);
        if cursor.is_some() && !self.channels.values().any(is_needed) {
            self.feed.leave_out(cursor.as_ref());
        }
    }

    /// The backend refuses a channel: its stored messages may no longer be for the user.
    fn refused_now(&mut self, id: &ChannelId) {
        if self.channels.get(id).is_some_and(|channel| channel.kept.is_some()) {
            self.forget_kept(id);
            self.commands.push(Command::ForgetSnapshot(id.clone()));
        }
    }

    /// A page of the history replaces stored messages, unless the feed will report their changes.
    fn replace_now(&mut self, id: &ChannelId, page: &Page) {
        let kept = self.channels.get(id).and_then(|channel| channel.kept.as_ref());
        if kept.is_some_and(|kept| kept.cursor.is_none() || page.cursor.is_none()) {
            self.forget_kept(id);
        }
    }

    /// A deleted message leaves the storage. A loaded channel is written again; any other channel's snapshot is
    /// dropped.
    pub(super) fn note_removals(&mut self, id: &ChannelId, updates: &[Update]) {
        let has_removal = updates.iter().any(|update| matches!(update, Update::Remove(_)));
        if has_removal && self.channels.get(id).is_none_or(|channel| !channel.timeline.is_loaded()) {
            self.commands.push(Command::ForgetSnapshot(id.clone()));
        }
    }

    /// The feed will not report the changes of shown messages: a page of the history replaces them, or has done so as
    /// far as it could.
    fn do_without_feed_now(&mut self) {
        let ids: Vec<_> = self.channels.keys().cloned().collect();
        for id in ids {
            let Some(channel) = self.channels.get_mut(&id) else { continue };
            let Some(kept) = &mut channel.kept else { continue };
            let cursor = kept.cursor.take();
            if channel.timeline.is_loaded() {
                self.forget_kept(&id);
            }
            self.leave_out(cursor);
        }
    }

    /// Records what the backend has confirmed by now.
    fn confirm_now(&mut self) {
        if !self.feed.has_told_of_kept() {
            return;
        }
        for (_, channel) in &mut self.channels {
            channel.kept.take_if(|_| channel.timeline.is_loaded());
        }
    }

    /// Removes channels that only an earlier visit knew and the backend does not list. Open channels, and those with
    /// unsent messages, stay.
    fn drop_channels_now(&mut self) {
        let is_gone = |channel: &Channel| channel.is_only_kept && channel.timeline.outbox().entries().is_empty();
        let gone = self.channels.iter().filter(|(id, channel)| **id != self.selected && is_gone(channel));
        let gone: Vec<_> = gone.map(|(id, _)| id.clone()).collect();
        if gone.is_empty() {
            return;
        }
        for id in gone {
            self.channels.remove(&id);
            self.order.retain(|other| *other != id);
            self.commands.push(Command::ForgetSnapshot(id));
        }
        self.report_channels();
    }
}
