//! Uploads the files of own messages. How it is done is in a chunk: most messages have none.

mod send;

use std::pin::Pin;
use std::sync::Arc;

use super::queue::Queue;
use super::state::ChatState;
use crate::model::failure::Failure;
use crate::model::message::LocalId;
use crate::model::session::Answer;
use crate::rest;

/// A file that is to be uploaded.
pub struct Task {
    /// The message that it belongs to.
    pub entry: LocalId,
    /// The file.
    pub file: LocalId,
    /// Its name.
    pub name: Arc<str>,
    /// What it shows.
    pub alt: Option<Arc<str>>,
}

/// Uploads files.
pub struct Uploading {
    send: fn(rest::Client, ChatState, Queue, Task) -> Sent,
}

type Sent = Pin<Box<dyn Future<Output = Result<Answer, Failure>>>>;

chunk! {
    /// The chunk of [`Uploading`].
    uploading in files: Uploading = Uploading { send: send::send }
}

/// Uploads a file; how far it is goes to `queue`. Without the chunk it is as if the backend had not answered.
pub async fn upload(rest: rest::Client, state: ChatState, queue: Queue, task: Task) -> Result<Answer, Failure> {
    match uploading::ready().await {
        Some(uploading) => (uploading.send)(rest, state, queue, task).await,
        None => Err(Failure::NoAnswer),
    }
}
