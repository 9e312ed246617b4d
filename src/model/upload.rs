//! The files of an own message, until the backend has them.
//!
//! A message with files is saved before anything is sent, and posted once all of its files are uploaded. Uploads have
//! a separate lane, so that a large file never delays a text. Each upload has an id, so that repeating it stores one
//! file.

use std::sync::Arc;

use super::failure::Failure;
use super::message::{Attachment, AttachmentKind, LocalId};
use super::reason::Reason;
use super::time::Millis;

/// How many files may be uploaded at a time, in all channels.
pub const LANES: usize = 2;

/// The largest file that is stored on disk, in bytes: larger ones are lost by a reload.
pub const KEPT: f64 = 25.0 * 1024.0 * 1024.0;

/// The limit for all stored files of a tab together, in bytes.
pub const KEPT_IN_ALL: f64 = 4.0 * KEPT;

/// After this many failures the sender decides if a file is sent again. They take about a minute.
pub const MOST_FAILURES: u32 = 6;

/// The backend's limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLimits {
    /// The largest file, in bytes.
    pub max_bytes: u64,
    /// The maximum number of files in a message.
    pub max_count: usize,
}

impl FileLimits {
    /// Creates unlimited limits.
    pub const NONE: Self = Self { max_bytes: u64::MAX, max_count: usize::MAX };
}

/// A picked file, as stored on disk beside its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnFile {
    /// A UUID; the upload's `clientId`.
    pub id: LocalId,
    /// Its name.
    pub name: Arc<str>,
    /// In bytes.
    pub size: u64,
    /// True if the browser recognises it as a picture.
    pub is_picture: bool,
    /// A picture's width and height in pixels, if the browser could read it.
    pub dimensions: Option<(u32, u32)>,
    /// A preview of the picture, as in [`Attachment::thumbhash`].
    pub thumbhash: Option<Arc<str>>,
    /// A description in the sender's words.
    pub alt: Option<Arc<str>>,
}

/// The state of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadState {
    /// Ready to be sent.
    Queued,
    /// Being sent; this many bytes are sent.
    Sending(u64),
    /// Sent without success; sent again at this time.
    Waiting {
        /// When.
        until: Millis,
        /// What failed.
        why: Reason,
        /// True if the backend asked for this time.
        is_asked: bool,
    },
    /// The backend has it, under this id.
    Stored(Arc<str>),
}

/// A file being uploaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// The file.
    pub file: OwnFile,
    /// Its state.
    pub state: UploadState,
    /// How often it was sent.
    pub attempts: u32,
    /// How often it failed for a reason that may lie in the file, as opposed to a missing network.
    pub failures: u32,
}

impl Upload {
    /// Creates a file that waits for its turn.
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

    /// Makes it due now, if it only waits for time.
    pub fn hurry(&mut self, now: Millis) {
        if let UploadState::Waiting { until, .. } = &mut self.state {
            *until = (*until).min(now);
        }
    }

    /// Records a failure. Returns `true` if it will not be retried automatically.
    ///
    /// Each attempt with a large file costs its sender, so attempts that sent their bytes in vain are counted. A
    /// connection that could not be made, a gateway's answer, and a limit of the backend's say nothing about the
    /// file.
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

    /// Returns the backend's id for it, once there is one.
    #[must_use]
    pub fn stored_as(&self) -> Option<&Arc<str>> {
        match &self.state {
            UploadState::Stored(id) => Some(id),
            _ => None,
        }
    }

    /// Returns it as a row shows it. It has no address yet.
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

/// Returns how much of these files is sent, in percent.
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
