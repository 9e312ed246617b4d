//! The desktop's notifications. Nobody is asked for leave but on their own request.

use js_sys::Reflect;
use wasm_bindgen_futures::JsFuture;
use web_sys::{NotificationOptions, NotificationPermission};

use super::listener::Listener;

/// Whether the browser has them, and lets a page show one. Some have them only where the page is served with TLS; those
/// of Android ask the visitor for leave, and then let service workers alone show one. That is seen by making one, which
/// nobody sees while they are not allowed.
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

/// Whether the visitor has allowed them.
#[must_use]
pub fn are_allowed() -> bool {
    has_name() && is_granted()
}

/// Asks the visitor for leave; whether they give it, or have given it before.
pub async fn ask() -> bool {
    if let Some(asked) = has_name().then(|| web_sys::Notification::request_permission().ok()).flatten() {
        // Where asking fails, nothing is allowed.
        let _ = JsFuture::from(asked).await;
    }
    are_allowed()
}

/// A notification; it is taken away when this is dropped.
pub struct Notification {
    shown: web_sys::Notification,
    _clicked: Listener,
}

impl Notification {
    /// Shows one, in place of any other of this `tag`; a silent one makes no sound. A click brings the tab to the front
    /// and calls back. `None` where the browser shows none, as those of phones that were allowed to do so before.
    pub fn show(title: &str, text: &str, tag: &str, is_silent: bool, on_click: impl Fn() + 'static) -> Option<Self> {
        let options = NotificationOptions::new();
        options.set_body(text);
        options.set_tag(tag);
        options.set_silent(is_silent.then_some(true));
        options.set_icon("apple-touch-icon.png");
        let shown = web_sys::Notification::new_with_options(title, &options).ok()?;
        let clicked = Listener::new(&shown, "click", move |_| {
            if let Some(window) = web_sys::window() {
                // Where the browser does not let it, the click has done so by itself.
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
