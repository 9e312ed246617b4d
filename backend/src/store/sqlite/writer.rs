//! The one thread that writes. One writer is one order, and one wait for the disk serves many.

use std::sync::mpsc;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use tokio::sync::oneshot;

use super::rows::{COLUMNS, select};
use crate::message::{Message, Timestamp};
use crate::store::{Change, NewMessage, OnChange, Sequence, StoreError};

/// How many waiting inserts share one transaction, and so one wait for the disk.
const BATCH: usize = 256;

/// What the thread can be asked for.
pub enum Job {
    Insert(NewMessage, oneshot::Sender<Result<Message, StoreError>>),
    Close(oneshot::Sender<()>),
}

/// The writing thread: takes what waits, stores it in one transaction, then tells everybody.
pub fn run(mut connection: Connection, mut sequence: Sequence, jobs: &mpsc::Receiver<Job>, on_change: &OnChange) {
    while let Ok(first) = jobs.recv() {
        let mut batch = Vec::new();
        let mut close = None;
        for job in std::iter::once(first).chain(jobs.try_iter()) {
            match job {
                Job::Insert(message, answer) => batch.push((message, answer)),
                Job::Close(done) => close = Some(done),
            }
            if batch.len() == BATCH || close.is_some() {
                break;
            }
        }
        match store_all(&mut connection, &mut sequence, &batch) {
            Ok(messages) => {
                for ((_, answer), message) in batch.into_iter().zip(messages) {
                    on_change(&Change::New(message.clone()));
                    // A caller who is gone will find the message in the history.
                    let _ = answer.send(Ok(message));
                }
            }
            Err(error) => {
                let error = StoreError::from(error);
                for (_, answer) in batch {
                    let _ = answer.send(Err(error.clone()));
                }
            }
        }
        if let Some(done) = close {
            drop(connection);
            let _ = done.send(());
            return;
        }
    }
}

/// All or nothing: an error leaves the file as it was.
fn store_all<A>(
    connection: &mut Connection,
    sequence: &mut Sequence,
    batch: &[(NewMessage, A)],
) -> rusqlite::Result<Vec<Message>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let messages =
        batch.iter().map(|(message, _)| store_one(&transaction, sequence, message)).collect::<rusqlite::Result<_>>()?;
    transaction.commit()?;
    Ok(messages)
}

/// The message as it is stored now, be it that it was before.
fn store_one(transaction: &Transaction<'_>, sequence: &mut Sequence, new: &NewMessage) -> rusqlite::Result<Message> {
    if let Some(client_id) = &new.client_id {
        let sql = format!("SELECT {COLUMNS} FROM messages WHERE sender_id = ?1 AND client_id = ?2");
        let first = select(transaction, &sql, params![new.sender_id, client_id])?.pop();
        if let Some(message) = first {
            return Ok(message);
        }
    }
    let (created_at, id) = sequence.next(Timestamp::now());
    let new = new.clone();
    let message = Message {
        id,
        workspace_id: new.workspace_id,
        channel_id: new.channel_id,
        content: new.content,
        sender_id: new.sender_id,
        sender_name: new.sender_name,
        sender_avatar: new.sender_avatar,
        created_at,
        client_id: new.client_id,
    };
    transaction
        .prepare_cached(&format!("INSERT INTO messages ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"))?
        .execute(params![
            message.id,
            message.workspace_id,
            message.channel_id,
            message.content,
            message.sender_id,
            message.sender_name,
            message.sender_avatar,
            message.created_at.0,
            message.client_id
        ])?;
    Ok(message)
}
