//! The answers of the REST backend.

use std::sync::Arc;

use serde_json::Value;

use super::WireError;
use super::channel::channel;
use super::error::shortened;
use super::json::{self, Object};
use super::message::{Entry, attachments, channel_of, entry, instant};
use super::person;
use crate::model::history::{Changes, Page};
use crate::model::message::{Person, Removal};
use crate::model::search::{Found, Hit};
use crate::model::session::{Changed, ChannelInfo, Posted};
use crate::model::text::{shown_name, without_controls};
use crate::model::upload::FileLimits;

/// The maximum length of a backend's message that is shown, in characters.
const WORDS_LIMIT: usize = 300;

/// Reads a page of the history, and the errors of messages that are not in it. These count in [`Page::count`].
///
/// # Errors
/// It is not a page, or says that it is a failure.
pub fn page(text: &str) -> Result<(Page, Vec<WireError>), WireError> {
    let value = json::parse(text)?;
    let object = successful(&value)?;
    let list = object.list("messages", "the messages, a list")?;
    let has_more = object.get("hasMore").and_then(Value::as_bool).unwrap_or(false);
    let messages = Vec::with_capacity(list.len());
    let cursor = object.text_or_none("cursor").filter(|cursor| !cursor.is_empty()).map(Into::into);
    let mut page = Page { messages, removals: Vec::new(), count: list.len(), has_more, cursor };
    let mut errors = Vec::new();
    for (at, value) in list.iter().enumerate() {
        match entry(value, &format!("messages[{at}]"), &mut errors) {
            Ok(Entry::Message(message)) => page.messages.push(message),
            Ok(Entry::Deleted(removal)) => page.removals.push(removal),
            Err(error) => errors.push(error),
        }
    }
    Ok((page, errors))
}

/// Reads an answer of the feed, and the errors of entries that are not in it.
///
/// # Errors
/// It has no cursor, or is not an answer of the feed.
pub fn changes(text: &str) -> Result<(Changes, Vec<WireError>), WireError> {
    let value = json::parse(text)?;
    let object = successful(&value)?;
    let cursor = object.text("cursor", "where to read on, a text")?.into();
    let has_more = object.get("hasMore").and_then(Value::as_bool).unwrap_or(false);
    let mut changes = Changes { messages: Vec::new(), removals: Vec::new(), cursor, has_more };
    let mut errors = Vec::new();
    for (at, value) in object.list("messages", "the messages, a list")?.iter().enumerate() {
        let path = format!("messages[{at}]");
        match channel_of(value, &path).and_then(|channel| Ok((channel, entry(value, &path, &mut errors)?))) {
            Ok((channel, Entry::Message(message))) => changes.messages.push((channel, message)),
            Ok((channel, Entry::Deleted(removal))) => changes.removals.push((channel, removal)),
            Err(error) => errors.push(error),
        }
    }
    for (at, value) in object.get("deleted").and_then(Value::as_array).into_iter().flatten().enumerate() {
        let path = format!("deleted[{at}]");
        let read =
            channel_of(value, &path).and_then(|channel| Ok((channel, Object::of(value, &path)?.id("id")?.into())));
        match read {
            Ok((channel, id)) => changes.removals.push((channel, Removal { id })),
            Err(error) => errors.push(error),
        }
    }
    Ok((changes, errors))
}

/// Reads the results of a search, and the errors of messages that are not in it.
///
/// # Errors
/// It is not a list of messages.
pub fn found(text: &str) -> Result<(Found, Vec<WireError>), WireError> {
    let value = json::parse(text)?;
    let object = successful(&value)?;
    let list = object.list("messages", "the messages, a list")?;
    let has_more = object.get("hasMore").and_then(Value::as_bool).unwrap_or(false);
    let mut found = Found { hits: Vec::with_capacity(list.len()), has_more, last: None };
    let mut errors = Vec::new();
    for (at, value) in list.iter().enumerate() {
        let path = format!("messages[{at}]");
        found.last = Object::of(value, &path).and_then(|message| message.id("id")).ok().map(Into::into).or(found.last);
        match channel_of(value, &path).and_then(|channel| Ok((channel, entry(value, &path, &mut errors)?))) {
            Ok((Some(channel), Entry::Message(message))) => found.hits.push(Hit {
                channel,
                text: message.shared_text(),
                message: message.id,
                author: message.author,
                at: message.created_at,
            }),
            // Deleted, or without a channel: it cannot be opened.
            Ok(_) => {}
            Err(error) => errors.push(error),
        }
    }
    Ok((found, errors))
}

/// Reads the answer to a POST. A sender without a name is shown by the id, or by a question mark if there is none
/// either, until the event or the history brings the whole message.
///
/// # Errors
/// It does not say what was stored, so it is not known if anything was.
pub fn posted(text: &str) -> Result<Posted, WireError> {
    let value = json::parse(text)?;
    let stored = successful(&value)?;
    let stored = stored.get("message").ok_or_else(|| stored.wrong("message", "the message that was stored"))?;
    let stored = Object::of(stored, "message")?;
    let name = stored.text_or_none("senderName").and_then(shown_name).map(Arc::from);
    let is_deleted = stored.get("isDeleted").and_then(Value::as_bool) == Some(true);
    let text = match is_deleted {
        true => "".into(),
        false => (&*without_controls(stored.text("content", "what was written, a text")?)).into(),
    };
    Ok(Posted {
        id: stored.id("id")?.into(),
        text,
        author_name: name.or_else(|| stored.id("senderId").ok()).unwrap_or_else(|| "?".into()),
        created_at: instant(stored)?,
        // A field that cannot be read comes again with the message.
        attachments: stored.get("attachments").and_then(|list| attachments(list).ok()).unwrap_or_default(),
        rev: stored.get("rev").and_then(Value::as_u64),
        is_deleted,
    })
}

/// Reads the present version of a message that was changed, or was not because its content had changed meanwhile.
///
/// # Errors
/// It is not in the answer, so it is not known if anything was changed.
pub fn changed(text: &str) -> Result<Changed, WireError> {
    let value = json::parse(text)?;
    let answer = Object::of(&value, "")?;
    let message = answer.get("message").ok_or_else(|| answer.wrong("message", "the message as it is now"))?;
    match entry(message, "message", &mut Vec::new())? {
        Entry::Message(message) if is_failure(answer) => Ok(Changed::Conflict(message)),
        Entry::Message(message) => Ok(Changed::Done(message)),
        Entry::Deleted(_) => Err(answer.wrong("message", "a message that is not deleted")),
    }
}

/// Returns `true` if a refusal carries the message's present version.
#[must_use]
pub fn is_conflict(text: &str) -> bool {
    matches!(changed(text), Ok(Changed::Conflict(_)))
}

fn is_failure(answer: Object<'_>) -> bool {
    answer.get("error").is_some() || answer.get("success") == Some(&Value::Bool(false))
}

/// Reads the extensions that the backend offers; `None` if this is not the contract's answer, which means the
/// baseline.
#[must_use]
pub fn features(text: &str) -> Option<Vec<String>> {
    let value = json::parse(text).ok()?;
    if value.get("version")?.as_u64()? != 1 {
        return None;
    }
    Some(value.get("features")?.as_array()?.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Reads the limits for files, beside the features; `None` if the backend accepts none.
#[must_use]
pub fn file_limits(text: &str) -> Option<FileLimits> {
    let value = json::parse(text).ok()?;
    let limits = value.get("attachments")?;
    let max_count = limits.get("maxCount")?.as_u64().and_then(|count| usize::try_from(count).ok())?;
    Some(FileLimits { max_bytes: limits.get("maxBytes")?.as_u64()?, max_count })
}

/// Reads the id of a stored file.
///
/// # Errors
/// It is not in the answer.
pub fn uploaded(text: &str) -> Result<Arc<str>, WireError> {
    let value = json::parse(text)?;
    let answer = Object::of(&value, "")?;
    let stored = answer.get("attachment").ok_or_else(|| answer.wrong("attachment", "the file that was stored"))?;
    Object::of(stored, "attachment")?.id("id")
}

/// Returns `true` if the backend asks for the header that distinguishes the chat's POSTs from a cross-site form's,
/// for calls from another origin too.
#[must_use]
pub fn wants_csrf_header(text: &str) -> bool {
    json::parse(text).is_ok_and(|value| value.get("csrfHeader") == Some(&Value::Bool(true)))
}

/// Reads who the user is, and their own Pusher channel if there is one (`pusherChannel`).
///
/// # Errors
/// It has no id.
pub fn me(text: &str) -> Result<(Arc<Person>, Option<Arc<str>>), WireError> {
    let value = json::parse(text)?;
    let channel = value.get("pusherChannel").and_then(Value::as_str).filter(|name| name.starts_with("private-"));
    Ok((person::whole(&value, "")?, channel.map(Arc::from)))
}

/// Reads the channels of the workspace, and its name if there is one; of two channels with the same id, the first.
///
/// # Errors
/// It is not a list of channels, or one of them is invalid.
pub fn channels(text: &str) -> Result<(Vec<ChannelInfo>, Option<Arc<str>>), WireError> {
    let value = json::parse(text)?;
    let answer = successful(&value)?;
    let list = answer.list("channels", "the channels, a list")?;
    let mut channels: Vec<ChannelInfo> = Vec::with_capacity(list.len());
    for (at, value) in list.iter().enumerate() {
        let info = channel(value, &format!("channels[{at}]"))?;
        if channels.iter().all(|other| other.id != info.id) {
            channels.push(info);
        }
    }
    let name = answer.text_or_none("workspaceName").and_then(shown_name).map(Arc::from);
    Ok((channels, name))
}

/// Returns the text of `{"error": "text"}` on one line, or nothing. An HTML page has no text for a person.
#[must_use]
pub fn error_words(text: &str) -> String {
    let Ok(value) = json::parse(text) else { return String::new() };
    let words = value.get("error").and_then(Value::as_str).unwrap_or_default();
    if words.trim_start().starts_with('<') {
        return String::new();
    }
    one_line(words)
}

fn one_line(words: &str) -> String {
    let mut line = String::new();
    for word in words.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if let Some((cut, _)) = line.char_indices().nth(WORDS_LIMIT) {
        let last = line.char_indices().nth(WORDS_LIMIT - 1).map_or(cut, |(at, _)| at);
        line.truncate(last);
        line.push('…');
    }
    line
}

/// Returns the object of an answer that does not declare itself a failure.
fn successful(value: &Value) -> Result<Object<'_>, WireError> {
    let object = Object::of(value, "")?;
    if object.get("success").is_none_or(|success| *success == Value::Bool(true)) {
        return Ok(object);
    }
    let mut error = object.wrong("success", "true");
    if let Some(words) = object.text_or_none("error") {
        error.holds = format!("{}, with the error \"{}\"", error.holds, shortened(words));
    }
    Err(error)
}
