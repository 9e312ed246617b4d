//! How far people have read, as rows.

use async_trait::async_trait;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::SqliteStore;
use super::page::place_of;
use crate::limits::UNREAD_MAX;
use crate::message::Timestamp;
use crate::store::{Mark, Marked, Reader, Reading, StoreError, Unread};

/// A position in the order of a channel.
type Place = (i64, String);

#[async_trait]
impl Reading for SqliteStore {
    async fn mark(&self, reader: Reader, mark: Mark) -> Result<Option<Marked>, StoreError> {
        // Not the readers' connection, because a mark waits for the writer.
        super::on(&self.marks, move |connection| set(connection, &reader, &mark)).await
    }

    async fn unread(&self, reader: Reader) -> Result<Unread, StoreError> {
        self.read(move |connection| unread(connection, &reader)).await
    }
}

fn set(connection: &Connection, reader: &Reader, mark: &Mark) -> rusqlite::Result<Option<Marked>> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let (Mark::Read(id) | Mark::UnreadFrom(id)) = mark;
    let Some(created_at) = place_of(&transaction, &reader.channel, id)? else { return Ok(None) };
    let before = position(&transaction, reader)?;
    let place = match mark {
        Mark::Read(id) => (created_at, id.clone()),
        Mark::UnreadFrom(id) => previous(&transaction, reader, (created_at, id))?.unwrap_or_default(),
    };
    let has_moved = match (&before, mark) {
        (None, _) => true,
        (Some(before), Mark::Read(_)) => place > *before,
        (Some(before), Mark::UnreadFrom(_)) => place != *before,
    };
    let place = if has_moved { place } else { before.unwrap_or(place) };
    if has_moved {
        transaction
            .prepare_cached(
                "INSERT INTO read_positions (user_id, workspace_id, channel_id, created_at, message_id, since)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET created_at = excluded.created_at, message_id = excluded.message_id",
            )?
            .execute(params![
                reader.user_id,
                reader.channel.workspace_id,
                reader.channel.channel_id,
                place.0,
                place.1,
                Timestamp::now().0
            ])?;
    }
    transaction.commit()?;
    Ok(Some(Marked { last_read_id: Some(place.1).filter(|id| !id.is_empty()), has_moved }))
}

fn position(connection: &Connection, reader: &Reader) -> rusqlite::Result<Option<Place>> {
    connection
        .prepare_cached(
            "SELECT created_at, message_id FROM read_positions
             WHERE user_id = ?1 AND workspace_id = ?2 AND channel_id = ?3",
        )?
        .query_row(params![reader.user_id, reader.channel.workspace_id, reader.channel.channel_id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()
}

/// Returns the message right before a position.
fn previous(connection: &Connection, reader: &Reader, (at, id): (i64, &str)) -> rusqlite::Result<Option<Place>> {
    connection
        .prepare_cached(
            "SELECT created_at, id FROM messages
             WHERE workspace_id = ?1 AND channel_id = ?2 AND (created_at, id) < (?3, ?4)
             ORDER BY created_at DESC, id DESC LIMIT 1",
        )?
        .query_row(params![reader.channel.workspace_id, reader.channel.channel_id, at, id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()
}

fn unread(connection: &Connection, reader: &Reader) -> rusqlite::Result<Unread> {
    let position = position(connection, reader)?;
    let last_read_id = position.as_ref().map(|(_, id)| id.clone()).filter(|id| !id.is_empty());
    let place = match position {
        Some(place) => place,
        None => {
            let since: Option<i64> = connection
                .prepare_cached("SELECT min(since) FROM read_positions WHERE user_id = ?1 AND workspace_id = ?2")?
                .query_row(params![reader.user_id, reader.channel.workspace_id], |row| row.get(0))?;
            // A person who has read nothing yet has no unread messages, instead of all.
            let Some(since) = since else { return Ok(Unread::default()) };
            (since, String::new())
        }
    };
    let texts: Vec<String> = connection
        .prepare_cached(LATER)?
        .query_map(
            params![
                reader.channel.workspace_id,
                reader.channel.channel_id,
                place.0,
                place.1,
                reader.user_id,
                UNREAD_MAX as i64
            ],
            |row| row.get(0),
        )?
        .collect::<Result<_, _>>()?;
    Ok(Unread::of(last_read_id, &reader.name, &texts))
}

const LATER: &str = "SELECT content FROM messages
     WHERE workspace_id = ?1 AND channel_id = ?2 AND (created_at, id) > (?3, ?4) AND sender_id <> ?5
     ORDER BY created_at, id LIMIT ?6";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_bounds_what_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chat.sqlite");
        let mut connection = Connection::open(&path).unwrap();
        super::super::migrate::migrate(&mut connection, &path).unwrap();
        let mut explained = connection.prepare(&format!("EXPLAIN QUERY PLAN {LATER}")).unwrap();
        let plan: Vec<String> = explained
            .query_map(params!["w", "general", 7, "id", "ada", 100], |row| row.get("detail"))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(plan.len(), 1, "{plan:?}");
        assert!(
            plan[0].contains("messages_in_order (workspace_id=? AND channel_id=? AND (created_at,id)>(?,?))"),
            "{plan:?}"
        );
    }
}
