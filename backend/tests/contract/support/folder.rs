//! A folder of a test, and what belongs to it elsewhere.

use std::path::Path;

use tempfile::TempDir;

/// Removed at the end of the test, with the MongoDB database that is named after it.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }
}

#[cfg(feature = "mongodb")]
impl Drop for Folder {
    fn drop(&mut self) {
        super::mongodb::drop_database(self.path());
    }
}
