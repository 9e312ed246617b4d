//! The host page's options for one chat.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::wire::config::Overrides;

/// The options, as far as their types are right: `src/entry/embed/embed.js` has validated them before.
#[derive(Debug)]
pub struct Options {
    pub overrides: Overrides,
    pub token: Option<String>,
    /// Supplies a new token.
    pub provider: Option<Function>,
    /// Closes the chat's container.
    pub close: Option<Function>,
    /// True if the container is visible at first.
    pub is_shown: bool,
}

impl Options {
    pub fn read(options: &JsValue) -> Self {
        let option = |name: &str| Reflect::get(options, &name.into()).unwrap_or(JsValue::UNDEFINED);
        let text = |name: &str| option(name).as_string();
        let function = |name: &str| option(name).dyn_into::<Function>().ok();
        Self {
            overrides: Overrides {
                workspace: text("workspace"),
                channel: text("channel"),
                user_id: text("userId").filter(|id| !id.is_empty()),
                ..Overrides::default()
            },
            token: text("token"),
            provider: function("tokenProvider"),
            close: function("close"),
            is_shown: option("isShown") != JsValue::FALSE,
        }
    }
}
