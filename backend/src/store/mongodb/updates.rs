//! The updates that change a message, as pipelines: the database's clock gives the instant.
//!
//! Each is sent with the `updatedAt` that was read before (compare and set), so what was decided by that
//! document holds when it is changed. Arrays are changed in place, never replaced: the original
//! application may write without `updatedAt`.

use mongodb::bson::{Bson, Document, doc};

/// The later of the database's now and the old `updatedAt` + 1 ms; it is both `rev` and place in the feed.
///
/// Compared as numbers: MongoDB compares dates as well, but the server of the tests does not order `$$NOW`
/// and a stored date. What is not a date counts as 0.
fn next_version() -> Document {
    let old = doc! { "$cond": [
        { "$eq": [{ "$type": "$updatedAt" }, "date"] },
        { "$add": [{ "$toLong": "$updatedAt" }, 1_i64] },
        0_i64,
    ] };
    doc! { "$toDate": { "$max": [{ "$toLong": "$$NOW" }, old] } }
}

/// New content. The original application shows `isEdited`. `editedAt` is the `rev` of the edit, so that a later
/// reaction can be told from an edit.
pub fn edit(content: &str) -> Vec<Document> {
    // Literal: a text that begins with "$" would be read as the name of a field.
    let content = doc! { "$literal": content };
    vec![
        doc! { "$set": { "content": content, "isEdited": true, "updatedAt": next_version() } },
        doc! { "$set": { "editedAt": "$updatedAt" } },
    ]
}

/// A tombstone: the document stays, without what was said in it.
pub fn delete() -> Vec<Document> {
    vec![
        doc! { "$set": {
            "isDeleted": true, "content": "", "attachments": [], "reactions": [], "updatedAt": next_version(),
        } },
        doc! { "$unset": ["replyTo", "editedAt"] },
    ]
}

/// A reaction more.
pub fn react(entry: Document) -> Vec<Document> {
    let reactions = doc! { "$cond": [{ "$isArray": "$reactions" }, "$reactions", []] };
    let with_it = doc! { "$concatArrays": [reactions, [{ "$literal": entry }]] };
    vec![doc! { "$set": { "reactions": with_it, "updatedAt": next_version() } }]
}

/// A person's reaction less, in every form in which its emoji and the person's id are stored.
pub fn unreact(emoji: &[String], user_id: &[Bson]) -> Vec<Document> {
    let is_it = doc! { "$and": [
        { "$in": ["$$reaction.emoji", { "$literal": emoji }] },
        { "$in": ["$$reaction.userId", { "$literal": user_id }] },
    ] };
    let without = doc! { "$filter": { "input": "$reactions", "as": "reaction", "cond": { "$not": [is_it] } } };
    vec![doc! { "$set": { "reactions": without, "updatedAt": next_version() } }]
}
