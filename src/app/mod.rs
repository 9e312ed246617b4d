//! The running chat: takes settings, drives a session, and gives components signals and a handle.
//!
//! [`queue`] is the only way in. `pacing` decides when queued inputs are handled. [`driver`] carries out the
//! session's commands (the live connection through `connection`, which loads pusher-js). [`state`] holds what is on
//! the screen. [`handle`] is the whole API for components.

pub mod address;
mod alerts;
pub mod config;
mod connection;
mod driver;
mod emoji;
mod files;
pub mod handle;
mod inbox;
mod kept;
mod live;
mod log;
mod offline;
mod outbox;
mod pacing;
pub mod page;
mod preferences;
mod queue;
pub mod state;
mod uploads;

use std::rc::Rc;

use js_sys::Function;
use leptos::prelude::Owner;

use self::config::Site;
use self::connection::Plan;
pub use self::driver::Driver;
use self::driver::{Live, OnDisk};
use self::files::Keep;
use self::handle::{Chat, Setup};
use self::kept::Kept;
use self::live::Translator;
use self::offline::Offline;
use self::outbox::Disk;
use self::preferences::Preferences;
use self::queue::Queue;
use self::state::ChatState;
use crate::browser::{calendar, ids, letters};
use crate::model::session::{Input, Options, Output, TabInput};
use crate::rest;
use crate::strings::Strings;
use crate::wire::config::Config;

/// If more messages than this were missed, they are not all fetched at once.
const CATCH_UP_LIMIT: usize = 500;

/// What the host page supplies, and how it is notified.
pub struct Host {
    /// Loads pusher-js: a function of `src/entry/shared/pusher.js`.
    pub pusher: Function,
    /// Answers of the backend that were requested before the app started.
    pub early: rest::Early,
    /// The bearer token for calls, if the session is not a cookie.
    pub tokens: rest::Tokens,
    /// Called with every output of the session, at once, regardless of the screen.
    pub on_output: Box<dyn Fn(&Output)>,
    /// Called with `"leads"` and `{ leads }` when this tab gains or loses the connection that tabs share.
    pub on_leading: Option<Function>,
    /// True for the stand-alone page: its address names the open channel, the keyboard belongs to the chat, and it
    /// may ask for permission to notify.
    pub owns_page: bool,
    /// The strings of the interface, in the chat's language.
    pub strings: Strings,
    /// Closes the chat, if its container can be closed.
    pub close: Option<Function>,
}

/// Creates a chat under the current reactive owner. Its driver starts it; the chat runs until the driver is dropped.
pub fn make(mut config: Config, host: Host) -> (Chat, Driver) {
    debug_assert!(Owner::current().is_some(), "a chat's signals need an owner");
    config.warnings.iter().for_each(|warning| log::warn(&format!("config.json: {warning}")));
    let Host { pusher, early, tokens, on_output, on_leading, owns_page, strings, close } = host;
    let first = config.channels.first().map_or_else(|| config.opens.clone(), |channel| channel.id.clone());
    let queue = Queue::new();
    let heard = queue.clone();
    tokens.on_taken(move || heard.push(Input::Tab(TabInput::MaybeSignedIn)));
    let deployment = config::deployment(&config);
    let owns_earlier = config::owns_earlier(&deployment);
    let kept = Kept::new(&deployment, owns_earlier);
    let (named, last) = (config::visitor(&config), kept.last());
    let offline = Offline::new(
        &deployment,
        config.user_cookie.clone().filter(|_| config.user_id.is_none()),
        config.keeps_messages,
    );
    let state = ChatState::new(config.opens.clone(), kept);
    let has_presence = config.has_presence();
    let options = Options {
        channels: config.channels.clone(),
        opens: Some(config.opens.clone()),
        page_size: config.page_size,
        catch_up_limit: CATCH_UP_LIMIT,
        has_presence,
        named,
        last,
        allowed: config.features,
        day_of: calendar::day_of,
        is_same: letters::is_same,
        seed: ids::seed(),
    };
    let translator = Translator::new(config.events.clone(), first, has_presence);
    let plan = Plan {
        load: pusher,
        key: config.pusher.key.clone(),
        options: std::mem::take(&mut config.pusher.options),
        channel: config.pusher_channel(),
        events: translator.names(),
        deployment: deployment.name(),
        on_leading,
    };
    let site = Site {
        workspace: config.workspace_name.clone().unwrap_or_else(|| config.workspace_id.clone()),
        deployment: deployment.name(),
        live_channel: plan.channel.clone(),
        api_origin: config::origin_of(&config.api.base_url),
        login: config.login_url.clone(),
        owns_page,
        may_search: config.features.search,
    };
    let preferences = Preferences::load(config.theme.unwrap_or_default(), owns_page);
    let disk = Disk::new(deployment, owns_earlier, queue.clone(), state);
    let keeper = disk.clone();
    state.files.keep_by(Rc::new(move |keep| match keep {
        Keep::Save(record, bytes) => keeper.save_picked(record, bytes),
        Keep::Forget(id) => keeper.forget(id),
    }));
    let rest = rest::Client::new(config.api, config.workspace_id, early, tokens, log::warn);
    let driver = Driver::new(
        options,
        Live { plan, translator },
        rest.clone(),
        OnDisk { outbox: disk, offline },
        &queue,
        state,
        on_output,
    );
    let chat = Chat::new(Setup { state, preferences, strings, site, queue, rest, close });
    alerts::follow(chat);
    (chat, driver)
}
