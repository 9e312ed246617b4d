//! Tells the other tabs of this browser that the visitor is signed in: they share the site's session.

use web_sys::BroadcastChannel;

use super::listener::Listener;

/// Speaks to the other tabs of one workspace, and hears them until it is dropped.
#[derive(Debug)]
pub struct SignIns {
    channel: BroadcastChannel,
    _heard: Listener,
}

impl SignIns {
    /// Calls back when another tab says that it is signed in; `None` where the browser lets tabs not speak to each other.
    pub fn watch(workspace: &str, on_sign_in: impl Fn() + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&["collabspace-sign-in:", workspace].concat()).ok()?;
        let heard = Listener::new(&channel, "message", move |_| on_sign_in());
        Some(Self { channel, _heard: heard })
    }

    /// Says it.
    pub fn tell(&self) {
        // Where it cannot be said the others find out when they are looked at.
        let _ = self.channel.post_message(&wasm_bindgen::JsValue::TRUE);
    }
}

impl Drop for SignIns {
    fn drop(&mut self) {
        self.channel.close();
    }
}
