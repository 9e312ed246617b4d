//! The origin's local storage.
//!
//! The names in it are made of the kind of thing, with a number that changes when its form does, of the deployment, the
//! person and what else there is to say, with a space between them. A release never touches what another form's number
//! names, so an older release leaves alone what a later one wrote.

use crate::model::deployment::{Deployment, escaped};

/// The storage; `None` if the browser forbids it.
pub(super) fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// What is stored under a name; empty if nothing is.
pub(super) fn stored(name: &str) -> String {
    storage().and_then(|storage| storage.get_item(name).ok().flatten()).unwrap_or_default()
}

/// Stores a text under a name, or removes what is there if it is empty. Returns `false` if the browser refuses.
pub(super) fn store(name: &str, text: &str) -> bool {
    let Some(storage) = storage() else { return false };
    if text.is_empty() { storage.remove_item(name).is_ok() } else { storage.set_item(name, text).is_ok() }
}

/// What the names of a person's things of one kind begin with. The person is empty while nobody has said who it is.
pub(super) fn prefix(kind: &str, deployment: &Deployment, person: Option<&str>) -> String {
    [kind, " ", &deployment.name(), " ", &escaped(person.unwrap_or_default())].concat()
}
