//! The bytes of files that are picked or being sent. The session has everything else about them, as plain data.
//!
//! The code that works on them is in the chunk `files`.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Array;
use web_sys::{Blob, HtmlCanvasElement, XmlHttpRequest};

use crate::model::message::{ChannelId, LocalId, PersonId};
use crate::model::outbox::Record;
use crate::model::upload::{KEPT, KEPT_IN_ALL, OwnFile};
use crate::reactive::Stored;

/// The bytes of all files of a chat that are not uploaded yet. `Copy`.
#[derive(Clone, Copy, Debug)]
pub struct HeldFiles(Stored<Held>);

#[derive(Default)]
struct Held {
    files: Vec<HeldFile>,
    keeper: Option<Keeper>,
}

/// Keeps picked files on disk.
pub(super) type Keeper = Rc<dyn Fn(Keep)>;

/// What happens to a picked file on disk.
pub(super) enum Keep {
    /// It is kept, with its bytes.
    Save(Record, Array),
    /// It is dropped.
    Forget(LocalId),
}

/// The bytes of one file.
pub(super) struct HeldFile {
    pub file: LocalId,
    /// The outbox message that the file belongs to, once it was sent.
    pub entry: Option<LocalId>,
    /// The draft that the file belongs to until then.
    pub draft: Option<InDraft>,
    pub blob: Blob,
    /// True if the bytes are stored on disk.
    pub is_kept: bool,
    /// How a picture is shown until the backend has it.
    preview: Option<HtmlCanvasElement>,
    /// The variant that is not to be sent: the original, or the smaller version.
    other: Option<Blob>,
    /// True if `blob` is the file as it was picked.
    is_original: bool,
    /// The upload under way.
    call: Option<XmlHttpRequest>,
    /// The description being written, until it is stored.
    pub pause: Option<Timeout>,
}

/// The draft that a picked file belongs to.
pub(super) struct InDraft {
    pub channel: ChannelId,
    /// The person who picked it, if that was known.
    pub author: Option<PersonId>,
    /// The file while it is hidden: the user is not known to be the person who picked it.
    pub aside: Option<OwnFile>,
}

impl HeldFiles {
    /// No files.
    pub fn new() -> Self {
        Self(Stored::new(Held::default()))
    }

    /// Sets the storage for picked files.
    pub(super) fn keep_by(&self, keeper: Keeper) {
        self.0.update_value(|held| held.keeper = Some(keeper));
    }

    /// Stores a picked file on disk, or drops it there.
    pub(super) fn keep(&self, keep: Keep) {
        // The chat may be gone by now.
        if let Some(keeper) = self.0.try_with_value(|held| held.keeper.clone()).flatten() {
            keeper(keep);
        }
    }

    /// Holds the bytes of a picked file. Returns `true` if they go to the disk too; otherwise a reload loses them.
    pub fn hold(&self, file: LocalId, entry: Option<LocalId>, blob: Blob) -> bool {
        // The chat may be gone by now.
        let is_kept = self.0.try_update_value(|Held { files, .. }| {
            let is_kept = has_room(files, &blob);
            files.push(HeldFile {
                file,
                entry,
                draft: None,
                blob,
                is_kept,
                preview: None,
                other: None,
                is_original: false,
                call: None,
                pause: None,
            });
            is_kept
        });
        is_kept == Some(true)
    }

    /// Stores the preview of a picture.
    pub fn note_preview(&self, file: &LocalId, preview: HtmlCanvasElement) {
        self.change(file, |held| held.preview = Some(preview));
    }

    /// Stores a picture's original beside the bytes that are sent.
    pub fn note_original(&self, file: &LocalId, original: Blob) {
        self.change(file, |held| held.other = Some(original));
    }

    /// Returns the preview of a picture, if it is known.
    #[must_use]
    pub fn preview(&self, file: &LocalId) -> Option<HtmlCanvasElement> {
        self.with(file, |held| held.preview.clone())?
    }

    /// Switches between sending a picture's original and its smaller version. Returns the size, and `true` if the
    /// file survives a reload.
    #[must_use]
    pub fn swap(&self, file: &LocalId) -> Option<(f64, bool)> {
        let swap = |Held { files, .. }: &mut Held| {
            let at = files.iter().position(|held| held.file == *file)?;
            let mut held = files.swap_remove(at);
            let other = held.other.replace(held.blob.clone())?;
            (held.blob, held.is_original) = (other, !held.is_original);
            held.is_kept = has_room(files, &held.blob);
            let swapped = (held.blob.size(), held.is_kept);
            files.push(held);
            Some(swapped)
        };
        self.0.try_update_value(swap)?
    }

    /// Returns `true` if a picture's original is available; after a reload it is not.
    #[must_use]
    pub fn has_original(&self, file: &LocalId) -> bool {
        self.with(file, |held| held.other.is_some()) == Some(true)
    }

    /// Returns `true` if a picture goes out as it was picked.
    #[must_use]
    pub fn is_original(&self, file: &LocalId) -> bool {
        self.with(file, |held| held.is_original) == Some(true)
    }

    /// The bytes of a file.
    #[must_use]
    pub fn bytes(&self, file: &LocalId) -> Option<Blob> {
        self.with(file, |held| held.blob.clone())
    }

    /// Drops a file that was picked and will not be sent.
    pub fn drop(&self, file: &LocalId) {
        self.0.try_update_value(|Held { files, .. }| files.retain(|held| held.file != *file));
    }

    /// Returns the bytes of a message's files, in this order; from now on they belong to the message.
    #[must_use]
    pub fn of_message(&self, entry: &LocalId, ids: &[LocalId]) -> Array {
        let bytes = Array::new();
        for id in ids {
            let mut kept = None;
            self.change(id, |held| {
                (held.entry, held.draft) = (Some(entry.clone()), None);
                kept = held.is_kept.then(|| held.blob.clone());
            });
            // Each in its file's place.
            bytes.push(&kept.into());
        }
        bytes
    }

    /// Records the call that uploads a file.
    pub fn note_call(&self, file: &LocalId, call: &XmlHttpRequest) {
        self.change(file, |held| held.call = Some(call.clone()));
    }

    /// Drops the files of a message that is stored or discarded, and aborts their uploads.
    pub fn release(&self, entry: &LocalId) {
        let released = self.0.try_update_value(|Held { files, .. }| {
            let (gone, left): (Vec<_>, Vec<_>) =
                std::mem::take(files).into_iter().partition(|held| held.entry.as_ref() == Some(entry));
            *files = left;
            gone
        });
        for call in released.into_iter().flatten().filter_map(|held| held.call) {
            // Has no effect on a call that has ended.
            let _ = call.abort();
        }
    }

    /// Updates one held file.
    pub(super) fn change(&self, file: &LocalId, change: impl FnOnce(&mut HeldFile)) {
        // The chat may be gone by now.
        self.0.try_update_value(|Held { files, .. }| {
            if let Some(held) = files.iter_mut().find(|held| held.file == *file) {
                change(held);
            }
        });
    }

    /// Updates all held files.
    pub(super) fn change_all(&self, change: impl FnMut(&mut HeldFile)) {
        self.0.try_update_value(|Held { files, .. }| files.iter_mut().for_each(change));
    }

    fn with<T>(&self, file: &LocalId, read: impl FnOnce(&HeldFile) -> T) -> Option<T> {
        self.0.try_with_value(|Held { files, .. }| files.iter().find(|held| held.file == *file).map(read))?
    }
}

/// Returns `true` if these bytes fit on disk beside those of the other files.
fn has_room(files: &[HeldFile], blob: &Blob) -> bool {
    let kept: f64 = files.iter().filter(|held| held.is_kept).map(|held| held.blob.size()).sum();
    blob.size() <= KEPT && kept + blob.size() <= KEPT_IN_ALL
}
