//! The row that the actions belong to.

use crate::model::message::RowKey;
use crate::reactive::Signal;

/// The rows of the toolbar and of the menu. The actions write it; the list keeps such a row in place. `Copy`.
#[derive(Clone, Copy)]
pub struct Pointed {
    /// The row beside the toolbar.
    pub at: Signal<Option<RowKey>>,
    /// The row whose menu is open.
    pub menu_of: Signal<Option<RowKey>>,
}

impl Pointed {
    /// Creates it without rows.
    pub fn new() -> Self {
        Self { at: Signal::new(None), menu_of: Signal::new(None) }
    }
}
