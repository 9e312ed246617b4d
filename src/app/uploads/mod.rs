//! Uploads the files of own messages. How it is done is in a chunk: most messages have none.

mod send;

use std::pin::Pin;
use std::sync::Arc;

use super::queue::Queue;
use super::state::ChatState;
use crate::model::failure::Failure;
use crate::model::session::FileToSend;
use crate::rest;

/// Uploads files.
pub struct Uploading {
    send: fn(rest::Client, ChatState, Queue, FileToSend) -> Sent,
}

type Sent = Pin<Box<dyn Future<Output = Result<Arc<str>, Failure>>>>;

chunk! {
    /// The chunk of [`Uploading`].
    uploading in files: Uploading = Uploading { send: send::send }
}

/// Uploads a file and returns its id in the backend; how far it is goes to `queue`. Without the chunk it is as if the
/// backend had not answered.
pub async fn upload(rest: rest::Client, state: ChatState, queue: Queue, file: FileToSend) -> Result<Arc<str>, Failure> {
    match uploading::ready().await {
        Some(uploading) => (uploading.send)(rest, state, queue, file).await,
        None => Err(Failure::NoAnswer),
    }
}
