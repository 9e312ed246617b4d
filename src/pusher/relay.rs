//! Events passed between tabs, as values that a browser can clone.

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::data::Data;
use super::event::{Event, Refusal};
use super::foreign::code;
use crate::model::reason::Reason;

impl Event {
    /// Writes it as a list: its kind, then its payload.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        let (kind, one, other) = match self {
            Self::Connected => (0, JsValue::NULL, JsValue::NULL),
            Self::Closed => (1, JsValue::NULL, JsValue::NULL),
            Self::Pong => (2, JsValue::NULL, JsValue::NULL),
            Self::Error(code, words) => (3, (*code).into(), words.into()),
            Self::Refused(Refusal { status, why }) => (4, (*status).into(), why.to_string().into()),
            Self::Subscribed(json) => (5, json.into(), JsValue::NULL),
            Self::MemberAdded(json) => (6, json.into(), JsValue::NULL),
            Self::MemberRemoved(json) => (7, json.into(), JsValue::NULL),
            Self::Read(json) => (8, json.into(), JsValue::NULL),
            Self::Named(at, data) => (9, (*at as u32).into(), data.value().clone()),
        };
        Array::of3(&kind.into(), &one, &other).into()
    }

    /// Reads what [`Event::to_js`] wrote. Returns `None` for anything else.
    #[must_use]
    pub fn of_js(value: &JsValue) -> Option<Self> {
        let list: &Array = value.dyn_ref()?;
        let (one, other) = (list.get(1), list.get(2));
        let text = |value: &JsValue| value.as_string();
        Some(match code(&list.get(0))? {
            0 => Self::Connected,
            1 => Self::Closed,
            2 => Self::Pong,
            3 => Self::Error(code(&one)?, text(&other)?),
            4 => Self::Refused(Refusal { status: code(&one), why: Reason::parse(&text(&other)?) }),
            5 => Self::Subscribed(text(&one)?),
            6 => Self::MemberAdded(text(&one)?),
            7 => Self::MemberRemoved(text(&one)?),
            8 => Self::Read(text(&one)?),
            9 => Self::Named(code(&one)?.into(), Data::new(other)),
            _ => return None,
        })
    }
}
