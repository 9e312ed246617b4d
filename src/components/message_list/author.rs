//! Whose message it is.

use crate::model::message::Person;

/// Whether a message is the visitor's own. Only an own message can be without an author, or with one whose id is not known
/// yet: it was sent before anybody said who the visitor is.
#[must_use]
pub fn is_own(author: Option<&Person>, me: Option<&Person>) -> bool {
    author.is_none_or(|author| author.id.is_empty() || me.is_some_and(|me| me.id == author.id))
}
