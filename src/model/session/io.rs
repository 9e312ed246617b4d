//! What goes into a session and what comes out of it.

use std::sync::Arc;

use crate::model::connection::{LinkCommand, Status};
use crate::model::failure::Failure;
use crate::model::history::{Changes, Page, PageQuery};
use crate::model::message::{
    ChannelId, LocalId, Message, MessageId, OrderKey, Person, PersonId, Reacted, Removal, RowKey,
};
use crate::model::operations::OperationRecord;
use crate::model::outbox::Record;
use crate::model::time::{Millis, Timestamp};
use crate::model::timeline::{ChangeKind, HeadView, Offered, RowChange};

/// The name of a call, by which its answer is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestId(pub u64);

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Input {
    /// A person's doing.
    Person(PersonInput),
    /// What pusher-js reports.
    Live(LiveInput),
    /// The answer to a call.
    Answer(RequestId, Result<Answer, Failure>),
    /// What the tab reports.
    Tab(TabInput),
}

/// What a person does.
#[derive(Clone, Debug)]
pub enum PersonInput {
    /// Sends a text; `id` is a new UUID.
    Send {
        /// Where to.
        channel: ChannelId,
        /// Its id in the outbox.
        id: LocalId,
        /// What was typed.
        text: String,
        /// The message that it answers.
        reply_to: Option<MessageId>,
    },
    /// Changes the text of a stored message; `id` is a new UUID.
    Edit {
        /// Its channel.
        channel: ChannelId,
        /// The operation's key on disk.
        id: LocalId,
        /// The message.
        message: MessageId,
        /// The new text.
        text: String,
        /// The text that was there when the edit was begun: if another one is there by now, the edit is refused.
        instead_of: Arc<str>,
    },
    /// Deletes a stored message; `id` is a new UUID.
    Delete {
        /// Its channel.
        channel: ChannelId,
        /// The operation's key on disk.
        id: LocalId,
        /// The message.
        message: MessageId,
    },
    /// Sets a reaction to a stored message, or takes it back; `id` is a new UUID.
    React {
        /// Its channel.
        channel: ChannelId,
        /// The operation's key on disk.
        id: LocalId,
        /// The message.
        message: MessageId,
        /// The emoji.
        emoji: String,
        /// Set, or taken back.
        on: bool,
    },
    /// Takes back an edit or a deletion that was not sent yet.
    Undo {
        /// The channel.
        channel: ChannelId,
        /// The message.
        message: MessageId,
    },
    /// Tries an own message again, now.
    Retry {
        /// Its channel.
        channel: ChannelId,
        /// Its id in the outbox.
        id: LocalId,
    },
    /// Throws an own message away that was not sent.
    Discard {
        /// Its channel.
        channel: ChannelId,
        /// Its id in the outbox.
        id: LocalId,
    },
    /// Takes an own message back that was not sent, to write it anew.
    TakeBack {
        /// Its channel.
        channel: ChannelId,
        /// Its id in the outbox.
        id: LocalId,
    },
    /// Presses a key that changes the composer's text.
    Type {
        /// Where.
        channel: ChannelId,
    },
    /// Empties the composer or leaves it.
    StopTyping,
    /// Scrolls to the oldest message.
    LoadOlder {
        /// Where.
        channel: ChannelId,
    },
    /// Asks for the messages missing above a row.
    LoadGap {
        /// Where.
        channel: ChannelId,
        /// The row below the gap.
        below: RowKey,
        /// Which of them.
        end: GapEnd,
    },
    /// Opens a channel.
    Select {
        /// Which.
        channel: ChannelId,
    },
    /// Follows a link to a message.
    GoTo {
        /// Its channel.
        channel: ChannelId,
        /// Its id.
        message: MessageId,
    },
    /// Scrolls in a channel, to its newest message or away from it.
    Scroll {
        /// Where.
        channel: ChannelId,
        /// Whether the newest message is in sight.
        at_newest: bool,
    },
    /// Asks to try again whatever is waiting.
    TryNow,
}

/// From which of its ends a gap is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapEnd {
    /// With what follows the messages above it. Where the backend cannot read on from a message, it is the other end.
    Oldest,
    /// With what precedes the messages below it.
    Newest,
}

/// What pusher-js reports.
#[derive(Clone, Debug)]
pub enum LiveInput {
    /// The service took the connection.
    Connected,
    /// A connection, or a try to make one, ended.
    Lost,
    /// The service sent an error: its code and words.
    Error(u16, Arc<str>),
    /// The service gave a sign of life.
    Heard,
    /// The subscription is there; on a presence channel with who is online.
    Subscribed {
        /// The visitor.
        me: Option<Arc<Person>>,
        /// Everybody online, the visitor among them.
        people: Vec<Arc<Person>>,
    },
    /// The subscription was refused.
    Refused {
        /// The HTTP status of the authorization, where there is one.
        status: Option<u16>,
        /// In words.
        words: Arc<str>,
    },
    /// The backend's authorization does not know the visitor (401). A 401 of the service's is a refusal like any other.
    SignedOut,
    /// Somebody came.
    Joined(Arc<Person>),
    /// Somebody left.
    Left(PersonId),
    /// A new message.
    Message(ChannelId, Message),
    /// A message changed; this is its new state.
    Updated(ChannelId, Message),
    /// A message was deleted.
    Deleted(ChannelId, Removal),
    /// A reaction was set or taken back.
    Reacted(ChannelId, Reacted),
    /// Somebody types, or has stopped.
    Typing {
        /// Where.
        channel: ChannelId,
        /// Who.
        person: Arc<Person>,
        /// Whether they type.
        is_typing: bool,
    },
    /// Several of these that came together, in their order.
    Several(Vec<LiveInput>),
}

/// What the tab reports.
#[derive(Clone, Debug)]
pub enum TabInput {
    /// Time has passed.
    Tick,
    /// The device has a network, or not.
    Online(bool),
    /// The tab is looked at, or not.
    Visible(bool),
    /// What the chat stands in is shown, or closed: the panel, or the frame of a page around.
    Shown(bool),
    /// The device slept: a timer came late.
    Woke,
    /// The visitor may be signed in again: another tab of this browser is, or the page around has given another token.
    MaybeSignedIn,
    /// Another tab of the same browser found the visitor signed out: that may be so here.
    MaybeSignedOut,
    /// What the disk holds of earlier visits.
    Restored(Vec<Record>),
    /// The changes to stored messages that the disk holds of earlier visits.
    RestoredOperations(Vec<OperationRecord>),
    /// Up to where the person of the last [`Change::Author`] had read each channel before this visit.
    Read(Vec<(ChannelId, OrderKey)>),
    /// An own message, or a change to a stored one, is on disk now, or will not get there.
    Saved(LocalId),
}

/// A usable answer of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The features of the contract that it offers; none for the baseline.
    Features(Vec<String>),
    /// Who the visitor is.
    Me(Arc<Person>),
    /// The channels of the workspace, and the workspace's name if the backend says it.
    Channels(Vec<ChannelInfo>, Option<Arc<str>>),
    /// A page of the history.
    Page(Page),
    /// What changed after a position in the feed.
    Changes(Changes),
    /// The message was stored.
    Posted(Posted),
    /// The message was changed, and is this now.
    Changed(Message),
    /// The message was not changed, because its content is another by now: this.
    Conflict(Message),
    /// It was done; there is nothing more to say.
    Done,
}

/// What the backend says of a message that it stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Its id.
    pub id: MessageId,
    /// What was stored; empty if it was deleted since.
    pub text: Arc<str>,
    /// The sender's name.
    pub author_name: Arc<str>,
    /// When it was stored.
    pub created_at: Timestamp,
    /// Its version, if the backend counts.
    pub rev: Option<u64>,
    /// Set if it was stored by an earlier try and has been deleted since.
    pub is_deleted: bool,
}

/// A channel as the sidebar lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChannelInfo {
    /// Its id.
    pub id: ChannelId,
    /// Its name.
    pub name: Arc<str>,
    /// What it is about.
    pub topic: Option<Arc<str>>,
    /// How many messages came in that the visitor has not seen.
    pub unread: u32,
    /// When its newest message was stored, where the backend says it.
    pub last_at: Option<Timestamp>,
    /// Whether something came in since an earlier visit, of which nobody has counted how much it is.
    pub has_news: bool,
}

/// How many messages the visitor has not seen, in all of these channels.
#[must_use]
pub fn unread_in(channels: &[ChannelInfo]) -> u32 {
    channels.iter().map(|channel| channel.unread).sum()
}

impl ChannelInfo {
    /// Whether there is something in it that the visitor has not seen.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.unread > 0 || self.has_news
    }
}

/// What must be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Something about the live connection.
    Link(LinkCommand),
    /// Call the backend.
    Call(RequestId, Call),
    /// Write an own message to disk, then answer with [`TabInput::Saved`].
    Save(Record),
    /// Write a change to a stored message to disk, then answer with [`TabInput::Saved`].
    SaveOperation(OperationRecord),
    /// Take an own message, or a change to a stored one, off the disk.
    Forget(LocalId),
    /// Wake the session at this time, instead of any time said before; `None`: not at all.
    WakeAt(Option<Millis>),
}

/// A call of the backend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Which extensions it has.
    Features,
    /// Who the visitor is.
    Me,
    /// Which channels there are.
    Channels,
    /// A page of a channel's history.
    Page(ChannelId, PageQuery),
    /// What changed in the workspace after a position in the feed.
    Changes(Arc<str>),
    /// Store a message.
    Post {
        /// Where to.
        channel: ChannelId,
        /// What.
        text: Arc<str>,
        /// Its `clientId`, where the backend takes one.
        client_id: Option<LocalId>,
        /// The message that it answers.
        reply_to: Option<MessageId>,
    },
    /// Change the text of a message.
    Edit {
        /// The message.
        message: MessageId,
        /// The new text.
        text: Arc<str>,
        /// The `rev` that was edited, if the backend counts.
        rev: Option<u64>,
    },
    /// Delete a message.
    Delete(MessageId),
    /// Set the visitor's reaction to a message, or take it back.
    React {
        /// The message.
        message: MessageId,
        /// The emoji, without U+FE0F.
        emoji: Arc<str>,
        /// Set, or taken back.
        on: bool,
    },
    /// Tell the others that the visitor types, or has stopped.
    Typing(ChannelId, bool),
}

/// What the screen must show differently.
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
    /// As whose the visitor's drafts and read marks count from now on, by their id: `None` if nobody will say. It is
    /// answered by [`TabInput::Read`].
    Author(Option<PersonId>),
    /// The state of the connection.
    Status(Status),
    /// The channels of the workspace.
    Channels(Vec<ChannelInfo>),
    /// The workspace's name, as the backend says it.
    Workspace(Arc<str>),
    /// The open channel.
    Selected(ChannelId),
    /// Somebody else's message came in that is newer than all that was known of the channel. Its row comes by `Rows`.
    Arrived(ChannelId, Message),
    /// A known message changed, by whoever's doing. Its row comes by `Rows`.
    Altered(ChannelId, MessageId, ChangeKind),
    /// Up to here the visitor has read a channel: what the next visit begins with.
    Read(ChannelId, OrderKey),
    /// An own message was taken back: this text is to be written anew. It has to stand there before the commands that come with
    /// it are carried out, which take it off the disk.
    TakenBack(ChannelId, Arc<str>),
    /// The changes to stored messages that can be made from now on.
    Offered(Offered),
    /// A change to a stored message was not made. What is shown of the message is what it was before. The text of an edit has to
    /// stand somewhere before the commands that come with it are carried out, which take it off the disk.
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
    /// The message that was asked for could not be found in its channel; why, where it may be there for all that the backend
    /// said.
    NotFound(ChannelId, MessageId, Option<Arc<str>>),
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
    /// In the words of the backend, or of the model.
    Words(Arc<str>),
}
