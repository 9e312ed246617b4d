//! Searches with regular expressions over the messages of some channels, newest first.
//!
//! There is no text index, because the database belongs to another application and MongoDB allows one per collection.
//! The documents are read along the index for pages, newest first, until enough match or time is up. A regular
//! expression can fold only case.

use std::time::Duration;

use futures_util::TryStreamExt;
use mongodb::bson::{Document, doc};

use super::page::{END, Place};
use super::{MongoStore, documents, joins};
use crate::message::Message;
use crate::store::{Found, Search, StoreError, Words};

/// The time limit for finding matches.
const TIME: Duration = Duration::from_secs(5);

impl MongoStore {
    /// Searches. Returns `None` if `before` is not a message of the workspace.
    pub async fn search_for(&self, search: &Search) -> Result<Option<Found>, StoreError> {
        let place = match &search.before {
            None => None,
            Some(id) => match self.place(documents::of_workspace(&search.workspace_id), id).await? {
                Some(place) => Some(place),
                None => return Ok(None),
            },
        };
        let limit = search.limit as usize;
        let filter = filter(search, place);
        // Asks for one more than needed, to find out if there are more.
        let mut found: Vec<Document> = self
            .connection
            .run(|collection| async move {
                let sort = doc! { "createdAt": -1, "_id": -1 };
                let found = collection.find(filter).sort(sort).limit(limit as i64 + 1).max_time(TIME).await?;
                found.try_collect().await
            })
            .await?;
        let has_more = found.len() > limit;
        found.truncate(limit);
        let mut messages: Vec<Message> = found.iter().map(documents::message).collect();
        joins::join(&self.connection, &mut messages).await?;
        Ok(Some(Found { messages, has_more }))
    }
}

fn filter(search: &Search, place: Option<Place>) -> Document {
    let mut filter = documents::of_channels(&search.workspace_id, &search.channel_ids);
    if let Some(sender_id) = &search.sender_id {
        filter.insert("senderId", documents::any_form(sender_id));
    }
    let mut all: Vec<Document> = expressions(&search.words).map(|text| doc! { "content": text }).collect();
    match place {
        None => {
            filter.insert("createdAt", doc! { "$lt": mongodb::bson::DateTime::from_millis(END.0) });
        }
        Some((created_at, id)) => {
            filter.insert("createdAt", doc! { "$lte": created_at });
            all.push(doc! { "$or": [{ "createdAt": { "$lt": created_at } }, { "_id": { "$lt": id } }] });
        }
    }
    filter.insert("$and", all);
    filter
}

/// Returns an expression for each word. Everything except letters and digits is escaped, so that nothing in a word
/// has a special meaning.
fn expressions(words: &Words) -> impl Iterator<Item = Document> {
    words.typed().map(|word| {
        let mut escaped = String::with_capacity(word.len() * 2);
        for c in word.chars() {
            if c.is_ascii() && !c.is_ascii_alphanumeric() {
                escaped.push('\\');
            }
            escaped.push(c);
        }
        doc! { "$regex": escaped, "$options": "i" }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_word_has_a_meaning() {
        let words = Words::of("a.*b (x|y) \\d 字").unwrap();
        let texts: Vec<String> = expressions(&words).map(|doc| doc.get_str("$regex").unwrap().to_owned()).collect();
        assert_eq!(texts, ["a\\.\\*b", "\\(x\\|y\\)", "\\\\d", "字"]);
    }
}
