//! Messages and tombstones as rows.

use rusqlite::{Connection, Params, Row};

use super::joins;
use crate::message::{Message, Stored, Timestamp, Tombstone};

/// The columns that [`select`] expects, in its order.
pub const COLUMNS: &str = "id, workspace_id, channel_id, content, sender_id, sender_name, sender_avatar, created_at, \
                       client_id, rev, edited_at, edited_rev, reply_to";

/// The columns that [`tombstones`] expects, in its order.
pub const TOMBSTONE_COLUMNS: &str = "id, workspace_id, channel_id, sender_id, created_at, rev";

/// Runs a query whose rows are [`COLUMNS`], and adds the joined fields to the messages.
pub fn select(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Vec<Message>> {
    let mut messages: Vec<Message> =
        connection.prepare_cached(sql)?.query_map(values, message)?.collect::<Result<_, _>>()?;
    joins::join(connection, &mut messages)?;
    Ok(messages)
}

/// Runs a query whose rows are [`TOMBSTONE_COLUMNS`].
pub fn tombstones(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Vec<Tombstone>> {
    connection.prepare_cached(sql)?.query_map(values, tombstone)?.collect()
}

/// Returns the message with this id, or its tombstone.
pub fn find(connection: &Connection, id: &str) -> rusqlite::Result<Option<Stored>> {
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE id = ?1");
    if let Some(message) = select(connection, &sql, [id])?.pop() {
        return Ok(Some(Stored::Message(message.into())));
    }
    let sql = format!("SELECT {TOMBSTONE_COLUMNS} FROM tombstones WHERE id = ?1");
    Ok(tombstones(connection, &sql, [id])?.pop().map(Stored::Gone))
}

fn message(row: &Row<'_>) -> rusqlite::Result<Message> {
    let edited_rev = row.get(11)?;
    Ok(Message {
        id: row.get(0)?,
        workspace_id: row.get(1)?,
        channel_id: row.get(2)?,
        content: row.get(3)?,
        sender_id: row.get(4)?,
        sender_name: row.get(5)?,
        sender_avatar: row.get(6)?,
        created_at: Timestamp(row.get(7)?),
        client_id: row.get(8)?,
        rev: row.get(9)?,
        is_edited: edited_rev > 0,
        edited_at: row.get::<_, Option<i64>>(10)?.map(Timestamp),
        edited_rev,
        reply_to: row.get(12)?,
        ..Message::default()
    })
}

fn tombstone(row: &Row<'_>) -> rusqlite::Result<Tombstone> {
    Ok(Tombstone {
        id: row.get(0)?,
        workspace_id: row.get(1)?,
        channel_id: row.get(2)?,
        sender_id: row.get(3)?,
        created_at: Timestamp(row.get(4)?),
        rev: row.get(5)?,
    })
}
