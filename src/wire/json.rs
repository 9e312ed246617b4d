//! Reads untrusted JSON field by field. Hand-written because derived `Deserialize` code would outweigh everything it
//! reads.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::error::{NOTHING, WHOLE, WireError, shortened};
use super::surrogates;
use crate::model::text::shown_name;

/// The largest integer that JavaScript represents exactly. pusher-js parses with JavaScript's numbers, so a larger id
/// would differ between an event and an answer.
const MAX_SAFE: u64 = (1 << 53) - 1;

/// Parses a whole text.
pub(super) fn parse(text: &str) -> Result<Value, WireError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parsed = serde_json::from_str(text).or_else(|error| match surrogates::mended(text) {
        Some(mended) => serde_json::from_str(&mended),
        None => Err(error),
    });
    parsed.map_err(|error| {
        let holds = match text.trim_start().chars().next() {
            None => NOTHING.to_owned(),
            Some('<') => "a page of HTML".to_owned(),
            Some(_) => format!("what is not JSON ({error})"),
        };
        WireError { field: WHOLE.to_owned(), holds, expected: "JSON".to_owned() }
    })
}

/// An object, and its path in the original text.
#[derive(Clone, Copy)]
pub(super) struct Object<'a> {
    pub map: &'a Map<String, Value>,
    path: &'a str,
}

impl<'a> Object<'a> {
    /// Returns a value's object. The path of the whole text is empty.
    pub fn of(value: &'a Value, path: &'a str) -> Result<Self, WireError> {
        match value {
            Value::Object(map) => Ok(Self { map, path }),
            _ => Err(WireError::new(path, Some(value), "an object")),
        }
    }

    /// Returns a field's value; `None` also for `null`.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    /// Returns the error that this field is invalid.
    pub fn wrong(&self, name: &str, expected: &str) -> WireError {
        WireError::new(&self.path_of(name), self.map.get(name), expected)
    }

    /// A field's path.
    pub fn path_of(&self, name: &str) -> String {
        let name = shortened(name);
        if self.path.is_empty() { name } else { format!("{}.{name}", self.path) }
    }

    /// Reads a required text.
    pub fn text(&self, name: &str, expected: &str) -> Result<&'a str, WireError> {
        self.get(name).and_then(Value::as_str).ok_or_else(|| self.wrong(name, expected))
    }

    /// Reads an optional text.
    pub fn text_if_any(&self, name: &str, expected: &str) -> Result<Option<&'a str>, WireError> {
        self.get(name).map(|value| value.as_str().ok_or_else(|| self.wrong(name, expected))).transpose()
    }

    /// Reads an unimportant text: `None` for anything else.
    pub fn text_or_none(&self, name: &str) -> Option<&'a str> {
        self.get(name).and_then(Value::as_str)
    }

    /// Reads a required list.
    pub fn list(&self, name: &str, expected: &str) -> Result<&'a Vec<Value>, WireError> {
        self.get(name).and_then(Value::as_array).ok_or_else(|| self.wrong(name, expected))
    }

    /// Reads a required id: a text, or a number as its digits.
    pub fn id(&self, name: &str) -> Result<Arc<str>, WireError> {
        self.get(name).and_then(id).ok_or_else(|| self.wrong(name, ID))
    }

    /// Reads an id that may be absent or empty; anything else that is not an id is an error.
    pub fn id_if_any(&self, name: &str) -> Result<Option<Arc<str>>, WireError> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(value) => id(value).map(Some).ok_or_else(|| self.wrong(name, ID)),
        }
    }
}

const ID: &str = "an id: a text that is not blank, or a whole number of up to 2^53 - 1";

fn id(value: &Value) -> Option<Arc<str>> {
    match value {
        Value::String(text) => shown_name(text).map(|_| text.as_str().into()),
        Value::Number(number) => {
            // Numbers that need an unsigned type are too large anyway.
            let number = number.as_i64().filter(|number| number.unsigned_abs() <= MAX_SAFE)?;
            Some(number.to_string().into())
        }
        _ => None,
    }
}
