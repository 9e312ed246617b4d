//! The time by the database's own clock.

use mongodb::bson::doc;

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
