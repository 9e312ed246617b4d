//! The files of messages as rows.

use rusqlite::{Connection, Row, params};

use super::list::list;
use crate::message::Attachment;
use crate::store::FileUse;

/// Returns the files of these messages, in order.
pub const OF_MESSAGES: &str =
    "SELECT message_id, id, kind, url, name, size, mime, width, height, alt, thumbhash FROM attachments
     WHERE message_id IN (SELECT value FROM json_each(?1)) ORDER BY message_id, position";

/// Reads a row of [`OF_MESSAGES`].
pub fn read(row: &Row<'_>) -> rusqlite::Result<(String, Attachment)> {
    let file = Attachment {
        id: row.get(1)?,
        kind: row.get(2)?,
        url: row.get(3)?,
        name: row.get(4)?,
        size: row.get(5)?,
        mime: row.get(6)?,
        width: row.get(7)?,
        height: row.get(8)?,
        alt: row.get(9)?,
        thumbhash: row.get(10)?,
    };
    Ok((row.get(0)?, file))
}

/// Stores the files of a new message.
pub fn insert(connection: &Connection, message_id: &str, files: &[Attachment]) -> rusqlite::Result<()> {
    for (position, file) in files.iter().enumerate() {
        let position = position as i64;
        connection
            .prepare_cached(
                "INSERT INTO attachments
                     (id, message_id, position, kind, url, name, size, mime, width, height, alt, thumbhash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                file.id,
                message_id,
                position,
                file.kind,
                file.url,
                file.name,
                file.size,
                file.mime,
                file.width,
                file.height,
                file.alt,
                file.thumbhash,
            ])?;
    }
    Ok(())
}

/// Removes the files of a message.
pub fn remove(connection: &Connection, message_id: &str) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM attachments WHERE message_id = ?1")?.execute([message_id]).map(drop)
}

/// Returns those of the files that a message uses.
pub fn uses(connection: &Connection, ids: &[String]) -> rusqlite::Result<Vec<FileUse>> {
    let found = |row: &Row<'_>| Ok(FileUse { file_id: row.get(0)?, workspace_id: row.get(1)? });
    connection
        .prepare_cached(
            "SELECT attachments.id, messages.workspace_id FROM attachments
             JOIN messages ON messages.id = attachments.message_id
             WHERE attachments.id IN (SELECT value FROM json_each(?1))",
        )?
        .query_map([list(ids.iter().map(String::as_str))], found)?
        .collect()
}
