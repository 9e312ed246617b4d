//! The search index. Code that stores, edits or deletes a message calls this in the same transaction.

use rusqlite::{Connection, OptionalExtension, params};

use crate::fold::fold;
use crate::store::NewMessage;

/// Appended to each text in the index, so that its last characters begin a trigram too. No word of a query has a
/// space.
const PADDING: &str = "  ";
/// How many messages are indexed per transaction when a file is migrated.
const BATCH: usize = 10_000;

/// Adds a message to the index that is about to be stored. Returns its position.
pub fn add(connection: &Connection, id: &str, new: &NewMessage) -> rusqlite::Result<i64> {
    index(connection, [id, &new.workspace_id, &new.channel_id, &new.sender_id], &new.content)
}

/// Updates the text of the message with this id.
pub fn edit(connection: &Connection, id: &str, content: &str) -> rusqlite::Result<()> {
    let Some(position) = position(connection, id)? else { return Ok(()) };
    take_out(connection, position)?;
    let folded = indexed(content);
    connection
        .prepare_cached("UPDATE search_texts SET folded = ?2 WHERE position = ?1")?
        .execute(params![position, folded])?;
    put_in(connection, position, &folded)
}

/// Removes the message with this id, which is about to be deleted. Returns its position.
pub fn remove(connection: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
    let Some(position) = position(connection, id)? else { return Ok(None) };
    take_out(connection, position)?;
    connection.prepare_cached("DELETE FROM search_texts WHERE position = ?1")?.execute([position])?;
    Ok(Some(position))
}

/// Indexes messages that were stored without an index: all of an older file, and those that an older release has
/// added since. Returns their number.
pub fn catch_up(connection: &mut Connection) -> rusqlite::Result<usize> {
    let mut count = 0;
    loop {
        let transaction = connection.transaction()?;
        let missing: Vec<[String; 5]> = transaction
            .prepare(
                "SELECT id, workspace_id, channel_id, sender_id, content FROM messages
                 WHERE position IS NULL ORDER BY created_at, id LIMIT ?1",
            )?
            .query_map([BATCH as i64], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]))?
            .collect::<Result<_, _>>()?;
        if missing.is_empty() {
            return Ok(count);
        }
        for [id, workspace_id, channel_id, sender_id, content] in &missing {
            let position = index(&transaction, [id, workspace_id, channel_id, sender_id], content)?;
            transaction
                .prepare_cached("UPDATE messages SET position = ?2 WHERE id = ?1")?
                .execute(params![id, position])?;
        }
        transaction.commit()?;
        count += missing.len();
    }
}

fn index(connection: &Connection, of: [&str; 4], content: &str) -> rusqlite::Result<i64> {
    let folded = indexed(content);
    let [id, workspace_id, channel_id, sender_id] = of;
    connection
        .prepare_cached(
            "INSERT INTO search_texts (id, workspace_id, channel_id, sender_id, folded) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![id, workspace_id, channel_id, sender_id, folded])?;
    let position = connection.last_insert_rowid();
    put_in(connection, position, &folded)?;
    Ok(position)
}

fn indexed(content: &str) -> String {
    fold(content) + PADDING
}

fn put_in(connection: &Connection, position: i64, folded: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO search_index (rowid, folded) VALUES (?1, ?2)")?
        .execute(params![position, folded])?;
    Ok(())
}

/// The index finds an entry by its text.
fn take_out(connection: &Connection, position: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO search_index (search_index, rowid, folded)
             SELECT 'delete', position, folded FROM search_texts WHERE position = ?1",
        )?
        .execute([position])?;
    Ok(())
}

fn position(connection: &Connection, id: &str) -> rusqlite::Result<Option<i64>> {
    let found: Option<Option<i64>> = connection
        .prepare_cached("SELECT position FROM messages WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(found.flatten())
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A file with the present tables.
    pub fn file() -> (tempfile::TempDir, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chat.sqlite");
        let mut connection = Connection::open(&path).unwrap();
        super::super::super::migrate::migrate(&mut connection, &path).unwrap();
        (folder, connection)
    }

    /// Stores a message by Ada in #general.
    pub fn store(connection: &Connection, id: &str, content: &str) {
        let position = index(connection, [id, "w", "general", "ada"], content).unwrap();
        connection
            .execute(
                "INSERT INTO messages (id, workspace_id, channel_id, content, sender_id, sender_name, sender_avatar,
                 created_at, position) VALUES (?1, 'w', 'general', ?2, 'ada', 'Ada', '', ?3, ?3)",
                params![id, content, position],
            )
            .unwrap();
    }

    #[test]
    fn nothing_of_a_removed_text_is_left_in_the_index() {
        let (_folder, connection) = file();
        let holds = |piece: &str| {
            let mut blocks = connection.prepare("SELECT block FROM search_index_data").unwrap();
            let blocks: Vec<Vec<u8>> = blocks.query_map([], |row| row.get(0)).unwrap().flatten().collect();
            blocks.iter().any(|block| block.windows(piece.len()).any(|bytes| bytes == piece.as_bytes()))
        };
        store(&connection, "a", "xyzzy");
        store(&connection, "b", "other");
        assert!(holds("xyz") && holds("oth"));
        remove(&connection, "a").unwrap();
        assert!(!holds("xyz") && !holds("zzy") && holds("oth"));
    }
}
