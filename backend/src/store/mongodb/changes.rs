//! The feed: a change's position is its `updatedAt`, by the database's clock.
//!
//! Several processes write, so a change may become visible a little after one with a later `updatedAt`. A series of
//! answers therefore ends at the database's time before its first query, less a margin, and the next series lists
//! changes that became visible late. Within a series the position of the last entry is exact.

use futures_util::TryStreamExt;
use mongodb::bson::{Bson, DateTime, Document, doc};

use super::connection::Connection;
use super::{clock, documents, joins};
use crate::message::Stored;
use crate::store::{Changes, StoreError};

/// The longest that a change may take to become visible, in milliseconds.
const MARGIN: i64 = 10_000;

/// A position in the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    /// Where the series ends, in milliseconds since 1970.
    end: i64,
    /// The last entry, within a series: its `updatedAt` and id. Without it, the position is `end`.
    last: Option<(i64, String)>,
}

/// Returns the cursor of the present position. Call it before the first query that the cursor is for.
pub async fn cursor(connection: &Connection) -> Result<String, StoreError> {
    let now = clock::now(connection).await?;
    Ok(Place { end: now - MARGIN, last: None }.cursor(connection.name()))
}

/// Returns what changed after `since`; `None` if that is not a position of this collection, or later than the
/// present.
pub async fn changes(
    connection: &Connection,
    workspace_id: &str,
    since: Option<&str>,
    limit: u32,
) -> Result<Option<Changes>, StoreError> {
    let now = clock::now(connection).await?;
    let nothing = |end| Changes {
        messages: Vec::new(),
        deleted: Vec::new(),
        cursor: Place { end, last: None }.cursor(connection.name()),
        has_more: false,
    };
    let Some(since) = since else { return Ok(Some(nothing(now - MARGIN))) };
    let Some(place) = Place::parse(since, connection.name()).filter(|place| place.end <= now) else {
        return Ok(None);
    };
    let end = if place.last.is_some() { place.end } else { place.end.max(now - MARGIN) };
    let limit = limit as usize;
    let mut entries = Vec::new();
    for workspace_id in documents::forms(workspace_id) {
        // Asks for one more than needed, to find out if there are more.
        entries.append(&mut later(connection, &workspace_id, &place, limit + 1).await?);
    }
    entries.sort_by_cached_key(key);
    let has_more = entries.len() > limit;
    entries.truncate(limit);
    let last = if has_more { entries.last().map(key) } else { None };
    let (mut messages, mut deleted) = (Vec::new(), Vec::new());
    // A document without a time is not in any history either.
    for entry in entries.iter().filter(|entry| entry.get_datetime("createdAt").is_ok()) {
        match documents::stored(entry) {
            Stored::Message(message) => messages.push(*message),
            Stored::Gone(tombstone) => deleted.push(tombstone),
        }
    }
    joins::join(connection, &mut messages).await?;
    let cursor = Place { end, last }.cursor(connection.name());
    Ok(Some(Changes { messages, deleted, cursor, has_more }))
}

fn key(document: &Document) -> (i64, String) {
    (documents::rev(document), documents::text(document, "_id"))
}

/// Returns the first documents after the position. Two queries, since an `$or` could not be read along the index.
async fn later(
    connection: &Connection,
    workspace_id: &Bson,
    place: &Place,
    limit: usize,
) -> Result<Vec<Document>, StoreError> {
    let mut found = Vec::new();
    for range in place.ranges(workspace_id) {
        // The driver takes a limit of 0 as no limit.
        let Some(rest @ 1..) = limit.checked_sub(found.len()) else { break };
        let mut documents: Vec<Document> = connection
            .run(|collection| async move {
                collection.find(range).sort(order()).limit(rest as i64).await?.try_collect().await
            })
            .await?;
        found.append(&mut documents);
    }
    Ok(found)
}

fn order() -> Document {
    doc! { "updatedAt": 1, "_id": 1 }
}

impl Place {
    /// Matches what comes after this position.
    fn ranges(&self, workspace_id: &Bson) -> Vec<Document> {
        let at = DateTime::from_millis(self.last.as_ref().map_or(self.end, |(at, _)| *at));
        let same_instant = self.last.as_ref().map(|(_, id)| {
            doc! { "workspaceId": workspace_id, "updatedAt": at, "_id": { "$gt": documents::id(id) } }
        });
        let later = doc! { "workspaceId": workspace_id, "updatedAt": { "$gt": at } };
        same_instant.into_iter().chain([later]).collect()
    }

    fn cursor(&self, name: &str) -> String {
        match &self.last {
            None => format!("{name}.{}", self.end),
            Some((at, id)) => format!("{name}.{}.{at}.{id}", self.end),
        }
    }

    fn parse(cursor: &str, name: &str) -> Option<Self> {
        let mut parts = cursor.splitn(4, '.');
        if parts.next() != Some(name) {
            return None;
        }
        let end = parts.next()?.parse().ok()?;
        let Some(at) = parts.next() else { return Some(Self { end, last: None }) };
        Some(Self { end, last: Some((at.parse().ok()?, parts.next()?.to_owned())) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_is_of_one_collection() {
        for last in [None, Some((5, "6b05f18d5513168ca3a710e7".to_owned())), Some((5, "a.b".to_owned()))] {
            let place = Place { end: 7, last };
            let cursor = place.cursor("name");
            assert_eq!(Place::parse(&cursor, "name"), Some(place));
            assert_eq!(Place::parse(&cursor, "other"), None);
        }
        for text in ["", "name", "name.", "name.x", "name.7.5", "name.7.x.id"] {
            assert_eq!(Place::parse(text, "name"), None, "{text:?}");
        }
    }
}
