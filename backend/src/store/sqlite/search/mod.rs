//! Search with an index of the trigrams of folded texts. Shorter words are looked for in the newest texts, then by
//! the trigrams that begin with them.
//!
//! A message's `position` is its row in the index, and its position in the order of results.

mod index;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

pub use self::index::{add, catch_up, edit, remove};
use super::rows::{COLUMNS, select};
use crate::message::Message;
use crate::store::{Found, Search};

/// The shortest piece of text in the index, in characters.
const TRIGRAM: usize = 3;
/// How many of the newest texts are read for shorter words: a frequent word soon fills a page.
const NEWEST: i64 = 5_000;
/// By how many trigrams a shorter word is looked for at most. A word that begins more of them is so frequent that
/// reading the texts is cheaper.
const MOST_TERMS: usize = 1_000;

/// Returns the position of a message of this workspace, even if it was deleted.
fn place(connection: &Connection, search: &Search, id: &str) -> rusqlite::Result<Option<i64>> {
    for table in ["messages", "tombstones"] {
        let sql = format!("SELECT position FROM {table} WHERE id = ?1 AND workspace_id = ?2");
        let found: Option<Option<i64>> = connection
            .prepare_cached(&sql)?
            .query_row(params![id, search.workspace_id], |row| row.get(0))
            .optional()?;
        if let Some(position) = found {
            return Ok(position);
        }
    }
    Ok(None)
}

/// Searches. Returns `None` if `before` is not a message of the workspace.
pub fn search(connection: &Connection, search: &Search) -> rusqlite::Result<Option<Found>> {
    let before = match &search.before {
        None => i64::MAX,
        Some(id) => match place(connection, search, id)? {
            Some(position) => position,
            None => return Ok(None),
        },
    };
    let mut ids = ids(connection, search, before)?;
    let limit = search.limit as usize;
    let has_more = ids.len() > limit;
    ids.truncate(limit);
    let sql =
        format!("SELECT {COLUMNS} FROM messages WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY position DESC");
    let messages: Vec<Message> = select(connection, &sql, [serde_json::json!(ids).to_string()])?;
    Ok(Some(Found { messages, has_more }))
}

/// Returns the ids of the results, newest first, with one more than asked for.
fn ids(connection: &Connection, search: &Search, before: i64) -> rusqlite::Result<Vec<String>> {
    let words = Words::of(search);
    if !words.long.is_empty() {
        return run(connection, search, (0, before), &words);
    }
    let newest: Option<i64> =
        connection.prepare_cached("SELECT max(position) FROM search_texts")?.query_row([], |row| row.get(0))?;
    let from = before.min(newest.unwrap_or(0) + 1).saturating_sub(NEWEST);
    let found = run(connection, search, (from, before), &words)?;
    if found.len() > search.limit as usize || from <= 0 {
        return Ok(found);
    }
    match words.by_terms(connection)? {
        Terms::None => Ok(Vec::new()),
        Terms::Some(words) => run(connection, search, (0, before), &words),
        Terms::TooMany => run(connection, search, (0, before), &words),
    }
}

/// The words of a query, by the way in which they are looked for.
struct Words {
    /// Alternatives in the index; a text must have one from each list.
    long: Vec<Vec<String>>,
    /// Compared with each text.
    short: Vec<String>,
}

/// The trigrams for the rarest of some short words.
enum Terms {
    /// One of the words occurs nowhere.
    None,
    Some(Words),
    TooMany,
}

impl Words {
    fn of(search: &Search) -> Self {
        let (long, short): (Vec<String>, Vec<String>) =
            search.words.folded().partition(|word| word.chars().count() >= TRIGRAM);
        Self { long: long.into_iter().map(|word| vec![word]).collect(), short }
    }

    fn by_terms(&self, connection: &Connection) -> rusqlite::Result<Terms> {
        let mut rarest: Option<(&String, Vec<String>)> = None;
        for word in &self.short {
            let terms: Vec<String> = connection
                .prepare_cached("SELECT term FROM search_terms WHERE term >= ?1 AND term < ?2 LIMIT ?3")?
                .query_map(params![word, format!("{word}\u{10ffff}"), MOST_TERMS as i64 + 1], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            if terms.is_empty() {
                return Ok(Terms::None);
            }
            if rarest.as_ref().is_none_or(|(_, rare)| terms.len() < rare.len()) {
                rarest = Some((word, terms));
            }
        }
        Ok(match rarest {
            Some((word, terms)) if terms.len() <= MOST_TERMS => {
                let short = self.short.iter().filter(|other| *other != word).cloned().collect();
                Terms::Some(Self { long: vec![terms], short })
            }
            _ => Terms::TooMany,
        })
    }
}

fn run(connection: &Connection, search: &Search, span: (i64, i64), words: &Words) -> rusqlite::Result<Vec<String>> {
    let (sql, values) = query(search, span, words);
    connection.prepare_cached(&sql)?.query_map(params_from_iter(values), |row| row.get(0))?.collect()
}

/// Returns the statement that finds the ids within a range of positions, and its parameters.
///
/// It never sorts: rows come in the order of their position, and the statement ends at its limit. Unlike `LIKE`,
/// `instr` has no wildcards.
fn query(search: &Search, (from, before): (i64, i64), words: &Words) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![
        before.into(),
        search.workspace_id.clone().into(),
        serde_json::json!(search.channel_ids).to_string().into(),
        (i64::from(search.limit) + 1).into(),
        from.into(),
    ];
    let (tables, place) = if words.long.is_empty() {
        ("search_texts AS text", "text.position")
    } else {
        // In this order, so that the index leads.
        ("search_index AS hit CROSS JOIN search_texts AS text ON text.position = hit.rowid", "hit.rowid")
    };
    let mut sql = format!(
        "SELECT text.id FROM {tables} WHERE {place} < ?1 AND {place} >= ?5 AND text.workspace_id = ?2
         AND text.channel_id IN (SELECT value FROM json_each(?3))"
    );
    let mut also = |condition: &str, value: String| {
        values.push(value.into());
        sql.push_str(&format!(" AND {condition}").replace('#', &format!("?{}", values.len())));
    };
    if !words.long.is_empty() {
        // Within quotes only a quote is special, and is doubled.
        let phrase = |word: &String| format!("\"{}\"", word.replace('"', "\"\""));
        let any = |words: &Vec<String>| format!("({})", words.iter().map(phrase).collect::<Vec<_>>().join(" OR "));
        also("hit.folded MATCH #", words.long.iter().map(any).collect::<Vec<_>>().join(" AND "));
    }
    if let Some(sender_id) = &search.sender_id {
        also("text.sender_id = #", sender_id.clone());
    }
    for word in &words.short {
        also("instr(text.folded, #) > 0", word.clone());
    }
    sql.push_str(&format!(" ORDER BY {place} DESC LIMIT ?4"));
    (sql, values)
}

#[cfg(test)]
mod tests {
    use super::index::tests::{file, store};
    use super::*;
    use crate::store::Words as Typed;

    fn search_for(words: &str) -> Search {
        Search {
            workspace_id: "w".into(),
            channel_ids: vec!["general".into()],
            sender_id: Some("ada".into()),
            words: Typed::of(words).unwrap(),
            before: None,
            limit: 20,
        }
    }

    #[test]
    fn what_is_short_is_found_in_old_texts_too() {
        let (_folder, connection) = file();
        connection.execute_batch("BEGIN").unwrap();
        for (number, content) in ["好 old", "ends with 天", "字天", "\"%"].into_iter().enumerate() {
            store(&connection, &number.to_string(), content);
        }
        for number in 0..NEWEST {
            store(&connection, &format!("abc {number}"), &format!("abc {number}"));
        }
        connection.execute_batch("COMMIT").unwrap();
        let found = |words: &str| {
            let found = search(&connection, &search_for(words)).unwrap().unwrap();
            found.messages.into_iter().map(|message| message.content).collect::<Vec<_>>()
        };
        assert_eq!(found("天"), ["字天", "ends with 天"]);
        assert_eq!(found("字天"), ["字天"]);
        assert_eq!(found("天 字"), ["字天"]);
        assert_eq!(found("% \""), ["\"%"]);
        assert_eq!(found("好"), ["好 old"]);
        assert_eq!(found("ld 好"), ["好 old"]);
        assert!(found("天 好").is_empty() && found("龍").is_empty());
        assert_eq!(found("a").len(), 20);
    }

    /// A search must cost only what it looks at until it has a page, and never sort all results.
    #[test]
    fn the_rows_are_read_off_in_order() {
        let (_folder, connection) = file();
        for (words, first) in [
            ("hello of", "SCAN hit VIRTUAL TABLE INDEX"),
            ("字", "SEARCH text USING INTEGER PRIMARY KEY (rowid>? AND "),
        ] {
            let search = search_for(words);
            let (sql, values) = query(&search, (3, 7), &Words::of(&search));
            let mut explained = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let plan: Vec<String> = explained
                .query_map(params_from_iter(values), |row| row.get("detail"))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            assert!(plan[0].starts_with(first), "{plan:?}");
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE") || step == "SCAN text"), "{plan:?}");
        }
    }
}
