//! The database of stored channels: texts by name. In a chunk.
//!
//! It is open only while reading or writing, so that no tab blocks another one that wipes it.

use web_sys::{IdbDatabase, IdbTransaction, IdbTransactionMode};

use crate::browser::outbox::database::{Opening, StorageError, commit, completed, database_of, done};

const STORE: &str = "texts";

/// The open database.
#[derive(Debug)]
pub struct Texts(IdbDatabase);

/// The changes of one transaction.
#[derive(Debug, Default)]
pub struct Changes {
    /// True if everything there is removed first.
    pub clears: bool,
    /// Names and texts to store.
    pub puts: Vec<(String, String)>,
    /// Names to remove.
    pub deletes: Vec<String>,
}

impl Texts {
    /// Opens the database, and creates it if it does not exist.
    ///
    /// # Errors
    /// The browser refuses, or takes longer than two seconds.
    pub async fn open(name: &str) -> Result<Self, StorageError> {
        Ok(Self(Opening::of_form(name, make_store)?.opened().await?))
    }

    /// Returns the texts stored under these names, all from the same moment.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn read(&self, names: &[&str]) -> Result<Vec<Option<String>>, StorageError> {
        let transaction = self.transaction(IdbTransactionMode::Readonly)?;
        let store = transaction.object_store(STORE)?;
        let mut requests = Vec::with_capacity(names.len());
        for name in names {
            requests.push(store.get(&(*name).into())?);
        }
        commit(&transaction);
        let mut texts = Vec::with_capacity(requests.len());
        for request in requests {
            texts.push(done(&request).await?.as_string());
        }
        Ok(texts)
    }

    /// Changes the stored texts: all of them, or none.
    ///
    /// # Errors
    /// Nothing was changed, for example because the disk is full.
    pub async fn write(&self, changes: &Changes) -> Result<(), StorageError> {
        let transaction = self.transaction(IdbTransactionMode::Readwrite)?;
        let store = transaction.object_store(STORE)?;
        if changes.clears {
            store.clear()?;
        }
        for name in &changes.deletes {
            store.delete(&name.into())?;
        }
        for (name, text) in &changes.puts {
            store.put_with_key(&text.into(), &name.into())?;
        }
        commit(&transaction);
        completed(&transaction).await
    }

    fn transaction(&self, mode: IdbTransactionMode) -> Result<IdbTransaction, StorageError> {
        Ok(self.0.transaction_with_str_and_mode(STORE, mode)?)
    }
}

impl Drop for Texts {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn make_store(event: web_sys::Event) {
    if let Some(database) = database_of(&event) {
        // If it fails, the open request fails too, and says why.
        let _ = database.create_object_store(STORE);
    }
}
