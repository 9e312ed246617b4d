//! Channels stored for the next visit and for reading without a network: when they are read, written and wiped. The
//! code that reads and writes is in a chunk.
//!
//! One tab of a deployment writes, the one that holds its lock. Every tab may wipe. If storage is full, forbidden or
//! corrupt, nothing is stored; messages do not depend on it.

mod work;

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use gloo_timers::callback::Timeout;

use crate::browser::cookie;
use crate::browser::lock::TabLock;
use crate::browser::snapshots::KeptChannels;
use crate::model::deployment::Deployment;
use crate::model::message::{ChannelId, PersonId};
use crate::model::session::{Change, Output, Session};
use crate::model::snapshot::{Ownership, ownership};
use crate::model::time::Millis;

/// Delay before changes are written together, in milliseconds.
const WRITE_AFTER_MS: u32 = 3_000;

/// Runs something on the session now, and carries out its output.
pub type OnSession = Box<dyn Fn(&mut dyn FnMut(&mut Session, Millis) -> Output)>;

/// The stored channels. Clones share them.
#[derive(Clone)]
pub struct Offline(Rc<Inner>);

struct Inner {
    kept: KeptChannels,
    /// The name of the cookie that holds the user's id, if the site uses one.
    cookie: Option<String>,
    on_session: RefCell<Option<OnSession>>,
    /// The channels that differ from their stored version, as far as is known.
    changed: RefCell<Vec<ChannelId>>,
    /// The channels that must not be stored until they are written again.
    forgotten: RefCell<Vec<ChannelId>>,
    /// The workspace's name, once it is known.
    workspace: RefCell<Option<Arc<str>>>,
    timer: RefCell<Option<Timeout>>,
    /// True if this tab may claim the storage for its user when it is empty: not after it has done so and another tab
    /// has wiped it.
    may_claim: Cell<bool>,
    /// Set when the page may close: then the time up to which the stored messages were current is written too.
    is_leaving: Cell<bool>,
    /// True while reading.
    is_looking: Cell<bool>,
    /// True while writing.
    is_writing: Cell<bool>,
    /// The lock of the one tab that writes.
    lock: RefCell<Option<TabLock>>,
    /// True while this tab waits for the lock.
    awaits_lock: Cell<bool>,
    /// Set if nothing is to be stored, or once the browser has refused to store something.
    is_refused: Cell<bool>,
}

/// Reads and writes.
pub struct Shelf {
    look: fn(Offline) -> Work,
    write: fn(Offline) -> Work,
}

type Work = Pin<Box<dyn Future<Output = ()>>>;

chunk! {
    /// The chunk of [`Shelf`].
    shelf in background: Shelf = Shelf { look: work::look, write: work::write }
}

impl Offline {
    /// Opens the storage of this deployment. `cookie` is the name of a cookie that holds the user's id. Without that
    /// cookie no one is signed in, and everything stored is wiped; the same if the site wants nothing stored.
    #[must_use]
    pub fn new(deployment: &Deployment, cookie: Option<String>, is_wanted: bool) -> Self {
        let is_signed_out = cookie.as_deref().is_some_and(|name| cookie::value(name).is_none());
        let offline = Self(Rc::new(Inner {
            kept: KeptChannels::of(deployment),
            cookie,
            on_session: RefCell::default(),
            changed: RefCell::default(),
            forgotten: RefCell::default(),
            workspace: RefCell::default(),
            timer: RefCell::default(),
            may_claim: Cell::new(true),
            is_leaving: Cell::new(false),
            is_looking: Cell::new(false),
            is_writing: Cell::new(false),
            lock: RefCell::default(),
            awaits_lock: Cell::new(false),
            is_refused: Cell::new(!is_wanted),
        }));
        if (is_signed_out || !is_wanted) && !offline.0.kept.owner().is_empty() {
            offline.wipe();
        }
        offline
    }

    /// The same, once there is a session.
    #[must_use]
    pub fn driving(&self, on_session: OnSession) -> Self {
        *self.0.on_session.borrow_mut() = Some(on_session);
        self.clone()
    }

    /// This person is the user from now on. Stored messages are shown if they are theirs, otherwise wiped.
    pub fn belongs_to(&self, person: Option<&PersonId>) {
        match ownership(&self.0.kept.owner(), person) {
            Ownership::Own => self.start(|shelf| shelf.look),
            Ownership::Nothing => {}
            Ownership::Anothers => self.wipe(),
        }
    }

    /// Something has changed that may be shown from storage, or should be stored.
    pub fn note(&self, change: &Change) {
        match change {
            Change::Workspace(name) => *self.0.workspace.borrow_mut() = Some(name.clone()),
            Change::Selected(_) if !self.0.kept.owner().is_empty() => self.start(|shelf| shelf.look),
            Change::Rows(id, _) => {
                let mut changed = self.0.changed.borrow_mut();
                if !changed.contains(id) {
                    changed.push(id.clone());
                }
                drop(changed);
                self.write_soon();
            }
            _ => {}
        }
    }

    /// Stores nothing of a channel until it is written again.
    pub fn forget(&self, channel: ChannelId) {
        self.0.forgotten.borrow_mut().push(channel);
        self.write_soon();
    }

    /// Drops everything at once.
    pub fn wipe(&self) {
        self.0.may_claim.set(true);
        self.0.kept.wipe();
    }

    /// Writes pending changes now, because the page may close.
    pub fn flush(&self) {
        let is_writer = self.0.lock.borrow().is_some();
        if self.0.timer.take().is_some() || is_writer {
            self.0.is_leaving.set(true);
            self.start(|shelf| shelf.write);
        }
    }

    fn write_soon(&self) {
        if self.0.is_refused.get() {
            return;
        }
        let offline = self.clone();
        self.0.timer.borrow_mut().get_or_insert_with(|| {
            Timeout::new(WRITE_AFTER_MS, move || {
                offline.0.timer.take();
                offline.start(|shelf| shelf.write);
            })
        });
    }

    /// Starts something at once if the chunk is loaded, otherwise as soon as it is. Without the chunk nothing is
    /// stored or shown.
    fn start(&self, what: fn(&Shelf) -> fn(Self) -> Work) {
        let offline = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(shelf) = shelf::ready().await {
                what(shelf)(offline).await;
            }
        });
    }
}
