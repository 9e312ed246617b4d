//! Changes to stored messages, as stored on disk beside the unsent messages.
//!
//! `{"v":3,"id","author","channel","message"}` with `"edit"` (the text) and `"rev"`, `"delete":true`, or `"react"`
//! (the emoji) and `"on"`. Releases that do not know such changes leave records of this version alone.

use serde_json::Value;

use super::WireError;
use super::json::{self, Object};
use super::written::Written;
use crate::model::operations::{OperationRecord, Wish};

/// The version of such a record.
pub(super) const VERSION: i64 = 3;

/// Writes the record as JSON.
#[must_use]
pub fn operation_to_json(record: &OperationRecord) -> String {
    let mut json = Written::new();
    json.number("v", VERSION);
    json.text("id", &record.id);
    json.text("channel", &record.channel);
    json.text("message", &record.target);
    if let Some(author) = &record.author {
        json.text("author", author);
    }
    match &record.wish {
        Wish::Edit { text, base } => {
            json.text("edit", text);
            if let Some(rev) = base {
                json.json("rev", &rev.to_string());
            }
        }
        Wish::Delete => json.json("delete", "true"),
        Wish::React { emoji, on } => {
            json.text("react", emoji);
            json.json("on", if *on { "true" } else { "false" });
        }
    }
    json.finish()
}

/// Returns `true` if a record is a change to a stored message, as opposed to an unsent message.
#[must_use]
pub fn is_operation(json: &str) -> bool {
    json::parse(json).is_ok_and(|value| value.get("v").and_then(Value::as_i64) == Some(VERSION))
}

/// Reads the record that [`operation_to_json`] wrote.
///
/// # Errors
/// It is damaged.
pub fn operation_from_json(json: &str) -> Result<OperationRecord, WireError> {
    let value = json::parse(json)?;
    let object = Object::of(&value, "")?;
    let flag = |name: &str| object.get(name).and_then(Value::as_bool);
    let edit = object.text_if_any("edit", "the new text")?;
    let emoji = object.text_if_any("react", "an emoji")?;
    let wish = match (edit, emoji) {
        (Some(text), _) => Wish::Edit { text: text.into(), base: object.get("rev").and_then(Value::as_u64) },
        (None, Some(emoji)) => {
            let on = flag("on").ok_or_else(|| object.wrong("on", "true or false"))?;
            Wish::React { emoji: emoji.into(), on }
        }
        (None, None) if flag("delete") == Some(true) => Wish::Delete,
        (None, None) => return Err(object.wrong("delete", "true, or there is an edit or a reaction")),
    };
    Ok(OperationRecord {
        id: object.id("id")?.into(),
        author: object.text_if_any("author", "whose it is, an id")?.map(Into::into),
        channel: object.id("channel")?.into(),
        target: object.id("message")?.into(),
        wish,
    })
}
