//! Carries out the outbox's jobs on disk. It is in a chunk.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::JsCast;

use super::{Disk, Job, Work};
use crate::app::log;
use crate::browser::ids;
use crate::browser::outbox::{Adopted, OutboxStore, StorageError};
use crate::model::message::LocalId;
use crate::model::outbox::Record;
use crate::model::session::{Input, TabInput};
use crate::wire::{WireError, operation_record, record};

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
            (Job::SaveOperation(record), store) => {
                let saved = save(store, &record.id, &operation_record::operation_to_json(&record)).await;
                self.saved_operation(record);
                saved
            }
            (Job::Forget(id), Some(store)) => store.forget(&id).await,
            (Job::Adopt | Job::Forget(_), None) => Ok(()),
        };
        if let Err(error) = result {
            self.warn_once(&error);
        }
    }

    async fn save_with_files(&self, store: Option<OutboxStore>, record: &Record) -> Result<(), StorageError> {
        let ids: Vec<_> = record.files.iter().map(|file| file.id.clone()).collect();
        let files = (!ids.is_empty()).then(|| self.0.state.files.of_message(&record.id, &ids));
        match store {
            Some(store) => store.save_with(&record.id, &record::record_to_json(record), files).await,
            None => Ok(()),
        }
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
        // Only this deployment's own store holds any: no earlier release has written such.
        let (operations, records): (Vec<_>, Vec<_>) =
            records.into_iter().partition(|text| operation_record::is_operation(text));
        let operations: Vec<_> =
            operations.iter().filter_map(|text| readable(operation_record::operation_from_json(text))).collect();
        let records = records.iter().map(|text| (text, false)).chain(old.iter().map(|text| (text, needs_consent)));
        let records: Vec<_> = records
            .filter_map(|(text, needs_consent)| {
                readable(record::record_from_json(text)).map(|record| Record { needs_consent, ..record })
            })
            .collect();
        records.iter().for_each(|record| self.0.state.drop_draft_of(record));
        for record in &records {
            let bytes = files.iter().find(|(id, _)| **id == *record.id).map(|(_, files)| files);
            for (file, bytes) in record.files.iter().zip(bytes.into_iter().flat_map(Array::iter)) {
                if let Ok(bytes) = bytes.dyn_into() {
                    self.0.state.files.hold(file.id.clone(), Some(record.id.clone()), bytes);
                }
            }
        }
        if !records.is_empty() {
            self.0.queue.push(Input::Tab(TabInput::Restored(records)));
        }
        if !operations.is_empty() {
            self.0.queue.push(Input::Tab(TabInput::RestoredOperations(operations)));
        }
        Ok(())
    }

    /// When a tab ends that has unsent messages, somebody has to take them over at once.
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
