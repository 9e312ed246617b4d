//! A message as a row.

use rusqlite::{Connection, Params, Row};

use crate::message::{Message, Timestamp};

/// The columns that [`select`] expects, in its order.
pub const COLUMNS: &str = "id, workspace_id, channel_id, content, sender_id, sender_name, \
                       sender_avatar, created_at, client_id";

/// Runs a query whose rows are [`COLUMNS`].
pub fn select(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Vec<Message>> {
    connection.prepare_cached(sql)?.query_map(values, message)?.collect()
}

fn message(row: &Row<'_>) -> rusqlite::Result<Message> {
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
    })
}
