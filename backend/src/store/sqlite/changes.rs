//! The feed: one counter per file is the `rev` of every change and its position in the feed.

use rusqlite::{Connection, params};

use super::rows::{COLUMNS, TOMBSTONE_COLUMNS, select, tombstones};
use crate::message::Message;
use crate::store::Changes;

/// The lowest revs above a position, read along the indexes `messages_by_rev` and `tombstones_by_rev`.
const LATER: &str = "WHERE workspace_id = ?1 AND rev > ?2 ORDER BY rev LIMIT ?3";

/// Takes the counter's next number.
pub fn next_rev(connection: &Connection) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("UPDATE feed SET position = position + 1 RETURNING position")?
        .query_row([], |row| row.get(0))
}

/// Returns the cursor of the present position.
pub fn cursor(connection: &Connection) -> rusqlite::Result<String> {
    Place::present(connection).map(|place| place.cursor())
}

/// Returns what changed after `since`; `None` if that is not a position of this file. Call it in a transaction, so
/// that the present position and the entries are from the same moment.
pub fn changes(
    connection: &Connection,
    workspace_id: &str,
    since: Option<&str>,
    limit: u32,
) -> rusqlite::Result<Option<Changes>> {
    let present = Place::present(connection)?;
    let since = match since {
        None => present.position,
        Some(cursor) => match present.earlier(cursor) {
            Some(position) => position,
            None => return Ok(None),
        },
    };
    // Asks for one more than needed, to find out if there are more.
    let values = params![workspace_id, since, limit + 1];
    let mut messages = select(connection, &message_query(), values)?;
    let mut deleted = tombstones(connection, &tombstone_query(), values)?;
    let rev = |message: &Message| message.rev.unwrap_or(0);
    let mut revs: Vec<i64> = messages.iter().map(rev).chain(deleted.iter().map(|gone| gone.rev)).collect();
    revs.sort_unstable();
    let limit = limit as usize;
    let has_more = revs.len() > limit;
    // A rev is used once, so the position of the last entry is exact.
    let last = if has_more { limit.checked_sub(1).and_then(|last| revs.get(last)) } else { None };
    let position = last.copied().unwrap_or(present.position);
    messages.retain(|message| rev(message) <= position);
    deleted.retain(|gone| gone.rev <= position);
    let cursor = Place { position, ..present }.cursor();
    Ok(Some(Changes { messages, deleted, cursor, has_more }))
}

fn message_query() -> String {
    format!("SELECT {COLUMNS} FROM messages {LATER}")
}

fn tombstone_query() -> String {
    format!("SELECT {TOMBSTONE_COLUMNS} FROM tombstones {LATER}")
}

/// A position in the feed of one database.
struct Place {
    database: String,
    position: i64,
}

impl Place {
    fn present(connection: &Connection) -> rusqlite::Result<Self> {
        connection
            .prepare_cached("SELECT database, position FROM feed")?
            .query_row([], |row| Ok(Self { database: row.get(0)?, position: row.get(1)? }))
    }

    fn cursor(&self) -> String {
        format!("{}.{}", self.database, self.position)
    }

    /// Returns a cursor's position, if it is of this database and no later than the present one.
    fn earlier(&self, cursor: &str) -> Option<i64> {
        let (database, position) = cursor.split_once('.')?;
        let position = position.parse().ok()?;
        (database == self.database && (0..=self.position).contains(&position)).then_some(position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cost of the feed must depend on what changed, not on what is stored.
    #[test]
    fn an_index_bounds_the_feed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chat.sqlite");
        let mut connection = Connection::open(&path).unwrap();
        super::super::migrate::migrate(&mut connection, &path).unwrap();
        for (query, index) in [(message_query(), "messages_by_rev"), (tombstone_query(), "tombstones_by_rev")] {
            let mut explained = connection.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
            let plan: Vec<String> = explained
                .query_map(params!["w", 7, 100], |row| row.get("detail"))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            // One line: a second one would mean a sort.
            let [search] = &plan[..] else { panic!("{plan:?}") };
            let bounds = format!("USING INDEX {index} (workspace_id=? AND rev>?)");
            assert!(search.starts_with("SEARCH") && search.ends_with(&bounds), "{search}");
        }
    }
}
