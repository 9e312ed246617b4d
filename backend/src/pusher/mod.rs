//! The Pusher Channels HTTP API: signatures, publishing, authorization of a subscription.

mod event;
mod publisher;
mod queue;
mod recent_ids;

pub use event::{EVENT_BYTES, message_deleted, message_reacted, message_updated, new_message, read, typing};
pub use publisher::{Publisher, Worker, start};
pub use recent_ids::RecentIds;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The Pusher server's address, and this site's credentials for it.
#[derive(Clone)]
pub struct Pusher {
    pub app_id: String,
    pub key: String,
    pub secret: String,
    pub server: Server,
}

/// The server's operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Server {
    /// Pusher's hosted service, by its cluster's name.
    Hosted { cluster: String },
    /// One's own server, such as sockudo.
    Own { host: String, port: u16, tls: bool },
    /// This process ([`crate::realtime`]).
    Embedded,
}

/// The source of live updates, for the person who starts the backend.
impl std::fmt::Display for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Hosted { cluster } => write!(f, "by Pusher's own service, cluster {cluster}"),
            Self::Own { host, port, tls } => {
                write!(f, "by the Pusher server at {}://{host}:{port}", scheme(*tls))
            }
            Self::Embedded => f.write_str(
                "by this process itself, at /app/ of the same port, since no PUSHER_… setting names a server; a second \
                 process needs one",
            ),
        }
    }
}

/// One event, ready to be published.
#[derive(Debug, serde::Serialize)]
pub struct Event {
    /// The Pusher channel.
    pub channel: String,
    pub name: &'static str,
    /// JSON, at most [`EVENT_BYTES`] long.
    pub data: String,
}

impl Pusher {
    /// The URL of the HTTP API, without a path; empty if this process is the server, which needs none.
    pub fn api_url(&self) -> String {
        match &self.server {
            Server::Embedded => String::new(),
            Server::Hosted { cluster } => format!("https://api-{cluster}.pusher.com"),
            Server::Own { host, port, tls } => format!("{}://{host}:{port}", scheme(*tls)),
        }
    }

    /// Returns the path and query of a signed POST of `body` to `path`, at `seconds` since 1970.
    pub fn signed(&self, path: &str, body: &str, seconds: i64) -> String {
        use md5::{Digest, Md5};
        // The parameters are signed in alphabetical order.
        let query = format!(
            "auth_key={}&auth_timestamp={seconds}&auth_version=1.0&body_md5={}",
            self.key,
            hex::encode(Md5::digest(body.as_bytes()))
        );
        let signature = self.sign(&format!("POST\n{path}\n{query}"));
        format!("{path}?{query}&auth_signature={signature}")
    }

    /// Returns the `auth` of a subscription: `key:signature`. `channel_data` is given for presence channels.
    pub fn authorize(&self, socket_id: &str, channel: &str, channel_data: Option<&str>) -> String {
        let signature = match channel_data {
            Some(data) => self.sign(&format!("{socket_id}:{channel}:{data}")),
            None => self.sign(&format!("{socket_id}:{channel}")),
        };
        format!("{}:{signature}", self.key)
    }

    fn sign(&self, text: &str) -> String {
        let mac = hmac_sha256(self.secret.as_bytes(), text.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }
}

fn scheme(tls: bool) -> &'static str {
    if tls { "https" } else { "http" }
}

/// Returns `true` if `host` is this machine.
pub fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    address == "localhost" || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// HMAC-SHA256 over `data`, to be finished or verified.
pub fn hmac_sha256(key: &[u8], data: &[u8]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(key)
        .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"))
        .chain_update(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The app of the worked examples in Pusher's own documentation.
    fn documented() -> Pusher {
        Pusher {
            app_id: "3".into(),
            key: "278d425bdf160c739803".into(),
            secret: "7ad3773142a6692b25b8".into(),
            server: Server::Hosted { cluster: "mt1".into() },
        }
    }

    #[test]
    fn a_call_is_signed_as_in_the_documentation() {
        let body = r#"{"name":"foo","channels":["project-3"],"data":"{\"some\":\"data\"}"}"#;
        assert_eq!(
            documented().signed("/apps/3/events", body, 1_353_088_179),
            "/apps/3/events?auth_key=278d425bdf160c739803&auth_timestamp=1353088179\
             &auth_version=1.0&body_md5=ec365a775a4cd0599faeb73354201b6f\
             &auth_signature=da454824c97ba181a32ccc17a72625ba02771f50b50e1e7430e47a1f3f457e6c"
        );
    }

    #[test]
    fn a_private_subscription_is_signed_as_in_the_documentation() {
        assert_eq!(
            documented().authorize("1234.1234", "private-foobar", None),
            "278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4"
        );
    }

    #[test]
    fn a_presence_subscription_is_signed_as_in_the_documentation() {
        let data = r#"{"user_id":10,"user_info":{"name":"Mr. Channels"}}"#;
        assert_eq!(
            documented().authorize("1234.1234", "presence-foobar", Some(data)),
            "278d425bdf160c739803:31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80"
        );
    }
}
