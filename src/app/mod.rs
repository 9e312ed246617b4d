//! The chat at work: settings in, a session driven, signals and a handle out for the components.
//!
//! [`queue`] is the one way in, [`driver`] carries out what the session wants, [`state`] holds what is on the screen,
//! [`handle`] is all that a component may call.

pub mod address;
pub mod config;
mod driver;
pub mod handle;
mod live;
mod log;
mod outbox;
mod queue;
pub mod state;

use leptos::prelude::Owner;

use self::config::Site;
pub use self::driver::Driver;
use self::handle::Chat;
use self::live::Translator;
use self::outbox::Disk;
use self::queue::Queue;
use self::state::ChatState;
use crate::browser::drafts::Drafts;
use crate::browser::{calendar, ids};
use crate::model::session::Options;
use crate::pusher::{Settings, StartError};
use crate::rest;
use crate::wire::config::Config;

/// More than this many missed messages are not fetched at once.
const CATCH_UP_LIMIT: usize = 500;

/// Starts a chat under the current reactive owner. It runs until the driver is dropped. Answers of the backend that were asked
/// for before it are in `early`.
///
/// # Errors
/// pusher-js is not there or does not take its options.
pub fn start(config: Config, early: rest::Early) -> Result<(Chat, Driver), StartError> {
    debug_assert!(Owner::current().is_some(), "a chat's signals need an owner");
    config.warnings.iter().for_each(|warning| log::warn(&format!("config.json: {warning}")));
    let first = config.channels.first().map_or_else(|| "general".into(), |channel| channel.id.clone());
    let queue = Queue::new();
    let state = ChatState::new(first.clone(), Drafts::of_workspace(&config.workspace_id));
    let has_presence = config.has_presence();
    let options = Options {
        channels: config.channels.clone(),
        page_size: config.page_size,
        catch_up_limit: CATCH_UP_LIMIT,
        has_presence,
        day_of: calendar::day_of,
        seed: ids::seed(),
    };
    let settings = Settings {
        key: config.pusher.key.clone(),
        options: serde_json::Value::Object(config.pusher.options.clone()).to_string(),
        channel: config.pusher_channel(),
        events: vec![config.events.new_message.clone(), config.events.typing.clone()],
    };
    let site = Site {
        workspace: config.workspace_id.clone(),
        live_channel: settings.channel.clone(),
        login: config.login_url.clone(),
    };
    let disk = Disk::new(config.workspace_id.clone(), queue.clone(), state);
    let rest = rest::Client::new(config.api, config.workspace_id, early, log::warn);
    let translator = Translator::new(config.events, first, has_presence);
    let driver = Driver::start(options, settings, translator, rest, disk, &queue, state)?;
    Ok((Chat::new(state, site, queue), driver))
}
