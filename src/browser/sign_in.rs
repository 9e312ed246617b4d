//! Tells the other tabs of this browser, which share the site's session, that the user has signed in or out.

use web_sys::BroadcastChannel;

use super::listener::Listener;
use crate::model::deployment::Deployment;

/// A channel to the other tabs of one deployment, open until dropped.
#[derive(Debug)]
pub struct SignIns {
    channel: BroadcastChannel,
    _heard: Listener,
}

impl SignIns {
    /// Calls back when another tab reports a sign-in (`true`) or a sign-out; `None` if the browser has no channel.
    pub fn watch(deployment: &Deployment, on_change: impl Fn(bool) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&["collabspace-sign-in:", &deployment.name()].concat()).ok()?;
        let heard = Listener::new(&channel, "message", move |event| {
            let data = js_sys::Reflect::get(&event, &"data".into());
            on_change(data.is_ok_and(|data| data == wasm_bindgen::JsValue::TRUE));
        });
        Some(Self { channel, _heard: heard })
    }

    /// Reports that this tab is signed in, or out.
    pub fn tell(&self, is_signed_in: bool) {
        // If it cannot be reported, the other tabs notice when they come into view.
        let _ = self.channel.post_message(&is_signed_in.into());
    }
}

impl Drop for SignIns {
    fn drop(&mut self) {
        self.channel.close();
    }
}
