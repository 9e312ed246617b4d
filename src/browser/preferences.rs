//! The user's preferences, stored for the site. If the browser forbids storage they live as long as the page.

use super::listener::Listener;

const PREFIX: &str = "collabspace-";

/// Returns a preference; `None` if it was not set, or the browser stores nothing.
#[must_use]
pub fn load(name: &str) -> Option<String> {
    storage()?.get_item(&[PREFIX, name].concat()).ok()?
}

/// Stores a preference, if the browser permits it.
pub fn save(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // It still applies until the page is closed.
        let _ = storage.set_item(&[PREFIX, name].concat(), value);
    }
}

/// Calls back when another tab has stored a preference, until dropped.
pub fn watch(on_change: impl Fn() + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "storage", move |_| on_change()))
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
