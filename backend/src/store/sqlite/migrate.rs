//! Migrates a file to the present schema.
//!
//! `PRAGMA user_version` counts the migrations of a file. The first releases set none: it is 0 for their files and
//! for new ones.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::private;
use crate::store::StoreError;

/// The tables of version 0. Changes nothing in a file that has them.
const BASE: &str = include_str!("schema_0.sql");
/// The migrations after that, oldest first. A released migration never changes.
const STEPS: [&str; 5] = [
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
];

/// Creates or migrates the tables. Keeps a copy beside a file that is migrated.
///
/// # Errors
/// A newer release has changed the file, or the disk refuses.
pub fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let found = version(connection)?;
    if found > STEPS.len() {
        return Err(StoreError::Failed(format!(
            "a newer release has changed it (its schema has the version {found}, this release knows {}); start that \
             release again, or restore a copy",
            STEPS.len()
        )));
    }
    if found == STEPS.len() {
        return Ok(());
    }
    if has_messages(connection)? {
        keep_copy(connection, path, found)?;
    }
    apply(connection)
}

/// Runs the missing migrations, all or none. Another process may have run them meanwhile.
fn apply(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    if found == 0 {
        transaction.execute_batch(BASE)?;
    }
    for step in STEPS.iter().skip(found) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", found.max(STEPS.len()) as i64)?;
    Ok(transaction.commit()?)
}

fn keep_copy(connection: &Connection, path: &Path, version: usize) -> Result<(), StoreError> {
    let copy = free_name(path, version);
    // SQLite accepts an empty file for the copy, which keeps its mode.
    private::keep(&copy);
    connection.execute("VACUUM INTO ?1", [copy.display().to_string()])?;
    tracing::info!(
        "Migrating {} to a new schema. A copy of the old file is kept in {}.",
        path.display(),
        copy.display()
    );
    Ok(())
}

fn version(connection: &Connection) -> rusqlite::Result<usize> {
    connection.query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0)).map(|version| version as usize)
}

fn has_messages(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'messages'")?.exists([])
}

/// Returns an unused name for the copy: an earlier copy is never overwritten.
fn free_name(path: &Path, version: usize) -> PathBuf {
    let name = |number: usize| {
        let mut name = path.as_os_str().to_owned();
        name.push(match number {
            1 => format!(".schema-{version}.bak"),
            number => format!(".schema-{version}-{number}.bak"),
        });
        PathBuf::from(name)
    };
    (1..).map(name).find(|name| !name.exists()).unwrap_or_else(|| name(1))
}
