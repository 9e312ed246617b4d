//! Which row the actions belong to.

use crate::model::message::RowKey;
use crate::reactive::Signal;

/// The rows that the toolbar and the menu belong to. The actions write it; the list stays with such a row. Copy it
/// freely.
#[derive(Clone, Copy)]
pub struct Pointed {
    /// The row that the toolbar stands at.
    pub at: Signal<Option<RowKey>>,
    /// The row whose menu is open.
    pub menu_of: Signal<Option<RowKey>>,
}

impl Pointed {
    /// No row yet.
    pub fn new() -> Self {
        Self { at: Signal::new(None), menu_of: Signal::new(None) }
    }
}
