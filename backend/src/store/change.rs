//! Changes of messages: the operation, its outcome, and the change to publish.

use crate::message::{Message, Reaction, Stored, Tombstone};

/// A change of a stored message. Every operation may be repeated.
#[derive(Clone, Debug)]
pub enum Operation {
    /// New content. `seen` is the `rev` that its author has seen, if known.
    Edit {
        content: String,
        seen: Option<i64>,
    },
    Delete,
    /// Sets or removes a reaction.
    React {
        reaction: Reaction,
        on: bool,
    },
}

/// The outcome of an [`Operation`].
#[derive(Debug)]
pub enum Outcome {
    /// The message is as requested, even if it was so before.
    Done(Stored),
    /// The content changed after the `rev` that the author has seen.
    ContentChanged(Box<Message>),
    /// The message already has [`crate::limits::REACTION_KINDS`] other emoji.
    TooManyKinds,
    /// There is no such message, or it was deleted.
    NoSuchMessage,
    /// Another message uses one of the files. Nothing was stored.
    FileInUse,
}

/// A durable change of the store, ready to be published.
#[derive(Debug)]
pub enum Change {
    /// A message was stored, or sent again and found stored.
    New(Message),
    /// The content changed, or already was as requested.
    Updated(Message),
    /// A message was deleted, or already was.
    Deleted(Tombstone),
    /// A reaction was set or removed, or already was. `rev` is the message's at a time when this was so.
    Reacted { message: Message, reaction: Reaction, rev: i64, on: bool },
}

impl Change {
    pub fn workspace_id(&self) -> &str {
        match self {
            Self::New(message) | Self::Updated(message) | Self::Reacted { message, .. } => &message.workspace_id,
            Self::Deleted(tombstone) => &tombstone.workspace_id,
        }
    }

    /// Returns a text that is the same for a change and for its repetition.
    pub fn key(&self) -> String {
        match self {
            Self::New(message) => message.id.clone(),
            Self::Updated(message) => format!("{}/edited/{}", message.id, message.edited_rev),
            Self::Deleted(tombstone) => format!("{}/deleted", tombstone.id),
            Self::Reacted { message, reaction, rev, on } => {
                format!("{}/{on}/{rev}/{}/{}", message.id, reaction.emoji, reaction.user_id)
            }
        }
    }
}
