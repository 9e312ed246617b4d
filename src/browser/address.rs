//! The open channel in the page's address, `#/channel/<id>`, or a message in it, `#/channel/<id>/<message id>`: nothing
//! of it reaches the server, so every static host will do.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::Location;

use super::listener::Listener;

const PREFIX: &str = "#/channel/";

/// What an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The channel's id.
    pub channel: String,
    /// The message's id, where it names one.
    pub message: Option<String>,
}

/// What the page's address names; `None` where it names no channel, or cannot be read.
#[must_use]
pub fn target() -> Option<Target> {
    let hash = location()?.hash().ok()?;
    let mut ids = hash.strip_prefix(PREFIX)?.split('/').map(decoded);
    Some(Target { channel: ids.next()??, message: ids.next().flatten() })
}

fn decoded(id: &str) -> Option<String> {
    js_sys::decode_uri_component(id).ok().map(String::from).filter(|id| !id.is_empty())
}

/// Puts a channel's id into the address, as a step that the visitor can go back from.
pub fn show_channel(id: &str) {
    let hash = String::from(js_sys::encode_uri_component(id));
    if let Some(location) = location() {
        // Where the browser forbids it the chat works all the same.
        let _ = location.set_hash(&[PREFIX, &hash].concat());
    }
}

/// Puts a message's id into the address, as a step that the visitor can go back from. Returns `false` if it is there
/// already, or the browser forbids it.
#[must_use]
pub fn show_message(channel: &str, message: &str) -> bool {
    let encoded = |id| String::from(js_sys::encode_uri_component(id));
    let hash = [PREFIX, &encoded(channel), "/", &encoded(message)].concat();
    location().is_some_and(|location| {
        location.hash().is_ok_and(|present| present != hash) && location.set_hash(&hash).is_ok()
    })
}

/// The address of a message on this page.
#[must_use]
pub fn of_message(channel: &str, message: &str) -> Option<String> {
    let here = location()?.href().ok()?;
    let page = here.split('#').next().unwrap_or_default();
    let encoded = |id| String::from(js_sys::encode_uri_component(id));
    Some([page, PREFIX, &encoded(channel), "/", &encoded(message)].concat())
}

/// Calls back when the visitor goes back, goes forward, or follows a link within the page, until it is dropped.
pub fn watch(on_change: impl Fn() + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "hashchange", move |_| on_change()))
}

/// What a step's entry in the history holds, to be told from others.
const STEP: &str = "collabspace-viewer";

/// A step in the history at the same address: something is shown over the page until the visitor goes back. Dropping it
/// goes back, if they did not.
#[must_use = "dropping it goes back"]
#[derive(Debug)]
pub struct Step {
    _listener: Listener,
    is_over: Rc<Cell<bool>>,
}

impl Step {
    /// Makes a step. `on_back` is called when the visitor goes back. Returns `None` if the browser forbids it.
    #[must_use]
    pub fn begin(on_back: impl Fn() + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        window.history().ok()?.push_state(&STEP.into(), "").ok()?;
        let is_over = Rc::new(Cell::new(false));
        let over = is_over.clone();
        let _listener = Listener::new(&window, "popstate", move |_| {
            // One that was dropped just before may go back only now.
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
            // Where the browser forbids it, going back once does nothing.
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
