//! A person, as in answers and events.

use std::sync::Arc;

use serde_json::Value;

use super::address;
use super::json::Object;
use crate::model::message::{Person, PersonId};
use crate::model::text::shown_name;

/// Returns a person from fields of which any may be missing: shown by the name, else by the part of the e-mail
/// address before the @, else by the id.
pub(super) fn person(id: PersonId, info: Option<Object<'_>>) -> Arc<Person> {
    let text = |name: &str| info.and_then(|info| info.text_or_none(name));
    let mailbox = || text("email").and_then(|email| email.split('@').next()).and_then(shown_name);
    let name = text("name").and_then(shown_name).or_else(mailbox);
    named(id, name, text("avatar"))
}

/// Returns a person with this name, or shown by the id.
pub(super) fn named(id: PersonId, name: Option<String>, avatar: Option<&str>) -> Arc<Person> {
    let name = name.or_else(|| shown_name(&id)).map_or_else(|| id.shared().clone(), Arc::from);
    let avatar = avatar.and_then(address::picture).map(Arc::from);
    Arc::new(Person { id, name, avatar })
}

/// Reads a person from `{"id","name","email","avatar"}`.
pub(super) fn whole(value: &Value, path: &str) -> Result<Arc<Person>, super::WireError> {
    let object = Object::of(value, path)?;
    Ok(person(object.id("id")?.into(), Some(object)))
}
