//! Which emoji the visitor uses, and in which skin tone: kept for all chats of the site.

use std::sync::Arc;

use super::log;
use crate::browser::{self, preferences};
use crate::model::emoji::Used;

const USED: &str = "emoji";
const TONE: &str = "skin-tone";

fn used() -> Used {
    preferences::load(USED).map(|text| Used::read(&text)).unwrap_or_default()
}

/// Takes note that an emoji is used.
pub fn note(emoji: &str) {
    let mut used = used();
    used.note(emoji);
    preferences::save(USED, &used.written());
}

/// Those that were used last, the last one first.
#[must_use]
pub fn recent() -> Vec<Arc<str>> {
    used().recent()
}

/// The reactions that are offered at once.
#[must_use]
pub fn quick() -> Vec<Arc<str>> {
    used().quick()
}

/// Fetches the picker's groups in a language (see [`browser::emoji::groups`]); `None` if they could not be had.
pub async fn groups(tag: &str) -> Option<Vec<String>> {
    match browser::emoji::groups(tag).await {
        Ok(groups) => Some(groups),
        Err(why) => {
            log::warn(&["the picker's emoji could not be loaded: ", &why].concat());
            None
        }
    }
}

/// The skin tone, from 1 (light) to 5 (dark); 0 without one.
#[must_use]
pub fn tone() -> usize {
    preferences::load(TONE).and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// Chooses a skin tone.
pub fn choose_tone(tone: usize) {
    preferences::save(TONE, &tone.to_string());
}
