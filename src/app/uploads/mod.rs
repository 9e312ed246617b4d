//! The files of own messages: picked, stored, uploaded. The code is in a chunk, because most messages have no files.

pub(super) mod picked;
mod send;

use std::pin::Pin;
use std::sync::Arc;

use js_sys::Array;
use web_sys::Blob;

use super::queue::Queue;
use super::state::ChatState;
use crate::model::failure::Failure;
use crate::model::message::LocalId;
use crate::model::outbox::Record;
use crate::model::session::FileToSend;
use crate::rest;

/// The bytes of files that earlier visits left on disk.
#[derive(Default)]
pub struct Restored {
    /// For messages: the message, the file, its bytes.
    pub sent: Vec<(LocalId, LocalId, Blob)>,
    /// For drafts.
    pub picked: Vec<(Record, Blob)>,
}

/// Uploads files, and holds their bytes.
pub struct Uploading {
    send: fn(rest::Client, ChatState, Queue, FileToSend) -> Sent,
    of_message: fn(ChatState, &Record) -> Array,
    release: fn(ChatState, &LocalId),
    restore: fn(ChatState, Restored),
    place: fn(ChatState),
}

type Sent = Pin<Box<dyn Future<Output = Result<Arc<str>, Failure>>>>;

chunk! {
    /// The chunk of [`Uploading`].
    uploading in files: Uploading =
        Uploading {
            send: send::send,
            of_message: send::of_message,
            release: send::release,
            restore: picked::restore,
            place: picked::place,
        }
}

/// Uploads a file and returns its id in the backend; progress goes to `queue`. Without the chunk this fails as if the
/// backend had not answered.
pub async fn upload(rest: rest::Client, state: ChatState, queue: Queue, file: FileToSend) -> Result<Arc<str>, Failure> {
    match uploading::ready().await {
        Some(uploading) => (uploading.send)(rest, state, queue, file).await,
        None => Err(Failure::NoAnswer),
    }
}

/// Returns the bytes of a message's files, in their order. They exist only with the chunk.
pub async fn of_message(state: ChatState, record: &Record) -> Option<Array> {
    let uploading = uploading::ready().await?;
    Some((uploading.of_message)(state, record))
}

/// Drops the files of a message that is stored or discarded, and aborts their uploads.
pub fn release(state: ChatState, entry: &LocalId) {
    if let Some(uploading) = uploading::get() {
        (uploading.release)(state, entry);
    }
}

/// Adopts what earlier visits left. Returns `false` if the chunk could not be loaded, in which case nothing is
/// adopted.
pub async fn restore(state: ChatState, restored: impl FnOnce() -> Restored) -> bool {
    let uploading = uploading::ready().await;
    if let Some(uploading) = uploading {
        (uploading.restore)(state, restored());
    }
    uploading.is_some()
}

/// The user has changed: picked files are shown only to the person who picked them.
pub fn place(state: ChatState) {
    if let Some(uploading) = uploading::get() {
        (uploading.place)(state);
    }
}
