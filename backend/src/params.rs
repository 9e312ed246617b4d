//! Checks parameters before they are used.
//!
//! Each refusal names the parameter, its value and the expected form.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::attachments::is_file_id;
use crate::error::ApiError;
use crate::limits::{
    ALT_CHARS, ATTACHMENTS, CHANNEL_DEFAULT, CONTENT_CHARS, NAME_CHARS, PAGE_MAX, SEARCH_CHARS, SEARCH_WORDS,
    THUMBHASH_BYTES, is_id,
};
use crate::message::Timestamp;
use crate::store::{BadWords, Words};
use crate::{emoji, text};

/// Checks an id that the caller must give.
pub fn id(name: &str, value: Option<String>) -> Result<String, ApiError> {
    match value {
        None => Err(ApiError::BadRequest(format!("{name} is missing."))),
        Some(text) if is_id(&text) => Ok(text),
        Some(text) => Err(bad(name, &text, "1 to 64 letters, digits, \"_\", \"-\" or \".\"")),
    }
}

/// Checks a channel's id; absent means [`CHANNEL_DEFAULT`].
pub fn channel_id(value: Option<String>) -> Result<String, ApiError> {
    id("channelId", Some(value.unwrap_or_else(|| CHANNEL_DEFAULT.into())))
}

/// Trims a message's content and checks its length, and that something in it is visible. A message with files needs
/// no content.
pub fn content(text: &str, has_files: bool) -> Result<String, ApiError> {
    let trimmed = text::trim(text);
    let length = trimmed.chars().count();
    if has_files && length == 0 {
        return Ok(String::new());
    }
    if !(1..=CONTENT_CHARS).contains(&length) {
        return Err(ApiError::BadRequest(format!(
            "content has {length} characters after trimming; it must have 1 to {CONTENT_CHARS}."
        )));
    }
    if !text::is_visible(trimmed) {
        let words = "content has only characters that cannot be seen; it must have at least one that can.";
        return Err(ApiError::BadRequest(words.into()));
    }
    Ok(trimmed.to_owned())
}

/// Checks a page size.
pub fn page_size(value: Option<&str>, default: u32) -> Result<u32, ApiError> {
    let Some(text) = value else {
        return Ok(default);
    };
    match text.parse() {
        Ok(limit) if (1..=PAGE_MAX).contains(&limit) => Ok(limit),
        _ => Err(bad("limit", text, "a whole number from 1 to 100")),
    }
}

/// Checks a search query.
pub fn words(value: Option<&str>) -> Result<Words, ApiError> {
    let text = value.ok_or_else(|| ApiError::BadRequest("q is missing.".into()))?;
    let length = text.chars().count();
    if length > SEARCH_CHARS {
        let text = format!("q has {length} characters; it must have 1 to {SEARCH_CHARS}.");
        return Err(ApiError::BadRequest(text));
    }
    Words::of(text).map_err(|wrong| match wrong {
        BadWords::Nothing => bad("q", text, "at least one character that can be seen"),
        BadWords::TooMany(count) => {
            ApiError::BadRequest(format!("q has {count} words; it must have 1 to {SEARCH_WORDS}."))
        }
    })
}

/// Checks an instant.
pub fn before(text: &str) -> Result<Timestamp, ApiError> {
    Timestamp::parse(text).ok_or_else(|| bad("before", text, "an ISO 8601 instant such as 2026-01-31T12:00:00.000Z"))
}

/// Checks a client's own id for a message: a UUID in hyphenated form.
pub fn client_id(text: String) -> Result<String, ApiError> {
    if text.len() == 36 && uuid::Uuid::try_parse(&text).is_ok() {
        return Ok(text);
    }
    Err(bad("clientId", &text, "a UUID such as 0190163d-8694-739b-aea5-966c26f8ad91"))
}

/// Checks the ids of a message's files; absent means none.
pub fn file_ids(value: Option<Value>) -> Result<Vec<String>, ApiError> {
    let expected = format!("a list of at most {ATTACHMENTS} ids of files, each once");
    let wrong = |value: &Value| bad("attachments", &value.to_string(), &expected);
    let value = value.unwrap_or_default();
    let ids: Vec<String> = match &value {
        Value::Null => Vec::new(),
        Value::Array(ids) => {
            let texts = ids.iter().map(|id| id.as_str().filter(|id| is_file_id(id)).map(str::to_owned));
            texts.collect::<Option<_>>().ok_or_else(|| wrong(&value))?
        }
        _ => return Err(wrong(&value)),
    };
    let is_repeated = ids.iter().enumerate().any(|(at, id)| ids[..at].contains(id));
    if is_repeated || ids.len() > ATTACHMENTS { Err(wrong(&value)) } else { Ok(ids) }
}

/// Checks the description of a file; empty means none.
pub fn alt(text: &str) -> Result<Option<String>, ApiError> {
    let trimmed = text::trim(text);
    let length = trimmed.chars().count();
    if length > ALT_CHARS {
        return Err(ApiError::BadRequest(format!("alt has {length} characters; it may have at most {ALT_CHARS}.")));
    }
    Ok(Some(trimmed.to_owned()).filter(|alt| text::is_visible(alt)))
}

/// Checks a picture's preview; empty means none.
pub fn thumbhash(text: String) -> Result<Option<String>, ApiError> {
    let bytes = STANDARD.decode(&text).ok().map(|bytes| bytes.len());
    match bytes {
        Some(0) => Ok(None),
        Some(5..=THUMBHASH_BYTES) => Ok(Some(text)),
        _ => Err(bad("thumbhash", &text, "a ThumbHash in base64")),
    }
}

/// Checks an emoji and converts it to the form in which it is stored.
pub fn emoji(text: &str) -> Result<String, ApiError> {
    emoji::key(text).ok_or_else(|| bad("emoji", text, &format!("one emoji of at most {} bytes", emoji::MAX_BYTES)))
}

/// Converts a person's name to the form in which names are compared, and checks it.
pub fn person_name(text: &str) -> Result<String, ApiError> {
    let name = text::normalized_name(text);
    let length = name.chars().count();
    let has_control =
        name.chars().any(|character| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}'));
    if (1..=NAME_CHARS).contains(&length) && !has_control && text::is_visible(&name) {
        return Ok(name);
    }
    let should_hold = "1 to 64 characters, at least one that can be seen, and none of them a control character";
    Err(bad("name", text::trim(text), should_hold))
}

/// Returns the text for refusing a value.
pub fn bad(name: &str, holds: &str, should_hold: &str) -> ApiError {
    const SHOWN_CHARS: usize = 40;
    let mut shown: String = holds.chars().take(SHOWN_CHARS).collect();
    if shown.len() < holds.len() {
        shown.push('…');
    }
    ApiError::BadRequest(format!("{name} is {shown:?}; it must be {should_hold}."))
}
