//! The console: messages only for the site's developer.

/// Logs a warning, prefixed with the project's name.
pub fn warn(words: &str) {
    web_sys::console::warn_2(&"CollabSpace chat:".into(), &words.into());
}
