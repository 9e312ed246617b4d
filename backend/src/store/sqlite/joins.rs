//! Fields of messages from other rows: reactions and files, the messages that they reply to, the number of replies.
//!
//! Each is one query for a whole page, which gets the ids as a JSON list.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::attachments;
use super::list::list;
use crate::message::{Attachment, Message, Reaction, Reply};

/// Adds `reactions`, `attachments`, `reply` and `reply_count` to the messages.
pub fn join(connection: &Connection, messages: &mut [Message]) -> rusqlite::Result<()> {
    let ids = list(messages.iter().map(|message| &*message.id));
    let answered = list(messages.iter().filter_map(|message| message.reply_to.as_deref()));
    let mut reactions: HashMap<String, Vec<Reaction>> = HashMap::new();
    for (id, reaction) in rows(connection, REACTIONS, &ids, reaction)? {
        reactions.entry(id).or_default().push(reaction);
    }
    let mut files: HashMap<String, Vec<Attachment>> = HashMap::new();
    for (id, file) in rows(connection, attachments::OF_MESSAGES, &ids, attachments::read)? {
        files.entry(id).or_default().push(file);
    }
    let counts: HashMap<String, u32> =
        rows(connection, COUNTS, &ids, |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    let replies: HashMap<String, Reply> = rows(connection, ORIGINALS, &answered, reply)?.into_iter().collect();
    for message in messages {
        message.reactions = reactions.remove(&message.id).unwrap_or_default();
        message.attachments = files.remove(&message.id).unwrap_or_default();
        message.reply_count = counts.get(&message.id).copied().unwrap_or(0);
        let reply = |id: &String| replies.get(id).cloned().unwrap_or_else(|| Reply::deleted(id.clone()));
        message.reply = message.reply_to.as_ref().map(reply);
    }
    Ok(())
}

const REACTIONS: &str = "SELECT message_id, emoji, user_id, user_name FROM reactions
     WHERE message_id IN (SELECT value FROM json_each(?1)) ORDER BY rev";
const COUNTS: &str = "SELECT reply_to, count(*) FROM messages
     WHERE reply_to IN (SELECT value FROM json_each(?1)) GROUP BY reply_to";
const ORIGINALS: &str = "SELECT id, sender_name, content FROM messages
     WHERE id IN (SELECT value FROM json_each(?1))";

/// Runs a query over these ids; with none of them it has no rows.
fn rows<T>(
    connection: &Connection,
    sql: &str,
    ids: &str,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    if ids == "[]" {
        return Ok(Vec::new());
    }
    connection.prepare_cached(sql)?.query_map([ids], read)?.collect()
}

fn reaction(row: &Row<'_>) -> rusqlite::Result<(String, Reaction)> {
    Ok((row.get(0)?, Reaction { emoji: row.get(1)?, user_id: row.get(2)?, user_name: row.get(3)? }))
}

fn reply(row: &Row<'_>) -> rusqlite::Result<(String, Reply)> {
    let id: String = row.get(0)?;
    let content: String = row.get(2)?;
    Ok((id.clone(), Reply::of(id, row.get(1)?, &content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indexes_bound_what_is_joined() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chat.sqlite");
        let mut connection = Connection::open(&path).unwrap();
        super::super::migrate::migrate(&mut connection, &path).unwrap();
        for (query, table) in [
            (REACTIONS, "reactions"),
            (attachments::OF_MESSAGES, "attachments"),
            (COUNTS, "messages"),
            (ORIGINALS, "messages"),
        ] {
            let mut explained = connection.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
            let plan: Vec<String> =
                explained.query_map(["[]"], |row| row.get("detail")).unwrap().collect::<Result<_, _>>().unwrap();
            assert!(plan.iter().any(|step| step.starts_with(&format!("SEARCH {table} USING"))), "{plan:?}");
            assert!(!plan.contains(&format!("SCAN {table}")), "{plan:?}");
        }
    }
}
