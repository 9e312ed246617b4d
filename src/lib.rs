//! CollabSpace chat: a team chat that is only static files, for sites that run on Pusher Channels.
//!
//! The way of the data, one direction in and one out:
//!
//! ```text
//! pusher-js event ─▶ pusher/ ─▶ wire/ ─▶ model::Session ─▶ app/state (signals) ─▶ components/
//! keystroke, click ─▶ components/ ─▶ app/handle ─▶ model::Session ─▶ app/driver ─▶ rest/, pusher/, browser/
//! ```
//!
//! - [`model`] is the chat as a pure state machine; it knows no screen and no browser.
//! - [`wire`] translates the contract's JSON into the model's types.
//! - [`pusher`], [`rest`] and [`browser`] wrap what is outside, each thinly.
//! - [`app`] drives a session and turns its changes into signals.
//! - [`components`] draw them; [`embed`] is the chat inside of somebody else's page.
//!
//! A native test reads the sources and holds who may know whom.

pub mod app;
pub mod browser;
pub mod components;
pub mod embed;
pub mod model;
pub mod panic;
pub mod pusher;
pub mod rest;
pub mod wire;

use any_spawner::Executor;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Map, Promise};
use leptos::mount::mount_to;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

use app::config::ConfigError;
use app::handle::Chat;
use app::{Driver, Host};
use components::{Language, chat_view, configuration_error, fatal_error, words};
use pusher::StartError;
use wire::WireError;
use wire::config::{Config, Overrides};

/// Puts the chat in place of what `root` holds; it lives as long as the page. For `src/entry/page.js`, which hands over
/// pusher-js's class, the answer that is `config.json`, a map of the backend's first answers, and the visitor's language.
#[wasm_bindgen]
pub fn start(root: HtmlElement, pusher: Option<Function>, config: Promise, early: Map, language: Promise) {
    panic::set_hook();
    // It lives as long as the page.
    std::mem::forget(panic::watch(&root));
    pusher::library::provide(pusher);
    let early = rest::Early::new(early);
    wasm_bindgen_futures::spawn_local(async move {
        let (config, language) = settings(config, Overrides::default(), language).await;
        let host = Host {
            early,
            tokens: rest::Tokens::default(),
            on_change: Box::new(|_| ()),
            owns_page: true,
            language,
            close: None,
        };
        // Both live as long as the page.
        let owner = Owner::new();
        let made = owner.with(|| make(config, host));
        // Each in a task of its own: a browser that has other work does it in between.
        soon(move || {
            made.begin();
            soon(move || {
                root.replace_children_with_node_0();
                let view = move || {
                    let (view, chat) = made.view();
                    if let Some(chat) = chat {
                        app::address::follow(chat);
                        app::page::follow(chat, words::badge);
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

/// The settings, and the number of the language that `src/entry/language.js` has chosen by them, with the words that they set.
async fn settings(config: Promise, overrides: Overrides, language: Promise) -> (Result<Config, ConfigError>, usize) {
    let mut config = app::config::load(config, overrides).await;
    let described = JsFuture::from(language).await.unwrap_or_default();
    if let Ok(Config { strings, warnings, .. }) = &mut config {
        for (key, text) in strings {
            if let Some((holds, expected)) = words::fault(key, text) {
                warnings.push(WireError { field: ["strings.", key].concat(), holds, expected: expected.to_owned() });
            }
        }
    }
    (config, Language::of(&described))
}

/// A chat, or why there is none.
struct Made(Result<Result<(Chat, Driver), StartError>, ConfigError>);

/// Makes the chat that these settings describe, under the current reactive owner.
fn make(config: Result<Config, ConfigError>, host: Host) -> Made {
    // Whoever mounts a view does it as well; a chat has effects before.
    let _ = Executor::init_wasm_bindgen();
    Made(config.map(|config| app::make(config, host)))
}

impl Made {
    fn begin(&self) {
        if let Ok(Ok((_, driver))) = &self.0 {
            driver.begin();
        }
    }

    /// What is on the screen: the chat, or what is wrong. It ends with the current reactive owner.
    fn view(self) -> (AnyView, Option<Chat>) {
        match self.0 {
            Ok(Ok((chat, driver))) => {
                provide_context(chat);
                driver.show();
                let driver = SendWrapper::new(driver);
                on_cleanup(move || drop(driver));
                (chat_view(chat), Some(chat))
            }
            Ok(Err(error)) => (fatal_error(&error.to_string()), None),
            Err(ConfigError::Wrong(error)) => (configuration_error(error.field, error.holds, error.expected), None),
            Err(ConfigError::Missing(status)) => {
                let words = match status {
                    Some(status) => &words::settings_missing(&status.to_string()),
                    None => words::settings_unanswered(),
                };
                (fatal_error(words), None)
            }
        }
    }
}
