//! The state of the tab: is it in view, does the device have a network.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use super::listener::Listener;

/// A change of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabEvent {
    /// The tab came into view, or left it.
    Visible(bool),
    /// The device went online or offline.
    Online(bool),
    /// The window gained or lost the focus.
    Focused(bool),
    /// The visitor has pressed a key, moved a pointer or scrolled.
    Active,
}

/// How often user activity is reported, in milliseconds.
const ACTIVE_EVERY_MS: f64 = 10_000.0;

/// The events that count as user activity.
const SIGNS_OF_LIFE: [&str; 4] = ["keydown", "pointerdown", "pointermove", "wheel"];

/// Returns `true` if the tab is in view.
#[must_use]
pub fn is_visible() -> bool {
    web_sys::window().and_then(|window| window.document()).is_none_or(|document| !document.hidden())
}

/// Returns `true` if the window has the focus. Not known within a frame: the host page has the focus while its chat
/// is read.
#[must_use]
pub fn has_focus() -> bool {
    let Some(window) = web_sys::window() else { return true };
    let is_framed = window.parent().ok().flatten().is_none_or(|parent| parent != window);
    is_framed || window.document().is_none_or(|document| document.has_focus().unwrap_or(true))
}

/// Returns `true` if the device has a network, as far as it reports that.
#[must_use]
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Returns `true` if the user wants to save data.
#[must_use]
pub fn saves_data() -> bool {
    let of = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
    web_sys::window().is_some_and(|window| of(&of(&window.navigator(), "connection"), "saveData").is_truthy())
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
    let (blurred, resumed, shown) = (on_event.clone(), on_event.clone(), on_event.clone());
    let active = {
        let told_at = Rc::new(Cell::new(f64::MIN));
        move |event: web_sys::Event| {
            let at = event.time_stamp();
            if at >= told_at.get() + ACTIVE_EVERY_MS {
                told_at.set(at);
                on_event(TabEvent::Active);
            }
        }
    };
    let signs = SIGNS_OF_LIFE.map(|name| Listener::new(&window, name, active.clone()));
    let tab = [
        Listener::new(&document, "visibilitychange", move |_| visible(TabEvent::Visible(is_visible()))),
        Listener::new(&window, "online", move |_| online(TabEvent::Online(true))),
        Listener::new(&window, "offline", move |_| offline(TabEvent::Online(false))),
        Listener::new(&window, "focus", move |_| focused(TabEvent::Focused(true))),
        // A frame in the page may have the focus now, which counts as the page's.
        Listener::new(&window, "blur", move |_| blurred(TabEvent::Focused(has_focus()))),
        // A page that was frozen, or in the back/forward cache: its timers and sockets did not run.
        Listener::new(&document, "resume", move |_| resumed(TabEvent::Visible(is_visible()))),
        Listener::new(&window, "pageshow", move |_| shown(TabEvent::Visible(is_visible()))),
    ];
    tab.into_iter().chain(signs).collect()
}
