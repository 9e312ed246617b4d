//! The last user of a deployment in this browser, until they sign out.

use super::storage::{prefix, store, stored};
use crate::model::deployment::Deployment;

/// The last person of one deployment.
#[derive(Clone, Debug)]
pub struct LastPerson(String);

impl LastPerson {
    /// The last person of this deployment.
    #[must_use]
    pub fn of(deployment: &Deployment) -> Self {
        Self(prefix("collabspace-person-1", deployment, None))
    }

    /// Returns the last user; `None` after a sign-out, and on a first visit.
    #[must_use]
    pub fn load(&self) -> Option<String> {
        Some(stored(&self.0)).filter(|person| !person.is_empty())
    }

    /// Remembers a person, if the browser permits it.
    pub fn save(&self, person: &str) {
        store(&self.0, person);
    }

    /// Forgets the person, because the next one may be someone else.
    pub fn forget(&self) {
        store(&self.0, "");
    }
}
