//! What the visitor has chosen, kept for the site. Where the browser forbids storage it lives as long as the page.

use super::listener::Listener;

const PREFIX: &str = "collabspace-";

/// What was chosen under this name; `None` where nothing was, or the browser keeps nothing.
#[must_use]
pub fn load(name: &str) -> Option<String> {
    storage()?.get_item(&[PREFIX, name].concat()).ok()?
}

/// Keeps a choice, as far as the browser lets it.
pub fn save(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // It holds until the page is left all the same.
        let _ = storage.set_item(&[PREFIX, name].concat(), value);
    }
}

/// Calls back when another tab has kept something, until it is dropped.
pub fn watch(on_change: impl Fn() + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "storage", move |_| on_change()))
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
