//! What the database says of itself: its time, and which one it is.

use mongodb::Collection;
use mongodb::bson::{Binary, Bson, Document, doc};

use super::connection::Connection;
use crate::store::StoreError;

/// The time by the database's clock, in milliseconds since 1970.
pub async fn now(connection: &Connection) -> Result<i64, StoreError> {
    let said = connection
        .run(|messages| async move {
            messages.client().database(&messages.namespace().db).run_command(doc! { "hello": 1 }).await
        })
        .await?;
    let time = said.get_datetime("localTime").map(|time| time.timestamp_millis());
    time.map_err(|_| StoreError::Failed("the database does not say what time it is (localTime of hello)".into()))
}

/// A name that this collection shares with no other, not even with a copy of itself.
pub async fn name(messages: &Collection<Document>) -> mongodb::error::Result<String> {
    let namespace = messages.namespace();
    let command = doc! { "listCollections": 1, "filter": { "name": &namespace.coll } };
    let listed = messages.client().database(&namespace.db).run_command(command).await?;
    let first = listed.get_document("cursor").ok().and_then(|cursor| cursor.get_array("firstBatch").ok()?.first());
    let info = first.and_then(Bson::as_document).and_then(|collection| collection.get_document("info").ok());
    Ok(match info.and_then(|info| info.get("uuid")) {
        Some(Bson::Binary(Binary { bytes, .. })) => hex::encode(bytes),
        // A server that gives collections no ids: the name is the best that there is.
        _ => hex::encode(namespace.to_string()),
    })
}
