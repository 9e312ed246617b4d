//! The files of own messages: picked, kept, uploaded. How it is done is in a chunk: most messages have none.

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
    /// Of messages: the message, the file, its bytes.
    pub sent: Vec<(LocalId, LocalId, Blob)>,
    /// Of drafts.
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

/// Uploads a file and returns its id in the backend; how far it is goes to `queue`. Without the chunk it is as if the
/// backend had not answered.
pub async fn upload(rest: rest::Client, state: ChatState, queue: Queue, file: FileToSend) -> Result<Arc<str>, Failure> {
    match uploading::ready().await {
        Some(uploading) => (uploading.send)(rest, state, queue, file).await,
        None => Err(Failure::NoAnswer),
    }
}

/// The bytes of a message's files, in their order. They are there only with the chunk.
pub async fn of_message(state: ChatState, record: &Record) -> Option<Array> {
    let uploading = uploading::ready().await?;
    Some((uploading.of_message)(state, record))
}

/// Lets go of the files of a message that is stored or thrown away. Uploads of them that are under way end.
pub fn release(state: ChatState, entry: &LocalId) {
    if let Some(uploading) = uploading::get() {
        (uploading.release)(state, entry);
    }
}

/// Takes in what earlier visits left. Returns `false` if the chunk could not be loaded: nothing is taken in.
pub async fn restore(state: ChatState, restored: impl FnOnce() -> Restored) -> bool {
    let uploading = uploading::ready().await;
    if let Some(uploading) = uploading {
        (uploading.restore)(state, restored());
    }
    uploading.is_some()
}

/// Another person is there than before: picked files are shown to whom picked them.
pub fn place(state: ChatState) {
    if let Some(uploading) = uploading::get() {
        (uploading.place)(state);
    }
}
