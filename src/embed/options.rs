//! What the page around sets for one chat.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::wire::config::Overrides;

/// The options, as far as they are of the right type: `src/entry/embed/embed.js` has looked at them before.
#[derive(Debug)]
pub struct Options {
    pub overrides: Overrides,
    pub token: Option<String>,
    /// Gives a new token.
    pub provider: Option<Function>,
    /// Closes what the chat stands in.
    pub close: Option<Function>,
    /// Whether that is shown at first.
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
