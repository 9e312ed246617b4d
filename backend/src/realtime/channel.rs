//! Channels: what their names mean, who is in them, and who may subscribe.

use serde_json::Value;

use crate::pusher::hmac_sha256;

/// The kind of a channel, by its name's prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Public,
    Private,
    Presence,
}

impl Kind {
    /// Returns the kind of a channel, or `None` if this server has no such channels.
    pub fn of(channel: &str) -> Option<Self> {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"_-=@,.;".contains(&byte);
        if channel.is_empty() || channel.len() > 164 || !channel.bytes().all(known) {
            return None;
        }
        Some(match channel {
            // Encrypted channels need a key that only the service's libraries provide.
            _ if channel.starts_with("private-encrypted-") => return None,
            _ if channel.starts_with("presence-") => Self::Presence,
            _ if channel.starts_with("private-") => Self::Private,
            _ => Self::Public,
        })
    }
}

/// Someone in a presence channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub id: String,
    pub info: Value,
}

/// The longest `user_id`, in bytes (the service's limit).
const USER_ID_BYTES: usize = 128;
/// The largest `channel_data`, in bytes: 1 KB of `user_info` (the service's limit) and what is around it.
const CHANNEL_DATA_BYTES: usize = 2_048;

/// Reads a presence channel's `channel_data`. A number as `user_id` is converted to text.
pub fn member(channel_data: &str) -> Option<Member> {
    if channel_data.len() > CHANNEL_DATA_BYTES {
        return None;
    }
    let data: Value = serde_json::from_str(channel_data).ok()?;
    let id = match data.get("user_id")? {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return None,
    };
    let info = data.get("user_info").cloned().unwrap_or(Value::Null);
    (1..=USER_ID_BYTES).contains(&id.len()).then_some(Member { id, info })
}

/// Returns `true` if `auth` is `key:signature` by this app over this socket, channel and data. Runs in constant time.
pub fn is_signed(
    (key, secret): (&str, &str),
    auth: &str,
    socket_id: &str,
    channel: &str,
    channel_data: Option<&str>,
) -> bool {
    use hmac::Mac;
    let Some(signature) = auth.strip_prefix(key).and_then(|rest| rest.strip_prefix(':')) else { return false };
    let Ok(signature) = hex::decode(signature) else { return false };
    let mut signed = format!("{socket_id}:{channel}");
    if let Some(data) = channel_data {
        signed.push(':');
        signed.push_str(data);
    }
    hmac_sha256(secret.as_bytes(), signed.as_bytes()).verify_slice(&signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The app of the worked examples in Pusher's own documentation.
    const APP: (&str, &str) = ("278d425bdf160c739803", "7ad3773142a6692b25b8");

    #[test]
    fn the_documentations_signatures_are_taken_and_no_others() {
        let private = "278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4";
        let presence = "278d425bdf160c739803:31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80";
        let data = r#"{"user_id":10,"user_info":{"name":"Mr. Channels"}}"#;
        assert!(is_signed(APP, private, "1234.1234", "private-foobar", None));
        assert!(is_signed(APP, presence, "1234.1234", "presence-foobar", Some(data)));
        assert!(!is_signed(APP, private, "1234.1235", "private-foobar", None), "another socket");
        assert!(!is_signed(APP, private, "1234.1234", "private-foobaz", None), "another channel");
        assert!(!is_signed(APP, presence, "1234.1234", "presence-foobar", Some("{}")), "other data");
        for wrong in
            ["", ":", "278d425bdf160c739803", "278d425bdf160c739803:", "278d425bdf160c739803:zz", &private[1..]]
        {
            assert!(!is_signed(APP, wrong, "1234.1234", "private-foobar", None), "{wrong:?} was taken");
        }
    }

    #[test]
    fn no_pattern_is_a_channel() {
        for channel in ["*", "p*", "*demo-workspace", "presence-*", "private-encrypted-x", "", "a b", "#x"] {
            assert_eq!(Kind::of(channel), None, "{channel:?}");
        }
        assert_eq!(Kind::of(&"x".repeat(165)), None);
        assert_eq!(Kind::of("presence-workspace-demo"), Some(Kind::Presence));
        assert_eq!(Kind::of("private-x"), Some(Kind::Private));
        assert_eq!(Kind::of("news"), Some(Kind::Public));
    }

    #[test]
    fn a_members_id_may_be_a_number_and_must_be_there() {
        let id = |data: &str| member(data).map(|member| member.id);
        assert_eq!(id(r#"{"user_id":"ada","user_info":{}}"#), Some("ada".into()));
        assert_eq!(id(r#"{"user_id":10}"#), Some("10".into()));
        for wrong in ["", "null", "{}", r#"{"user_id":""}"#, r#"{"user_id":null}"#, r#"{"user_id":{}}"#] {
            assert_eq!(id(wrong), None, "{wrong}");
        }
        assert_eq!(id(&format!(r#"{{"user_id":"{}"}}"#, "x".repeat(129))), None);
    }
}
