//! The outbox on disk: messages that are not known to be stored survive the tab, the browser and an empty battery.
//!
//! Every tab of a deployment keeps its unsent messages in one IndexedDB store, each marked with the tab that sends
//! it. While that tab lives, only it sends the message. A living tab holds a Web Lock of its own name. A message
//! whose tab's lock is free is an orphan, and the tab that gets the lock adopts it. So the tab in use always sends
//! its own messages, even while another one is frozen in the background.
//!
//! Earlier releases named the store and the locks after the workspace alone. Their store is used by their rules and
//! under their locks, because one of their tabs may be open, or the site may go back to such a release: messages in
//! it are adopted where they are, and stay there until they are sent. Nothing new is stored there, and its version
//! never changes, since those releases would block that and be blocked by it.

pub(super) mod database;

use js_sys::Array;
use litemap::LiteMap;
use std::cell::RefCell;
use std::rc::Rc;

pub use self::database::StorageError;
use self::database::{Database, Opening, Stored};
use super::lock::{self, Asked, TabLock};
use crate::model::deployment::Deployment;
use crate::model::sorting::sorted;

/// The unsent messages of one deployment, as this tab sees them.
#[derive(Clone, Debug)]
pub struct OutboxStore(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    tab: String,
    own: Shelf,
    /// The store of earlier releases, if there is one.
    old: Option<Shelf>,
    /// The place of every stored message, by its id.
    places: RefCell<LiteMap<String, Place>>,
}

/// A store and the locks of the tabs that use it.
#[derive(Debug)]
struct Shelf {
    database: Database,
    prefix: String,
    /// Held for the tab's life: while it is held, no other tab adopts this tab's messages.
    _lock: Option<TabLock>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    is_old: bool,
    key: f64,
}

/// The messages found of other tabs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Adopted {
    /// The messages that belong to this tab from now on.
    pub records: Vec<String>,
    /// The same, but of an earlier release, which did not record their deployment.
    pub old: Vec<String>,
    /// The locks of living tabs with unsent messages.
    pub living: Vec<String>,
    /// The bytes of the messages' files, by the messages' ids.
    pub files: Vec<(String, Array)>,
    /// How many messages of closed tabs were left alone because this release cannot read them.
    pub unknown: usize,
}

impl Shelf {
    async fn new(database: Database, prefix: String, tab: &str) -> Self {
        let lock = lock::hold(&[&prefix, "/", tab].concat()).await;
        Self { database, prefix, _lock: lock }
    }

    fn lock_of(&self, tab: &str) -> String {
        [&self.prefix, "/", tab].concat()
    }
}

impl OutboxStore {
    /// Opens the deployment's store for a tab of this (new, unique) name.
    ///
    /// # Errors
    /// The browser forbids storage, has no room, or the store is broken or cannot be opened in time.
    pub async fn open(deployment: &Deployment, tab: &str) -> Result<Self, StorageError> {
        let prefix = ["collabspace-outbox ", &deployment.name()].concat();
        let old_prefix = ["collabspace-outbox/", deployment.workspace()].concat();
        // Both at once, so that one that cannot be opened does not delay the other.
        let (own, old) = (Opening::of(&prefix)?, Opening::of_existing(&old_prefix));
        let own = own.finish().await?;
        let own = Shelf::new(own, prefix, tab).await;
        let old = match old {
            // Usually there is none. If it cannot be opened now, the next visit tries again.
            Ok(old) => old.finish().await.ok().filter(Database::is_of_this_form),
            Err(_) => None,
        };
        let old = match old {
            Some(database) => Some(Shelf::new(database, old_prefix, tab).await),
            None => None,
        };
        Ok(Self(Rc::new(Inner { tab: tab.to_owned(), own, old, places: RefCell::default() })))
    }

    /// Stores a message, its text as JSON, replacing an earlier version.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn save(&self, id: &str, record: &str) -> Result<(), StorageError> {
        self.save_with(id, record, None).await
    }

    /// Stores a message with the bytes of its files.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn save_with(&self, id: &str, record: &str, files: Option<Array>) -> Result<(), StorageError> {
        let inner = &*self.0;
        let place = inner.places.borrow().get(id).copied();
        let stored = Stored { tab: inner.tab.clone(), id: id.to_owned(), record: record.to_owned(), files };
        let is_old = place.is_some_and(|place| place.is_old);
        let key = inner.shelf(is_old).database.put(&stored, place.map(|place| place.key)).await?;
        inner.places.borrow_mut().insert(id.to_owned(), Place { is_old, key });
        Ok(())
    }

    /// Drops a message.
    ///
    /// # Errors
    /// It could not be deleted.
    pub async fn forget(&self, id: &str) -> Result<(), StorageError> {
        let place = self.0.places.borrow_mut().remove(id);
        match place {
            Some(place) => self.0.shelf(place.is_old).database.delete(place.key).await,
            None => Ok(()),
        }
    }

    /// Adopts the messages of closed tabs, in the order in which they were typed, and returns the locks of living
    /// tabs that have some. A message that `can_read` rejects stays where it is, with its tab.
    ///
    /// # Errors
    /// The store could not be read.
    pub async fn adopt_orphans(&self, can_read: impl Fn(&str) -> bool) -> Result<Adopted, StorageError> {
        let inner = &*self.0;
        let mut adopted = Adopted::default();
        adopted.records = inner.adopt_from(false, &can_read, &mut adopted).await?;
        if inner.old.is_some() {
            adopted.old = inner.adopt_from(true, &can_read, &mut adopted).await?;
        }
        Ok(adopted)
    }

    /// Waits until the tab with this lock has closed, in whatever way.
    pub fn end_of(&self, lock: &str) -> impl Future<Output = ()> + use<> {
        let name = lock.to_owned();
        async move {
            // Only its tab holds a lock for long.
            drop(lock::hold(&name).await);
        }
    }
}

impl Inner {
    fn shelf(&self, is_old: bool) -> &Shelf {
        self.old.as_ref().filter(|_| is_old).unwrap_or(&self.own)
    }

    async fn adopt_from(
        &self,
        is_old: bool,
        can_read: &impl Fn(&str) -> bool,
        found: &mut Adopted,
    ) -> Result<Vec<String>, StorageError> {
        let shelf = self.shelf(is_old);
        let mut others: Vec<String> = Vec::new();
        for (_, Stored { tab, .. }) in shelf.database.all().await? {
            if !others.contains(&tab) {
                others.push(tab);
            }
        }
        let mut adopted = Vec::new();
        for other in others.into_iter().filter(|other| *other != self.tab) {
            let name = shelf.lock_of(&other);
            let lock = lock::take_if_free(&name).await;
            if lock == Asked::Taken {
                found.living.push(name);
                continue;
            }
            // Read again under the lock, because another tab may have been faster.
            for (key, stored) in shelf.database.all().await?.into_iter().filter(|(_, stored)| stored.tab == other) {
                if !can_read(&stored.record) {
                    found.unknown += 1;
                    continue;
                }
                let mine = Stored { tab: self.tab.clone(), ..stored };
                shelf.database.put(&mine, Some(key)).await?;
                found.files.extend(mine.files.map(|files| (mine.id.clone(), files)));
                self.places.borrow_mut().insert(mine.id, Place { is_old, key });
                adopted.push((key, mine.record));
            }
        }
        let in_order = sorted(adopted, |(a, _), (b, _)| a.total_cmp(b));
        Ok(in_order.into_iter().map(|(_, record)| record).collect())
    }
}
