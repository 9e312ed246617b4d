//! The REST backend.

use super::{checked, section, unknown};
use crate::wire::json::Object;
use crate::wire::{WireError, address};

const KNOWN: [&str; 8] =
    ["baseUrl", "credentials", "messagesPath", "typingPath", "attachmentsPath", "authPath", "headers", "csrf"];

/// The REST backend's address and conventions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Api {
    /// The prefix of every path, without a trailing slash.
    pub base_url: String,
    /// Which calls carry cookies.
    pub credentials: Credentials,
    /// The path of the messages.
    pub messages_path: String,
    /// The path for announcing that the user types.
    pub typing_path: String,
    /// The path of files.
    pub attachments_path: String,
    /// The path that authorizes a subscription.
    pub auth_path: String,
    /// Headers for every call.
    pub headers: Vec<(String, String)>,
    /// The CSRF tokens that POSTs repeat in a header, if the page has them.
    pub csrf: Vec<Csrf>,
}

/// A framework's token: its place in the page, and the header that repeats it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csrf {
    /// Its place.
    pub source: CsrfSource,
    /// The header's name.
    pub header: String,
}

/// The place of a token in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CsrfSource {
    /// In the cookie of this name, URL-encoded.
    Cookie(String),
    /// In the `<meta>` of this name.
    Meta(String),
}

/// The credentials mode of `fetch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// Cookies go to the page's own origin.
    SameOrigin,
    /// Cookies go to every origin.
    Include,
    /// Cookies are never sent.
    Omit,
}

pub(super) fn read(root: Object<'_>, warnings: &mut Vec<WireError>) -> Result<Api, WireError> {
    let empty = serde_json::Value::Object(serde_json::Map::new());
    let api = match section(root, "api")? {
        Some(api) => api,
        None => Object::of(&empty, "api")?,
    };
    warnings.extend(unknown(api, &KNOWN));
    let base_url = checked(api, "baseUrl", BASE_URL, base_url)?.unwrap_or("/api");
    let credentials = checked(api, "credentials", "\"same-origin\", \"include\" or \"omit\"", credentials)?;
    let path = |name: &str, default: &str| -> Result<String, WireError> {
        let rule = |text| is_path(text).then_some(text);
        Ok(checked(api, name, PATH, rule)?.unwrap_or(default).to_owned())
    };
    Ok(Api {
        base_url: base_url.to_owned(),
        credentials: credentials.unwrap_or(Credentials::SameOrigin),
        messages_path: path("messagesPath", "/messages")?,
        typing_path: path("typingPath", "/messages/typing")?,
        attachments_path: path("attachmentsPath", "/attachments")?,
        auth_path: path("authPath", "/pusher/auth")?,
        headers: headers(api)?,
        csrf: csrf(api)?,
    })
}

const BASE_URL: &str = "the address of the REST backend: http://…, https://…, or a path such as /api";

/// Paths are appended, so a query or fragment is not allowed.
fn base_url(text: &str) -> Option<&str> {
    let url = address::of_site(text)?;
    (!url.contains(['?', '#'])).then(|| url.trim_end_matches('/'))
}

const PATH: &str = "a path below api.baseUrl that begins with /";

/// Queries are appended.
fn is_path(text: &str) -> bool {
    text.starts_with('/') && !text.contains(|c: char| c.is_control() || c == '?' || c == '#')
}

fn credentials(text: &str) -> Option<Credentials> {
    match text {
        "same-origin" => Some(Credentials::SameOrigin),
        "include" => Some(Credentials::Include),
        "omit" => Some(Credentials::Omit),
        _ => None,
    }
}

/// Only headers that `fetch` accepts: it throws on others, at every call. A value may be a secret, so errors do not
/// show it.
fn headers(api: Object<'_>) -> Result<Vec<(String, String)>, WireError> {
    let Some(value) = api.get("headers") else { return Ok(Vec::new()) };
    let headers = Object::of(value, "api.headers")?;
    let header = |name: &String| {
        let hidden = |expected: &str| WireError { holds: "(not shown)".to_owned(), ..headers.wrong(name, expected) };
        if !is_token(name) {
            return Err(hidden("the value of a header, under a name of letters, digits and hyphens"));
        }
        let value = headers.text_or_none(name).map(str::trim).filter(|value| is_header_value(value));
        let value =
            value.ok_or_else(|| hidden("the value of a header: a text on one line, of the characters of Latin-1"))?;
        Ok((name.clone(), value.to_owned()))
    };
    headers.map.keys().map(header).collect()
}

const CSRF: &str = "a list such as [{\"cookie\":\"XSRF-TOKEN\",\"header\":\"X-XSRF-TOKEN\"}]";

/// Laravel's and Rails' names unless the site sets others; an empty list means none.
fn csrf(api: Object<'_>) -> Result<Vec<Csrf>, WireError> {
    if api.get("csrf").is_none() {
        let of = |source, header: &str| Csrf { source, header: header.to_owned() };
        return Ok(vec![
            of(CsrfSource::Cookie("XSRF-TOKEN".to_owned()), "X-XSRF-TOKEN"),
            of(CsrfSource::Meta("csrf-token".to_owned()), "X-CSRF-Token"),
        ]);
    }
    let list = api.list("csrf", CSRF)?.iter().enumerate();
    list.map(|(at, value)| {
        let path = format!("api.csrf[{at}]");
        let one = Object::of(value, &path)?;
        let token = "a name of letters, digits and hyphens";
        let name = |name: &str| checked(one, name, token, |text| is_token(text).then(|| text.to_owned()));
        let source = match (name("cookie")?, name("meta")?) {
            (Some(cookie), None) => CsrfSource::Cookie(cookie),
            (None, Some(meta)) => CsrfSource::Meta(meta),
            _ => return Err(one.wrong("cookie", "the name of a cookie; or leave it out and set meta, a tag's name")),
        };
        let header = name("header")?.ok_or_else(|| one.wrong("header", token))?;
        Ok(Csrf { source, header })
    })
    .collect()
}

/// A text that is a token, like the names of headers and cookies.
pub(super) fn token(text: &str) -> Option<&str> {
    is_token(text).then_some(text)
}

/// A token of RFC 9110.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn is_header_value(text: &str) -> bool {
    text.chars().all(|c| c == '\t' || (!c.is_control() && c <= '\u{ff}'))
}
