//! The parts of a message that can change, and the version that orders its states.

use std::sync::Arc;

use super::ids::{MessageId, PersonId};
use super::time::Timestamp;

/// Orders the states of one message; versions of different messages cannot be compared.
///
/// With the feature `changes` it is the backend's count (`rev`). Otherwise it is `updatedAt`, or `createdAt` if there
/// is none. A count is higher than any time, because it comes from a backend that knows more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// `updatedAt`, or `createdAt`.
    At(Timestamp),
    /// `rev`.
    Rev(u64),
}

/// All parts of a message that can change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// What was written.
    pub body: Body,
    /// True if this is only a beginning, cut to fit an event. Every field may be cut.
    pub is_cut: bool,
    /// Set if the content was changed after it was sent.
    pub edited: Option<Edited>,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// That message as the backend last joined it. It has no version.
    pub reply: Option<Arc<Reply>>,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Reactions: one entry per person and emoji.
    pub reactions: Vec<Reaction>,
}

impl Content {
    /// Returns `true` if both have the same content, apart from `reply`, which has no version, and reactions, which
    /// have their own versions.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let same_files = self.attachments.len() == other.attachments.len()
            && self.attachments.iter().zip(&other.attachments).all(|(one, other)| one.is_same(other));
        self.body == other.body && self.edited == other.edited && self.reply_to == other.reply_to && same_files
    }
}

/// The text of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Text with markup.
    Text(Arc<str>),
    /// Content that this version of the page cannot show: an unknown kind, or encrypted. Never drawn as plain text.
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
    /// At an unknown time.
    Sometime,
}

/// The original of a reply, as the backend joins it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Its author; empty if unknown.
    pub author_name: Arc<str>,
    /// Its beginning.
    pub excerpt: Arc<str>,
    /// True if it was deleted.
    pub is_deleted: bool,
}

/// How an attachment is drawn.
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
    /// How it is drawn.
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
    /// A preview of the picture: a ThumbHash in base64.
    pub thumbhash: Option<Arc<str>>,
    /// A description of the picture.
    pub alt: Option<Arc<str>>,
}

impl Attachment {
    /// Returns `true` if both are the same file. Their addresses may differ, because signatures are renewed.
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
    /// Their name, if the backend gives it.
    pub name: Option<Arc<str>>,
}

/// The actions that a reader may take on a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Can {
    /// Change its content.
    pub edit: bool,
    /// Delete it.
    pub delete: bool,
}

/// A reaction was set or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reacted {
    /// The message.
    pub id: MessageId,
    /// Its version with this reaction.
    pub version: Version,
    /// The person and the emoji.
    pub reaction: Reaction,
    /// True if set, false if removed.
    pub on: bool,
}

/// A message was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The message.
    pub id: MessageId,
}
