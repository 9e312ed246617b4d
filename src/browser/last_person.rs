//! Who used a deployment in this browser last, until they sign out.

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

    /// Who it is; `None` after a sign-out, and on a first visit.
    #[must_use]
    pub fn load(&self) -> Option<String> {
        Some(stored(&self.0)).filter(|person| !person.is_empty())
    }

    /// Remembers a person, as far as the browser lets it.
    pub fn save(&self, person: &str) {
        store(&self.0, person);
    }

    /// Forgets the person: whoever comes next may be somebody else.
    pub fn forget(&self) {
        store(&self.0, "");
    }
}
