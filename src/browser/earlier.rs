//! What releases before [`Deployment`] stored for a workspace, without saying of which backend or by whom.
//!
//! It is read here and never written, except that a draft which becomes another text, or is sent, is taken out.

use super::storage::storage;
use crate::model::deployment::Deployment;

/// Before the path of the page whose settings they are.
const SETTINGS: &str = "collabspace-settings ";

/// The settings that were kept for the pages of this origin, as JSON.
#[must_use]
pub fn settings() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
    let names: Vec<_> = names.filter(|name| name.starts_with(SETTINGS)).collect();
    names.iter().filter_map(|name| storage.get_item(name).ok().flatten()).collect()
}

/// What an earlier release stored that is this deployment's.
#[derive(Clone, Debug)]
pub struct Earlier {
    workspace: String,
    /// Under which name it is noted whose it is.
    owner: String,
}

impl Earlier {
    /// What was stored for the workspace of this deployment, which has to be the only one that it can be of.
    #[must_use]
    pub fn of(deployment: &Deployment) -> Self {
        let owner = ["collabspace-earlier-1 ", &deployment.name()].concat();
        Self { workspace: deployment.workspace().to_owned(), owner }
    }

    /// The name of a channel's draft.
    #[must_use]
    pub fn draft(&self, channel: &str) -> String {
        ["collabspace-draft/", &self.workspace, "/", channel].concat()
    }

    /// The name of the read marks.
    #[must_use]
    pub fn marks(&self) -> String {
        ["collabspace-read/", &self.workspace].concat()
    }

    /// Returns `true` if it is this person's: it is the first one's who is known after the update.
    #[must_use]
    pub fn belongs_to(&self, person: &str) -> bool {
        let Some(storage) = storage() else { return false };
        match storage.get_item(&self.owner).ok().flatten() {
            Some(owner) => owner == person,
            None => storage.set_item(&self.owner, person).is_ok(),
        }
    }
}
