//! The chat inside a host page, as an element or in a frame: the API that `src/entry/shared/mounting.js` calls.
//!
//! The custom element, its attributes and its events are JavaScript (`src/entry/embed/embed.js`), because they must
//! exist before the WebAssembly has loaded.

mod options;
mod report;

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Map, Promise};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::HtmlElement;

use self::options::Options;
use self::report::Report;
use crate::app::Host;
use crate::app::handle::Chat;
use crate::boot;
use crate::model::text::{Unsendable, sendable};
use crate::panic::Watched;
use crate::rest::{Early, Tokens};
use crate::strings::Strings;

/// One chat in a page; freeing it ends the chat and takes it off the page.
#[wasm_bindgen]
pub struct EmbeddedChat {
    chat: Option<Chat>,
    tokens: Tokens,
    strings: Strings,
    _mounted: UnmountHandle<AnyViewState>,
    _watched: Watched,
}

/// A mounted view, type-erased.
type AnyViewState = <AnyView as Render>::State;

/// Mounts a chat in `root`. `pusher` loads pusher-js, `config` is the response with its settings, `early` a map of
/// the backend's first answers, and `options` the host page's: `workspace`, `channel`, `token`, `tokenProvider`,
/// `close` and `isShown`, each optional. `language` was chosen by `src/entry/shared/language.js`. `report` is called
/// with the name and the details of each event for the host page.
#[wasm_bindgen]
pub async fn mount(
    root: HtmlElement,
    pusher: Function,
    config: Promise,
    early: Map,
    options: JsValue,
    language: Promise,
    report: Function,
) -> EmbeddedChat {
    crate::panic::set_hook();
    let Options { overrides, token, provider, close, is_shown } = Options::read(&options);
    let tokens = Tokens::default();
    tokens.set(token);
    tokens.provide_by(provider);
    let on_leading = Some(report.clone());
    let report = Report::new(report);
    let (config, strings) = boot::settings(config, overrides, language).await;
    if let Err(error) = &config {
        report.error(error);
    }
    let on_output = Box::new(move |output: &_| report.output(output));
    let host = Host {
        pusher,
        early: Early::new(early),
        tokens: tokens.clone(),
        on_output,
        on_leading,
        owns_page: false,
        strings,
        close,
    };
    let chat = Rc::new(Cell::new(None));
    let started = chat.clone();
    let watched = crate::panic::watch(&root).speaking(strings);
    // Removes the page's static shell, or the rest of an earlier attempt.
    root.replace_children_with_node_0();
    let mounted = mount_to(root, move || {
        let made = boot::make(config, host);
        made.begin();
        let (view, chat) = made.view();
        chat.iter().for_each(|chat| chat.set_shown(is_shown));
        started.set(chat);
        view
    });
    EmbeddedChat { chat: chat.get(), tokens, strings, _mounted: mounted, _watched: watched }
}

#[wasm_bindgen]
impl EmbeddedChat {
    /// Sends a text to the open channel. The promise resolves when the text is in the outbox on disk, or cannot be
    /// stored.
    ///
    /// # Errors
    /// Says in words that there is nothing to send, too much, or no chat.
    pub fn send(&self, text: String) -> Result<Promise, JsError> {
        let Some(chat) = &self.chat else { return Err(JsError::new("the chat could not be started")) };
        sendable(&text).map_err(|error| match error {
            Unsendable::Empty => JsError::new("there is nothing to send: the text is empty"),
            Unsendable::TooLong(_) => JsError::new("the text is too long: a message has at most 5,000 characters"),
        })?;
        let (chat, id) = (*chat, chat.send(text, None, Vec::new()));
        Ok(future_to_promise(async move {
            while chat.is_on_its_way(&id) && pause().await {}
            Ok(JsValue::UNDEFINED)
        }))
    }

    /// Opens a channel; one that the workspace does not have is ignored.
    pub fn select(&self, channel: String) {
        let is_known = |chat: &&Chat| {
            chat.state.channels.with_untracked(|channels| channels.iter().any(|info| *info.id == *channel))
        };
        if let Some(chat) = self.chat.as_ref().filter(is_known) {
            chat.select(channel.into());
        }
    }

    /// Returns the accessible name of the chat's panel.
    pub fn name(&self) -> String {
        self.strings.chat().to_owned()
    }

    /// Returns the accessible name of the button that opens and closes the panel.
    pub fn label(&self, is_open: bool, unread: usize) -> String {
        self.strings.bubble(is_open, unread)
    }

    /// The container was shown or closed. Messages that arrive while it is closed count as unseen.
    #[wasm_bindgen(js_name = setShown)]
    pub fn set_shown(&self, is_shown: bool) {
        self.chat.iter().for_each(|chat| chat.set_shown(is_shown));
    }

    /// Uses this token for calls from now on; a chat that was signed out tries again.
    #[wasm_bindgen(js_name = setToken)]
    pub fn set_token(&self, token: Option<String>) {
        self.tokens.set(token);
        self.tokens.tell_taken();
    }
}

/// How often to check if a message is on disk, in milliseconds.
const LOOK_EVERY_MS: i32 = 20;

/// Waits this long. Returns `false` if there is no timer to wait with.
async fn pause() -> bool {
    let passed = Promise::new(&mut |pass, _| {
        let timer = |window: web_sys::Window| {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&pass, LOOK_EVERY_MS).ok()
        };
        if web_sys::window().and_then(timer).is_none() {
            // A promise resolves once, with any value.
            let _ = pass.call1(&JsValue::UNDEFINED, &JsValue::FALSE);
        }
    });
    JsFuture::from(passed).await.is_ok_and(|passed| passed.is_undefined())
}
