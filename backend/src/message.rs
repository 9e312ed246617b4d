//! A message and an instant, in the form that the contract gives them.

use serde::{Serialize, Serializer};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A stored message. Its JSON is the contract's Message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Decides the order of messages of one instant, as text.
    pub id: String,
    /// Not part of the JSON: a reader knows which workspace it asked.
    #[serde(skip)]
    pub workspace_id: String,
    /// The chat channel, not the Pusher channel.
    pub channel_id: String,
    /// 1 to 5,000 characters, trimmed.
    pub content: String,
    pub sender_id: String,
    /// The sender's name at the time of sending.
    pub sender_name: String,
    /// An address, or empty; absent from the JSON where empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sender_avatar: String,
    /// Given by the store.
    pub created_at: Timestamp,
    /// The sender's own id of it (extension `client-id`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
}

/// An instant in milliseconds since 1970-01-01T00:00:00Z. Its JSON is ISO 8601.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant by the system's clock.
    pub fn now() -> Self {
        Self((OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000) as i64)
    }

    /// Reads an ISO 8601 instant. Fractions finer than a millisecond are rounded up, so that
    /// "earlier than this" includes the millisecond that they are in.
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
