//! The session's outbox on disk: its commands carried out one after the other, in the order in which they were given.

use litemap::LiteMap;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use super::log;
use super::queue::Queue;
use super::state::ChatState;
use crate::browser::ids;
use crate::browser::outbox::{Adopted, OutboxStore, StorageError};
use crate::model::deployment::Deployment;
use crate::model::message::LocalId;
use crate::model::operations::OperationRecord;
use crate::model::outbox::Record;
use crate::model::session::{Input, TabInput};
use crate::wire::{WireError, operation_record, record};

/// The disk as the driver uses it. Where there is none the chat works all the same, and says once that unsent messages
/// will not survive a reload.
#[derive(Clone)]
pub struct Disk(Rc<Inner>);

struct Inner {
    deployment: Deployment,
    /// Whether what an earlier release left can only be of this deployment.
    owns_earlier: bool,
    queue: Queue,
    store: RefCell<Option<OutboxStore>>,
    jobs: RefCell<VecDeque<Job>>,
    busy: Cell<bool>,
    /// The locks of the tabs whose end is waited for.
    watched: RefCell<LiteMap<String, ()>>,
    state: ChatState,
    warned: Cell<bool>,
}

enum Job {
    Open,
    Adopt,
    Save(Record),
    SaveOperation(OperationRecord),
    Forget(LocalId),
}

impl Disk {
    /// The deployment whose unsent messages it keeps.
    pub fn deployment(&self) -> &Deployment {
        &self.0.deployment
    }

    /// A disk for this deployment that reports to `queue`, and to `state` what a person has to know; what earlier visits
    /// left is asked for at once.
    #[must_use]
    pub fn new(deployment: Deployment, owns_earlier: bool, queue: Queue, state: ChatState) -> Self {
        let disk = Self(Rc::new(Inner {
            deployment,
            owns_earlier,
            queue,
            store: RefCell::default(),
            jobs: RefCell::default(),
            busy: Cell::new(false),
            watched: RefCell::default(),
            state,
            warned: Cell::new(false),
        }));
        disk.push(Job::Open);
        disk.push(Job::Adopt);
        disk
    }

    /// Keeps an own message; the session hears of it when it is done, or when it cannot be.
    pub fn save(&self, record: Record) {
        self.push(Job::Save(record));
    }

    /// Keeps a change to a stored message; the session is notified as for a message.
    pub fn save_operation(&self, record: OperationRecord) {
        self.push(Job::SaveOperation(record));
    }

    /// Drops an own message, or a change to a stored one.
    pub fn forget(&self, id: LocalId) {
        self.push(Job::Forget(id));
    }

    /// Takes over what tabs left that are gone by now.
    pub fn adopt(&self) {
        self.push(Job::Adopt);
    }

    fn push(&self, job: Job) {
        self.0.jobs.borrow_mut().push_back(job);
        if self.0.busy.replace(true) {
            return;
        }
        let disk = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            while let Some(job) = disk.next() {
                disk.work(job).await;
            }
            disk.0.busy.set(false);
        });
    }

    fn next(&self) -> Option<Job> {
        self.0.jobs.borrow_mut().pop_front()
    }

    async fn work(&self, job: Job) {
        let Inner { queue, .. } = &*self.0;
        let store = self.0.store.borrow().clone();
        let result = match (job, store) {
            (Job::Open, _) => self.open().await,
            (Job::Adopt, Some(store)) => self.adopt_orphans(&store).await,
            (Job::Save(record), store) => {
                let saved = save(store, &record.id, &record::record_to_json(&record)).await;
                self.0.state.note_kept(&record.channel, &record.id);
                // Sent either way: a message that cannot be kept is better sent than held back.
                queue.push(Input::Tab(TabInput::Saved(record.id)));
                saved
            }
            (Job::SaveOperation(record), store) => {
                let saved = save(store, &record.id, &operation_record::operation_to_json(&record)).await;
                queue.push(Input::Tab(TabInput::Saved(record.id)));
                saved
            }
            (Job::Forget(id), Some(store)) => store.forget(&id).await,
            (Job::Adopt | Job::Forget(_), None) => Ok(()),
        };
        if let Err(error) = result {
            self.warn_once(&error);
        }
    }

    async fn open(&self) -> Result<(), StorageError> {
        let store = OutboxStore::open(&self.0.deployment, &ids::uuid()).await?;
        *self.0.store.borrow_mut() = Some(store);
        Ok(())
    }

    async fn adopt_orphans(&self, store: &OutboxStore) -> Result<(), StorageError> {
        let can_read = |text: &str| !record::is_of_unknown_version(text);
        let Adopted { records, old, living, unknown } = store.adopt_orphans(can_read).await?;
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

    fn warn_once(&self, error: &StorageError) {
        if !self.0.warned.replace(true) {
            log::warn(&error.to_string());
            self.0.state.note_unkept();
        }
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
