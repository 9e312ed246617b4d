//! A message, the rest of a deleted one, and an instant, in the contract's form.

use serde::{Serialize, Serializer};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A stored message. Its JSON is the contract's Message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Decides the order of messages with the same instant, as text.
    pub id: String,
    /// Not in the JSON, since a reader knows which workspace it asked for.
    #[serde(skip)]
    pub workspace_id: String,
    /// The chat channel, not the Pusher channel.
    pub channel_id: String,
    /// 1 to 5,000 characters, trimmed.
    pub content: String,
    pub sender_id: String,
    /// The sender's name at the time of sending.
    pub sender_name: String,
    /// An address, or empty; if empty, not in the JSON.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sender_avatar: String,
    /// Set by the store.
    pub created_at: Timestamp,
    /// The sender's own id for it (extension `client-id`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// Grows with every change of the message; 0 if it never changed. `None` without the extension `changes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rev: Option<i64>,
    /// The `rev` of the last change of the content; 0 if there was none.
    #[serde(skip)]
    pub edited_rev: i64,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_edited: bool,
    /// When the content last changed, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// At most one per person and emoji.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// The message that this one answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// Joined when an answer is made; events do not carry it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// The number of replies to this message. Joined like `reply`.
    #[serde(skip_serializing_if = "is_zero")]
    pub reply_count: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

impl Message {
    /// Returns `false` if one more kind of emoji would exceed `limit`.
    pub fn has_room_for(&self, emoji: &str, limit: usize) -> bool {
        let mut kinds: Vec<&str> = self.reactions.iter().map(|reaction| &*reaction.emoji).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.len() < limit || kinds.contains(&emoji)
    }

    /// Reduces it to the fields of the baseline.
    pub fn to_baseline(self) -> Self {
        let Self { id, workspace_id, channel_id, content, sender_id, sender_name, sender_avatar, created_at, .. } =
            self;
        let baseline = Self::default();
        Self { id, workspace_id, channel_id, content, sender_id, sender_name, sender_avatar, created_at, ..baseline }
    }
}

/// One person's use of one emoji.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reaction {
    /// Without U+FE0F.
    pub emoji: String,
    pub user_id: String,
    /// The person's name at the time of reacting; empty, and not in the JSON, if it was not stored.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub user_name: String,
}

/// The answered message as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    pub id: String,
    pub sender_name: String,
    /// The beginning of its content, at most [`Reply::EXCERPT`] characters.
    pub excerpt: String,
    pub is_deleted: bool,
}

impl Reply {
    /// The longest excerpt, in characters.
    const EXCERPT: usize = 140;

    /// The excerpt of a message.
    pub fn of(id: String, sender_name: String, content: &str) -> Self {
        Self { id, sender_name, excerpt: content.chars().take(Self::EXCERPT).collect(), is_deleted: false }
    }

    /// A deleted message, without its text.
    pub fn deleted(id: String) -> Self {
        Self { id, sender_name: String::new(), excerpt: String::new(), is_deleted: true }
    }
}

/// A file of a message. The original application stores `type`, `url`, `name` and `size`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// `None` for files that were not uploaded here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(rename = "type")]
    pub kind: String,
    pub url: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
    /// Determined from the content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
    /// In pixels, as the picture is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// A preview of the picture from its sender: a ThumbHash in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbhash: Option<String>,
    /// A description in the sender's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
}

/// The remains of a deleted message: its place, and its sender, who may not send it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tombstone {
    pub id: String,
    #[serde(skip)]
    pub workspace_id: String,
    pub channel_id: String,
    #[serde(skip)]
    pub sender_id: String,
    #[serde(skip)]
    pub created_at: Timestamp,
    pub rev: i64,
}

/// A message as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    Message(Box<Message>),
    Gone(Tombstone),
}

impl Stored {
    pub fn workspace_id(&self) -> &str {
        match self {
            Self::Message(message) => &message.workspace_id,
            Self::Gone(tombstone) => &tombstone.workspace_id,
        }
    }

    pub fn channel_id(&self) -> &str {
        match self {
            Self::Message(message) => &message.channel_id,
            Self::Gone(tombstone) => &tombstone.channel_id,
        }
    }
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// An instant in milliseconds since 1970-01-01T00:00:00Z. Its JSON is ISO 8601.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant by the system's clock.
    pub fn now() -> Self {
        Self((OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000) as i64)
    }

    /// Reads an ISO 8601 instant. Fractions finer than a millisecond are rounded up, so that "earlier than this"
    /// includes the millisecond that contains them.
    pub fn parse(text: &str) -> Option<Self> {
        let nanos = OffsetDateTime::parse(text, &Rfc3339).ok()?.unix_timestamp_nanos();
        let millis = nanos.div_euclid(1_000_000) + i128::from(nanos.rem_euclid(1_000_000) > 0);
        i64::try_from(millis).ok().map(Self)
    }
}

impl std::fmt::Display for Timestamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let t = OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            t.year(),
            u8::from(t.month()),
            t.day(),
            t.hour(),
            t.minute(),
            t.second(),
            t.millisecond()
        )
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn an_instant_reads_back_as_it_was_written() {
        for text in ["1970-01-01T00:00:00.000Z", "2026-02-28T23:59:59.007Z", "2024-02-29T12:30:00.990Z"] {
            assert_eq!(Timestamp::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn offsets_and_finer_fractions_are_understood() {
        let at = |text| Timestamp::parse(text).unwrap().0;
        assert_eq!(at("2026-01-31T14:00:00+02:00"), at("2026-01-31T12:00:00Z"));
        assert_eq!(at("2026-01-31T12:00:00.0010001Z"), at("2026-01-31T12:00:00.002Z"));
    }
}
