//! Opens the store that the configuration names.

use std::sync::Arc;

#[cfg(feature = "mongodb")]
use super::mongodb::MongoStore;
use super::sqlite::SqliteStore;
use super::{OnChange, Store, StoreError};
use crate::config::Database;

/// A store that cannot be opened: which, why, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "The database {file} could not be opened: {source}. Make its folder exist and writable, \
         move the file away if it is not a database, or name another with --database (COLLABSPACE_DATABASE)."
    )]
    Sqlite { file: String, source: StoreError },
    #[cfg(feature = "mongodb")]
    #[error(
        "The database of MONGODB_URI (--store) cannot be used: {source}. Check the user, the password, and \
         that the user may read, write and create indexes."
    )]
    MongoDb { source: StoreError },
}

/// Opens the store. A database on another machine may be away: calls are then refused until it is back.
pub async fn open(database: &Database, on_change: OnChange) -> Result<Arc<dyn Store>, OpenError> {
    match database {
        Database::Sqlite(file) => {
            let store = SqliteStore::open(file, on_change)
                .map_err(|source| OpenError::Sqlite { file: file.display().to_string(), source })?;
            Ok(Arc::new(store))
        }
        #[cfg(feature = "mongodb")]
        Database::MongoDb(address) => {
            let store = MongoStore::open(address, on_change).await.map_err(|source| OpenError::MongoDb { source })?;
            Ok(Arc::new(store))
        }
    }
}
