//! The files of an own message, until the backend has them.
//!
//! A message with files is on disk before anything is sent, and is posted once all of its files are uploaded. Uploads
//! have a lane of their own, so that a large file holds up no text. Each has an id by which a repeated upload is one
//! file.

use std::sync::Arc;

use super::failure::Failure;
use super::message::{Attachment, AttachmentKind, LocalId};
use super::reason::Reason;
use super::time::Millis;

/// How many files may be uploaded at a time, in all channels.
pub const LANES: usize = 2;

/// The largest file that is kept on disk, in bytes: one that a reload does not lose.
pub const KEPT: f64 = 25.0 * 1024.0 * 1024.0;

/// How much is kept of all files of a tab together, in bytes.
pub const KEPT_IN_ALL: f64 = 4.0 * KEPT;

/// After so many failures it is left to the sender whether a file is sent again. They take about a minute.
pub const MOST_FAILURES: u32 = 6;

/// What the backend takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLimits {
    /// The largest file, in bytes.
    pub max_bytes: u64,
    /// The most files of one message.
    pub max_count: usize,
}

impl FileLimits {
    /// No limits.
    pub const NONE: Self = Self { max_bytes: u64::MAX, max_count: usize::MAX };
}

/// A file that was picked, as it is kept on disk beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFile {
    /// A UUID; the upload's `clientId`.
    pub id: LocalId,
    /// Its name.
    pub name: Arc<str>,
    /// In bytes.
    pub size: u64,
    /// Whether the browser takes it for a picture.
    pub is_picture: bool,
    /// A picture's width and height in pixels, if the browser could read it.
    pub dimensions: Option<(u32, u32)>,
    /// What a picture looks like from afar, as [`Attachment::thumbhash`] has it.
    pub thumbhash: Option<Arc<str>>,
    /// What it shows, in the sender's words.
    pub alt: Option<Arc<str>>,
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadState {
    /// Ready to be sent.
    Queued,
    /// Under way: so many bytes are sent.
    Sending(u64),
    /// Sent without success; sent again at this time.
    Waiting {
        /// When.
        until: Millis,
        /// What went wrong.
        why: Reason,
        /// Set if the backend asked for this time.
        is_asked: bool,
    },
    /// The backend has it, under this id.
    Stored(Arc<str>),
}

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The file.
    pub file: OwnFile,
    /// How far it is.
    pub state: UploadState,
    /// How often it was sent.
    pub attempts: u32,
    /// How often it failed for a reason that may lie in the file: not because there was no network.
    pub failures: u32,
}

impl Upload {
    /// A file that waits for its turn.
    #[must_use]
    pub fn new(file: OwnFile) -> Self {
        Self { file, state: UploadState::Queued, attempts: 0, failures: 0 }
    }

    /// Returns `true` if it may be sent now.
    #[must_use]
    pub fn is_due(&self, now: Millis) -> bool {
        match self.state {
            UploadState::Queued => true,
            UploadState::Waiting { until, .. } => until <= now,
            UploadState::Sending(_) | UploadState::Stored(_) => false,
        }
    }

    /// Sends it now if it waits for time alone.
    pub fn hurry(&mut self, now: Millis) {
        if let UploadState::Waiting { until, .. } = &mut self.state {
            *until = (*until).min(now);
        }
    }

    /// Takes note of a failure. Returns `true` if it is not sent again by itself.
    ///
    /// Each try of a large file costs its sender: tries whose bytes went out in vain are counted. A connection that
    /// could not be made, a gateway's answer, and a limit of the backend's say nothing about the file.
    #[must_use]
    pub fn fails_for_good(&mut self, failure: &Failure) -> bool {
        let has_cost = match failure {
            Failure::NoAnswer => matches!(self.state, UploadState::Sending(1..)),
            Failure::Broken { status, .. } => !matches!(status, 502..=504),
            _ => false,
        };
        self.failures += u32::from(has_cost);
        self.failures >= MOST_FAILURES
    }

    /// The backend's id of it, once it has it.
    #[must_use]
    pub fn stored_as(&self) -> Option<&Arc<str>> {
        match &self.state {
            UploadState::Stored(id) => Some(id),
            _ => None,
        }
    }

    /// As a row shows it. It has no address yet.
    #[must_use]
    pub fn attachment(&self) -> Attachment {
        let OwnFile { id, name, size, is_picture, dimensions, thumbhash, alt } = self.file.clone();
        Attachment {
            id: Some(id.shared().clone()),
            kind: if is_picture { AttachmentKind::Image } else { AttachmentKind::File },
            url: "".into(),
            name,
            mime: None,
            size: Some(size),
            dimensions,
            thumbhash,
            alt,
        }
    }
}

/// How much of these files is sent, in percent.
#[must_use]
pub fn percent(uploads: &[Upload]) -> u8 {
    let (mut sent, mut all) = (0u64, 0u64);
    for upload in uploads {
        all += upload.file.size;
        sent += match &upload.state {
            UploadState::Stored(_) => upload.file.size,
            UploadState::Sending(bytes) => (*bytes).min(upload.file.size),
            UploadState::Queued | UploadState::Waiting { .. } => 0,
        };
    }
    (sent * 100).checked_div(all).unwrap_or(0).min(100) as u8
}
