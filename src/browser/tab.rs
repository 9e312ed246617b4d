//! What the tab knows: whether it is looked at, whether the device has a network.

use super::listener::Listener;

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabEvent {
    /// The tab is looked at, or not.
    Visible(bool),
    /// The device has a network, or not.
    Online(bool),
    /// The tab got the focus.
    Focused,
}

/// Whether the tab is looked at.
#[must_use]
pub fn is_visible() -> bool {
    web_sys::window().and_then(|window| window.document()).is_none_or(|document| !document.hidden())
}

/// Whether the device has a network, as far as it says.
#[must_use]
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Reloads the page.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // A page may always reload itself.
        let _ = window.location().reload();
    }
}

/// Reports every change until the listeners are dropped.
pub fn watch(on_event: impl Fn(TabEvent) + Clone + 'static) -> Vec<Listener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let Some(document) = window.document() else { return Vec::new() };
    let (visible, online, offline, focused) = (on_event.clone(), on_event.clone(), on_event.clone(), on_event.clone());
    let (resumed, shown) = (on_event.clone(), on_event);
    vec![
        Listener::new(&document, "visibilitychange", move |_| visible(TabEvent::Visible(is_visible()))),
        Listener::new(&window, "online", move |_| online(TabEvent::Online(true))),
        Listener::new(&window, "offline", move |_| offline(TabEvent::Online(false))),
        Listener::new(&window, "focus", move |_| focused(TabEvent::Focused)),
        // A page that was frozen, or kept for the way back: its timers and sockets stood still.
        Listener::new(&document, "resume", move |_| resumed(TabEvent::Visible(is_visible()))),
        Listener::new(&window, "pageshow", move |_| shown(TabEvent::Visible(is_visible()))),
    ]
}
