//! Messages that a page did not list, too many to be believed at once.

use crate::model::message::MessageId;
use crate::model::time::Millis;

/// The second page is asked for after this time.
pub(super) const AGAIN_MS: Millis = 2_000;

/// Messages that were missing in one page, and are too many to be believed at once.
#[derive(Clone, Debug)]
pub struct Suspects {
    pub(super) ids: Vec<MessageId>,
    pub(super) at: Millis,
    pub(super) is_asked: bool,
}

impl Suspects {
    /// When the page is to be read again.
    #[must_use]
    pub fn due(&self) -> Option<Millis> {
        (!self.is_asked).then_some(self.at + AGAIN_MS)
    }

    /// The page is being read again.
    pub fn asked(&mut self) {
        self.is_asked = true;
    }
}
