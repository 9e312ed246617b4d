//! Which store the backends of these tests keep their messages in.

use std::path::Path;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::SESSION_SECRET;

/// A kind of store.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    MongoDb,
}

impl Kind {
    /// The one that this run is about: `COLLABSPACE_TEST_STORE=mongodb`, else SQLite.
    pub fn of_this_run() -> Self {
        match std::env::var("COLLABSPACE_TEST_STORE").as_deref() {
            Ok("mongodb") => Self::MongoDb,
            Ok("sqlite") | Err(_) => Self::Sqlite,
            Ok(other) => panic!("COLLABSPACE_TEST_STORE is {other:?}; it must be \"sqlite\" or \"mongodb\""),
        }
    }

    /// The flags for the store of this kind that belongs to `folder`.
    pub fn flags(self, folder: &Path) -> [String; 4] {
        let [store, place] = match self {
            Self::Sqlite => ["--database".into(), sqlite(folder).display().to_string()],
            Self::MongoDb => ["--store".into(), address(folder)],
        };
        [store, place, "--attachments".into(), files(folder).display().to_string()]
    }

    /// What the environment has to hold for it.
    pub fn session_secret(self) -> Option<&'static str> {
        (self == Self::MongoDb).then_some(SESSION_SECRET)
    }
}

/// All that is stored in the store of `folder`, in order, as text to compare.
pub async fn rows(folder: &Path) -> Vec<String> {
    match Kind::of_this_run() {
        Kind::Sqlite => sqlite_rows(&sqlite(folder)),
        Kind::MongoDb => mongodb_rows(folder).await,
    }
}

fn files(folder: &Path) -> std::path::PathBuf {
    folder.join("files")
}

/// How many files the backend keeps, or is receiving.
pub fn count_files(backend: &super::Backend) -> usize {
    let entries = |path| std::fs::read_dir(path).into_iter().flatten().flatten();
    entries(files(backend.folder())).map(|owner| entries(owner.path()).count()).sum()
}

/// Makes a file look as if it had been uploaded that long ago.
pub fn age_file(backend: &super::Backend, file: &Value, age: Duration) {
    let (owner, name) = file["id"].as_str().and_then(|id| id.split_once('-')).expect("the id of a file");
    let about = files(backend.folder()).join(owner).join(name).join("about.json");
    let written = std::fs::File::options().write(true).open(about).expect("the file is there");
    written.set_modified(SystemTime::now() - age).expect("its time can be set");
}

fn sqlite(folder: &Path) -> std::path::PathBuf {
    folder.join("collabspace.sqlite")
}

fn sqlite_rows(database: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(database).expect("the database opens");
    let mut query = connection
        .prepare("SELECT id, workspace_id, channel_id, content FROM messages ORDER BY created_at, id")
        .expect("the table is there");
    let row = |row: &rusqlite::Row<'_>| {
        let columns: [String; 4] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        Ok(columns.join(" | "))
    };
    let rows = query.query_map([], row).expect("the rows are read");
    rows.map(|row| row.expect("a row")).collect()
}

#[cfg(feature = "mongodb")]
fn address(folder: &Path) -> String {
    super::mongodb::address(folder)
}

#[cfg(feature = "mongodb")]
async fn mongodb_rows(folder: &Path) -> Vec<String> {
    super::mongodb::rows(folder).await
}

#[cfg(not(feature = "mongodb"))]
fn address(_folder: &Path) -> String {
    panic!("tests over MongoDB need its feature: cargo test --features mongodb")
}

#[cfg(not(feature = "mongodb"))]
async fn mongodb_rows(folder: &Path) -> Vec<String> {
    vec![address(folder)]
}
