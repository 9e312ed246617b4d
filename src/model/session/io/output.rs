//! What comes out of a session: patches of the state, what has happened, and what must be done.

use std::sync::Arc;

use super::channel_info::ChannelInfo;
use crate::model::connection::{LinkCommand, Status};
use crate::model::history::PageQuery;
use crate::model::message::{ChannelId, LocalId, Message, MessageId, OrderKey, Person, PersonId, RowKey};
use crate::model::operations::OperationRecord;
use crate::model::outbox::Record;
use crate::model::reading::Position;
use crate::model::reason::Reason;
use crate::model::session::ticket::{
    ForChanges, ForChannels, ForDeletion, ForFeatures, ForMe, ForOperation, ForPage, ForPost, ForReading, ForTyping,
    ForUpload, RequestId, Ticket,
};
use crate::model::time::Millis;
use crate::model::timeline::{ChangeKind, HeadView, Offered, RowChange};

/// What must be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Something about the live connection.
    Link(LinkCommand),
    /// Listen to the visitor's own Pusher channel, in place of another one.
    Listen(Arc<str>),
    /// Call the backend, then answer with [`Input::Replied`](super::Input::Replied).
    Call(Call),
    /// Store a file of an own message there, then answer in the same way.
    Upload(Ticket<ForUpload>, FileToSend),
    /// Write an own message to disk, then answer with [`TabInput::Saved`].
    Save(Record),
    /// Write a change to a stored message to disk, then answer with [`TabInput::Saved`].
    SaveOperation(OperationRecord),
    /// Take an own message, or a change to a stored one, off the disk.
    Forget(LocalId),
    /// Keep for the next visit that the visitor has read a channel up to here.
    KeepRead(ChannelId, OrderKey),
    /// The same after they have marked the messages behind it as unread: it goes back.
    KeepUnread(ChannelId, OrderKey),
    /// Drop all that was kept of channels: it may be somebody else's, or the backend does not know its cursor.
    WipeSnapshots,
    /// Drop what was kept of a channel: a message of it was deleted, or it is not the visitor's to read any more.
    ForgetSnapshot(ChannelId),
    /// Wake the session at this time, instead of any time said before; `None`: not at all.
    WakeAt(Option<Millis>),
}

/// A call of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Which extensions it has.
    Features(Ticket<ForFeatures>),
    /// Who the visitor is.
    Me(Ticket<ForMe>),
    /// Which channels there are.
    Channels(Ticket<ForChannels>),
    /// A page of a channel's history.
    Page(Ticket<ForPage>, ChannelId, PageQuery),
    /// What changed in the workspace after a position in the feed.
    Changes(Ticket<ForChanges>, Arc<str>),
    /// Store a message.
    Post {
        /// The ticket.
        ticket: Ticket<ForPost>,
        /// Where to.
        channel: ChannelId,
        /// What.
        text: Arc<str>,
        /// Its `clientId`, where the backend takes one.
        client_id: Option<LocalId>,
        /// The message that it answers.
        reply_to: Option<MessageId>,
        /// Its files, by the backend's ids.
        attachments: Vec<Arc<str>>,
    },
    /// Change the text of a message.
    Edit {
        /// The ticket.
        ticket: Ticket<ForOperation>,
        /// The message.
        message: MessageId,
        /// The new text.
        text: Arc<str>,
        /// The `rev` that was edited, if the backend counts.
        rev: Option<u64>,
    },
    /// Delete a message.
    Delete(Ticket<ForDeletion>, MessageId),
    /// Set the visitor's reaction to a message, or take it back.
    React {
        /// The ticket.
        ticket: Ticket<ForOperation>,
        /// The message.
        message: MessageId,
        /// The emoji, without U+FE0F.
        emoji: Arc<str>,
        /// Set, or taken back.
        on: bool,
    },
    /// Tell the others that the visitor types, or has stopped.
    Typing(Ticket<ForTyping>, ChannelId, bool),
    /// Keep up to where the visitor has read a channel.
    Read(Ticket<ForReading>, ChannelId, Position),
}

impl Call {
    /// Which call it is.
    #[must_use]
    pub fn request(&self) -> RequestId {
        match self {
            Self::Features(ticket) => ticket.request(),
            Self::Me(ticket) => ticket.request(),
            Self::Channels(ticket) => ticket.request(),
            Self::Page(ticket, ..) => ticket.request(),
            Self::Changes(ticket, _) => ticket.request(),
            Self::Post { ticket, .. } => ticket.request(),
            Self::Edit { ticket, .. } | Self::React { ticket, .. } => ticket.request(),
            Self::Delete(ticket, _) => ticket.request(),
            Self::Typing(ticket, ..) => ticket.request(),
            Self::Read(ticket, ..) => ticket.request(),
        }
    }
}

/// A file of an own message that is to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileToSend {
    /// The message's id in the outbox, under which its files are kept.
    pub entry: LocalId,
    /// The upload's `clientId`.
    pub file: LocalId,
    /// Its name.
    pub name: Arc<str>,
    /// What a picture looks like from afar.
    pub thumbhash: Option<Arc<str>>,
    /// What it shows.
    pub alt: Option<Arc<str>>,
}

/// What the screen must show differently: a patch of its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A channel's rows.
    Rows(ChannelId, Vec<RowChange>),
    /// What stands above a channel's first row.
    Head(ChannelId, HeadView),
    /// Who types in a channel.
    Typing(ChannelId, Vec<Arc<Person>>),
    /// Who is online, the visitor first; `None` where that cannot be known.
    People(Option<Vec<Arc<Person>>>),
    /// Who the visitor is.
    Me(Arc<Person>),
    /// The state of the connection.
    Status(Status),
    /// The channels of the workspace.
    Channels(Vec<ChannelInfo>),
    /// The workspace's name, as the backend says it.
    Workspace(Arc<str>),
    /// The open channel.
    Selected(ChannelId),
    /// The changes to stored messages that can be made from now on.
    Offered(Offered),
}

/// What has happened once, and is told of once. The state that came of it is told by [`Change`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody else's message came in that is newer than all that was known of the channel.
    Arrived(ChannelId, Message),
    /// A known message changed, by whoever's doing.
    Altered(ChannelId, MessageId, ChangeKind),
    /// From now on the visitor's drafts and read marks are those of the person with this id: `None` if nobody will say
    /// who it is. [`TabInput::Read`] answers it.
    Author(Option<PersonId>),
    /// An own message was taken back: this text is to be written anew. It has to stand there before the commands that
    /// come with it are carried out, which take it off the disk.
    TakenBack(ChannelId, Arc<str>),
    /// A change to a stored message was not made. What is shown of the message is what it was before. The text of an
    /// edit has to stand somewhere before the commands that come with it are carried out, which take it off the disk.
    Refused {
        /// The channel.
        channel: ChannelId,
        /// The message.
        message: MessageId,
        /// What was wanted.
        what: RefusedChange,
        /// Why it was not done.
        why: Refusal,
    },
    /// The message that was asked for stands in this row.
    Found(ChannelId, RowKey),
    /// The message that was asked for could not be found in its channel; why, where it may be there for all that the
    /// backend said.
    NotFound(ChannelId, MessageId, Option<Reason>),
}

/// A change to a stored message that was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefusedChange {
    /// An edit, to this text.
    Edit(Arc<str>),
    /// A deletion.
    Delete,
    /// A reaction.
    React {
        /// The emoji.
        emoji: Arc<str>,
        /// Whether it was to be set, or taken back.
        on: bool,
    },
}

/// Why a change to a stored message was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody else, or another device, changed the text meanwhile.
    Changed,
    /// The message was deleted meanwhile.
    Deleted,
    /// The backend does not offer such changes any more.
    NotOffered,
    /// For a reason that any call may have.
    Because(Reason),
}
