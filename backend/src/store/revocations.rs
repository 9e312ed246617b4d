//! Sessions that were signed out before they expired.

use async_trait::async_trait;

use super::StoreError;
use crate::message::Timestamp;

/// Revoked sessions, each by the hash of its token. All backends of one store share them.
#[async_trait]
pub trait Revocations: Send + Sync {
    /// Revokes the session. An answer means that this is durable. It may be forgotten after `expires`, when the
    /// session has expired anyway.
    async fn revoke(&self, hash: String, expires: Timestamp) -> Result<(), StoreError>;

    /// Returns `true` if the session was revoked.
    async fn is_revoked(&self, hash: String) -> Result<bool, StoreError>;
}
