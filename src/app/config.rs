//! Where the page's settings come from, and the parts of them that components need.

use std::fmt;

use js_sys::{Array, Promise};
use serde_json::Value;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Url;

use crate::browser::{cookie, earlier};
use crate::model::deployment::Deployment;
use crate::model::message::PersonId;
use crate::wire::WireError;
use crate::wire::config::{Config, KeptSettings, Overrides};

/// The name of the settings file, beside the page.
const FILE: &str = "config.json";

/// Why there are no settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigError {
    /// The file could not be fetched; with the HTTP status, if there was a response.
    Missing(Option<u16>),
    /// The file has an invalid value.
    Wrong(WireError),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(Some(status)) => write!(
                f,
                "Could not load {FILE} (HTTP {status}). It must be in the same folder as this page: see docs/configuration.md."
            ),
            Self::Missing(None) => {
                write!(f, "Could not load {FILE}: the server did not answer. Check the network and reload the page.")
            }
            Self::Wrong(error) => error.fmt(f),
        }
    }
}

/// Reads the settings from the response that `src/entry/shared/settings.js` requested: its status, address and text.
/// Addresses in the settings are relative to the file.
///
/// # Errors
/// [`ConfigError`] names the field that is wrong.
pub async fn load(answer: Promise, overrides: Overrides) -> Result<Config, ConfigError> {
    let answer = JsFuture::from(answer).await.ok().and_then(|answer| answer.dyn_into::<Array>().ok());
    let answer = answer.ok_or(ConfigError::Missing(None))?;
    let (base, text) = (answer.get(1).as_string().unwrap_or_default(), answer.get(2).as_string().unwrap_or_default());
    match answer.get(0).as_f64() {
        Some(status) if (200.0..300.0).contains(&status) => {}
        status => return Err(ConfigError::Missing(status.map(|status| status as u16))),
    }
    let here = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    let mut config = Config::parse_with(&text, overrides).map_err(ConfigError::Wrong)?;
    for address in std::iter::once(&mut config.api.base_url).chain(&mut config.login_url) {
        // A response that a script made up has no address: addresses in it are relative to the page.
        if let Ok(url) = Url::new_with_base(address, &base)
            && url.origin() != here
        {
            *address = url.href().trim_end_matches('/').to_owned();
        }
    }
    live_server_at_the_api(&mut config, &base);
    Ok(config)
}

/// Returns the origin of an address that may be relative to the page; empty if it is not a valid address.
#[must_use]
pub fn origin_of(address: &str) -> String {
    let page = web_sys::window().and_then(|window| window.document()).and_then(|page| page.base_uri().ok().flatten());
    Url::new_with_base(address, &page.unwrap_or_default()).map(|url| url.origin()).unwrap_or_default()
}

/// The value of `pusher.wsHost` that means the server of the API, whatever its host.
const SELF: &str = "self";

/// Replaces [`SELF`] with the API's host and port. In an embed these are not the host page's.
fn live_server_at_the_api(config: &mut Config, base: &str) {
    let options = &mut config.pusher.options;
    if options.get("wsHost").and_then(Value::as_str) != Some(SELF) {
        return;
    }
    let Ok(api) = Url::new_with_base(&config.api.base_url, base) else { return };
    let is_secure = api.protocol() == "https:";
    let port: u16 = api.port().parse().unwrap_or(if is_secure { 443 } else { 80 });
    options.insert("wsHost".to_owned(), api.hostname().into());
    options.insert("wsPort".to_owned(), Value::from(port));
    options.insert("wssPort".to_owned(), Value::from(port));
    options.insert("forceTLS".to_owned(), is_secure.into());
}

/// The deployment that these settings describe.
#[must_use]
pub fn deployment(config: &Config) -> Deployment {
    let base = web_sys::window().and_then(|window| window.document()?.base_uri().ok().flatten()).unwrap_or_default();
    Deployment::new(&absolute(&config.api.base_url, &base), &config.workspace_id)
}

/// Returns `true` if data that earlier releases stored in this browser for the workspace can only belong to this
/// deployment.
#[must_use]
pub fn owns_earlier(deployment: &Deployment) -> bool {
    let kept = earlier::settings();
    let kept = kept.iter().filter_map(|kept| KeptSettings::read(kept));
    let seen = kept.map(|kept| Deployment::new(&absolute(&kept.base_url, &kept.address), &kept.workspace));
    deployment.owns_old(&seen.collect::<Vec<_>>())
}

/// The user's id, if the site names it: in the settings, or in the cookie that the settings name.
#[must_use]
pub fn visitor(config: &Config) -> Option<PersonId> {
    let of_cookie = || config.user_cookie.as_deref().and_then(cookie::value);
    config.user_id.clone().or_else(of_cookie).map(Into::into)
}

fn absolute(address: &str, base: &str) -> String {
    Url::new_with_base(address, base).map_or_else(|_| address.to_owned(), |url| url.href())
}

/// The settings that components need.
#[derive(Clone, Debug)]
pub struct Site {
    /// The workspace's name from the settings, or its id.
    pub workspace: String,
    /// The deployment's name, used for what its tabs share.
    pub deployment: String,
    /// The name of the workspace's Pusher channel.
    pub live_channel: String,
    /// The origin of the backend.
    pub api_origin: String,
    /// The address of the sign-in page.
    pub login: Option<String>,
    /// True for the stand-alone page.
    pub owns_page: bool,
    /// True if users may search.
    pub may_search: bool,
}

impl Site {
    /// Returns the address to sign in at, which leads back to this page; without one, the page itself, to be
    /// reloaded.
    ///
    /// A sign-in page on the same origin gets a path, which cannot lead to another site; one on another origin gets
    /// the full address, since it would take a path for its own.
    #[must_use]
    pub fn login_url(&self) -> String {
        let whole = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
        let origin_of = |address: &str| Url::new_with_base(address, &whole).map(|url| url.origin()).ok();
        let path = || origin_of(&whole).and_then(|origin| whole.strip_prefix(&origin)).unwrap_or(&whole);
        match &self.login {
            None => path().to_owned(),
            Some(login) => {
                let here = if origin_of(login) == origin_of(&whole) { path() } else { &whole };
                let joint = if login.contains('?') { '&' } else { '?' };
                let here = js_sys::encode_uri_component(here).as_string().unwrap_or_default();
                format!("{login}{joint}returnTo={here}")
            }
        }
    }

    /// Where the sign-in page opens: in a new tab if this page is in a frame, since few sign-in pages allow frames.
    #[must_use]
    pub fn login_target(&self) -> Option<&'static str> {
        let window = web_sys::window()?;
        let parent = window.parent().ok().flatten()?;
        (parent != window).then_some("_blank")
    }
}
