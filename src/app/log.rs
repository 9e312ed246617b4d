//! What only the site's developer needs to know: the console.

/// A warning, with the project's name in front.
pub fn warn(words: &str) {
    web_sys::console::warn_2(&"CollabSpace chat:".into(), &words.into());
}
