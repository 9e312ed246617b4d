//! The frames of the Pusher Channels protocol, version 7.
//!
//! Source: the service's own protocol documentation. In frames to the client, `data` is JSON within a text, as it has
//! been since the first version; frames from the client contain it directly.

use serde::Deserialize;
use serde_json::{Value, json};

use super::channel::Member;
use crate::pusher::EVENT_BYTES;

/// The only supported version. Others have other rules: sockudo's version 2 lets anyone subscribe to patterns.
const VERSION: &str = "7";
/// The longest name of an event, in bytes (the service's limit).
const EVENT_NAME_BYTES: usize = 200;

/// A code of the service, with a message for the developer who reads the browser's console.
///
/// Clients give up after 4000 to 4099, reconnect after a pause after 4100 to 4199, and at once after 4200 to 4299.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: u16,
    pub words: String,
}

impl Problem {
    pub fn new(code: u16, words: impl Into<String>) -> Self {
        Self { code, words: words.into() }
    }

    pub fn over_quota(limit: usize) -> Self {
        Self::new(4004, format!("This server has its {limit} connections already"))
    }

    pub fn over_capacity(words: impl Into<String>) -> Self {
        Self::new(4100, words)
    }

    pub fn unauthorized(words: impl Into<String>) -> Self {
        Self::new(4009, words)
    }

    /// A frame that is too large, or does not follow the protocol. The client reconnects after a pause, not at once,
    /// since it may send the same again.
    pub fn unreadable(limit: usize) -> Self {
        Self::new(4100, format!("A frame could not be read, or has more than {limit} bytes"))
    }

    /// The server stops or is replaced.
    pub fn restart() -> Self {
        Self::new(4200, "The server restarts")
    }

    pub fn no_pong() -> Self {
        Self::new(4201, "No pong came in time")
    }

    pub fn client_event(words: impl Into<String>) -> Self {
        Self::new(4301, words)
    }

    /// Returns the `pusher:error` frame for it.
    pub fn frame(&self) -> String {
        json!({ "event": "pusher:error", "data": { "code": self.code, "message": self.words } }).to_string()
    }
}

/// Returns why a connection with this key and query is refused, if it is.
///
/// The version must be given exactly once and as `7`: `02`, `%2B7` or a second `protocol` is refused.
pub fn refusal(own_key: &str, key: &str, query: &str) -> Option<Problem> {
    if key != own_key {
        return Some(Problem::new(4001, "No app has this key"));
    }
    let mut versions = query.split('&').filter_map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        name.to_ascii_lowercase().contains("protocol").then_some((name, value))
    });
    match (versions.next(), versions.next()) {
        (Some(("protocol", VERSION)), None) => None,
        (None, _) => Some(Problem::new(4008, format!("The query names no protocol; add protocol={VERSION}"))),
        _ => Some(Problem::new(4007, format!("Only protocol={VERSION} is spoken here"))),
    }
}

/// A client's request.
#[derive(Debug, PartialEq)]
pub enum Request {
    Ping,
    Pong,
    Subscribe {
        channel: String,
        auth: Option<String>,
        channel_data: Option<String>,
    },
    Unsubscribe {
        channel: String,
    },
    /// An event for the other members; its name begins with `client-`.
    ClientEvent {
        channel: String,
        name: String,
        data: Value,
    },
    /// A request that this server does not support, such as signing in a user.
    Other,
}

#[derive(Deserialize)]
struct Frame {
    event: String,
    #[serde(default)]
    channel: Option<String>,
    #[serde(default)]
    data: Value,
}

/// Reads a client's frame.
pub fn request(text: &str) -> Result<Request, Problem> {
    let frame: Frame = serde_json::from_str(text)
        .map_err(|error| Problem::new(4200, format!("A frame must be JSON with an event: {error}")))?;
    // Some clients put the data into a text here as well.
    let data = match &frame.data {
        Value::String(text) if frame.event.starts_with("pusher:") => serde_json::from_str(text).unwrap_or(Value::Null),
        other => other.clone(),
    };
    let text_of = |name: &str| data.get(name).and_then(Value::as_str).map(str::to_owned);
    let channel_of = || text_of("channel").unwrap_or_default();
    Ok(match frame.event.as_str() {
        "pusher:ping" => Request::Ping,
        "pusher:pong" => Request::Pong,
        "pusher:subscribe" => {
            Request::Subscribe { channel: channel_of(), auth: text_of("auth"), channel_data: text_of("channel_data") }
        }
        "pusher:unsubscribe" => Request::Unsubscribe { channel: channel_of() },
        name if name.starts_with("client-") => {
            Request::ClientEvent { channel: frame.channel.unwrap_or_default(), name: name.to_owned(), data: frame.data }
        }
        _ => Request::Other,
    })
}

/// `pusher:connection_established`; the timeout is in seconds.
pub fn established(socket_id: &str, activity_timeout: u64) -> String {
    let data = json!({ "socket_id": socket_id, "activity_timeout": activity_timeout }).to_string();
    json!({ "event": "pusher:connection_established", "data": data }).to_string()
}

pub fn ping() -> String {
    json!({ "event": "pusher:ping", "data": "{}" }).to_string()
}

pub fn pong() -> String {
    json!({ "event": "pusher:pong", "data": "{}" }).to_string()
}

/// `pusher_internal:subscription_succeeded`, with the members of a presence channel.
pub fn subscribed<'a>(channel: &str, members: Option<impl Iterator<Item = &'a Member>>) -> String {
    let data = match members {
        None => json!({}),
        Some(members) => {
            let (ids, hash): (Vec<_>, serde_json::Map<_, _>) =
                members.map(|member| (member.id.clone(), (member.id.clone(), member.info.clone()))).unzip();
            json!({ "presence": { "count": ids.len(), "ids": ids, "hash": hash } })
        }
    };
    event(channel, "pusher_internal:subscription_succeeded", &data.to_string())
}

pub fn member_added(channel: &str, member: &Member) -> String {
    let data = json!({ "user_id": member.id, "user_info": member.info }).to_string();
    event(channel, "pusher_internal:member_added", &data)
}

pub fn member_removed(channel: &str, user_id: &str) -> String {
    event(channel, "pusher_internal:member_removed", &json!({ "user_id": user_id }).to_string())
}

/// Returns the problem with a client event's name or size, if there is one.
pub fn oversized(name: &str, data: &Value) -> Option<Problem> {
    let bytes = match data {
        Value::String(text) => text.len(),
        other => other.to_string().len(),
    };
    if bytes > EVENT_BYTES {
        return Some(Problem::client_event(format!("An event may hold {EVENT_BYTES} bytes; this one holds {bytes}")));
    }
    (name.len() > EVENT_NAME_BYTES)
        .then(|| Problem::client_event(format!("An event's name may have {EVENT_NAME_BYTES} bytes")))
}

/// An event; `data` is JSON text.
pub fn event(channel: &str, name: &str, data: &str) -> String {
    json!({ "event": name, "channel": channel, "data": data }).to_string()
}

/// A client event as received, with its sender in a presence channel.
pub fn client_event(channel: &str, name: &str, data: &Value, user_id: Option<&str>) -> String {
    let mut frame = json!({ "event": name, "channel": channel, "data": data });
    if let Some(id) = user_id {
        frame["user_id"] = json!(id);
    }
    frame.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_version_is_spoken_however_another_is_spelled() {
        let code = |query: &str| refusal("key", "key", query).map(|problem| problem.code);
        assert_eq!(code("protocol=7"), None);
        assert_eq!(code("protocol=7&client=js&version=8.6.0&flash=false"), None);
        assert_eq!(code("client=js&protocol=7"), None);
        assert_eq!(code(""), Some(4008));
        assert_eq!(code("client=js"), Some(4008));
        for other in [
            "protocol=2",
            "protocol=02",
            "protocol=07",
            "protocol=%2B2",
            "protocol=%37",
            "protocol=",
            "protocol",
            "PROTOCOL=7&protocol=2",
            "protocol=7&protocol=2",
            "protocol=7&PROTOCOL=2",
            "protocol=7 ",
        ] {
            assert_eq!(code(other), Some(4007), "{other:?}");
        }
        assert_eq!(code("%70rotocol=2"), Some(4008));
        assert_eq!(refusal("key", "other", "protocol=7").map(|problem| problem.code), Some(4001));
    }

    #[test]
    fn an_unreadable_frame_is_reported_without_a_panic() {
        for wrong in ["", "null", "[]", "{}", r#"{"event":1}"#, "\u{0}"] {
            assert!(request(wrong).is_err(), "{wrong:?}");
        }
        assert_eq!(request(r#"{"event":"pusher:signin","data":{}}"#), Ok(Request::Other));
        assert_eq!(request(r#"{"event":"pusher:ping","data":{}}"#), Ok(Request::Ping));
        let subscribe = Request::Subscribe { channel: "a".into(), auth: None, channel_data: None };
        assert_eq!(request(r#"{"event":"pusher:subscribe","data":{"channel":"a"}}"#), Ok(subscribe));
    }
}
