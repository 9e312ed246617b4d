//! What is on the screen, as signals. They are written here alone: by the driver, from the session's changes, and by
//! the methods that components call.
//!
//! The rows of a channel are one value, however many they are: the list draws a window of them, each with an element of
//! its own, and looks there for what has changed.
//!
//! `channel` has one channel's signals, `drafts` keeps what is written, `rows` changes the rows.

mod channel;
mod drafts;
mod rows;

use std::sync::Arc;

use litemap::LiteMap;

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;

pub use self::channel::ChannelState;
use self::rows::{carry_out_row, newly_changed, newly_failed_gap, newly_refused};
use super::files::HeldFiles;
use super::kept::Kept;
use crate::model::connection::Status;
use crate::model::message::{ChannelId, LocalId, Message, MessageId, OrderKey, Person, Reaction, RowKey};
use crate::model::reason::Reason;
use crate::model::session::{Change, ChannelInfo, Event, Refusal, RefusedChange};
use crate::model::timeline::{ChangeKind, Offered, RowState, RowView};
use crate::reactive::{Signal, Stored};

/// What became of going to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// It stands in this row of this channel.
    Found(ChannelId, RowKey),
    /// It could not be found.
    Missing,
    /// It could not be looked for, for this reason.
    Unreached(ChannelId, MessageId, Reason),
}

/// What the visitor may be told of, wherever they look.
#[derive(Clone, Debug)]
pub enum News {
    /// What somebody else has written.
    Arrived(ChannelId, Message),
    /// An own message is not going to be sent: it was refused, or withdrawn.
    Refused(ChannelId, RowState),
    /// Messages that are missing could not be fetched, and why.
    GapFailed(ChannelId, Reason),
    /// An own change to a message of this channel was not made.
    ChangeRefused(ChannelId, MessageId, RefusedChange, Refusal),
    /// A known message was edited or deleted, by whomever.
    Altered(ChannelId, MessageId, ChangeKind),
    /// Somebody else changed the newest message, which is this now; or reacted to an own one.
    Changed(ChannelId, Arc<RowView>, Option<Reaction>),
}

/// All signals of one chat.
#[derive(Clone, Copy, Debug)]
pub struct ChatState {
    /// The state of the connection.
    pub status: Signal<Status>,
    /// Who the visitor is, once that is known.
    pub me: Signal<Option<Arc<Person>>>,
    /// Who is online, the visitor first; `None` where that cannot be known.
    pub people: Signal<Option<Vec<Arc<Person>>>>,
    /// The workspace's name, once the backend has said it.
    pub workspace: Signal<Option<Arc<str>>>,
    /// The channels of the workspace, in order.
    pub channels: Signal<Vec<ChannelInfo>>,
    /// The changes to messages that the backend and the site offer.
    pub offered: Signal<Offered>,
    /// The bytes of files that are picked or on their way.
    pub files: HeldFiles,
    /// The open channel.
    pub selected: Signal<ChannelId>,
    /// The message that was last gone to, until the visitor has been led there or has read that it is missing.
    pub sought: Signal<Option<Sought>>,
    /// What came last, in any channel: all that came at once. For effects, which run before more comes.
    pub news: Signal<Vec<News>>,
    /// Whether the browser keeps what was not sent; `false` once it turned out that it does not.
    pub keeps_unsent: Signal<bool>,
    /// True after a chunk was missing on the server: there is a new version.
    pub is_outdated: Signal<bool>,
    /// True after a press for which a chunk could not be reached.
    pub lacks_chunk: Signal<bool>,
    by_channel: Stored<LiteMap<ChannelId, ChannelState>>,
    /// How many unsent messages lie on the disk that this release cannot read.
    pub unknown_unsent: Signal<usize>,
    kept: Stored<Kept>,
    /// What earlier visits left in the outbox: a draft that was sent as one of these is none.
    restored: Stored<LiteMap<LocalId, ()>>,
    /// Weak, because it owns this value: it could not end otherwise.
    owner: Stored<WeakOwner>,
}

impl ChatState {
    /// Signals that belong to the current reactive owner, for a chat that begins with this channel.
    #[must_use]
    pub fn new(selected: ChannelId, kept: Kept) -> Self {
        Self {
            status: Signal::new(Status::Connecting),
            me: Signal::new(None),
            people: Signal::new(None),
            workspace: Signal::new(None),
            channels: Signal::new(Vec::new()),
            offered: Signal::new(Offered::default()),
            files: HeldFiles::new(),
            selected: Signal::new(selected),
            sought: Signal::new(None),
            news: Signal::new(Vec::new()),
            keeps_unsent: Signal::new(true),
            is_outdated: Signal::new(false),
            lacks_chunk: Signal::new(false),
            by_channel: Stored::new(LiteMap::new()),
            unknown_unsent: Signal::new(0),
            kept: Stored::new(kept),
            restored: Stored::new(LiteMap::new()),
            owner: Stored::new(Owner::current().unwrap_or_default().downgrade()),
        }
    }

    /// A channel's signals; they are made when they are first asked for and live as long as the chat.
    #[must_use]
    pub fn channel(&self, id: &ChannelId) -> ChannelState {
        if let Some(state) = self.by_channel.with_value(|channels| channels.get(id).copied()) {
            return state;
        }
        let owner = self.owner.with_value(WeakOwner::upgrade).unwrap_or_default();
        let state = owner.with(|| ChannelState::new(id, self.drafts(), self.keeps_unsent));
        self.by_channel.update_value(|channels| {
            channels.insert(id.clone(), state);
        });
        state
    }

    /// Takes note that the visitor was led to the message that was gone to, or has read that it is missing.
    pub fn put_sought_away(&self) {
        self.sought.set(None);
    }

    /// Takes note that the browser does not keep what was not sent. The chat may be gone.
    pub(super) fn note_unkept(&self) {
        self.keeps_unsent.set(false);
    }

    /// Takes note that code which is loaded later is not there: with `is_outdated` because there is a new version.
    pub(super) fn note_missing_code(&self, is_outdated: bool) {
        if is_outdated {
            self.is_outdated.set(true);
        }
    }

    /// So many unsent messages on the disk are of a version that this release does not know.
    pub(super) fn note_unknown(&self, count: usize) {
        // The disk may be done after the chat is gone.
        self.unknown_unsent.set(count);
    }

    /// Whether the chat has ended, and its signals with it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.by_channel.try_with_value(|_| ()).is_none()
    }

    /// Up to here the visitor has read a channel. The chat may be gone.
    pub(super) fn keep_read(&self, channel: ChannelId, mark: OrderKey) {
        let _ = self.kept.try_with_value(|kept| kept.read.save(channel, mark));
    }

    /// The visitor has marked what lies behind this place as unread.
    pub(super) fn keep_unread(&self, channel: ChannelId, mark: OrderKey) {
        let _ = self.kept.try_with_value(|kept| kept.read.go_back(channel, mark));
    }

    /// Shows what has changed, then tells of what has happened: once, however much it is.
    pub fn carry_out(&self, changes: Vec<Change>, events: Vec<Event>) {
        let mut news = Vec::new();
        for change in changes {
            match change {
                Change::Rows(id, changes) => self.channel(&id).rows.update(|rows| {
                    for change in changes {
                        news.extend(newly_refused(rows, &change).map(|state| News::Refused(id.clone(), state)));
                        let changed = newly_changed(rows, &change);
                        news.extend(changed.map(|(row, reaction)| News::Changed(id.clone(), row, reaction)));
                        self.channel(&id).note_stored(rows, &change);
                        news.extend(newly_failed_gap(rows, &change).map(|why| News::GapFailed(id.clone(), why)));
                        carry_out_row(rows, change);
                    }
                }),
                other => self.show(other),
            }
        }
        for event in events {
            match event {
                Event::Arrived(id, message) => news.push(News::Arrived(id, message)),
                Event::Altered(_, _, ChangeKind::Reacted) => {}
                Event::Altered(channel, message, kind) => news.push(News::Altered(channel, message, kind)),
                Event::Refused { channel, message, what, why } => {
                    news.push(News::ChangeRefused(channel, message, what, why));
                }
                Event::Found(id, row) => self.sought.set(Some(Sought::Found(id, row))),
                Event::NotFound(_, _, None) => self.sought.set(Some(Sought::Missing)),
                Event::NotFound(id, message, Some(why)) => self.sought.set(Some(Sought::Unreached(id, message, why))),
                // Carried out at once.
                Event::TakenBack(..) | Event::Author(..) => {}
            }
        }
        if !news.is_empty() {
            self.news.set(news);
        }
    }

    fn show(&self, change: Change) {
        match change {
            Change::Head(id, head) => renew(self.channel(&id).head, head),
            Change::Typing(id, typists) => self.channel(&id).typists.set(typists),
            Change::People(people) => self.people.set(people),
            Change::Me(me) => self.me.set(Some(me)),
            Change::Status(status) => {
                match status {
                    Status::SignedOut => self.kept.with_value(Kept::forget_last),
                    Status::Live => self.kept.with_value(Kept::remember),
                    _ => {}
                }
                self.status.set(status);
            }
            Change::Channels(channels) => self.channels.set(channels),
            Change::Workspace(name) => self.workspace.set(Some(name)),
            Change::Offered(offered) => renew(self.offered, offered),
            Change::Selected(id) => renew(self.selected, id),
            // Carried out by the caller, which learns from it what is news.
            Change::Rows(..) => {}
        }
    }
}

/// Sets a signal only if its value changes, so that its readers do not run without need.
fn renew<T: PartialEq + 'static>(signal: Signal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
