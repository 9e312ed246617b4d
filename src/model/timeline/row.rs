//! The data of a row on the screen.

use std::sync::Arc;

use crate::model::message::{
    Attachment, Can, Edited, LocalId, Message, MessageId, OrderKey, Person, Reaction, Reply, RowKey,
};
use crate::model::outbox::{Delivery, Entry};
use crate::model::reason::Reason;
use crate::model::time::{Millis, Timestamp};
use crate::model::upload::{FileLimits, Upload, UploadState, percent};

/// A message as it is drawn, with the parts above it. Shared by the screen's state and the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// The row's identity; it never changes.
    pub key: RowKey,
    /// Stored by the backend, or on its way.
    pub kind: RowKind,
    /// The author; `None` for an own message until the user is known.
    pub author: Option<Arc<Person>>,
    /// True if it is the user's own.
    pub is_own: bool,
    /// The text; empty if it was deleted or cannot be shown ([`Shown`]).
    pub text: Arc<str>,
    /// The rest of the content; `None` for most messages.
    pub extras: Option<Arc<Extras>>,
    /// True if the author's name stands above it; false for a follow-up message.
    pub starts_group: bool,
    /// True if the day is named above it.
    pub starts_day: bool,
    /// True if the "New" divider is above it.
    pub starts_unread: bool,
    /// A gap in the history right above it.
    pub gap_above: Option<GapView>,
}

/// The state of a row's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The backend has it.
    Stored(StoredRow),
    /// It is the user's own and not known to be stored: its id in the outbox, and its progress.
    Mine(LocalId, RowState),
}

/// A row's data about a stored message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRow {
    /// Its id.
    pub id: MessageId,
    /// When it was stored.
    pub at: Timestamp,
    /// The actions that the backend allows this reader ([`RowView::allowed`]).
    pub can: Option<Can>,
    /// How it is shown.
    pub shown: Shown,
}

/// How a stored message is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Completely.
    Whole,
    /// As deleted: one line in its place.
    Deleted,
    /// As a kind that this version of the page cannot show.
    Unreadable,
}

impl RowView {
    /// Returns its data as a stored message.
    #[must_use]
    pub fn stored(&self) -> Option<&StoredRow> {
        match &self.kind {
            RowKind::Stored(stored) => Some(stored),
            RowKind::Mine(..) => None,
        }
    }

    /// Returns the backend's id, once the message is stored.
    #[must_use]
    pub fn id(&self) -> Option<&MessageId> {
        self.stored().map(|stored| &stored.id)
    }

    /// Returns the outbox's id, while the message is not known to be stored.
    #[must_use]
    pub fn local_id(&self) -> Option<&LocalId> {
        match &self.kind {
            RowKind::Stored(_) => None,
            RowKind::Mine(id, _) => Some(id),
        }
    }

    /// Returns when it was stored.
    #[must_use]
    pub fn at(&self) -> Option<Timestamp> {
        self.stored().map(|stored| stored.at)
    }

    /// Returns its position in the channel, once it is stored.
    #[must_use]
    pub fn place(&self) -> Option<OrderKey> {
        self.stored().map(|stored| OrderKey { at: stored.at, id: stored.id.clone() })
    }

    /// Returns its progress, while it is not known to be stored.
    #[must_use]
    pub fn state(&self) -> Option<&RowState> {
        match &self.kind {
            RowKind::Stored(_) => None,
            RowKind::Mine(_, state) => Some(state),
        }
    }

    /// Returns `true` if it is stored and shown in this way.
    #[must_use]
    pub fn shows(&self, shown: Shown) -> bool {
        self.stored().is_some_and(|stored| stored.shown == shown)
    }

    /// Returns the id that a reply to it names: the backend's, or the outbox's until there is one.
    #[must_use]
    pub fn answerable_id(&self) -> MessageId {
        match &self.kind {
            RowKind::Stored(stored) => stored.id.clone(),
            RowKind::Mine(id, _) => id.shared().clone().into(),
        }
    }

    /// Returns the beginning of its text, as a reply to it shows it.
    #[must_use]
    pub fn excerpt(&self) -> String {
        beginning(&self.text)
    }

    /// Returns the offered changes that this user may make to the message in its present state.
    #[must_use]
    pub fn allowed(&self, offered: Offered) -> Offered {
        match &self.kind {
            RowKind::Stored(StoredRow { shown, can, .. }) => {
                let is_there = *shown != Shown::Deleted;
                let can = can.unwrap_or(Can { edit: self.is_own, delete: self.is_own });
                Offered {
                    edit: offered.edit && can.edit && *shown == Shown::Whole,
                    delete: offered.delete && is_there && can.delete,
                    react: offered.react && is_there,
                    reply: offered.reply && is_there,
                    search: offered.search,
                    attach: None,
                }
            }
            // The reply waits for it. A message that is refused or withdrawn may never be stored.
            RowKind::Mine(_, state) => Offered {
                reply: offered.reply && !matches!(state, RowState::Failed { .. } | RowState::Withdrawn),
                search: offered.search,
                ..Offered::default()
            },
        }
    }
}

/// The actions on stored messages, and other optional features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// Edit a text.
    pub edit: bool,
    /// Delete a message.
    pub delete: bool,
    /// React to a message.
    pub react: bool,
    /// Reply to a message.
    pub reply: bool,
    /// Let the backend search them.
    pub search: bool,
    /// Send files, within these limits.
    pub attach: Option<FileLimits>,
}

/// The progress of an own message that is not known to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowState {
    /// Being sent.
    Sending,
    /// Being sent, and the answer takes long.
    SendingSlowly,
    /// Its files are being uploaded.
    Uploading {
        /// The uploaded part, in percent.
        percent: u8,
    },
    /// Not being sent yet: it waits for its turn, or for a network.
    Queued,
    /// Waiting for a retry.
    Waiting {
        /// When, by the session's clock.
        until: Millis,
        /// What failed, in words for the sender.
        why: Reason,
        /// True if it may be stored anyway.
        is_in_doubt: bool,
    },
    /// Discarded with an unknown outcome: it is not sent any more.
    Withdrawn,
    /// Refused permanently: the sender decides.
    Failed {
        /// The backend's message.
        why: Reason,
    },
}

impl RowState {
    /// Returns the progress for an outbox entry's row.
    #[must_use]
    pub fn of(entry: &Entry) -> Self {
        match &entry.delivery {
            _ if entry.is_withdrawn => Self::Withdrawn,
            Delivery::Queued if !entry.is_uploaded() => Self::of_uploads(&entry.files),
            Delivery::Queued if !entry.is_in_doubt => Self::Queued,
            Delivery::Sending if entry.is_slow => Self::SendingSlowly,
            Delivery::Saving | Delivery::Queued | Delivery::Sending | Delivery::Looking => Self::Sending,
            Delivery::Unknown { until, why } | Delivery::Waiting { until, why } => {
                Self::Waiting { until: *until, why: why.clone(), is_in_doubt: entry.is_in_doubt }
            }
            Delivery::Refused { why } => Self::Failed { why: why.clone() },
        }
    }

    /// Returns the progress of a message with files. A waiting file is reported only if no other is being uploaded.
    fn of_uploads(files: &[Upload]) -> Self {
        let is_under_way = files.iter().any(|upload| matches!(upload.state, UploadState::Sending(_)));
        let mut waiting = files.iter().filter_map(|upload| match &upload.state {
            UploadState::Waiting { until, why, .. } => Some((*until, why.clone())),
            _ => None,
        });
        match waiting.next() {
            Some((until, why)) if !is_under_way => Self::Waiting { until, why, is_in_doubt: false },
            _ => Self::Uploading { percent: percent(files) },
        }
    }
}

/// A stored message's content besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// When its content was edited, if it was.
    pub edited: Option<Edited>,
    /// The message that it replies to.
    pub reply: Option<ReplyView>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Its reactions.
    pub reactions: Vec<Reaction>,
    /// The number of its replies, if there are any.
    pub replies: Option<Replies>,
    /// The user's own pending edit or deletion of it.
    pub wish: Option<WishView>,
}

/// The number of replies to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replies {
    /// The known number; at least one.
    pub count: usize,
    /// True if the backend counted them. Otherwise only the loaded ones are counted, and there may be more.
    pub is_counted: bool,
}

/// The user's own pending edit or deletion of a message. The row already shows the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WishView {
    /// True for a deletion, false for an edit.
    pub is_deletion: bool,
    /// Why it could not be sent so far, in words.
    pub why: Option<Reason>,
    /// True if it can still be undone, because it certainly had no effect.
    pub can_undo: bool,
}

/// The original of a reply, as its line shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyView {
    /// Its id, for going to it.
    pub id: MessageId,
    /// Its content; `None` if unknown.
    pub known: Option<Reply>,
}

/// The maximum length of a quoted original, in characters.
const EXCERPT: usize = 140;

/// The content of a quoted original.
pub(super) fn excerpt_of(message: &Message) -> Reply {
    Reply { author_name: message.author.name.clone(), excerpt: beginning(message.text()).into(), is_deleted: false }
}

pub(super) fn beginning(text: &str) -> String {
    text.chars().take(EXCERPT).collect()
}

/// A gap that could not be closed automatically, as its row shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapView {
    /// Messages are missing here and can be loaded: the newest of them and, if the backend can read on from a message
    /// (the extension `after`), the oldest too.
    Open {
        /// True if the oldest can be loaded.
        both_ends: bool,
    },
    /// They are being fetched.
    Loading,
    /// Fetching them failed; with the reason.
    Failed(Reason),
}

/// The content above the first row of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadView {
    /// Nothing is known yet: the first page is loading.
    Unknown,
    /// The first page could not be loaded; with the reason.
    Unavailable(Reason),
    /// There are older messages.
    More,
    /// Older messages are being fetched.
    Loading,
    /// Fetching them failed; with the reason.
    Failed(Reason),
    /// This is the beginning of the channel.
    Start,
}

impl HeadView {
    /// Returns `true` while history is being fetched.
    #[must_use]
    pub fn is_fetching(&self) -> bool {
        matches!(self, Self::Unknown | Self::Loading)
    }
}

/// A change of a channel's rows. Changes are applied in order. Indices count confirmed rows first, then unsent ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// New rows, the first of them at this index.
    Insert {
        /// The index of the first.
        at: usize,
        /// The rows.
        rows: Vec<Arc<RowView>>,
    },
    /// The row at this index has changed; its key is the same.
    Set {
        /// The row's index.
        at: usize,
        /// Its new content.
        row: Arc<RowView>,
    },
    /// A row moves, with its key and its element.
    Move {
        /// Its index before.
        from: usize,
        /// Its index after it was removed from the old place.
        to: usize,
    },
    /// The row at this index is removed.
    Remove {
        /// Its index.
        at: usize,
    },
}
