//! What goes into a session.

use std::sync::Arc;

use super::reply::Reply;
use crate::model::gaze::InSight;
use crate::model::message::{
    ChannelId, LocalId, Message, MessageId, OrderKey, Person, PersonId, Reacted, Removal, RowKey,
};
use crate::model::operations::OperationRecord;
use crate::model::outbox::Record;
use crate::model::reason::Reason;
use crate::model::upload::OwnFile;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Input {
    /// A person's doing.
    Person(PersonInput),
    /// What pusher-js reports.
    Live(LiveInput),
    /// What became of a call.
    Replied(Reply),
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
        /// Its files, whose bytes are kept under the message's id.
        files: Vec<OwnFile>,
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
    /// The address of a file was refused: reads its message again, which renews it.
    RenewFiles {
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
    /// Sees other messages of a channel than before: they have scrolled, or the list has come.
    Scroll {
        /// Where.
        channel: ChannelId,
        /// What is in sight.
        in_sight: InSight,
    },
    /// Marks a message and all after it as unread.
    MarkUnread {
        /// Its channel.
        channel: ChannelId,
        /// The first that shall be unread.
        message: MessageId,
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
        /// Why.
        why: Reason,
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
    /// The visitor has read a channel up to this message, perhaps on another device; to none if nothing is read.
    Read(ChannelId, Option<MessageId>),
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
    /// The window has the focus, or not.
    Focused(bool),
    /// The visitor has pressed a key, moved a pointer or scrolled. Said every few seconds at most.
    Active,
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
    /// Up to where the person of the last [`Event::Author`] had read each channel before this visit.
    Read(Vec<(ChannelId, OrderKey)>),
    /// An own message, or a change to a stored one, is on disk now, or will not get there.
    Saved(LocalId),
    /// A part of an own message's file is sent.
    Uploaded {
        /// The message.
        entry: LocalId,
        /// The file.
        file: LocalId,
        /// How much of it.
        bytes: u64,
    },
}
