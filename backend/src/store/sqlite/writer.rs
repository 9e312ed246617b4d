//! The single writing thread. One writer means one order, and one wait for the disk serves many writes.

use std::sync::mpsc;

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::oneshot;

use super::{edit, insert};
use crate::message::Stored;
use crate::store::{Change, NewMessage, OnChange, Operation, Outcome, Sequence, StoreError};

/// How many waiting writes share one transaction, and so one wait for the disk.
const BATCH: usize = 256;

/// A job for the thread.
pub enum Job {
    Write(Write, oneshot::Sender<Result<Outcome, StoreError>>),
    Close(oneshot::Sender<()>),
}

/// A change of the file.
pub enum Write {
    Insert(Box<NewMessage>),
    Change(String, Operation),
}

/// The writing thread: takes the waiting jobs, stores them in one transaction, then publishes and answers.
pub fn run(mut connection: Connection, mut sequence: Sequence, jobs: &mpsc::Receiver<Job>, on_change: &OnChange) {
    while let Ok(first) = jobs.recv() {
        let (mut writes, mut answers) = (Vec::new(), Vec::new());
        let mut close = None;
        for job in std::iter::once(first).chain(jobs.try_iter()) {
            match job {
                Job::Write(write, answer) => {
                    writes.push(write);
                    answers.push(answer);
                }
                Job::Close(done) => close = Some(done),
            }
            if writes.len() == BATCH || close.is_some() {
                break;
            }
        }
        match write_all(&mut connection, &mut sequence, writes) {
            Ok(written) => {
                for (answer, (outcome, change)) in answers.into_iter().zip(written) {
                    if let Some(change) = change {
                        on_change(&change);
                    }
                    // A caller that is gone will find the change in the feed.
                    let _ = answer.send(Ok(outcome));
                }
            }
            Err(error) => {
                let error = StoreError::from(error);
                for answer in answers {
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

/// All or nothing: an error leaves the file unchanged.
fn write_all(
    connection: &mut Connection,
    sequence: &mut Sequence,
    writes: Vec<Write>,
) -> rusqlite::Result<Vec<(Outcome, Option<Change>)>> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut written = Vec::with_capacity(writes.len());
    for write in writes {
        written.push(match write {
            Write::Insert(message) => {
                let outcome = insert::insert(&transaction, sequence, *message)?;
                // A change to a message that was deleted since is not published again.
                let change = match &outcome {
                    Outcome::Done(Stored::Message(message)) => Some(Change::New((**message).clone())),
                    _ => None,
                };
                (outcome, change)
            }
            Write::Change(id, operation) => edit::change(&transaction, &id, operation)?,
        });
    }
    transaction.commit()?;
    Ok(written)
}
