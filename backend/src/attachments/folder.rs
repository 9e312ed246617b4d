//! The folder of the files: `{owner}/{file}/content`, and `about.json` beside it.
//!
//! A file appears and disappears as a whole: its folder is prepared elsewhere and moved into place in one step.
//! Several backends may share the folder.

use std::fs::{self, DirBuilder};
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use uuid::Uuid;

use super::About;
use super::id::{owner, parts};

const CONTENT: &str = "content";
const ABOUT: &str = "about.json";
/// Files being received or removed. Not an owner's name.
const PASSING: &str = "tmp";

/// The folder of the files. Its methods block on the disk.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Creates the folder if it is missing, readable only by its owner.
    pub fn open(path: PathBuf) -> Result<Self> {
        private_folder(&path.join(PASSING))?;
        Ok(Self(path))
    }

    /// Returns the metadata of a file; `None` if it does not exist.
    pub fn about(&self, id: &str) -> Result<Option<About>> {
        let Some(folder) = self.of(id) else { return Ok(None) };
        match fs::read(folder.join(ABOUT)) {
            Ok(json) => serde_json::from_slice(&json).map(Some).map_err(Into::into),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns the path of a file's content; `None` if `id` is not valid.
    pub fn content(&self, id: &str) -> Option<PathBuf> {
        self.of(id).map(|folder| folder.join(CONTENT))
    }

    /// Returns the total size of a person's files, in bytes.
    pub fn bytes_of(&self, owner_id: &str) -> Result<u64> {
        let sizes = entries(&self.0.join(owner(owner_id)))?.into_iter();
        Ok(sizes.filter_map(|file| fs::metadata(file.join(CONTENT)).ok()).map(|found| found.len()).sum())
    }

    /// Creates a folder for a file to be received.
    pub fn receive(&self) -> Result<PathBuf> {
        let path = self.passing();
        private_folder(&path)?;
        Ok(path)
    }

    /// Returns the path for the content in such a folder.
    pub fn content_in(received: &Path) -> PathBuf {
        received.join(CONTENT)
    }

    /// Moves a received file into place. Returns `false` if the file already existed, in which case the old one
    /// stays.
    pub fn keep(&self, received: &Path, id: &str, about: &About) -> Result<bool> {
        let place = self.of(id).ok_or(ErrorKind::InvalidInput)?;
        let json = serde_json::to_vec(about)?;
        write_durably(&received.join(ABOUT), &json)?;
        let owner = place.parent().unwrap_or(&self.0);
        private_folder(owner)?;
        match fs::rename(received, &place) {
            Ok(()) => sync_folder(owner).map(|()| true),
            // No system moves a folder onto one that holds something.
            Err(_) if place.join(ABOUT).exists() => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Removes a file. A missing file counts as removed.
    pub fn remove(&self, id: &str) -> Result<()> {
        let Some(place) = self.of(id) else { return Ok(()) };
        let gone = self.passing();
        match fs::rename(&place, &gone) {
            Ok(()) => fs::remove_dir_all(gone),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Returns the ids of files that have been here longer than `age`.
    pub fn older_than(&self, age: Duration) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for owner in entries(&self.0)? {
            for file in entries(&owner)? {
                let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
                let id = format!("{}-{}", name(&owner), name(&file));
                if parts(&id).is_some() && is_older(&file.join(ABOUT), age) {
                    ids.push(id);
                }
            }
        }
        Ok(ids)
    }

    /// Removes partly received files of a process that was killed.
    pub fn remove_passing(&self, age: Duration) -> Result<()> {
        for path in entries(&self.0.join(PASSING))? {
            if is_older(&path, age) {
                fs::remove_dir_all(path)?;
            }
        }
        Ok(())
    }

    fn passing(&self) -> PathBuf {
        self.0.join(PASSING).join(Uuid::now_v7().simple().to_string())
    }

    fn of(&self, id: &str) -> Option<PathBuf> {
        parts(id).map(|(owner, file)| self.0.join(owner).join(file))
    }
}

/// Returns the paths in a folder; none if it does not exist.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn is_older(path: &Path, age: Duration) -> bool {
    let written = fs::metadata(path).and_then(|found| found.modified());
    written.is_ok_and(|at| SystemTime::now().duration_since(at).is_ok_and(|passed| passed > age))
}

fn private_folder(path: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Writes a file and waits until it is on the disk.
pub fn write_durably(path: &Path, content: &[u8]) -> Result<()> {
    let mut file = fs::File::create(path)?;
    std::io::Write::write_all(&mut file, content)?;
    file.sync_all()
}

/// Waits until a folder's entries are on the disk.
fn sync_folder(path: &Path) -> Result<()> {
    if cfg!(unix) { fs::File::open(path)?.sync_all() } else { Ok(()) }
}
