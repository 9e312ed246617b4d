//! A message and its identifiers.

use std::cmp::Ordering;
use std::sync::Arc;

pub use super::content::{
    Attachment, AttachmentKind, Body, Can, Content, Edited, Reacted, Reaction, Removal, Reply, Version,
};
pub use super::ids::{ChannelId, LocalId, MessageId, PersonId};
use super::time::Timestamp;

/// A person who writes, types or is online.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The backend's id of the person.
    pub id: PersonId,
    /// The display name; never empty.
    pub name: Arc<str>,
    /// The address of an avatar, if there is one.
    pub avatar: Option<Arc<str>>,
}

/// A message as the backend stored it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The backend's id.
    pub id: MessageId,
    /// When the backend stored it. It never changes.
    pub created_at: Timestamp,
    /// Who wrote it. The id never changes, and is empty if the message came without one.
    pub author: Arc<Person>,
    /// Everything that can change.
    pub content: Content,
    /// The version of `content`.
    pub version: Version,
    /// The sender's own id for it, if the backend has the extension `client-id`.
    pub client_id: Option<LocalId>,
    /// The actions that this reader may take; `None` means both on one's own messages and neither on others'.
    pub can: Option<Can>,
    /// The number of replies, as the backend last counted. It has no version, and no event carries it.
    pub reply_count: u32,
}

impl Message {
    /// Creates a plain text message that never changed.
    #[must_use]
    pub fn plain(id: MessageId, created_at: Timestamp, author: Arc<Person>, text: Arc<str>) -> Self {
        let content = Content { body: Body::Text(text), ..Content::default() };
        Self {
            id,
            created_at,
            author,
            content,
            version: Version::At(created_at),
            client_id: None,
            can: None,
            reply_count: 0,
        }
    }

    /// Its text; empty if this version of the page cannot show its content.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.content.body {
            Body::Text(text) => text,
            Body::Unknown => "",
        }
    }

    /// Its text, shared; empty if this version of the page cannot show its content.
    #[must_use]
    pub fn shared_text(&self) -> Arc<str> {
        match &self.content.body {
            Body::Text(text) => text.clone(),
            Body::Unknown => Arc::default(),
        }
    }

    /// Merges another state of the same message. Fields that events do not carry keep their known values.
    pub fn take_content(&mut self, other: Self) {
        let reply = match &other.content.reply {
            None if self.content.reply_to == other.content.reply_to => self.content.reply.clone(),
            reply => reply.clone(),
        };
        self.content = Content { reply, ..other.content };
        self.version = other.version;
        if !other.author.id.is_empty() {
            self.author = other.author;
        }
        self.can = other.can.or(self.can);
    }

    /// Returns the message's position in its channel.
    #[must_use]
    pub fn order_key(&self) -> OrderKey {
        OrderKey { at: self.created_at, id: self.id.clone() }
    }

    /// Compares the message's position with another one in its channel.
    #[must_use]
    pub fn cmp_place(&self, place: &OrderKey) -> Ordering {
        compare((self.created_at, &self.id), (place.at, &place.id))
    }
}

/// A channel's order: (`createdAt`, `id`).
///
/// Ids of the same length (UUIDs, object ids) compare as text; a shorter one comes first, so that counted ids (9, 10)
/// keep their order too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderKey {
    /// When the backend stored the message.
    pub at: Timestamp,
    /// The message's id.
    pub id: MessageId,
}

impl Ord for OrderKey {
    fn cmp(&self, other: &Self) -> Ordering {
        compare((self.at, &self.id), (other.at, &other.id))
    }
}

fn compare((at, id): (Timestamp, &str), (other_at, other_id): (Timestamp, &str)) -> Ordering {
    at.cmp(&other_at).then_with(|| id.len().cmp(&other_id.len())).then_with(|| id.cmp(other_id))
}

impl PartialOrd for OrderKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A row's identity on the screen. It never changes: an unsent message keeps its row when it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey(pub u64);
