//! Revoked sessions, in a collection separate from the original application's.

use async_trait::async_trait;
use mongodb::bson::{DateTime, Document, doc};
use mongodb::options::IndexOptions;
use mongodb::{Collection, IndexModel};

use super::MongoStore;
use crate::message::Timestamp;
use crate::store::{Revocations, StoreError};

const COLLECTION: &str = "collabspace_revoked_sessions";

/// Creates the index with which the database drops a document once its session would have expired.
pub async fn create_index(messages: &Collection<Document>) -> mongodb::error::Result<()> {
    let options = IndexOptions::builder().expire_after(std::time::Duration::ZERO).build();
    let index = IndexModel::builder().keys(doc! { "expiresAt": 1 }).options(options).build();
    beside(messages).create_index(index).await.map(drop)
}

/// Returns the collection in the database that the messages are in.
fn beside(messages: &Collection<Document>) -> Collection<Document> {
    messages.client().database(&messages.namespace().db).collection(COLLECTION)
}

#[async_trait]
impl Revocations for MongoStore {
    async fn revoke(&self, hash: String, expires: Timestamp) -> Result<(), StoreError> {
        let fields = doc! { "$setOnInsert": { "expiresAt": DateTime::from_millis(expires.0) } };
        self.connection
            .run(|messages| async move {
                beside(&messages).update_one(doc! { "_id": hash }, fields).upsert(true).await.map(drop)
            })
            .await
    }

    async fn is_revoked(&self, hash: String) -> Result<bool, StoreError> {
        let found = self
            .connection
            .run(|messages| async move { beside(&messages).find_one(doc! { "_id": hash }).await })
            .await?;
        Ok(found.is_some())
    }
}
