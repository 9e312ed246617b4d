//! The emoji that the user uses, and their skin tone, kept for all chats of the site.

use std::sync::Arc;

use super::handle::Chat;
use super::log;
use crate::browser::{emoji, preferences};
use crate::model::emoji::Used;

const USED: &str = "emoji";
const TONE: &str = "skin-tone";

impl Chat {
    /// Records the use of an emoji.
    pub fn note_emoji(&self, emoji: &str) {
        let mut used = used();
        used.note(emoji);
        preferences::save(USED, &used.written());
    }

    /// Returns the most recently used emoji, latest first.
    #[must_use]
    pub fn recent_emoji(&self) -> Vec<Arc<str>> {
        used().recent()
    }

    /// Returns the reactions offered for quick access.
    #[must_use]
    pub fn quick_reactions(&self) -> Vec<Arc<str>> {
        used().quick()
    }

    /// Fetches the picker's groups (see [`emoji::groups`]). Returns `None` if that fails.
    pub async fn emoji_groups(&self) -> Option<Vec<String>> {
        match emoji::groups(self.strings().tag()).await {
            Ok(groups) => Some(groups),
            Err(why) => {
                log::warn(&["the picker's emoji could not be loaded: ", &why].concat());
                None
            }
        }
    }

    /// The skin tone, from 1 (light) to 5 (dark); 0 without one.
    #[must_use]
    pub fn skin_tone(&self) -> usize {
        preferences::load(TONE).and_then(|text| text.parse().ok()).unwrap_or_default()
    }

    /// Chooses a skin tone.
    pub fn choose_skin_tone(&self, tone: usize) {
        preferences::save(TONE, &tone.to_string());
    }
}

fn used() -> Used {
    preferences::load(USED).map(|text| Used::read(&text)).unwrap_or_default()
}
