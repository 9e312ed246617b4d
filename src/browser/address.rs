//! The open channel in the page's address, `#/channel/<id>`: nothing of it reaches the server, so every static host will do.

use web_sys::Location;

use super::listener::Listener;

const PREFIX: &str = "#/channel/";

/// The id of the channel that the address names; `None` where it names none, or cannot be read.
#[must_use]
pub fn channel() -> Option<String> {
    let hash = location()?.hash().ok()?;
    let name = hash.strip_prefix(PREFIX)?.split('/').next()?;
    js_sys::decode_uri_component(name).ok().map(String::from).filter(|id| !id.is_empty())
}

/// Puts a channel's id into the address, as a step that the visitor can go back from.
pub fn show_channel(id: &str) {
    let hash = String::from(js_sys::encode_uri_component(id));
    if let Some(location) = location() {
        // Where the browser forbids it the chat works all the same.
        let _ = location.set_hash(&[PREFIX, &hash].concat());
    }
}

/// Calls back when the visitor goes back, goes forward, or follows a link within the page, until it is dropped.
pub fn watch(on_change: impl Fn() + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "hashchange", move |_| on_change()))
}

fn location() -> Option<Location> {
    web_sys::window().map(|window| window.location())
}
