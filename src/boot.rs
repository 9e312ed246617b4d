//! Assembles a chat: loads its settings, creates it, and mounts it, or a panel that says why it cannot start.

use any_spawner::Executor;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Map, Promise};
use leptos::mount::mount_to;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use crate::app::config::ConfigError;
use crate::app::handle::Chat;
use crate::app::{self, Driver, Host};
use crate::components::{chat_view, configuration_error, fatal_error};
use crate::strings::Strings;
use crate::wire::WireError;
use crate::wire::config::{Config, Overrides};
use crate::{panic, rest, strings};

/// Replaces the content of `root` with the chat, which lives as long as the page. Called by `src/entry/page/page.js`
/// with the function that loads pusher-js, the response that is `config.json`, a map of the backend's first answers,
/// the user's language, and the workspace that the page's address asks for.
#[wasm_bindgen]
pub fn start(
    root: HtmlElement,
    pusher: Function,
    config: Promise,
    early: Map,
    language: Promise,
    workspace: Option<String>,
) {
    panic::set_hook();
    let watched = panic::watch(&root);
    let early = rest::Early::new(early);
    wasm_bindgen_futures::spawn_local(async move {
        let (config, strings) =
            settings(config, Overrides { asked_workspace: workspace, ..Overrides::default() }, language).await;
        // It lives as long as the page.
        std::mem::forget(watched.speaking(strings));
        let host = Host {
            pusher,
            early,
            tokens: rest::Tokens::default(),
            on_output: Box::new(|_| ()),
            on_leading: None,
            owns_page: true,
            strings,
            close: None,
        };
        // Both live as long as the page.
        let owner = Owner::new();
        let made = owner.with(|| make(config, host));
        // Separate tasks, so that the browser can do other work in between.
        soon(move || {
            made.begin();
            soon(move || {
                root.replace_children_with_node_0();
                let view = move || {
                    let (view, chat) = made.view();
                    if let Some(chat) = chat {
                        app::address::follow(chat);
                        app::page::follow(chat);
                    }
                    view
                };
                owner.with(|| mount_to(root, view)).forget();
                std::mem::forget(owner);
            });
        });
    });
}

fn soon(act: impl FnOnce() + 'static) {
    Timeout::new(0, act).forget();
}

/// Loads the settings, and the strings of the language that `src/entry/shared/language.js` chose from them, with the
/// site's own overrides.
pub async fn settings(
    config: Promise,
    overrides: Overrides,
    language: Promise,
) -> (Result<Config, ConfigError>, Strings) {
    let mut config = app::config::load(config, overrides).await;
    let described = JsFuture::from(language).await.unwrap_or_default();
    if let Ok(Config { strings: own, warnings, .. }) = &mut config {
        for (key, text) in own {
            if let Some((holds, expected)) = strings::fault(key, text) {
                warnings.push(WireError { field: ["strings.", key].concat(), holds, expected: expected.to_owned() });
            }
        }
    }
    (config, Strings::of(&described))
}

/// A chat that is ready to start, or the reason why there is none.
pub struct Boot {
    made: Result<(Chat, Driver), ConfigError>,
    strings: Strings,
}

/// Creates the chat that these settings describe. Its signals belong to the current reactive owner.
pub fn make(config: Result<Config, ConfigError>, host: Host) -> Boot {
    // Mounting a view also does this, but a chat has effects before it is mounted.
    let _ = Executor::init_wasm_bindgen();
    let strings = host.strings;
    Boot { made: config.map(|config| app::make(config, host)), strings }
}

impl Boot {
    /// Connects and makes the first calls, if there is a chat.
    pub fn begin(&self) {
        if let Ok((_, driver)) = &self.made {
            driver.begin();
        }
    }

    /// Returns the view: the chat, or a panel that says what is wrong. It ends with the current reactive owner.
    pub fn view(self) -> (AnyView, Option<Chat>) {
        let strings = self.strings;
        match self.made {
            Ok((chat, driver)) => {
                driver.show();
                let driver = SendWrapper::new(driver);
                on_cleanup(move || drop(driver));
                (chat_view(chat), Some(chat))
            }
            Err(ConfigError::Wrong(error)) => {
                (configuration_error(strings, error.field, error.holds, error.expected), None)
            }
            Err(ConfigError::Missing(status)) => {
                let words = match status {
                    Some(status) => &strings.settings_missing(&status.to_string()),
                    None => strings.settings_unanswered(),
                };
                (fatal_error(strings, words), None)
            }
        }
    }
}
