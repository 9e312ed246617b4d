//! The emoji in the user's language, loaded when the picker is first opened.

use std::sync::Arc;

use super::Picker;
use crate::model::emoji::Group;

/// All emoji.
pub struct Catalogue {
    /// The names of the skin tones; the first one is none.
    pub tones: Vec<String>,
    pub groups: Vec<Group>,
}

impl Picker {
    /// Loads the catalogue, unless it is loaded.
    pub(super) fn load(self) {
        if self.catalogue.with_untracked(Option::is_some) {
            return;
        }
        self.has_failed.set(false);
        wasm_bindgen_futures::spawn_local(async move {
            let Some(texts) = self.chat.emoji_groups().await else {
                // The chat may be gone by now.
                self.has_failed.set(true);
                return;
            };
            let tones = texts.first().map(|names| names.lines().map(str::to_owned).collect());
            let groups = texts.iter().skip(1).map(|text| Group::read(text)).collect();
            self.catalogue.set(Some(Arc::new(Catalogue { tones: tones.unwrap_or_default(), groups })));
        });
    }
}
