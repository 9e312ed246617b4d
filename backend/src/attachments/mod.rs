//! Files of messages: a folder of uploads, and signed addresses for reading them.
//!
//! The folder knows which files exist, and the messages know which are used. So nothing has to be kept in step: a
//! file that no message uses is removed after a day. To store files elsewhere, for example in an object store,
//! replace [`Folder`].

mod about;
mod folder;
mod id;
mod incoming;
mod kind;
mod name;
mod orientation;
mod picture;
mod signer;
mod sweep;

pub use about::About;
pub use folder::Folder;
pub use id::{file_id, is_file_id};
pub use incoming::{Incoming, Upload, on_disk};
pub use kind::is_inline;
pub use name::disposition;
pub use signer::Signer;
pub use sweep::keep_sweeping;

use std::path::PathBuf;
use std::time::Duration;

/// Limits on uploads, and where they are stored.
#[derive(Clone, Debug)]
pub struct Settings {
    pub folder: PathBuf,
    /// The largest file, in bytes.
    pub max_bytes: u64,
    /// The maximum size of all files of one person, in bytes.
    pub quota_bytes: u64,
    /// How long a file without a message is kept.
    pub unused: Duration,
    /// The pause between two sweeps for such files.
    pub sweep_every: Duration,
}

impl Settings {
    /// How long a file without a message is kept.
    pub const UNUSED: Duration = Duration::from_secs(24 * 60 * 60);
    /// The pause between two sweeps for such files.
    pub const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);
}

/// Why a file could not be stored.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("The file is empty.")]
    Empty,
    #[error("The file is too large. The limit is {0} bytes.")]
    TooLarge(u64),
    #[error("Your files take {used} of {quota} bytes. Delete messages with files to make room.")]
    OverQuota { used: u64, quota: u64 },
    /// The disk is full, or this process has reached its limit.
    #[error("The server has no room for this file. Try again later.")]
    NoRoom,
    /// The cause is logged, but not sent to the caller.
    #[error("The server could not store this file. Try again later.")]
    Disk(std::io::Error),
}

impl From<std::io::Error> for FileError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match error.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => Self::NoRoom,
            _ => Self::Disk(error),
        }
    }
}
