//! Carries out the outbox's jobs on disk. In a chunk.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;

use super::{Disk, Job, Work};
use crate::app::log;
use crate::app::uploads::{self, Restored};
use crate::browser::ids;
use crate::browser::outbox::{Adopted, OutboxStore, StorageError};
use crate::model::message::LocalId;
use crate::model::outbox::Record;
use crate::model::session::{Input, TabInput};
use crate::wire::{WireError, operation_record, record};

/// Delay before loading the chunk for files again after a failure, in milliseconds.
const AGAIN_MS: u32 = 30_000;

/// Carries out one job.
pub fn work(disk: Disk, job: Job) -> Work {
    Box::pin(async move { disk.carry_out(job).await })
}

impl Disk {
    async fn carry_out(&self, job: Job) {
        let store = self.0.store.borrow().clone();
        let result = match (job, store) {
            (Job::Open, _) => self.open().await,
            (Job::Adopt, Some(store)) => self.adopt_orphans(&store).await,
            (Job::Save(record), store) => {
                let saved = self.save_with_files(store, &record).await;
                self.saved(record);
                saved
            }
            (Job::SavePicked(record, bytes), Some(store)) => {
                store.save_with(&record.id, &record::picked_to_json(&record), Some(bytes)).await
            }
            (Job::SaveOperation(record), store) => {
                let saved = save(store, &record.id, &operation_record::operation_to_json(&record)).await;
                self.saved_operation(record);
                saved
            }
            (Job::Forget(id), Some(store)) => store.forget(&id).await,
            (Job::Adopt | Job::SavePicked(..) | Job::Forget(_), None) => Ok(()),
        };
        if let Err(error) = result {
            self.warn_once(&error);
        }
    }

    /// Stores a message with its files, which are no longer picked files then.
    async fn save_with_files(&self, store: Option<OutboxStore>, record: &Record) -> Result<(), StorageError> {
        let files = match record.files.is_empty() {
            true => None,
            false => uploads::of_message(self.0.state, record).await,
        };
        let Some(store) = store else { return Ok(()) };
        let saved = store.save_with(&record.id, &record::record_to_json(record), files).await;
        for file in &record.files {
            store.forget(&file.id).await?;
        }
        saved
    }

    async fn open(&self) -> Result<(), StorageError> {
        let store = OutboxStore::open(&self.0.deployment, &ids::uuid()).await?;
        *self.0.store.borrow_mut() = Some(store);
        Ok(())
    }

    async fn adopt_orphans(&self, store: &OutboxStore) -> Result<(), StorageError> {
        let can_read = |text: &str| !record::is_of_unknown_version(text);
        let Adopted { records, old, living, files, unknown } = store.adopt_orphans(can_read).await?;
        living.iter().for_each(|lock| self.watch(store, lock));
        self.0.state.note_unknown(unknown);
        let needs_consent = !self.0.owns_earlier;
        // Only this deployment's own store has files: no earlier release stored any.
        let (operations, records): (Vec<_>, Vec<_>) =
            records.into_iter().partition(|text| operation_record::is_operation(text));
        let operations: Vec<_> =
            operations.iter().filter_map(|text| readable(operation_record::operation_from_json(text))).collect();
        let (picked, records): (Vec<_>, Vec<_>) = records.into_iter().partition(|text| record::is_picked(text));
        let records = records.iter().map(|text| (text, false)).chain(old.iter().map(|text| (text, needs_consent)));
        let records: Vec<_> = records
            .filter_map(|(text, needs_consent)| {
                readable(record::record_from_json(text)).map(|record| Record { needs_consent, ..record })
            })
            .collect();
        records.iter().for_each(|record| self.0.state.drop_draft_of(record));
        let bytes_of = |id: &LocalId| files.iter().find(|(of, _)| **of == **id).map(|(_, bytes)| bytes.iter());
        let sent = records.iter().flat_map(|record| {
            let bytes = bytes_of(&record.id).into_iter().flatten();
            let blobs = record.files.iter().zip(bytes);
            blobs.filter_map(|(file, blob)| Some((record.id.clone(), file.id.clone(), blob.dyn_into().ok()?)))
        });
        let mut restored = Restored { sent: sent.collect(), picked: Vec::new() };
        for record in picked.iter().filter_map(|text| readable(record::record_from_json(text))) {
            let blob = bytes_of(&record.id).and_then(|mut bytes| bytes.next()?.dyn_into().ok());
            // The page may have closed when its message was already stored.
            let is_sent = restored.sent.iter().any(|(_, file, _)| *file == record.id);
            match blob.filter(|_| !is_sent) {
                Some(blob) => restored.picked.push((record, blob)),
                None => store.forget(&record.id).await?,
            }
        }
        self.restore(records, restored);
        if !operations.is_empty() {
            self.0.queue.push(Input::Tab(TabInput::RestoredOperations(operations)));
        }
        Ok(())
    }

    /// Passes messages to the session once the bytes of their files are available.
    fn restore(&self, records: Vec<Record>, mut files: Restored) {
        if files.sent.is_empty() && files.picked.is_empty() {
            return self.restored(records);
        }
        let disk = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if uploads::restore(disk.0.state, || std::mem::take(&mut files)).await {
                disk.restored(records);
            } else {
                Timeout::new(AGAIN_MS, move || disk.restore(records, files)).forget();
            }
        });
    }

    fn restored(&self, records: Vec<Record>) {
        if !records.is_empty() {
            self.0.queue.push(Input::Tab(TabInput::Restored(records)));
        }
    }

    /// If a tab with unsent messages closes, another must take them over at once.
    fn watch(&self, store: &OutboxStore, lock: &str) {
        if self.0.watched.borrow_mut().insert(lock.to_owned(), ()).is_some() {
            return;
        }
        let (end, inner, lock) = (store.end_of(lock), Rc::downgrade(&self.0), lock.to_owned());
        wasm_bindgen_futures::spawn_local(async move {
            end.await;
            if let Some(inner) = inner.upgrade() {
                inner.watched.borrow_mut().remove(&lock);
                Self(inner).adopt();
            }
        });
    }
}

async fn save(store: Option<OutboxStore>, id: &LocalId, record: &str) -> Result<(), StorageError> {
    match store {
        Some(store) => store.save(id, record).await,
        None => Ok(()),
    }
}

fn readable<T>(record: Result<T, WireError>) -> Option<T> {
    let warn = |error: &WireError| log::warn(&format!("what an earlier visit left unsent cannot be read: {error}"));
    record.inspect_err(warn).ok()
}
