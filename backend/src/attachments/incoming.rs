//! A file being received: on disk from its first byte, removed if it is not completed.

use std::path::PathBuf;

use tokio::io::AsyncWriteExt;

use super::folder::write_durably;
use super::{About, FileError, Folder, Settings, kind, name, picture};
use crate::message::{Attachment, Timestamp};

/// What the sender declares about a file.
#[derive(Debug)]
pub struct Upload {
    pub id: String,
    pub owner_id: String,
    /// The name on the sender's system.
    pub name: String,
    pub alt: Option<String>,
    /// A preview of the picture.
    pub thumbhash: Option<String>,
}

/// A file that is being received.
pub struct Incoming {
    folder: Folder,
    received: Received,
    file: tokio::fs::File,
    size: u64,
    head: Vec<u8>,
    max_bytes: u64,
}

/// Removed with its content, unless it was moved away.
struct Received(PathBuf);

impl Drop for Received {
    fn drop(&mut self) {
        // If the file was kept, the folder is already gone. What cannot be removed now is removed a day later.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Incoming {
    pub async fn begin(folder: &Folder, settings: &Settings) -> Result<Self, FileError> {
        let of = folder.clone();
        let received = Received(on_disk(move || of.receive()).await?);
        let file = tokio::fs::File::create(Folder::content_in(&received.0)).await?;
        Ok(Self { folder: folder.clone(), received, file, size: 0, head: Vec::new(), max_bytes: settings.max_bytes })
    }

    /// Appends the next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.size += bytes.len() as u64;
        if self.size > self.max_bytes {
            return Err(FileError::TooLarge(self.max_bytes));
        }
        let missing = kind::HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..missing]);
        Ok(self.file.write_all(bytes).await?)
    }

    /// Stores the file under its id. If it already existed, the old one stays and is returned.
    pub async fn keep(mut self, upload: Upload, quota: u64) -> Result<Attachment, FileError> {
        if self.size == 0 {
            return Err(FileError::Empty);
        }
        self.file.flush().await?;
        self.file.sync_all().await?;
        let Self { folder, received, size, head, .. } = self;
        on_disk(move || {
            if let Some(about) = folder.about(&upload.id)? {
                return Ok(Ok(about.attachment(&upload.id)));
            }
            let about = about(&received, &upload, size, &head)?;
            let used = folder.bytes_of(&upload.owner_id)?;
            if used.saturating_add(about.size) > quota {
                return Ok(Err(FileError::OverQuota { used, quota }));
            }
            folder.keep(&received.0, &upload.id, &about)?;
            // If two uploads raced, both return the file that was stored.
            let about = folder.about(&upload.id)?.unwrap_or(about);
            Ok(Ok(about.attachment(&upload.id)))
        })
        .await?
    }
}

/// Determines the type from the content; rewrites a picture without its metadata.
fn about(received: &Received, upload: &Upload, size: u64, head: &[u8]) -> std::io::Result<About> {
    let mut about = About {
        owner_id: upload.owner_id.clone(),
        name: name::safe(&upload.name),
        mime: kind::mime(head).into(),
        size,
        width: None,
        height: None,
        thumbhash: None,
        alt: upload.alt.clone(),
        uploaded_at: Timestamp::now().0,
    };
    if !kind::is_picture(&about.mime) {
        return Ok(about);
    }
    let path = Folder::content_in(&received.0);
    match picture::read(&about.mime, std::fs::read(&path)?) {
        Some(picture) => {
            if let Some(content) = picture.rewritten {
                write_durably(&path, &content)?;
                about.size = content.len() as u64;
            }
            (about.width, about.height) = (Some(picture.width), Some(picture.height));
            about.thumbhash.clone_from(&upload.thumbhash);
        }
        // It only starts like a picture: it can be saved, but not shown, and stays as it is.
        None => about.mime = "application/octet-stream".into(),
    }
    Ok(about)
}

/// Runs a blocking disk operation on a thread that may block.
pub async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, FileError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => Ok(result?),
        Err(stopped) => Err(FileError::Disk(std::io::Error::other(stopped))),
    }
}
