//! Reads values from JavaScript, whatever they are.

use js_sys::{Array, Object, Reflect};
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

/// Returns a field of an object or a function such as a class; `undefined` if there is none, or the value is neither.
pub fn field(value: &JsValue, name: &str) -> JsValue {
    if value.is_object() || value.is_function() {
        Reflect::get(value, &name.into()).unwrap_or(JsValue::UNDEFINED)
    } else {
        JsValue::UNDEFINED
    }
}

/// Converts a JSON object to a JavaScript one.
pub fn object(map: &Map<String, Value>) -> Object {
    let object = Object::new();
    for (name, value) in map {
        // A new object accepts any field.
        let _ = Reflect::set(&object, &name.into(), &of_json(value));
    }
    object
}

fn of_json(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => number.as_f64().into(),
        Value::String(text) => text.into(),
        Value::Array(list) => list.iter().map(of_json).collect::<Array>().into(),
        Value::Object(map) => object(map).into(),
    }
}

/// Serializes a value as JSON; `null` if it has none. In the embed's bundle `src/entry/embed/safe-json.js` replaces
/// the global `JSON`, which a host page may have changed.
pub fn json(value: &JsValue) -> String {
    js_sys::JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_else(|| "null".to_owned())
}

/// Describes a thrown or rejected value in words.
pub fn words(value: &JsValue) -> String {
    if let Some(text) = value.as_string() {
        return text;
    }
    match field(value, "message").as_string() {
        Some(message) => message,
        None => json(value),
    }
}

/// Returns a whole number that fits a WebSocket's close code.
pub fn code(value: &JsValue) -> Option<u16> {
    let number = value.as_f64()?;
    (number.fract() == 0.0 && (0.0..=65_535.0).contains(&number)).then_some(number as u16)
}
