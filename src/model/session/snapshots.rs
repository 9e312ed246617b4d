//! What an earlier visit kept of channels: shown before the backend has answered, or when it cannot be reached.
//!
//! It is one person's, and shown to nobody else. It is shown only if the visitor is named at once as that person; or,
//! without a network, if they were here last, until the backend answers anything. What is shown of it is dropped
//!
//! - when the visitor is signed out, or turns out to be somebody else;
//! - when the backend answers a visitor who was not named;
//! - when it answers a page of the channel's history and has no feed of changes, or refuses the channel;
//! - when the feed does not know the cursor any more, or has too much to say since.
//!
//! Else the feed says what became of it, from the cursor on that was kept with it, and a page of the history what came
//! since. Before both are there the chat is not "live".

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

/// What is dropped of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Everything, also what the backend has vouched for: that was for somebody else.
    Anothers,
    /// All that the backend has not vouched for.
    Unconfirmed,
    /// The same, also on disk: the feed does not reach back to its cursor any more.
    Stale,
    /// That of channels which were not opened: it is there to be searched without a network.
    Unopened,
}

/// What becomes of that. It is a table that only what is shown brings along: so all of it is in the chunk that reads
/// what is kept.
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

/// The rules, where there is something that they are about.
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
    /// Shows what an earlier visit kept of a channel, if this person is the visitor and it is still of use.
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

    /// Lists the channels that an earlier visit knew, with their names, if this person is the visitor. The backend's
    /// own list replaces them.
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

    /// Returns what is to be kept of a channel, as of now by the visitor's clock; `None` if it is not sure that all of
    /// it is here, or nobody has named the visitor.
    #[must_use]
    pub fn snapshot(&self, id: &ChannelId, as_of: Timestamp) -> Option<Snapshot> {
        self.keeper()?;
        let channel = self.channels.get(id).filter(|channel| channel.kept.is_none())?;
        let cursor = self.feed.sure_cursor(self.features.is_some())?;
        let (is_whole, messages) = channel.timeline.newest_stretch(MOST_MESSAGES)?;
        Some(Snapshot { channel: id.clone(), as_of, cursor, is_whole, messages })
    }

    /// Returns `true` if a channel is now as it was last changed: nothing of it can have been missed.
    #[must_use]
    pub fn is_sure_of(&self, id: &ChannelId) -> bool {
        let is_sure = |channel: &Channel| channel.kept.is_none() && channel.timeline.gaps().at_end().is_none();
        self.channels.get(id).is_some_and(is_sure) && self.feed.sure_cursor(self.features.is_some()).is_some()
    }

    /// Returns the channels' names, as they are to be kept.
    #[must_use]
    pub fn named_channels(&self) -> Vec<NamedChannel> {
        let known = self.order.iter().filter_map(|id| self.channels.get(id));
        let named = known.map(|channel| {
            let ChannelInfo { id, name, topic, .. } = channel.info.clone();
            NamedChannel { id, name, topic }
        });
        named.collect()
    }

    /// Returns as whom the visitor counts, if that is known.
    #[must_use]
    pub fn visitor(&self) -> Option<&PersonId> {
        self.author_id()
    }

    /// Returns the person whose messages may be kept: the visitor, once somebody has named them, and if nobody else was
    /// here before them in this tab.
    #[must_use]
    pub fn keeper(&self) -> Option<&PersonId> {
        self.author_id().filter(|_| self.is_named() && !self.signed_out && !self.may_be_mixed)
    }

    /// Returns `true` if what this person kept may be shown to whoever is here.
    #[must_use]
    pub fn may_show_kept(&self, person: &PersonId) -> bool {
        !self.signed_out && self.author_id() == Some(person) && (self.is_named() || !self.has_answered)
    }

    /// Returns what to tell the visitor while what is shown was kept by an earlier visit and the backend is out of
    /// reach.
    fn status_now(&self) -> Option<Status> {
        let channel = self.channels.get(&self.selected)?;
        let kept = channel.kept.as_ref()?;
        let is_online = self.link.is_online();
        let is_cut_off = !is_online || self.is_unanswered && channel.unavailable.is_some();
        is_cut_off.then_some(Status::AsOf(kept.as_of, is_online))
    }

    /// Drops from the screen what earlier visits kept.
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
                // A page that was asked for as somebody else says nothing.
                channel.epoch += u32::from(which == Kept::Anothers);
                if which == Kept::Stale {
                    self.commands.push(Command::ForgetSnapshot(id.clone()));
                }
                self.forget_kept(&id);
            }
        }
    }

    /// Drops what was kept of one channel, and reads what the backend has.
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

    /// Does not read the feed from this cursor, unless something else that is shown was kept with it.
    fn leave_out(&mut self, cursor: Option<Arc<str>>) {
        let is_needed = |channel: &Channel| channel.kept.as_ref().is_some_and(|kept| kept.cursor == cursor);
        if cursor.is_some() && !self.channels.values().any(is_needed) {
            self.feed.leave_out(cursor.as_ref());
        }
    }

    /// The backend refuses to show a channel: what was kept of it may not be the visitor's to read any more.
    fn refused_now(&mut self, id: &ChannelId) {
        if self.channels.get(id).is_some_and(|channel| channel.kept.is_some()) {
            self.forget_kept(id);
            self.commands.push(Command::ForgetSnapshot(id.clone()));
        }
    }

    /// A page of the history replaces what was kept, unless the feed will say what became of that.
    fn replace_now(&mut self, id: &ChannelId, page: &Page) {
        let kept = self.channels.get(id).and_then(|channel| channel.kept.as_ref());
        if kept.is_some_and(|kept| kept.cursor.is_none() || page.cursor.is_none()) {
            self.forget_kept(id);
        }
    }

    /// A deleted message leaves what is kept. Of a channel that is loaded the whole is written again; of another one
    /// nothing is kept any more.
    pub(super) fn note_removals(&mut self, id: &ChannelId, updates: &[Update]) {
        let has_removal = updates.iter().any(|update| matches!(update, Update::Remove(_)));
        if has_removal && self.channels.get(id).is_none_or(|channel| !channel.timeline.is_loaded()) {
            self.commands.push(Command::ForgetSnapshot(id.clone()));
        }
    }

    /// The feed will not say what became of what is shown: a page of the history replaces it, or has replaced what it
    /// could.
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

    /// Takes note of what the backend has vouched for by now.
    fn confirm_now(&mut self) {
        if !self.feed.has_told_of_kept() {
            return;
        }
        for (_, channel) in &mut self.channels {
            channel.kept.take_if(|_| channel.timeline.is_loaded());
        }
    }

    /// Takes out the channels that only an earlier visit knew: the backend does not list them. What is open, or has
    /// unsent messages, stays.
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
