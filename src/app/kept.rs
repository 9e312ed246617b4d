//! What the browser stores for the user: drafts, read marks, and who used the chat last.

use crate::browser::drafts::Drafts;
use crate::browser::earlier::Earlier;
use crate::browser::last_person::LastPerson;
use crate::browser::read_marks::ReadMarks;
use crate::model::deployment::Deployment;
use crate::model::message::{ChannelId, OrderKey, PersonId};

/// The storage of one deployment. Clones share it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What was typed and not sent.
    pub drafts: Drafts,
    /// How far each channel was read.
    pub read: ReadMarks,
    last: LastPerson,
}

impl Kept {
    /// Opens the storage of this deployment. Data of an earlier release belongs to it if `owns_earlier`.
    #[must_use]
    pub fn new(deployment: &Deployment, owns_earlier: bool) -> Self {
        let earlier = owns_earlier.then(|| Earlier::of(deployment));
        Self {
            drafts: Drafts::new(deployment.clone(), earlier.clone()),
            read: ReadMarks::new(deployment.clone(), earlier),
            last: LastPerson::of(deployment),
        }
    }

    /// Returns the last user, unless they have signed out since.
    #[must_use]
    pub fn last(&self) -> Option<PersonId> {
        self.last.load().map(Into::into)
    }

    /// Switches to this person's storage. Returns how far they have read.
    pub(super) fn set_author(&self, author: Option<&PersonId>) -> Vec<(ChannelId, OrderKey)> {
        if let Some(author) = author {
            self.drafts.set_author(author.clone());
        }
        self.remember();
        self.read.of(author.map(|author| &**author))
    }

    /// The user is known to be signed in.
    pub(super) fn remember(&self) {
        if let Some(author) = self.drafts.author() {
            self.last.save(&author);
        }
    }

    /// The user is signed out: the next one may be someone else.
    pub(super) fn forget_last(&self) {
        self.last.forget();
    }
}
