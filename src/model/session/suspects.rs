//! Messages missing in a page, too many to be believed at once.

use crate::model::message::MessageId;
use crate::model::time::Millis;

/// The delay before the second page is requested.
pub(super) const AGAIN_MS: Millis = 2_000;

/// Messages missing in one page, too many to be believed at once.
#[derive(Clone, Debug)]
pub struct Suspects {
    pub(super) ids: Vec<MessageId>,
    pub(super) at: Millis,
    pub(super) is_asked: bool,
}

impl Suspects {
    /// When to read the page again.
    #[must_use]
    pub fn due(&self) -> Option<Millis> {
        (!self.is_asked).then_some(self.at + AGAIN_MS)
    }

    /// The page is being read again.
    pub fn asked(&mut self) {
        self.is_asked = true;
    }
}
