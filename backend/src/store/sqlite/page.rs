//! Pages of a channel, read along the index `messages_in_order`.

use rusqlite::{Connection, OptionalExtension, params};

use super::rows::{COLUMNS, select};
use crate::message::Message;
use crate::store::{ChannelKey, Cursor, Page, before_it};

/// Returns a page, or `None` if the cursor names a message that the channel does not have.
pub fn page(
    connection: &Connection,
    channel: &ChannelKey,
    cursor: &Cursor,
    limit: u32,
) -> rusqlite::Result<Option<Page>> {
    match cursor {
        Cursor::Newest => before(connection, channel, i64::MAX, limit).map(Some),
        Cursor::Before(instant) => before(connection, channel, instant.0, limit).map(Some),
        Cursor::After(id) => after(connection, channel, id, limit),
        Cursor::Around(id) => around(connection, channel, id, limit),
    }
}

fn before(connection: &Connection, channel: &ChannelKey, instant: i64, limit: u32) -> rusqlite::Result<Page> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages
         WHERE workspace_id = ?1 AND channel_id = ?2 AND created_at < ?3
         ORDER BY created_at DESC, id DESC LIMIT ?4"
    );
    let mut messages = select(connection, &sql, params![channel.workspace_id, channel.channel_id, instant, limit])?;
    messages.reverse();
    Ok(Page::of(messages))
}

fn after(connection: &Connection, channel: &ChannelKey, id: &str, limit: u32) -> rusqlite::Result<Option<Page>> {
    let Some(created_at) = place_of(connection, channel, id)? else {
        return Ok(None);
    };
    // Asks for one more than needed, to find out if there are more.
    let mut messages = later(connection, channel, created_at, id, limit + 1)?;
    let has_more = Some(messages.len() > limit as usize);
    messages.truncate(limit as usize);
    Ok(Some(Page { has_more, ..Page::of(messages) }))
}

fn around(connection: &Connection, channel: &ChannelKey, id: &str, limit: u32) -> rusqlite::Result<Option<Page>> {
    let Some(created_at) = instant_of(connection, channel, id)? else {
        return Ok(None);
    };
    let up_to_it = before_it(limit) + 1;
    let sql = format!(
        "SELECT {COLUMNS} FROM messages
         WHERE workspace_id = ?1 AND channel_id = ?2 AND (created_at, id) <= (?3, ?4)
         ORDER BY created_at DESC, id DESC LIMIT ?5"
    );
    let values = params![channel.workspace_id, channel.channel_id, created_at, id, up_to_it];
    let mut messages = select(connection, &sql, values)?;
    messages.reverse();
    messages.extend(later(connection, channel, created_at, id, limit.saturating_sub(up_to_it))?);
    Ok(Some(Page::of(messages)))
}

/// Returns when this message was stored; `None` if the channel does not have it, or it was deleted.
fn instant_of(connection: &Connection, channel: &ChannelKey, id: &str) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached(
            "SELECT created_at FROM messages
             WHERE id = ?1 AND workspace_id = ?2 AND channel_id = ?3",
        )?
        .query_row(params![id, channel.workspace_id, channel.channel_id], |row| row.get(0))
        .optional()
}

/// The same for a message that may have been deleted, which is still a position in the order.
pub fn place_of(connection: &Connection, channel: &ChannelKey, id: &str) -> rusqlite::Result<Option<i64>> {
    if let Some(instant) = instant_of(connection, channel, id)? {
        return Ok(Some(instant));
    }
    connection
        .prepare_cached(
            "SELECT created_at FROM tombstones
             WHERE id = ?1 AND workspace_id = ?2 AND channel_id = ?3",
        )?
        .query_row(params![id, channel.workspace_id, channel.channel_id], |row| row.get(0))
        .optional()
}

/// Returns the oldest messages after this position, oldest first.
fn later(
    connection: &Connection,
    channel: &ChannelKey,
    created_at: i64,
    id: &str,
    limit: u32,
) -> rusqlite::Result<Vec<Message>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM messages
         WHERE workspace_id = ?1 AND channel_id = ?2 AND (created_at, id) > (?3, ?4)
         ORDER BY created_at, id LIMIT ?5"
    );
    select(connection, &sql, params![channel.workspace_id, channel.channel_id, created_at, id, limit])
}
