//! Stores a new message, in the writer's transaction.

use rusqlite::{Connection, params};

use super::attachments;
use super::changes::next_rev;
use super::rows::{self, COLUMNS, TOMBSTONE_COLUMNS, select};
use super::search;
use crate::message::{Stored, Timestamp};
use crate::store::{NewMessage, Outcome, Sequence};

/// Stores a message. Returns it as it is stored now, even if it was stored before.
pub fn insert(connection: &Connection, sequence: &mut Sequence, new: NewMessage) -> rusqlite::Result<Outcome> {
    if let Some(client_id) = &new.client_id
        && let Some(first) = sent_before(connection, &new.sender_id, client_id)?
    {
        return Ok(Outcome::Done(first));
    }
    let file_ids: Vec<String> = new.attachments.iter().filter_map(|file| file.id.clone()).collect();
    if !attachments::uses(connection, &file_ids)?.is_empty() {
        return Ok(Outcome::FileInUse);
    }
    let (created_at, id) = sequence.next(Timestamp::now());
    let position = search::add(connection, &id, &new)?;
    connection
        .prepare_cached(&format!(
            "INSERT INTO messages ({COLUMNS}, position)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL, 0, ?11, ?12)"
        ))?
        .execute(params![
            id,
            new.workspace_id,
            new.channel_id,
            new.content,
            new.sender_id,
            new.sender_name,
            new.sender_avatar,
            created_at.0,
            new.client_id,
            next_rev(connection)?,
            new.reply_to,
            position,
        ])?;
    attachments::insert(connection, &id, &new.attachments)?;
    rows::find(connection, &id)?.map(Outcome::Done).ok_or(rusqlite::Error::QueryReturnedNoRows)
}

/// Returns the message that this sender has sent with this id, or its tombstone.
pub fn sent_before(connection: &Connection, sender_id: &str, client_id: &str) -> rusqlite::Result<Option<Stored>> {
    let sql = format!("SELECT {COLUMNS} FROM messages WHERE sender_id = ?1 AND client_id = ?2");
    if let Some(message) = select(connection, &sql, [sender_id, client_id])?.pop() {
        return Ok(Some(Stored::Message(message.into())));
    }
    let sql = format!("SELECT {TOMBSTONE_COLUMNS} FROM tombstones WHERE sender_id = ?1 AND client_id = ?2");
    Ok(rows::tombstones(connection, &sql, [sender_id, client_id])?.pop().map(Stored::Gone))
}
