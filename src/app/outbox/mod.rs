//! The session's outbox on disk. Carries out its commands one after the other, in the order given.
//!
//! The code that carries them out is in a chunk, because it is needed only once there is something to read.

mod work;

use js_sys::Array;
use litemap::LiteMap;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;

use super::log;
use super::queue::Queue;
use super::state::ChatState;
use crate::browser::outbox::OutboxStore;
use crate::model::deployment::Deployment;
use crate::model::message::LocalId;
use crate::model::operations::OperationRecord;
use crate::model::outbox::Record;
use crate::model::session::{Input, TabInput};

/// The disk as the driver uses it. Without a disk the chat still works, and says once that unsent messages will not
/// survive a reload.
#[derive(Clone)]
pub struct Disk(Rc<Inner>);

struct Inner {
    deployment: Deployment,
    /// True if data of an earlier release can only belong to this deployment.
    owns_earlier: bool,
    queue: Queue,
    store: RefCell<Option<OutboxStore>>,
    jobs: RefCell<VecDeque<Job>>,
    busy: Cell<bool>,
    has_begun: Cell<bool>,
    /// The locks of tabs whose end is awaited.
    watched: RefCell<LiteMap<String, ()>>,
    state: ChatState,
    warned: Cell<bool>,
}

/// Runs the jobs.
pub struct Storage {
    work: fn(Disk, Job) -> Work,
}

type Work = Pin<Box<dyn Future<Output = ()>>>;

chunk! {
    /// The chunk of [`Storage`].
    storage in background: Storage = Storage { work: work::work }
}

/// A job for the disk.
pub enum Job {
    Open,
    Adopt,
    Save(Record),
    SavePicked(Record, Array),
    SaveOperation(OperationRecord),
    Forget(LocalId),
}

impl Disk {
    /// The deployment whose unsent messages this stores.
    pub fn deployment(&self) -> &Deployment {
        &self.0.deployment
    }

    /// Creates a disk for this deployment that reports to `queue`, and reports to `state` what the user must know. It
    /// starts with [`Disk::begin`], or with the first message to be stored.
    #[must_use]
    pub fn new(deployment: Deployment, owns_earlier: bool, queue: Queue, state: ChatState) -> Self {
        let disk = Self(Rc::new(Inner {
            deployment,
            owns_earlier,
            queue,
            store: RefCell::default(),
            jobs: RefCell::default(),
            busy: Cell::new(false),
            has_begun: Cell::new(false),
            watched: RefCell::default(),
            state,
            warned: Cell::new(false),
        }));
        disk.0.jobs.borrow_mut().extend([Job::Open, Job::Adopt]);
        disk
    }

    /// Stores an own message. The session is notified once it is on disk, or cannot be.
    pub fn save(&self, record: Record) {
        self.push(Job::Save(record));
    }

    /// Stores a picked, unsent file with its bytes.
    pub fn save_picked(&self, record: Record, bytes: Array) {
        self.push(Job::SavePicked(record, bytes));
    }

    /// Stores a change to a stored message; the session is notified as for a message.
    pub fn save_operation(&self, record: OperationRecord) {
        self.push(Job::SaveOperation(record));
    }

    /// Drops an own message, a change to a stored one, or a picked file.
    pub fn forget(&self, id: LocalId) {
        self.push(Job::Forget(id));
    }

    /// Adopts the messages of tabs that have closed.
    pub fn adopt(&self) {
        self.push(Job::Adopt);
    }

    /// Starts working through the jobs, unless that is under way. The first jobs read what earlier visits left.
    pub fn begin(&self) {
        if self.0.busy.replace(true) {
            return;
        }
        self.0.has_begun.set(true);
        let disk = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let storage = storage::ready().await;
            match storage {
                Some(storage) => {
                    while let Some(job) = disk.next() {
                        (storage.work)(disk.clone(), job).await;
                    }
                }
                None => disk.do_without(),
            }
            disk.0.busy.set(false);
        });
    }

    fn push(&self, job: Job) {
        // Adopting is not urgent enough to load the chunk.
        let can_wait = matches!(job, Job::Adopt) && !self.0.has_begun.get();
        self.0.jobs.borrow_mut().push_back(job);
        if !can_wait {
            self.begin();
        }
    }

    fn next(&self) -> Option<Job> {
        self.0.jobs.borrow_mut().pop_front()
    }

    /// Works without the storage chunk, as in a browser without storage: messages are sent but not stored. Jobs that
    /// read what earlier visits left wait for the next attempt.
    fn do_without(&self) {
        let jobs = self.0.jobs.take();
        for job in jobs {
            match job {
                Job::Save(record) => self.saved(record),
                Job::SaveOperation(record) => self.saved_operation(record),
                Job::SavePicked(..) | Job::Forget(_) => {}
                Job::Open | Job::Adopt => self.0.jobs.borrow_mut().push_back(job),
            }
        }
        self.warn_once(&"the part of the chat that keeps unsent messages could not be loaded");
    }

    /// A message was stored, or cannot be. It is sent either way, since sending is better than holding it back.
    fn saved(&self, record: Record) {
        self.0.state.note_kept(&record.channel, &record.id);
        self.0.queue.push(Input::Tab(TabInput::Saved(record.id)));
    }

    fn saved_operation(&self, record: OperationRecord) {
        self.0.queue.push(Input::Tab(TabInput::Saved(record.id)));
    }

    fn warn_once(&self, error: &dyn ToString) {
        if !self.0.warned.replace(true) {
            log::warn(&error.to_string());
            self.0.state.note_unkept();
        }
    }
}
