//! Opening the store that the configuration names.

use std::sync::Arc;

use super::sqlite::SqliteStore;
use super::{OnStored, Store, StoreError};
use crate::config::Database;

/// A store that cannot be opened: which, why, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(
        "The database {file} could not be opened: {source}. Make its folder exist and writable, \
         move a file away that is no database, or name another with --database (COLLABSPACE_DATABASE)."
    )]
    Sqlite { file: String, source: StoreError },
}

/// Opens it. To be called within a tokio runtime.
pub async fn open(database: &Database, on_stored: OnStored) -> Result<Arc<dyn Store>, OpenError> {
    match database {
        Database::Sqlite(file) => {
            let store = SqliteStore::open(file, on_stored)
                .map_err(|source| OpenError::Sqlite { file: file.display().to_string(), source })?;
            Ok(Arc::new(store))
        }
    }
}
