//! Tells the other tabs of this browser that the visitor is signed in, or signed out: they share the site's session.

use web_sys::BroadcastChannel;

use super::listener::Listener;
use crate::model::deployment::Deployment;

/// Speaks to the other tabs of one deployment, and hears them until it is dropped.
#[derive(Debug)]
pub struct SignIns {
    channel: BroadcastChannel,
    _heard: Listener,
}

impl SignIns {
    /// Calls back when another tab says that it is signed in (`true`) or out; `None` if the browser has no channel for
    /// it.
    pub fn watch(deployment: &Deployment, on_change: impl Fn(bool) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&["collabspace-sign-in:", &deployment.name()].concat()).ok()?;
        let heard = Listener::new(&channel, "message", move |event| {
            let data = js_sys::Reflect::get(&event, &"data".into());
            on_change(data.is_ok_and(|data| data == wasm_bindgen::JsValue::TRUE));
        });
        Some(Self { channel, _heard: heard })
    }

    /// Says that this tab is signed in, or out.
    pub fn tell(&self, is_signed_in: bool) {
        // Where it cannot be said the others find out when they are looked at.
        let _ = self.channel.post_message(&is_signed_in.into());
    }
}

impl Drop for SignIns {
    fn drop(&mut self) {
        self.channel.close();
    }
}
