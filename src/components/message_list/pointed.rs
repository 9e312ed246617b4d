//! Which row the actions belong to.

use leptos::prelude::*;

use crate::model::message::RowKey;

/// The rows that the toolbar and the menu belong to. The actions write it; the list stays with such a row. Copy it
/// freely.
#[derive(Clone, Copy)]
pub struct Pointed {
    /// The row that the toolbar stands at.
    pub at: RwSignal<Option<RowKey>>,
    /// The row whose menu is open.
    pub menu_of: RwSignal<Option<RowKey>>,
}

impl Pointed {
    /// No row yet.
    pub fn new() -> Self {
        Self { at: RwSignal::new(None), menu_of: RwSignal::new(None) }
    }
}
