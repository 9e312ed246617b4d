//! Messages, reactions and tombstones as rows.

use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::message::{Message, Reaction, Reply, Stored, Timestamp, Tombstone};

/// The columns that [`select`] expects, in its order.
pub const COLUMNS: &str = "id, workspace_id, channel_id, content, sender_id, sender_name, sender_avatar, created_at, \
                       client_id, rev, edited_at, edited_rev, reply_to";

/// The columns that [`tombstones`] expects, in its order.
pub const TOMBSTONE_COLUMNS: &str = "id, workspace_id, channel_id, sender_id, created_at, rev";

/// Runs a query whose rows are [`COLUMNS`], and adds reactions and what is joined to the messages.
pub fn select(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Vec<Message>> {
    let mut messages: Vec<Message> =
        connection.prepare_cached(sql)?.query_map(values, message)?.collect::<Result<_, _>>()?;
    for message in &mut messages {
        join(connection, message)?;
    }
    Ok(messages)
}

/// Runs a query whose rows are [`TOMBSTONE_COLUMNS`].
pub fn tombstones(connection: &Connection, sql: &str, values: impl Params) -> rusqlite::Result<Vec<Tombstone>> {
    connection.prepare_cached(sql)?.query_map(values, tombstone)?.collect()
}

/// The message of this id, or what is left of it.
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

/// Adds what other rows say of a message: its reactions, the message that it answers, the count of answers.
fn join(connection: &Connection, message: &mut Message) -> rusqlite::Result<()> {
    message.reactions = connection
        .prepare_cached("SELECT emoji, user_id, user_name FROM reactions WHERE message_id = ?1 ORDER BY rev")?
        .query_map([&message.id], |row| {
            Ok(Reaction { emoji: row.get(0)?, user_id: row.get(1)?, user_name: row.get(2)? })
        })?
        .collect::<Result<_, _>>()?;
    message.reply = message.reply_to.clone().map(|id| reply(connection, id)).transpose()?;
    message.reply_count = connection
        .prepare_cached("SELECT count(*) FROM messages WHERE reply_to = ?1")?
        .query_row([&message.id], |row| row.get(0))?;
    Ok(())
}

fn reply(connection: &Connection, id: String) -> rusqlite::Result<Reply> {
    let original = connection
        .prepare_cached("SELECT sender_name, content FROM messages WHERE id = ?1")?
        .query_row([&id], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    Ok(match original {
        Some((sender_name, content)) => Reply::of(id, sender_name, &content),
        None => Reply::deleted(id),
    })
}
