//! Revoked sessions as rows.

use async_trait::async_trait;
use rusqlite::params;

use super::SqliteStore;
use crate::message::Timestamp;
use crate::store::{Revocations, StoreError};

#[async_trait]
impl Revocations for SqliteStore {
    async fn revoke(&self, hash: String, expires: Timestamp) -> Result<(), StoreError> {
        // Sign-outs are rare, so they share the readers' connection.
        self.read(move |connection| {
            connection.execute(
                "INSERT OR IGNORE INTO revoked_sessions (hash, expires_at) VALUES (?1, ?2)",
                params![hash, expires.0],
            )?;
            connection.execute("DELETE FROM revoked_sessions WHERE expires_at < ?1", [Timestamp::now().0])?;
            Ok(())
        })
        .await
    }

    async fn is_revoked(&self, hash: String) -> Result<bool, StoreError> {
        self.read(move |connection| {
            connection.prepare_cached("SELECT 1 FROM revoked_sessions WHERE hash = ?1")?.exists([hash])
        })
        .await
    }
}
