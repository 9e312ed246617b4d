//! Where the messages are kept.

use std::path::PathBuf;

use super::ConfigError;

/// The database of the messages.
#[derive(Clone)]
pub enum Database {
    /// A file of this machine.
    Sqlite(PathBuf),
}

impl Database {
    /// The one that the flags name.
    pub fn from_args(file: PathBuf) -> Result<Self, ConfigError> {
        Ok(Self::Sqlite(file))
    }
}
