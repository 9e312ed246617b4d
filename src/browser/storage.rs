//! The origin's local storage.
//!
//! Its keys consist of the kind of thing with a format version, the deployment, the person and further details,
//! separated by spaces. A release never touches keys with a version that it does not know, so an older release leaves
//! alone what a later one wrote.

use crate::model::deployment::{Deployment, escaped};

/// The storage; `None` if the browser forbids it.
pub(super) fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Returns the text stored under a key; empty if there is none.
pub(super) fn stored(name: &str) -> String {
    storage().and_then(|storage| storage.get_item(name).ok().flatten()).unwrap_or_default()
}

/// Stores a text under a key, or removes the key if the text is empty. Returns `false` if the browser refuses.
pub(super) fn store(name: &str, text: &str) -> bool {
    let Some(storage) = storage() else { return false };
    if text.is_empty() { storage.remove_item(name).is_ok() } else { storage.set_item(name, text).is_ok() }
}

/// Returns the common prefix of the keys of one kind for a person. The person is empty until the user is known.
pub(super) fn prefix(kind: &str, deployment: &Deployment, person: Option<&str>) -> String {
    [kind, " ", &deployment.name(), " ", &escaped(person.unwrap_or_default())].concat()
}
