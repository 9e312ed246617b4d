//! The Pusher app: its key, and the options of pusher-js that a site may set.
//!
//! Other options are not passed on. Some would run scripts from other hosts in this page (`enableStats` with
//! `statsHost` does so by JSONP), or send the user's authorization elsewhere.

use serde_json::{Map, Value};

use super::{checked, section, unknown};
use crate::wire::WireError;
use crate::wire::json::Object;

const KEY: &str = "the key of your Pusher app (dashboard, App Keys), or of the app on your own server";
const CLUSTER: &str = "the cluster of your Pusher app, such as \"ap2\"; or leave it out and set pusher.wsHost";
const HOST: &str = "the host of your own server alone, such as \"chat.example\": no https://, no port, no path";
const PATH: &str = "the path before /app on your own server, which begins with /, such as \"/ws\"";
const DURATION: &str = "a time in milliseconds, a whole number from 1 to 3,600,000";
const PORT: &str = "a port, a whole number from 1 to 65535";

/// The known names.
const KNOWN: [&str; 10] = [
    "key",
    "cluster",
    "wsHost",
    "wsPath",
    "wsPort",
    "wssPort",
    "forceTLS",
    "activityTimeout",
    "pongTimeout",
    "unavailableTimeout",
];

/// The parameters for reaching Pusher, or a server that speaks its protocol.
#[derive(Clone, Debug, PartialEq)]
pub struct Pusher {
    /// The app's key.
    pub key: String,
    /// The other known options, under pusher-js's own names: `cluster` or `wsHost`, ports, path, TLS and timeouts.
    pub options: Map<String, Value>,
}

pub(super) fn read(root: Object<'_>, warnings: &mut Vec<WireError>) -> Result<Pusher, WireError> {
    let Some(pusher) = section(root, "pusher")? else {
        return Err(root.wrong("pusher", "an object with key, and with cluster or wsHost"));
    };
    if pusher.map.contains_key("secret") {
        let mut error = pusher.wrong("secret", "nothing: whoever opens the page can read this file. Make a new secret");
        error.holds = "what must never leave the server".to_owned();
        return Err(error);
    }
    warnings.extend(unknown(pusher, &KNOWN));
    let key = checked(pusher, "key", KEY, |text| is_key(text).then(|| filled_in(text)))?;
    let key = key.ok_or_else(|| pusher.wrong("key", KEY))?.ok_or_else(|| pusher.wrong("key", KEY))?.to_owned();

    // Not a copy with some fields removed, because removing from a map is a lot of code.
    let mut options = Map::new();
    for (name, value) in pusher.map.iter().filter(|(_, value)| !value.is_null()) {
        // The key and the first three texts are checked separately.
        if KNOWN[4..].contains(&name.as_str()) {
            options.insert(name.clone(), value.clone());
        }
    }
    let rules =
        [("cluster", CLUSTER, is_cluster as fn(&str) -> bool), ("wsHost", HOST, is_host), ("wsPath", PATH, is_path)];
    for (name, expected, rule) in rules {
        let text = checked(pusher, name, expected, |text| (text.is_empty() || rule(text)).then_some(text))?;
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            options.insert(name.to_owned(), text.into());
        }
    }
    if !options.contains_key("cluster") && !options.contains_key("wsHost") {
        return Err(pusher.wrong("cluster", CLUSTER));
    }
    for name in ["wsPort", "wssPort"] {
        if pusher.get(name).is_some_and(|port| !port.as_u64().is_some_and(|port| (1..=65535).contains(&port))) {
            return Err(pusher.wrong(name, PORT));
        }
    }
    for name in ["activityTimeout", "pongTimeout", "unavailableTimeout"] {
        if pusher.get(name).is_some_and(|time| !time.as_u64().is_some_and(|time| (1..=3_600_000).contains(&time))) {
            return Err(pusher.wrong(name, DURATION));
        }
    }
    if pusher.get("forceTLS").is_some_and(|value| !value.is_boolean()) {
        return Err(pusher.wrong("forceTLS", "true or false"));
    }
    Ok(Pusher { key, options })
}

/// Returns a value that is not one of the placeholders in the delivered file.
fn filled_in(text: &str) -> Option<&str> {
    (!text.starts_with("your-pusher-")).then_some(text)
}

/// The key becomes part of an address unchanged.
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"/?#&%\\\"<>".contains(&byte))
}

/// The cluster becomes part of a host name.
fn is_cluster(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') && filled_in(text).is_some()
}

/// A host name, an IPv4 address, or an IPv6 address in brackets.
fn is_host(text: &str) -> bool {
    if let Some(address) = text.strip_prefix('[') {
        return address.strip_suffix(']').is_some_and(is_ipv6);
    }
    text.chars().all(|c| c.is_ascii_alphanumeric() || !c.is_ascii() || matches!(c, '.' | '-' | '_'))
}

/// It comes between the host and pusher-js's own path and query.
fn is_path(text: &str) -> bool {
    text.starts_with('/') && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#\\".contains(&byte))
}

/// Returns `true` if it can be valid: the browser is stricter, but typing errors should be named.
fn is_ipv6(address: &str) -> bool {
    address.contains(':') && address.bytes().all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.'))
}
