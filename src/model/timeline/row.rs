//! What the screen draws of a message.

use std::sync::Arc;

use crate::model::message::{
    Attachment, Can, Edited, LocalId, Message, MessageId, OrderKey, Person, Reaction, Reply, RowKey,
};
use crate::model::outbox::{Delivery, Entry};
use crate::model::reason::Reason;
use crate::model::time::{Millis, Timestamp};
use crate::model::upload::{FileLimits, Upload, UploadState, percent};

/// One message as it is drawn, with what stands above it. The state of the screen and the list share it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// The row's identity; it never changes.
    pub key: RowKey,
    /// Whether the backend has the message, or how far it has come.
    pub kind: RowKind,
    /// Who wrote it; `None` for an own message while nobody has said who the visitor is.
    pub author: Option<Arc<Person>>,
    /// Whether it is the visitor's own.
    pub is_own: bool,
    /// What was written; empty if it was deleted or cannot be shown ([`Shown`]).
    pub text: Arc<str>,
    /// What else there is to draw; `None` for most messages.
    pub extras: Option<Arc<Extras>>,
    /// Whether the author's name stands above it, or it continues the author's previous message.
    pub starts_group: bool,
    /// Whether the day is named above it.
    pub starts_day: bool,
    /// Whether "new" stands above it.
    pub starts_unread: bool,
    /// A gap in the history right above it.
    pub gap_above: Option<GapView>,
}

/// Where the message of a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The backend has it.
    Stored(StoredRow),
    /// It is the visitor's own, and not known to be stored: its id in the outbox, and how far it has come.
    Mine(LocalId, RowState),
}

/// What a row says of a stored message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRow {
    /// Its id.
    pub id: MessageId,
    /// When it was stored.
    pub at: Timestamp,
    /// What the backend says that this reader may do with it ([`RowView::allowed`]).
    pub can: Option<Can>,
    /// What is shown of it.
    pub shown: Shown,
}

/// What is shown of a stored message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// All of it.
    Whole,
    /// That it was deleted: one line in its place.
    Deleted,
    /// That it is of a kind that this version of the page cannot show.
    Unreadable,
}

impl RowView {
    /// What is known of it as a stored message.
    #[must_use]
    pub fn stored(&self) -> Option<&StoredRow> {
        match &self.kind {
            RowKind::Stored(stored) => Some(stored),
            RowKind::Mine(..) => None,
        }
    }

    /// The backend's id, once it has stored the message.
    #[must_use]
    pub fn id(&self) -> Option<&MessageId> {
        self.stored().map(|stored| &stored.id)
    }

    /// The outbox's id, while the message is not known to be stored.
    #[must_use]
    pub fn local_id(&self) -> Option<&LocalId> {
        match &self.kind {
            RowKind::Stored(_) => None,
            RowKind::Mine(id, _) => Some(id),
        }
    }

    /// When it was stored.
    #[must_use]
    pub fn at(&self) -> Option<Timestamp> {
        self.stored().map(|stored| stored.at)
    }

    /// Its place in the channel, once it is stored.
    #[must_use]
    pub fn place(&self) -> Option<OrderKey> {
        self.stored().map(|stored| OrderKey { at: stored.at, id: stored.id.clone() })
    }

    /// How far it has come, while it is not known to be stored.
    #[must_use]
    pub fn state(&self) -> Option<&RowState> {
        match &self.kind {
            RowKind::Stored(_) => None,
            RowKind::Mine(_, state) => Some(state),
        }
    }

    /// Returns `true` if it is stored, and this is shown of it.
    #[must_use]
    pub fn shows(&self, shown: Shown) -> bool {
        self.stored().is_some_and(|stored| stored.shown == shown)
    }

    /// What an answer to it names: the backend's id, or the outbox's until there is one.
    #[must_use]
    pub fn answerable_id(&self) -> MessageId {
        match &self.kind {
            RowKind::Stored(stored) => stored.id.clone(),
            RowKind::Mine(id, _) => id.shared().clone().into(),
        }
    }

    /// The beginning of its text, as an answer to it shows it.
    #[must_use]
    pub fn excerpt(&self) -> String {
        beginning(&self.text)
    }

    /// Which of the changes that the backend and the site offer this visitor may make to the message as it stands.
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
            // The answer waits for it. What is refused or not to be sent may never be there.
            RowKind::Mine(_, state) => Offered {
                reply: offered.reply && !matches!(state, RowState::Failed { .. } | RowState::Withdrawn),
                search: offered.search,
                ..Offered::default()
            },
        }
    }
}

/// What can be done with stored messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// Edit a text.
    pub edit: bool,
    /// Delete a message.
    pub delete: bool,
    /// React to a message.
    pub react: bool,
    /// Answer a message.
    pub reply: bool,
    /// Have the backend search them.
    pub search: bool,
    /// Send files, within these limits.
    pub attach: Option<FileLimits>,
}

/// How far an own message has come that is not known to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowState {
    /// On its way.
    Sending,
    /// On its way, and the answer takes long.
    SendingSlowly,
    /// Its files are being uploaded: so much of them is sent.
    Uploading {
        /// In percent.
        percent: u8,
    },
    /// Not under way yet: it waits for its turn, or for a network.
    Queued,
    /// To be tried again at this time of the session's clock.
    Waiting {
        /// When.
        until: Millis,
        /// What went wrong, in words for the sender.
        why: Reason,
        /// Whether it may be stored all the same.
        is_in_doubt: bool,
    },
    /// Thrown away while it was not known whether it has arrived: it is not sent any more.
    Withdrawn,
    /// Refused for good: the sender decides.
    Failed {
        /// The backend's words.
        why: Reason,
    },
}

impl RowState {
    /// The state of an outbox entry's row.
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

    /// The state of a message whose files are on their way. One that waits is told of when no other is under way.
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

/// What a stored message has beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// When its content was changed, if it was.
    pub edited: Option<Edited>,
    /// What it answers.
    pub reply: Option<ReplyView>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Who reacted.
    pub reactions: Vec<Reaction>,
    /// How many messages answer it, if any does.
    pub replies: Option<Replies>,
    /// The visitor's own edit or deletion of it, until the backend has that.
    pub wish: Option<WishView>,
}

/// How many messages answer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replies {
    /// How many are known of; at least one.
    pub count: usize,
    /// Set if the backend counted them. Otherwise these are the loaded ones, and there may be more.
    pub is_counted: bool,
}

/// The visitor's own edit or deletion of a message on its way. What is shown of the message is what they want already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WishView {
    /// A deletion, or else an edit.
    pub is_deletion: bool,
    /// Why it could not be sent so far, in words.
    pub why: Option<Reason>,
    /// Whether it can still be taken back: it is certain to have had no effect.
    pub can_undo: bool,
}

/// The message that another one answers, as its line shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyView {
    /// Its id, to go to it.
    pub id: MessageId,
    /// What is known of it; `None` if nothing is.
    pub known: Option<Reply>,
}

/// The most that is shown of an answered message, in characters.
const EXCERPT: usize = 140;

/// What is shown of a message that another one answers.
pub(super) fn excerpt_of(message: &Message) -> Reply {
    Reply { author_name: message.author.name.clone(), excerpt: beginning(message.text()).into(), is_deleted: false }
}

pub(super) fn beginning(text: &str) -> String {
    text.chars().take(EXCERPT).collect()
}

/// A gap that was not closed by itself, as its row shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GapView {
    /// Messages are missing here and can be asked for: the newest of them, and where the backend can read on from a
    /// message (the extension `after`), the oldest too.
    Open {
        /// Whether the oldest can be asked for.
        both_ends: bool,
    },
    /// They are being fetched.
    Loading,
    /// Fetching them failed; why.
    Failed(Reason),
}

/// What stands above the first row of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadView {
    /// Nothing is known yet: the first page is awaited.
    Unknown,
    /// The first page could not be had; why.
    Unavailable(Reason),
    /// There are older messages.
    More,
    /// Older messages are being fetched.
    Loading,
    /// Fetching them failed; why.
    Failed(Reason),
    /// This is the beginning of the channel.
    Start,
}

impl HeadView {
    /// Whether history is being fetched.
    #[must_use]
    pub fn is_fetching(&self) -> bool {
        matches!(self, Self::Unknown | Self::Loading)
    }
}

/// A change of a channel's rows, to be carried out in order. Indices count confirmed rows first, then unsent ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// New rows, the first of them at this index.
    Insert {
        /// The index of the first.
        at: usize,
        /// The rows.
        rows: Vec<Arc<RowView>>,
    },
    /// The row at this index looks different; its key is the same.
    Set {
        /// The row's index.
        at: usize,
        /// Its new look.
        row: Arc<RowView>,
    },
    /// A row goes to another place, with its key and its element.
    Move {
        /// Its index before.
        from: usize,
        /// Its index after it was taken out.
        to: usize,
    },
    /// The row at this index is gone.
    Remove {
        /// Its index.
        at: usize,
    },
}
