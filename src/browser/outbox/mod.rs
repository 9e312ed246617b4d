//! The outbox on disk: what was typed and is not yet known to be stored outlives the tab, the browser and the battery.
//!
//! Every tab of a workspace keeps its unsent messages in one IndexedDB store, each marked with the tab that sends it.
//! Exactly one tab sends a message: the one that it is marked with, as long as that tab lives. A living tab holds a Web
//! Lock of its own name; a message whose tab's lock is free is an orphan, and the tab that gets the lock adopts it. So
//! the tab that somebody types in always sends for itself, also while another one is frozen in the background.

mod database;

use litemap::LiteMap;
use std::cell::RefCell;
use std::rc::Rc;

pub use self::database::StorageError;
use self::database::{Database, Stored};
use super::lock::{self, Asked, TabLock};
use crate::model::sorting::sorted;

/// The unsent messages of one workspace, as this tab sees them.
#[derive(Clone, Debug)]
pub struct OutboxStore(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    database: Database,
    prefix: String,
    tab: String,
    /// Kept for its life: while it is held, this tab's messages are nobody else's.
    _lock: Option<TabLock>,
    /// The place in the store of every message that is kept, by its id.
    places: RefCell<LiteMap<String, f64>>,
}

/// What was found of other tabs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// The messages that are this tab's from now on.
    pub records: Vec<String>,
    /// The tabs that live and have unsent messages of their own.
    pub living: Vec<String>,
}

impl OutboxStore {
    /// Opens the workspace's store for a tab of this (new, unique) name.
    ///
    /// # Errors
    /// The browser forbids storage, has no room, or the store is broken.
    pub async fn open(workspace: &str, tab: &str) -> Result<Self, StorageError> {
        let prefix = format!("collabspace-outbox/{workspace}");
        let database = Database::open(&prefix).await?;
        let lock = lock::hold(&format!("{prefix}/{tab}")).await;
        let inner = Inner { database, prefix, tab: tab.to_owned(), _lock: lock, places: RefCell::default() };
        Ok(Self(Rc::new(inner)))
    }

    /// Keeps a message; its text as JSON, anew where it is kept already.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn save(&self, id: &str, record: &str) -> Result<(), StorageError> {
        let inner = &*self.0;
        let place = inner.places.borrow().get(id).copied();
        let stored = Stored { tab: inner.tab.clone(), id: id.to_owned(), record: record.to_owned() };
        let place = inner.database.put(&stored, place).await?;
        inner.places.borrow_mut().insert(id.to_owned(), place);
        Ok(())
    }

    /// Drops a message.
    ///
    /// # Errors
    /// It could not be deleted.
    pub async fn forget(&self, id: &str) -> Result<(), StorageError> {
        let place = self.0.places.borrow_mut().remove(id);
        match place {
            Some(place) => self.0.database.delete(place).await,
            None => Ok(()),
        }
    }

    /// Takes over the messages of tabs that are gone, in the order in which they were typed; and names the tabs that live
    /// and have some.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn adopt_orphans(&self) -> Result<Adopted, StorageError> {
        let inner = &*self.0;
        let mut others: Vec<String> = Vec::new();
        for (_, Stored { tab, .. }) in inner.database.all().await? {
            if !others.contains(&tab) {
                others.push(tab);
            }
        }
        let mut adopted = Vec::new();
        let mut living = Vec::new();
        for other in others.into_iter().filter(|other| *other != inner.tab) {
            let lock = lock::take_if_free(&format!("{}/{other}", inner.prefix)).await;
            if lock == Asked::Taken {
                living.push(other);
                continue;
            }
            // Read again under the lock: another tab may have been quicker.
            for (place, stored) in inner.database.all().await?.into_iter().filter(|(_, stored)| stored.tab == other) {
                let mine = Stored { tab: inner.tab.clone(), ..stored };
                inner.database.put(&mine, Some(place)).await?;
                inner.places.borrow_mut().insert(mine.id, place);
                adopted.push((place, mine.record));
            }
        }
        let in_order = sorted(adopted, |(a, _), (b, _)| a.total_cmp(b));
        Ok(Adopted { records: in_order.into_iter().map(|(_, record)| record).collect(), living })
    }

    /// Waits until a tab is gone, however it goes.
    pub fn end_of(&self, tab: &str) -> impl Future<Output = ()> + use<> {
        let name = format!("{}/{tab}", self.0.prefix);
        async move {
            // Nobody but its tab holds a lock for long.
            drop(lock::hold(&name).await);
        }
    }
}
