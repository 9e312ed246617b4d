//! Updates that change a message, as pipelines in which the database's clock sets the time.
//!
//! Each is sent with the `updatedAt` that was read before (compare and set), so a decision based on that document
//! still holds when it is written. Arrays are changed in place, never replaced, because the original application may
//! write without `updatedAt`.

use mongodb::bson::{Bson, Document, doc};

/// The database's present time, or the old `updatedAt` + 1 ms if that is later. It is both `rev` and the position in
/// the feed.
///
/// Compared as numbers: MongoDB can compare dates too, but the test server does not order `$$NOW` and a stored date.
/// A value that is not a date counts as 0.
fn next_version() -> Document {
    let old = doc! { "$cond": [
        { "$eq": [{ "$type": "$updatedAt" }, "date"] },
        { "$add": [{ "$toLong": "$updatedAt" }, 1_i64] },
        0_i64,
    ] };
    doc! { "$toDate": { "$max": [{ "$toLong": "$$NOW" }, old] } }
}

/// New content. The original application shows `isEdited`. `editedAt` is the `rev` of the edit, so that an edit
/// differs from a later reaction.
pub fn edit(content: &str) -> Vec<Document> {
    // A literal, because a text that begins with "$" would be taken as a field name.
    let content = doc! { "$literal": content };
    vec![
        doc! { "$set": { "content": content, "isEdited": true, "updatedAt": next_version() } },
        doc! { "$set": { "editedAt": "$updatedAt" } },
    ]
}

/// A tombstone: the document stays, without its content.
pub fn delete() -> Vec<Document> {
    vec![
        doc! { "$set": {
            "isDeleted": true, "content": "", "attachments": [], "reactions": [], "updatedAt": next_version(),
        } },
        doc! { "$unset": ["replyTo", "editedAt"] },
    ]
}

/// Adds a reaction.
pub fn react(entry: Document) -> Vec<Document> {
    let reactions = doc! { "$cond": [{ "$isArray": "$reactions" }, "$reactions", []] };
    let with_it = doc! { "$concatArrays": [reactions, [{ "$literal": entry }]] };
    vec![doc! { "$set": { "reactions": with_it, "updatedAt": next_version() } }]
}

/// Removes a person's reaction, in every stored form of its emoji and of the person's id.
pub fn unreact(emoji: &[String], user_id: &[Bson]) -> Vec<Document> {
    let is_it = doc! { "$and": [
        { "$in": ["$$reaction.emoji", { "$literal": emoji }] },
        { "$in": ["$$reaction.userId", { "$literal": user_id }] },
    ] };
    let without = doc! { "$filter": { "input": "$reactions", "as": "reaction", "cond": { "$not": [is_it] } } };
    vec![doc! { "$set": { "reactions": without, "updatedAt": next_version() } }]
}
