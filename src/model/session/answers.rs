//! Handles the backend's answers.

use super::io::{Call, Change, ChannelInfo, Command, Reply};
use super::options::Features;
use super::snapshots::Kept;
use super::ticket::{ForChannels, ForMe, ForPage, Ticket};
use super::{Channel, Session};
use crate::model::failure::Failure;
use crate::model::history::{Cursor, Page, PageQuery};
use crate::model::timeline::Offered;
use crate::model::upload::FileLimits;

/// A backend that fails this often when asked for its features has none.
const MOST_BROKEN: u32 = 3;

impl Session {
    pub(super) fn on_reply(&mut self, reply: Reply) {
        match reply.failure() {
            None => self.note_answer(&reply),
            Some(failure) => self.note_failure(failure),
        }
        match reply {
            Reply::Features(_, result) => self.features_answered(result),
            Reply::Me(_, result) => {
                self.me_call.conclude(result.as_ref().err(), self.now, &mut self.random);
                match result {
                    Ok((me, channel)) => {
                        self.set_me(me);
                        self.listen(channel);
                    }
                    Err(failure) => self.mind_sign_out(&failure),
                }
            }
            Reply::Channels(_, result) => {
                self.channels_call.conclude(result.as_ref().err(), self.now, &mut self.random);
                match result {
                    Ok((channels, workspace)) => {
                        self.changes.extend(workspace.map(Change::Workspace));
                        self.list_channels(channels);
                    }
                    Err(failure) => self.mind_sign_out(&failure),
                }
            }
            Reply::Typing(_, result) => {
                if let Err(failure) = result {
                    self.mind_sign_out(&failure);
                }
            }
            Reply::Read(ticket, result) => self.position_answered(&ticket.purpose.0, result),
            Reply::Page(ticket, result) => self.page_answered(ticket, result),
            Reply::Changes(ticket, result) => self.changes_answered(&ticket.purpose, result),
            Reply::Posted(ticket, result) => self.post_answered(&ticket.purpose, result),
            Reply::Changed(ticket, result) => self.operation_answered(&ticket.purpose, result),
            Reply::Deleted(ticket, result) => self.deletion_answered(&ticket.purpose, result),
            Reply::Uploaded(ticket, result) => self.upload_answered(&ticket.purpose, result),
        }
    }

    fn page_answered(&mut self, Ticket { request, purpose }: Ticket<ForPage>, result: Result<Page, Failure>) {
        match purpose {
            ForPage::SignedIn => {
                self.is_asking_for_sign_in = false;
                match result {
                    Err(Failure::SignedOut) => self.sign_out(),
                    _ if self.signed_out => self.sign_in(),
                    _ => {}
                }
            }
            ForPage::Sync(channel, asked) => self.sync_answered(&channel, request, &asked, result),
            ForPage::Older(channel, asked) => self.older_answered(&channel, request, &asked, result),
            ForPage::Gap(channel, asked, from) => self.gap_answered(&channel, request, &asked, &from, result),
            ForPage::Around(channel, asked) => self.around_answered(&channel, request, &asked, result),
            ForPage::Look(channel, asked_at) => self.look_answered(&channel, request, asked_at, result),
            ForPage::Whole { channel, message, limit, asked_at } => {
                self.whole_answered(&channel, request, (&message, limit, asked_at), result);
            }
        }
    }

    /// The backend has answered properly. The user may be someone else than the last one.
    fn note_answer(&mut self, reply: &Reply) {
        self.answered_at = self.now;
        let is_first = !std::mem::replace(&mut self.has_answered, true);
        if !self.is_named() && !matches!(reply, Reply::Me(..) | Reply::Features(..)) {
            self.drop_kept(Kept::Unconfirmed);
        } else if is_first {
            self.drop_kept(Kept::Unopened);
        }
    }

    fn mind_sign_out(&mut self, failure: &Failure) {
        if *failure == Failure::SignedOut {
            self.sign_out();
        }
    }

    /// A backend without the extensions answers 404, or something else.
    fn features_answered(&mut self, result: Result<(Vec<String>, Option<FileLimits>), Failure>) {
        let (names, limits) = match result {
            Ok(offered) => offered,
            Err(failure @ (Failure::NoAnswer | Failure::TooMany { .. })) => {
                return self.features_task.failed(self.now, failure.retry_after(), &mut self.random);
            }
            // A gateway whose backend is down says nothing about features. A backend that fails may do so for a
            // moment, or for every call that it does not know.
            Err(failure @ Failure::Broken { status: 502..=504, .. }) => {
                return self.features_task.failed(self.now, failure.retry_after(), &mut self.random);
            }
            // Some redirect calls that they do not know.
            Err(failure @ Failure::Broken { status: 300..=399 | 500.., .. })
                if self.features_task.failures < MOST_BROKEN =>
            {
                return self.features_task.failed(self.now, failure.retry_after(), &mut self.random);
            }
            Err(Failure::SignedOut) => {
                self.features_task.asked = None;
                return self.sign_out();
            }
            Err(_) => (Vec::new(), None),
        };
        self.features_task.answered();
        let has = |name: &str| names.iter().any(|feature| feature == name);
        // A message with only files is recognised by its `clientId`, or not at all.
        let attach = limits.filter(|_| has("attachments") && has("client-id"));
        let changes = Offered {
            edit: has("edit"),
            delete: has("delete"),
            react: has("reactions"),
            reply: has("replies"),
            search: has("search"),
            attach,
        };
        self.features = Some(Features {
            me: has("me"),
            client_id: has("client-id"),
            after: has("after"),
            around: has("around"),
            read: has("read"),
            changes,
        });
        self.feed.is_offered = has("changes");
        self.me_call.wanted = has("me");
        self.channels_call.wanted = has("channels");
        if !self.feed.is_offered {
            self.do_without_feed();
        }
        if !self.channels_call.wanted {
            self.drop_kept_channels();
        }
    }

    /// Makes the calls that the features allow, until each is answered or refused.
    pub(super) fn drive_extras(&mut self) {
        if self.me_call.is_due(self.now) && (self.me.is_none() || self.may_listen()) {
            let ticket = self.ticket(ForMe);
            self.me_call.task.asked = Some(ticket.request);
            self.call(Call::Me(ticket));
        }
        if self.channels_call.is_due(self.now) {
            let ticket = self.ticket(ForChannels);
            self.channels_call.task.asked = Some(ticket.request);
            self.call(Call::Channels(ticket));
        }
    }

    fn list_channels(&mut self, channels: Vec<ChannelInfo>) {
        self.is_listed = true;
        self.listed_at = self.now;
        for info in channels {
            let id = info.id.clone();
            // An open or loaded channel is known better here.
            let is_known = |channel: &&Channel| id == self.selected || channel.timeline.is_loaded();
            let counted = self.channels.get(&id).map(|channel| match Some(channel).filter(is_known) {
                Some(channel) => (channel.info.unread, channel.info.mentions),
                None => (self.counted(channel, &info), info.mentions),
            });
            match self.channels.get_mut(&info.id) {
                Some(channel) => {
                    let (unread, mentions) = counted.unwrap_or_default();
                    channel.info = ChannelInfo { unread, mentions, ..info };
                    channel.is_only_kept = false;
                }
                None => {
                    self.order.push(info.id.clone());
                    let mut channel = Channel::new(info.clone(), &self.options);
                    if let Some(me) = &self.me {
                        channel.timeline.set_me(me.clone());
                    }
                    channel.had_read(self.read_marks.as_deref().unwrap_or_default());
                    self.channels.insert(channel.info.id.clone(), channel);
                }
            }
            self.note_news(&id);
            self.take_position(&id);
        }
        self.drop_kept_channels();
        self.report_channels();
        // Unsent messages of earlier visits to channels that were not known until now.
        self.restore_unplaced();
    }

    /// The backend does not know the user (any more): everything pauses, nothing is dropped, and the live connection
    /// ends, because it was authorized for someone who may no longer read.
    pub(super) fn sign_out(&mut self) {
        if !std::mem::replace(&mut self.signed_out, true) {
            self.commands.push(Command::WipeSnapshots);
            self.may_be_mixed = true;
            self.drop_kept(Kept::Unconfirmed);
        }
        // Even one that was still being made when this was first said.
        let command = self.link.signed_out(self.now);
        self.commands.extend(command.map(Command::Link));
        // The next person to sign in may be someone else.
        self.options.last = None;
        self.signed_in_as = None;
    }

    pub(super) fn ask_whether_signed_in(&mut self) {
        if std::mem::replace(&mut self.is_asking_for_sign_in, true) {
            return;
        }
        let query = PageQuery { cursor: Cursor::Newest, limit: 1 };
        self.ask_page(ForPage::SignedIn, &self.selected.clone(), query);
    }

    fn sign_in(&mut self) {
        self.signed_out = false;
        self.link.signed_in(self.now);
        self.catch_up_all();
        self.hurry();
    }
}
