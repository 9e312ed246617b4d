//! Request bodies and queries for the REST backend.

use std::sync::Arc;

use super::written::Written;
use crate::model::history::{Cursor, LARGEST_PAGE, PageQuery};
use crate::model::message::ChannelId;
use crate::model::reading::Position;
use crate::model::search::{PAGE_SIZE, SearchCall};

/// The body of a POST of a message; `client_id` and `reply_to` only if the backend has those extensions.
#[must_use]
pub fn post(
    config_workspace: &str,
    channel: &ChannelId,
    text: &str,
    client_id: Option<&str>,
    reply_to: Option<&str>,
    attachments: &[Arc<str>],
) -> String {
    let mut body = Written::new();
    body.text("content", text);
    body.text("workspaceId", config_workspace);
    body.text("channelId", channel);
    if let Some(client_id) = client_id {
        body.text("clientId", client_id);
    }
    if let Some(reply_to) = reply_to {
        body.text("replyTo", reply_to);
    }
    if !attachments.is_empty() {
        body.texts("attachments", attachments);
    }
    body.finish()
}

/// The body of a PATCH of a message: its new text, and the `rev` that was edited, if the backend counts.
#[must_use]
pub fn edit(text: &str, rev: Option<u64>) -> String {
    let mut body = Written::new();
    body.text("content", text);
    if let Some(rev) = rev {
        body.json("rev", &rev.to_string());
    }
    body.finish()
}

/// The body of a POST which says that the user types, or has stopped.
#[must_use]
pub fn typing(workspace: &str, channel: &ChannelId, is_typing: bool) -> String {
    let mut body = Written::new();
    body.text("workspaceId", workspace);
    body.text("channelId", channel);
    body.json("isTyping", if is_typing { "true" } else { "false" });
    body.finish()
}

/// The body of a PUT of a reading position.
#[must_use]
pub fn read(workspace: &str, position: &Position) -> String {
    let (name, message) = match position {
        Position::ReadUpTo(message) => ("messageId", message),
        Position::UnreadFrom(message) => ("unreadFrom", message),
    };
    let mut body = Written::new();
    body.text("workspaceId", workspace);
    body.text(name, message);
    body.finish()
}

/// The names and values of the query for a page of the history, not yet URL-encoded.
#[must_use]
pub fn page_query(workspace: &str, channel: &ChannelId, query: &PageQuery) -> Vec<(&'static str, String)> {
    let mut pairs = vec![
        ("workspaceId", workspace.to_owned()),
        ("channelId", channel.to_string()),
        ("limit", query.limit.to_string()),
    ];
    match &query.cursor {
        Cursor::Newest => {}
        Cursor::Before(at) => pairs.push(("before", at.to_iso())),
        Cursor::After(key) => pairs.push(("after", key.id.to_string())),
        Cursor::Around(id) => pairs.push(("around", id.to_string())),
    }
    pairs
}

/// The names and values of the query for the feed of changes, not yet URL-encoded.
#[must_use]
pub fn changes_query(workspace: &str, since: &str) -> Vec<(&'static str, String)> {
    vec![("workspaceId", workspace.to_owned()), ("since", since.to_owned()), ("limit", LARGEST_PAGE.to_string())]
}

/// The names and values of the query for a search, not yet URL-encoded.
#[must_use]
pub fn search_query(workspace: &str, call: &SearchCall) -> Vec<(&'static str, String)> {
    let mut pairs =
        vec![("workspaceId", workspace.to_owned()), ("q", call.words.clone()), ("limit", PAGE_SIZE.to_string())];
    pairs.extend(call.channel.as_ref().map(|id| ("channelId", id.to_string())));
    pairs.extend(call.sender.as_ref().map(|id| ("senderId", id.to_string())));
    pairs.extend(call.before.as_ref().map(|id| ("before", id.to_string())));
    pairs
}
