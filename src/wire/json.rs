//! A small reader of foreign JSON: no derived code, which would weigh more than all that is read with it.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::error::{NOTHING, WHOLE, WireError, shortened};
use super::surrogates;
use crate::model::text::shown_name;

/// The largest number that JavaScript keeps exact. pusher-js parses with JavaScript's numbers, so a larger id would be
/// one thing in an event and another in an answer.
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

/// An object, and its path in the text that it is from.
#[derive(Clone, Copy)]
pub(super) struct Object<'a> {
    pub map: &'a Map<String, Value>,
    path: &'a str,
}

impl<'a> Object<'a> {
    /// The object that a value is. The path of the whole text is empty.
    pub fn of(value: &'a Value, path: &'a str) -> Result<Self, WireError> {
        match value {
            Value::Object(map) => Ok(Self { map, path }),
            _ => Err(WireError::new(path, Some(value), "an object")),
        }
    }

    /// A field's value; `None` also for `null`.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    /// The error that this field does not hold what it should.
    pub fn wrong(&self, name: &str, expected: &str) -> WireError {
        WireError::new(&self.path_of(name), self.map.get(name), expected)
    }

    /// A field's path.
    pub fn path_of(&self, name: &str) -> String {
        let name = shortened(name);
        if self.path.is_empty() { name } else { format!("{}.{name}", self.path) }
    }

    /// A text that has to be there.
    pub fn text(&self, name: &str, expected: &str) -> Result<&'a str, WireError> {
        self.get(name).and_then(Value::as_str).ok_or_else(|| self.wrong(name, expected))
    }

    /// A text that may be absent.
    pub fn text_if_any(&self, name: &str, expected: &str) -> Result<Option<&'a str>, WireError> {
        self.get(name).map(|value| value.as_str().ok_or_else(|| self.wrong(name, expected))).transpose()
    }

    /// A text without which can be done: `None` where it is anything else.
    pub fn text_or_none(&self, name: &str) -> Option<&'a str> {
        self.get(name).and_then(Value::as_str)
    }

    /// A list that has to be there.
    pub fn list(&self, name: &str, expected: &str) -> Result<&'a Vec<Value>, WireError> {
        self.get(name).and_then(Value::as_array).ok_or_else(|| self.wrong(name, expected))
    }

    /// An id that has to be there: a text, or a number as its digits.
    pub fn id(&self, name: &str) -> Result<Arc<str>, WireError> {
        self.get(name).and_then(id).ok_or_else(|| self.wrong(name, ID))
    }

    /// An id that may be absent or empty; what is neither that nor an id is an error.
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
            // The largest ones that only fit without a sign are too large anyway.
            let number = number.as_i64().filter(|number| number.unsigned_abs() <= MAX_SAFE)?;
            Some(number.to_string().into())
        }
        _ => None,
    }
}
