//! The real pusher-js, wrapped, at a service that the test plays: for what sockudo cannot show.

mod closing;
mod connecting;
mod dropping;
mod events;
mod line;
mod refusing;
mod service;
mod subscribing;

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;

use crate::support::window;

/// The file that the page is built with.
const PUSHER_JS: &str = include_str!("../../../node_modules/pusher-js/dist/web/pusher.min.js"); // not there? run: npm ci

/// pusher-js's class, loaded once.
fn class() -> Function {
    let loaded = || Reflect::get(&js_sys::global(), &"Pusher".into()).ok()?.dyn_into().ok();
    if let Some(class) = loaded() {
        return class;
    }
    let document = window().document().expect("a document");
    let script = document.create_element("script").expect("a script");
    script.set_text_content(Some(PUSHER_JS));
    document.body().expect("a body").append_child(&script).expect("run");
    loaded().expect("pusher-js did not run")
}

/// What pusher-js remembers of earlier connections would change how it makes the next.
fn forget_earlier_connections() {
    let storage = window().local_storage().expect("allowed").expect("storage");
    for name in ["pusherTransportNonTLS", "pusherTransportTLS"] {
        storage.remove_item(name).expect("removed");
    }
}
