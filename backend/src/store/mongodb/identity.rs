//! Identifies this collection, for cursors that name it.

use mongodb::Collection;
use mongodb::bson::{Binary, Bson, Document, doc};

/// Returns an id that no other collection has, not even a copy of this one.
pub async fn name(messages: &Collection<Document>) -> mongodb::error::Result<String> {
    let namespace = messages.namespace();
    let command = doc! { "listCollections": 1, "filter": { "name": &namespace.coll } };
    let listed = messages.client().database(&namespace.db).run_command(command).await?;
    let first = listed.get_document("cursor").ok().and_then(|cursor| cursor.get_array("firstBatch").ok()?.first());
    let info = first.and_then(Bson::as_document).and_then(|collection| collection.get_document("info").ok());
    Ok(match info.and_then(|info| info.get("uuid")) {
        Some(Bson::Binary(Binary { bytes, .. })) => hex::encode(bytes),
        // If the server gives collections no ids, the name is the best available.
        _ => hex::encode(namespace.to_string()),
    })
}
