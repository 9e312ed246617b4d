//! What the browser keeps for the visitor: drafts, read marks, and who was here last.

use crate::browser::drafts::Drafts;
use crate::browser::earlier::Earlier;
use crate::browser::last_person::LastPerson;
use crate::browser::read_marks::ReadMarks;
use crate::model::deployment::Deployment;
use crate::model::message::{ChannelId, OrderKey, PersonId};

/// What is kept for one deployment. Clones are one.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What was typed and not sent.
    pub drafts: Drafts,
    /// Up to where each channel was read.
    pub read: ReadMarks,
    last: LastPerson,
}

impl Kept {
    /// What is kept for this deployment. What an earlier release left belongs to it if `owns_earlier`.
    #[must_use]
    pub fn new(deployment: &Deployment, owns_earlier: bool) -> Self {
        let earlier = owns_earlier.then(|| Earlier::of(deployment));
        Self {
            drafts: Drafts::new(deployment.clone(), earlier.clone()),
            read: ReadMarks::new(deployment.clone(), earlier),
            last: LastPerson::of(deployment),
        }
    }

    /// Who was here last, unless they were signed out since.
    #[must_use]
    pub fn last(&self) -> Option<PersonId> {
        self.last.load().map(Into::into)
    }

    /// From now on it is what is kept for this person. Returns up to where they have read.
    pub(super) fn set_author(&self, author: Option<&PersonId>) -> Vec<(ChannelId, OrderKey)> {
        if let Some(author) = author {
            self.drafts.set_author(author.clone());
        }
        self.remember();
        self.read.of(author.map(|author| &**author))
    }

    /// The visitor is known to be signed in.
    pub(super) fn remember(&self) {
        if let Some(author) = self.drafts.author() {
            self.last.save(&author);
        }
    }

    /// The visitor is signed out: whoever is here next may be somebody else.
    pub(super) fn forget_last(&self) {
        self.last.forget();
    }
}
