//! `config.json`: the site's settings.

mod api;
mod features;
mod kept;
mod names;
mod pusher;
mod workspaces;

use serde_json::Value;

pub use self::api::{Api, Credentials, Csrf, CsrfSource};
pub use self::kept::KeptSettings;
pub use self::names::EventNames;
pub use self::pusher::Pusher;
use super::WireError;
use super::address;
use super::channel::channel;
use super::error::WHOLE;
use super::json::{self, Object};
use crate::model::message::ChannelId;
use crate::model::session::ChannelInfo;
use crate::model::text::shown_name;
pub use crate::model::theme::Theme;
use crate::model::timeline::Offered;

/// The file's own name, for errors about the whole file.
const FILE: &str = "config.json";

/// The known fields at the top level.
const KNOWN: [&str; 19] = [
    "pusher",
    "api",
    "workspaceId",
    "workspaceName",
    "workspaces",
    "channels",
    "loginUrl",
    "userId",
    "userCookie",
    "frameAncestors",
    "channelPattern",
    "events",
    "features",
    "pageSize",
    "locale",
    "strings",
    "theme",
    "serviceWorker",
    "keepMessages",
];

/// A site's settings. Everything except the Pusher app has a default.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The Pusher app, or one's own server.
    pub pusher: Pusher,
    /// The REST backend.
    pub api: Api,
    /// The workspace.
    pub workspace_id: String,
    /// The workspace's name, if the settings give it one.
    pub workspace_name: Option<String>,
    /// The channels, at least one.
    pub channels: Vec<ChannelInfo>,
    /// The channel that is opened: the first one, or the one that the host page named.
    pub opens: ChannelId,
    /// The sign-in page; `None` if the site set `null`.
    pub login_url: Option<String>,
    /// The user's id, if the site names them.
    pub user_id: Option<String>,
    /// The name of a cookie, readable by scripts, that holds the user's id.
    pub user_cookie: Option<String>,
    /// The origins of other sites whose pages may show this page in a frame, and exchange messages with it:
    /// `src/entry/frame/frame.js`.
    pub frame_ancestors: Vec<String>,
    /// The name of the workspace's Pusher channel, with `{workspaceId}` for the id.
    pub channel_pattern: String,
    /// The names of the events.
    pub events: EventNames,
    /// The features that the site allows; all, unless it switches some off.
    pub features: Offered,
    /// How many messages a page of the history has, 1 to 100.
    pub page_size: u32,
    /// The language, if it overrides the browser's: a BCP 47 tag.
    pub locale: Option<String>,
    /// Strings of the interface that the site replaces.
    pub strings: Vec<(String, String)>,
    /// The theme, if it is set.
    pub theme: Option<Theme>,
    /// True if the browser stores the last messages, for the next visit and for reading without a network.
    pub keeps_messages: bool,
    /// Unknown names, to be logged: most are misspelt.
    pub warnings: Vec<WireError>,
}

/// Values that the host page sets for one of its chats, overriding the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The workspace's id.
    pub workspace: Option<String>,
    /// The id of the workspace that the page's own address asks for. It counts only if the settings allow it.
    pub asked_workspace: Option<String>,
    /// The user's id.
    pub user_id: Option<String>,
    /// The id of the channel to open; one that is not in the settings is added.
    pub channel: Option<String>,
}

impl Config {
    /// Reads the settings.
    ///
    /// # Errors
    /// The first invalid field.
    pub fn parse(text: &str) -> Result<Self, WireError> {
        Self::parse_with(text, Overrides::default())
    }

    /// Reads the settings of a chat for which the host page overrides some.
    ///
    /// # Errors
    /// The first invalid field; an override has the name of the field that it replaces.
    pub fn parse_with(text: &str, overrides: Overrides) -> Result<Self, WireError> {
        let whole = |error: WireError| match &*error.field {
            WHOLE => WireError { field: FILE.to_owned(), ..error },
            _ => error,
        };
        let mut value = json::parse(text).map_err(whole)?;
        let asked = overrides.asked_workspace.filter(|_| overrides.workspace.is_none());
        let asked = match asked {
            Some(id) => workspaces::allowed(Object::of(&value, "").map_err(whole)?, &id)?.then_some(id),
            None => None,
        };
        let set = [("workspaceId", overrides.workspace.or(asked)), ("userId", overrides.user_id)];
        for (name, text) in set {
            if let (Some(root), Some(text)) = (value.as_object_mut(), text) {
                root.insert(name.to_owned(), text.into());
            }
        }
        let root = Object::of(&value, "").map_err(whole)?;
        let mut warnings = unknown(root, &KNOWN);
        let pusher = pusher::read(root, &mut warnings)?;
        let api = api::read(root, &mut warnings)?;
        let (workspace_id, channel_pattern) = names::channel(root)?;
        // Read by src/entry/page/offline.js.
        switch(root, "serviceWorker")?;
        let (channels, opens) = opening(channels(root)?, overrides.channel);
        Ok(Self {
            pusher,
            api,
            workspace_id,
            workspace_name: checked(root, "workspaceName", WORKSPACE_NAME, shown_name)?,
            channels,
            opens,
            login_url: login_url(root)?,
            user_id: checked(root, "userId", USER_ID, |text| (!text.is_empty()).then_some(text))?.map(str::to_owned),
            user_cookie: checked(root, "userCookie", USER_COOKIE, api::token)?.map(str::to_owned),
            frame_ancestors: frame_ancestors(root)?,
            channel_pattern,
            events: names::events(root, &mut warnings)?,
            features: features::read(root, &mut warnings)?,
            page_size: page_size(root)?,
            locale: checked(root, "locale", LOCALE, |text| is_locale(text).then_some(text))?.map(str::to_owned),
            strings: strings(root)?,
            theme: checked(root, "theme", "\"light\", \"dark\" or \"system\"", Theme::named)?,
            keeps_messages: switch(root, "keepMessages")?,
            warnings,
        })
    }

    /// The name of the workspace's Pusher channel.
    #[must_use]
    pub fn pusher_channel(&self) -> String {
        names::filled(&self.channel_pattern, &self.workspace_id)
    }

    /// Returns `true` if the channel reports who is online.
    #[must_use]
    pub fn has_presence(&self) -> bool {
        self.channel_pattern.starts_with("presence-")
    }

    /// Returns `true` if it is a private channel, which does not report that.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.channel_pattern.starts_with("private-")
    }
}

/// Returns the text of an optional field, as `rule` accepts it.
fn checked<'a, T>(
    object: Object<'a>,
    name: &str,
    expected: &str,
    rule: impl FnOnce(&'a str) -> Option<T>,
) -> Result<Option<T>, WireError> {
    let Some(text) = object.text_if_any(name, expected)? else { return Ok(None) };
    rule(text.trim()).map(Some).ok_or_else(|| object.wrong(name, expected))
}

/// Returns an optional object of the file.
fn section<'a>(root: Object<'a>, name: &'static str) -> Result<Option<Object<'a>>, WireError> {
    root.get(name).map(|value| Object::of(value, name)).transpose()
}

/// Returns the unknown names. `$schema` and similar names are not settings.
fn unknown(object: Object<'_>, known: &[&str]) -> Vec<WireError> {
    let unknown = object.map.keys().filter(|name| !known.contains(&name.as_str()) && !name.starts_with('$'));
    let expected = || format!("nothing, as it is not one of the names {}", known.join(", "));
    unknown.map(|name| object.wrong(name, &expected())).collect()
}

fn channels(root: Object<'_>) -> Result<Vec<ChannelInfo>, WireError> {
    const CHANNELS: &str = "the channels: a list of objects such as {\"id\":\"general\",\"name\":\"General\"}";
    let list = if root.get("channels").is_some() { root.list("channels", CHANNELS)?.as_slice() } else { &[] };
    let mut channels: Vec<ChannelInfo> = Vec::with_capacity(list.len());
    for (at, value) in list.iter().enumerate() {
        let path = format!("channels[{at}]");
        let info = ChannelInfo { unread: 0, mentions: 0, last_at: None, last_read: None, ..channel(value, &path)? };
        if channels.iter().any(|other| other.id == info.id) {
            let expected = "an id that no channel before it has";
            return Err(Object::of(value, &path)?.wrong("id", expected));
        }
        channels.push(info);
    }
    if channels.is_empty() {
        channels.push(ChannelInfo { id: "general".into(), name: "general".into(), ..ChannelInfo::default() });
    }
    Ok(channels)
}

/// Returns the channels, including the one to open.
fn opening(mut channels: Vec<ChannelInfo>, named: Option<String>) -> (Vec<ChannelInfo>, ChannelId) {
    let opens = named.filter(|name| !name.is_empty()).map_or_else(|| channels[0].id.clone(), ChannelId::from);
    if !channels.iter().any(|channel| channel.id == opens) {
        channels.push(ChannelInfo { id: opens.clone(), name: opens.shared().clone(), ..ChannelInfo::default() });
    }
    (channels, opens)
}

/// `null` and an empty text mean that there is no sign-in page.
fn login_url(root: Object<'_>) -> Result<Option<String>, WireError> {
    match root.map.get("loginUrl") {
        None => Ok(Some("/login".to_owned())),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(_) => {
            let expected = "the address of the page to sign in at: http://…, https://…, or a path such as /login";
            Ok(checked(root, "loginUrl", expected, address::of_site)?.map(str::to_owned))
        }
    }
}

const USER_ID: &str = "the visitor's id, as the backend gives it: a text";

const WORKSPACE_NAME: &str = "the workspace's name as visitors know it, a text";

const USER_COOKIE: &str = "the name of a cookie that holds the visitor's id, and that scripts may read";

/// Like the directive of that name, but exact: messages to the host page are posted to one origin.
fn frame_ancestors(root: Object<'_>) -> Result<Vec<String>, WireError> {
    const ORIGINS: &str = "a list of origins such as [\"https://intranet.example\"]";
    const ORIGIN: &str =
        "an origin as browsers write it, in small letters and with no path, such as https://intranet.example";
    if root.get("frameAncestors").is_none() {
        return Ok(Vec::new());
    }
    let origin = |(at, value): (usize, &Value)| {
        let origin = value.as_str().filter(|text| address::is_origin(text));
        origin.map(str::to_owned).ok_or_else(|| WireError::new(&format!("frameAncestors[{at}]"), Some(value), ORIGIN))
    };
    root.list("frameAncestors", ORIGINS)?.iter().enumerate().map(origin).collect()
}

/// A setting that is on unless it is switched off.
fn switch(root: Object<'_>, name: &str) -> Result<bool, WireError> {
    match root.get(name) {
        None => Ok(true),
        Some(value) => value.as_bool().ok_or_else(|| root.wrong(name, "true or false")),
    }
}

fn page_size(root: Object<'_>) -> Result<u32, WireError> {
    let Some(value) = root.get("pageSize") else { return Ok(50) };
    let size = value.as_u64().and_then(|size| u32::try_from(size).ok()).filter(|size| (1..=100).contains(size));
    size.ok_or_else(|| root.wrong("pageSize", "a whole number from 1 to 100"))
}

const LOCALE: &str = "a language tag such as de or en-GB";

/// Returns `true` if it has the form of a tag, unlike `de_CH`. `Intl` has more rules, and throws if they are broken.
fn is_locale(text: &str) -> bool {
    let mut parts = text.split('-');
    let of = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let language =
        parts.next().is_some_and(|part| of(part, 2..=8) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    language && parts.all(|part| of(part, 1..=8))
}

fn strings(root: Object<'_>) -> Result<Vec<(String, String)>, WireError> {
    let Some(strings) = section(root, "strings")? else { return Ok(Vec::new()) };
    let text = |name: &String| Ok((name.clone(), strings.text(name, "a text")?.to_owned()));
    strings.map.keys().map(text).collect()
}
