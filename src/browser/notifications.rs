//! Desktop notifications. The chat asks for permission only at the user's request.

use js_sys::Reflect;
use wasm_bindgen_futures::JsFuture;
use web_sys::{NotificationOptions, NotificationPermission};

use super::listener::Listener;

/// Returns `true` if the browser supports them and lets a page show one. Some browsers require TLS; those of Android
/// grant permission but then let only service workers show one. To find out, this creates one, which is invisible
/// while permission is missing.
#[must_use]
pub fn exist() -> bool {
    has_name() && (is_granted() || web_sys::Notification::new("").is_ok())
}

fn has_name() -> bool {
    web_sys::window().is_some_and(|window| Reflect::has(&window, &"Notification".into()).unwrap_or(false))
}

fn is_granted() -> bool {
    web_sys::Notification::permission() == NotificationPermission::Granted
}

/// Returns `true` if the user has given permission.
#[must_use]
pub fn are_allowed() -> bool {
    has_name() && is_granted()
}

/// Asks the user for permission. Returns `true` if they give it, or have given it before.
pub async fn ask() -> bool {
    if let Some(asked) = has_name().then(|| web_sys::Notification::request_permission().ok()).flatten() {
        // If asking fails, there is no permission.
        let _ = JsFuture::from(asked).await;
    }
    are_allowed()
}

/// A notification, removed when dropped.
pub struct Notification {
    shown: web_sys::Notification,
    _clicked: Listener,
}

impl Notification {
    /// Shows one, replacing any other with this `tag`; a silent one makes no sound. A click brings the tab to the
    /// front and calls back. Returns `None` if the browser shows none, as on phones that had given permission before.
    pub fn show(title: &str, text: &str, tag: &str, is_silent: bool, on_click: impl Fn() + 'static) -> Option<Self> {
        let options = NotificationOptions::new();
        options.set_body(text);
        options.set_tag(tag);
        options.set_silent(is_silent.then_some(true));
        options.set_icon("apple-touch-icon.png");
        let shown = web_sys::Notification::new_with_options(title, &options).ok()?;
        let clicked = Listener::new(&shown, "click", move |_| {
            if let Some(window) = web_sys::window() {
                // If the browser forbids this, the click has focused the tab by itself.
                let _ = window.focus();
            }
            on_click();
        });
        Some(Self { shown, _clicked: clicked })
    }
}

impl Drop for Notification {
    fn drop(&mut self) {
        self.shown.close();
    }
}
