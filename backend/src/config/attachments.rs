//! Settings about the files of messages.

use std::path::PathBuf;

use super::Database;
use crate::attachments::Settings;

const MB: u64 = 1024 * 1024;

/// Where files are stored and how large they may be; `None` if they are off, or if no folder is given.
pub fn settings(
    folder: Option<PathBuf>,
    database: &Database,
    largest_mb: u32,
    quota_mb: u32,
    is_baseline: bool,
) -> Option<Settings> {
    // Many tools write an empty variable for "not set".
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty()).or_else(|| beside(database))?;
    (largest_mb > 0 && !is_baseline).then(|| Settings {
        folder,
        max_bytes: u64::from(largest_mb) * MB,
        quota_bytes: u64::from(quota_mb) * MB,
        unused: Settings::UNUSED,
        sweep_every: Settings::SWEEP_EVERY,
    })
}

/// The folder beside the SQLite file. Several backends share a MongoDB database, so with MongoDB it must be named.
fn beside(database: &Database) -> Option<PathBuf> {
    match database {
        Database::Sqlite(file) => {
            let mut name = file.as_os_str().to_owned();
            name.push(".files");
            Some(name.into())
        }
        #[cfg(feature = "mongodb")]
        Database::MongoDb(_) => None,
    }
}
