//! The bytes of files that are picked or on their way. Everything else of them is plain data in the session.

use js_sys::Array;
use web_sys::{Blob, HtmlCanvasElement, XmlHttpRequest};

use crate::model::message::LocalId;
use crate::model::upload::{KEPT, KEPT_IN_ALL};
use crate::reactive::Stored;

/// The bytes of all files of a chat that are not uploaded. Copy it freely.
#[derive(Clone, Copy, Debug)]
pub struct HeldFiles(Stored<Vec<HeldFile>>);

/// The bytes of one file.
#[derive(Clone, Debug)]
struct HeldFile {
    file: LocalId,
    /// The message in the outbox that it belongs to, once it was sent.
    entry: Option<LocalId>,
    blob: Blob,
    /// Whether they go to the disk.
    is_kept: bool,
    /// How a picture is seen until the backend has it.
    preview: Option<HtmlCanvasElement>,
    /// The file as it was picked, or as it was made smaller, whichever is not to be sent.
    other: Option<Blob>,
    /// Whether `blob` is the file as it was picked.
    is_original: bool,
    /// The upload under way.
    call: Option<XmlHttpRequest>,
}

impl HeldFiles {
    /// No files.
    pub fn new() -> Self {
        Self(Stored::new(Vec::new()))
    }

    /// Keeps the bytes of a picked file. Returns `true` if they go to the disk with their message; others are lost by a
    /// reload.
    pub fn hold(&self, file: LocalId, entry: Option<LocalId>, blob: Blob) -> bool {
        // The chat may be gone by now.
        let is_kept = self.0.try_update_value(|files| {
            let kept: f64 = files.iter().filter(|held| held.is_kept).map(|held| held.blob.size()).sum();
            let is_kept = blob.size() <= KEPT && kept + blob.size() <= KEPT_IN_ALL;
            let (preview, other, is_original, call) = (None, None, false, None);
            files.push(HeldFile { file, entry, blob, is_kept, preview, other, is_original, call });
            is_kept
        });
        is_kept == Some(true)
    }

    /// Keeps how a held picture looks, and its original beside the bytes that are sent.
    pub fn note_picture(&self, file: &LocalId, preview: HtmlCanvasElement, original: Blob) {
        self.change(file, |held| (held.preview, held.other) = (Some(preview), Some(original)));
    }

    /// How a picture looks, if this tab has picked it.
    #[must_use]
    pub fn preview(&self, file: &LocalId) -> Option<HtmlCanvasElement> {
        self.0.try_with_value(|files| files.iter().find(|held| held.file == *file)?.preview.clone())?
    }

    /// Sends a picture's original in place of the smaller file, or the other way round. Returns its size.
    #[must_use]
    pub fn swap(&self, file: &LocalId) -> Option<f64> {
        let mut size = None;
        self.change(file, |held| {
            if let Some(other) = &mut held.other {
                std::mem::swap(other, &mut held.blob);
                held.is_original = !held.is_original;
                size = Some(held.blob.size());
            }
        });
        size
    }

    /// Returns `true` if a picture goes out as it was picked.
    #[must_use]
    pub fn is_original(&self, file: &LocalId) -> bool {
        self.0.try_with_value(|files| files.iter().any(|held| held.file == *file && held.is_original)) == Some(true)
    }

    fn change(&self, file: &LocalId, change: impl FnOnce(&mut HeldFile)) {
        // The chat may be gone by now.
        self.0.try_update_value(|files| {
            if let Some(held) = files.iter_mut().find(|held| held.file == *file) {
                change(held);
            }
        });
    }

    /// The bytes of a file.
    #[must_use]
    pub fn bytes(&self, file: &LocalId) -> Option<Blob> {
        self.0.try_with_value(|files| files.iter().find(|held| held.file == *file).map(|held| held.blob.clone()))?
    }

    /// Lets go of a file that was picked and is not to be sent.
    pub fn drop(&self, file: &LocalId) {
        self.0.try_update_value(|files| files.retain(|held| held.file != *file));
    }

    /// The bytes of a message's files, in this order; from now on they are let go of with the message.
    #[must_use]
    pub fn of_message(&self, entry: &LocalId, ids: &[LocalId]) -> Array {
        let bytes = Array::new();
        self.0.try_update_value(|files| {
            for id in ids {
                let mut kept = None;
                if let Some(held) = files.iter_mut().find(|held| held.file == *id) {
                    held.entry = Some(entry.clone());
                    kept = held.is_kept.then(|| held.blob.clone());
                }
                // Each at its file's place.
                bytes.push(&kept.into());
            }
        });
        bytes
    }

    /// Notes the call by which a file is uploaded.
    pub fn note_call(&self, file: &LocalId, call: &XmlHttpRequest) {
        self.change(file, |held| held.call = Some(call.clone()));
    }

    /// Lets go of the files of a message that is stored or thrown away. Uploads of them that are under way end.
    pub fn release(&self, entry: &LocalId) {
        let released = self.0.try_update_value(|files| {
            let (gone, left): (Vec<_>, Vec<_>) =
                std::mem::take(files).into_iter().partition(|held| held.entry.as_ref() == Some(entry));
            *files = left;
            gone
        });
        for call in released.into_iter().flatten().filter_map(|held| held.call) {
            // One that has ended does not mind.
            let _ = call.abort();
        }
    }
}
