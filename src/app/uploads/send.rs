//! Sends one file. In a chunk.

use std::cell::Cell;

use js_sys::Array;
use web_sys::FormData;

use super::Sent;
use crate::app::queue::Queue;
use crate::app::state::ChatState;
use crate::model::failure::Failure;
use crate::model::message::LocalId;
use crate::model::outbox::Record;
use crate::model::reason::Reason;
use crate::model::session::{FileToSend, Input, TabInput};
use crate::rest;

/// The number of steps in which a file's progress is reported.
const STEPS: f64 = 20.0;

pub fn send(rest: rest::Client, state: ChatState, queue: Queue, task: FileToSend) -> Sent {
    Box::pin(async move {
        let form = form(state, &task).ok_or(Failure::Refused { why: Reason::NoBytes, status: 0 })?;
        let size = state.files.bytes(&task.file).map_or(0.0, |bytes| bytes.size());
        let FileToSend { entry, file, .. } = task;
        let progressed = {
            let (entry, file, last) = (entry, file.clone(), Cell::new(0));
            move |bytes: u64| {
                // Each step is drawn.
                let step = (bytes as f64 * STEPS / size) as u32;
                if last.replace(step) != step {
                    let (entry, file) = (entry.clone(), file.clone());
                    queue.push(Input::Tab(TabInput::Uploaded { entry, file, bytes }));
                }
            }
        };
        rest.upload(&form, move |call| state.files.note_call(&file, call), progressed).await
    })
}

/// Returns the bytes of a message's files, in their order; from now on they belong to the message.
pub fn of_message(state: ChatState, record: &Record) -> Array {
    let ids: Vec<_> = record.files.iter().map(|file| file.id.clone()).collect();
    state.files.of_message(&record.id, &ids)
}

/// Drops a message's files.
pub fn release(state: ChatState, entry: &LocalId) {
    state.files.release(entry);
}

fn form(state: ChatState, task: &FileToSend) -> Option<FormData> {
    let bytes = state.files.bytes(&task.file)?;
    let form = FormData::new().ok()?;
    form.append_with_str("clientId", &task.file).ok()?;
    for (name, text) in [("alt", &task.alt), ("thumbhash", &task.thumbhash)] {
        if let Some(text) = text {
            form.append_with_str(name, text).ok()?;
        }
    }
    form.append_with_blob_and_filename("file", &bytes, &task.name).ok()?;
    Some(form)
}
