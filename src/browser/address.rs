//! The open channel in the page's address, `#/channel/<id>`, or a message in it, `#/channel/<id>/<message id>`. The
//! hash never reaches the server, so any static host works.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::Location;

use super::listener::Listener;

const PREFIX: &str = "#/channel/";

/// The target of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The channel's id.
    pub channel: String,
    /// The message's id, if it names one.
    pub message: Option<String>,
}

/// Reads the target of the page's address. Returns `None` if it names no channel or cannot be read.
#[must_use]
pub fn target() -> Option<Target> {
    let hash = location()?.hash().ok()?;
    let mut ids = hash.strip_prefix(PREFIX)?.split('/').map(decoded);
    Some(Target { channel: ids.next()??, message: ids.next().flatten() })
}

fn decoded(id: &str) -> Option<String> {
    js_sys::decode_uri_component(id).ok().map(String::from).filter(|id| !id.is_empty())
}

/// Puts a channel's id into the address, as a history entry to go back from.
pub fn show_channel(id: &str) {
    let hash = String::from(js_sys::encode_uri_component(id));
    if let Some(location) = location() {
        // If the browser forbids this, the chat still works.
        let _ = location.set_hash(&[PREFIX, &hash].concat());
    }
}

/// Puts a message's id into the address, as a history entry to go back from. Returns `false` if it is there already,
/// or the browser forbids it.
#[must_use]
pub fn show_message(channel: &str, message: &str) -> bool {
    let encoded = |id| String::from(js_sys::encode_uri_component(id));
    let hash = [PREFIX, &encoded(channel), "/", &encoded(message)].concat();
    location().is_some_and(|location| {
        location.hash().is_ok_and(|present| present != hash) && location.set_hash(&hash).is_ok()
    })
}

/// Returns the address of a message on this page.
#[must_use]
pub fn of_message(channel: &str, message: &str) -> Option<String> {
    let here = location()?.href().ok()?;
    let page = here.split('#').next().unwrap_or_default();
    let encoded = |id| String::from(js_sys::encode_uri_component(id));
    Some([page, PREFIX, &encoded(channel), "/", &encoded(message)].concat())
}

/// Calls back when the user goes back, goes forward, or follows a link within the page, until dropped.
pub fn watch(on_change: impl Fn() + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "hashchange", move |_| on_change()))
}

/// The state of a step's history entry, which tells it from others.
const STEP: &str = "collabspace-viewer";

/// A history entry at the same address: something is shown over the page until the user goes back. Dropping it goes
/// back, if they did not.
#[must_use = "dropping it goes back"]
#[derive(Debug)]
pub struct Step {
    _listener: Listener,
    is_over: Rc<Cell<bool>>,
}

impl Step {
    /// Adds a step. `on_back` is called when the user goes back. Returns `None` if the browser forbids it.
    #[must_use]
    pub fn begin(on_back: impl Fn() + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        window.history().ok()?.push_state(&STEP.into(), "").ok()?;
        let is_over = Rc::new(Cell::new(false));
        let over = is_over.clone();
        let _listener = Listener::new(&window, "popstate", move |_| {
            // A step that was dropped just before may only go back now.
            if !is_at_step() && !over.replace(true) {
                on_back();
            }
        });
        Some(Self { _listener, is_over })
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if !self.is_over.get()
            && is_at_step()
            && let Some(Ok(history)) = web_sys::window().map(|window| window.history())
        {
            // If the browser forbids it, going back once has no effect.
            let _ = history.back();
        }
    }
}

fn is_at_step() -> bool {
    let state = web_sys::window().and_then(|window| window.history().ok()?.state().ok());
    state.and_then(|state| state.as_string()).as_deref() == Some(STEP)
}

fn location() -> Option<Location> {
    web_sys::window().map(|window| window.location())
}
