//! Where messages are stored.

use std::path::PathBuf;

use super::ConfigError;

/// The database of the messages.
#[derive(Clone)]
pub enum Database {
    /// A file on this machine.
    Sqlite(PathBuf),
    /// A MongoDB server or cluster, by its validated address. It may contain a password, so do not print it.
    #[cfg(feature = "mongodb")]
    MongoDb(Box<mongodb::options::ConnectionString>),
}

impl Database {
    /// The MongoDB connection string `address` if there is one, otherwise the SQLite file.
    pub fn from_args(file: PathBuf, address: Option<String>) -> Result<Self, ConfigError> {
        // Many tools write an empty variable for "not set".
        match address.filter(|address| !address.is_empty()) {
            None => Ok(Self::Sqlite(file)),
            Some(address) => mongodb(&address),
        }
    }
}

#[cfg(feature = "mongodb")]
fn mongodb(address: &str) -> Result<Database, ConfigError> {
    let parsed = mongodb::options::ConnectionString::parse(address);
    parsed.map(|parsed| Database::MongoDb(Box::new(parsed))).map_err(|error| {
        ConfigError(format!(
            "MONGODB_URI (--store) is not the address of a MongoDB database: {error}. Use one such as \
             mongodb://127.0.0.1:27017/chat, or the mongodb+srv://… address that the database's host shows."
        ))
    })
}

#[cfg(not(feature = "mongodb"))]
fn mongodb(_address: &str) -> Result<Database, ConfigError> {
    Err(ConfigError(
        "MONGODB_URI (--store) is set, and this backend was built without MongoDB. Build it with \
         `cargo build --features mongodb`, or remove the setting to keep messages in a SQLite file."
            .into(),
    ))
}
