//! The parts of a message that can change, and the version that orders two states of it.

use std::sync::Arc;

use super::ids::{MessageId, PersonId};
use super::time::Timestamp;

/// Orders the states of one message; versions of two messages say nothing about each other.
///
/// A backend with the feature `changes` counts (`rev`). Without it `updatedAt` takes the place of the count, or
/// `createdAt` if there is none. A count is above any instant: it was given by a backend that knows more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// `updatedAt`, or `createdAt`.
    At(Timestamp),
    /// `rev`.
    Rev(u64),
}

/// Everything of a message that can change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// What was written.
    pub body: Body,
    /// Set if this is only a beginning, cut to fit an event. Every field may be cut.
    pub is_cut: bool,
    /// Set if the content was changed after it was sent.
    pub edited: Option<Edited>,
    /// The message that it answers.
    pub reply_to: Option<MessageId>,
    /// That message as the backend last joined it. It has no version.
    pub reply: Option<Arc<Reply>>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Who reacted: one entry per person and emoji.
    pub reactions: Vec<Reaction>,
}

impl Content {
    /// Returns `true` if both say the same, apart from what has no version (`reply`) or has versions of its own
    /// (reactions).
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let same_files = self.attachments.len() == other.attachments.len()
            && self.attachments.iter().zip(&other.attachments).all(|(one, other)| one.is_same(other));
        self.body == other.body && self.edited == other.edited && self.reply_to == other.reply_to && same_files
    }
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Text with markup.
    Text(Arc<str>),
    /// Something that this version of the page cannot show: an unknown kind, or encrypted. Never drawn as plain text.
    Unknown,
}

impl Default for Body {
    fn default() -> Self {
        Self::Text(Arc::default())
    }
}

/// When the content last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// At this instant.
    At(Timestamp),
    /// The backend does not say when.
    Sometime,
}

/// The message that another one answers, as the backend joins it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Who wrote it; empty if that is not known.
    pub author_name: Arc<str>,
    /// Its beginning.
    pub excerpt: Arc<str>,
    /// Set if it was deleted.
    pub is_deleted: bool,
}

/// What an attachment is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentKind {
    /// A picture.
    Image,
    /// Any other file.
    File,
}

/// A file of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The backend's id; `None` for files of the original application.
    pub id: Option<Arc<str>>,
    /// What it is drawn as.
    pub kind: AttachmentKind,
    /// Its address, which may carry a signature that expires.
    pub url: Arc<str>,
    /// Its name.
    pub name: Arc<str>,
    /// Its media type, if known.
    pub mime: Option<Arc<str>>,
    /// In bytes, if known.
    pub size: Option<u64>,
    /// Width and height in pixels, if known.
    pub dimensions: Option<(u32, u32)>,
    /// What a picture looks like from afar: a ThumbHash in base64.
    pub thumbhash: Option<Arc<str>>,
    /// What a picture shows.
    pub alt: Option<Arc<str>>,
}

impl Attachment {
    /// Returns `true` if both are one file. An address may differ: its signature is renewed.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.id, &other.id) {
            (Some(one), Some(other)) => one == other,
            _ => self == other,
        }
    }
}

/// One person's reaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// The emoji, without U+FE0F.
    pub emoji: Arc<str>,
    /// Whose it is.
    pub person: PersonId,
    /// Their name, if the backend says it.
    pub name: Option<Arc<str>>,
}

/// What a reader may do with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Can {
    /// Change its content.
    pub edit: bool,
    /// Delete it.
    pub delete: bool,
}

/// A reaction was set or taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reacted {
    /// The message.
    pub id: MessageId,
    /// Its version with this reaction.
    pub version: Version,
    /// Whose and which.
    pub reaction: Reaction,
    /// Set, or taken back.
    pub on: bool,
}

/// A message was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The message.
    pub id: MessageId,
}
