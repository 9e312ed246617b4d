//! One IndexedDB store, with the operations that the outbox needs.

use std::fmt;

use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

const STORE: &str = "unsent";

/// The version of the databases that this release creates, and the only one that it reads.
const VERSION: u32 = 1;

/// How long opening a database may take, in milliseconds. After that, waiting messages are sent without the disk.
const OPENING_MS: u32 = 2_000;

/// Why nothing can be stored on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageError(pub String);

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the browser does not keep unsent messages ({}): what is not sent is lost by a reload", self.0)
    }
}

impl From<JsValue> for StorageError {
    fn from(error: JsValue) -> Self {
        let name = Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string());
        Self(name.unwrap_or_else(|| "no reason given".to_owned()))
    }
}

/// A message as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// The tab that sends it.
    pub tab: String,
    /// Its id in the outbox.
    pub id: String,
    /// The rest, as JSON.
    pub record: String,
    /// The bytes of its files, if it has any.
    pub files: Option<Array>,
}

/// The store.
#[derive(Debug)]
pub struct Database(IdbDatabase);

/// A database that is being opened.
#[derive(Debug)]
pub struct Opening {
    request: IdbOpenDbRequest,
    /// Resolves to an event, or to `undefined` if it took too long.
    answered: Promise,
    _late: Timeout,
}

impl Opening {
    /// Opens a database, and creates it if it does not exist.
    pub fn of(name: &str) -> Result<Self, StorageError> {
        Self::of_form(name, make_store)
    }

    /// Opens a database only if it exists.
    pub fn of_existing(name: &str) -> Result<Self, StorageError> {
        let request = factory()?.open(name)?;
        Ok(Self::new(request, abort))
    }

    /// Opens a database of another form, which `make` creates if it does not exist.
    pub fn of_form(name: &str, make: fn(web_sys::Event)) -> Result<Self, StorageError> {
        let request = factory()?.open_with_u32(name, VERSION)?;
        Ok(Self::new(request, make))
    }

    fn new(request: IdbOpenDbRequest, on_upgrade: fn(web_sys::Event)) -> Self {
        request.set_onupgradeneeded(Some(Closure::once_into_js(on_upgrade).unchecked_ref()));
        let mut late = None;
        // It resolves on failure too: a rejection that is not awaited yet would be an error of the page.
        let answered = Promise::new(&mut |resolve, _| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&resolve));
            let request = request.clone();
            late = Some(Timeout::new(OPENING_MS, move || {
                // Another tab blocks it. Once that tab has closed, no one uses it.
                request.set_onsuccess(Some(Closure::once_into_js(close).unchecked_ref()));
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }));
        });
        Self { request, answered, _late: late.unwrap_or_else(|| Timeout::new(0, || ())) }
    }

    /// Waits until it is open, for at most two seconds.
    pub async fn finish(self) -> Result<Database, StorageError> {
        self.opened().await.map(Database)
    }

    /// The same, for a database of any form.
    pub async fn opened(self) -> Result<IdbDatabase, StorageError> {
        if JsFuture::from(self.answered).await?.is_undefined() {
            return Err(StorageError("TimeoutError".to_owned()));
        }
        if let Some(error) = self.request.error()? {
            return Err(StorageError(error.name()));
        }
        let database: IdbDatabase = self.request.result()?.unchecked_into();
        // A later release may change the store, and this tab must not block it.
        database.set_onversionchange(Some(
            Closure::wrap(Box::new(close) as Box<dyn Fn(_)>).into_js_value().unchecked_ref(),
        ));
        Ok(database)
    }
}

fn factory() -> Result<IdbFactory, StorageError> {
    let window = web_sys::window().ok_or_else(|| StorageError("no window".to_owned()))?;
    window.indexed_db()?.ok_or_else(|| StorageError("no IndexedDB".to_owned()))
}

impl Database {
    /// Returns `true` if its store has the form that this release writes.
    pub fn is_of_this_form(&self) -> bool {
        self.0.version() == f64::from(VERSION) && self.0.object_store_names().contains(STORE)
    }

    /// Returns everything, in the order in which it was first stored. Records of an unexpected form are left alone.
    pub async fn all(&self) -> Result<Vec<(f64, Stored)>, StorageError> {
        let transaction = self.transaction("readonly")?;
        let store = transaction.object_store(STORE)?;
        let (values, keys) = (store.get_all()?, store.get_all_keys()?);
        commit(&transaction);
        let values: Array = done(&values).await?.unchecked_into();
        let keys: Array = done(&keys).await?.unchecked_into();
        let text = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).ok()?.as_string();
        let stored = |value: &JsValue| {
            let files = Reflect::get(value, &"files".into()).ok().and_then(|files| files.dyn_into().ok());
            Some(Stored { tab: text(value, "tab")?, id: text(value, "id")?, record: text(value, "record")?, files })
        };
        Ok(keys.iter().zip(values.iter()).filter_map(|(key, value)| Some((key.as_f64()?, stored(&value)?))).collect())
    }

    /// Stores a message at its place, or at a new one after all others; it is on disk when this returns.
    pub async fn put(&self, stored: &Stored, place: Option<f64>) -> Result<f64, StorageError> {
        let value = Object::new();
        for (name, text) in [("tab", &stored.tab), ("id", &stored.id), ("record", &stored.record)] {
            Reflect::set(&value, &name.into(), &text.into())?;
        }
        if let Some(files) = &stored.files {
            Reflect::set(&value, &"files".into(), files)?;
        }
        let transaction = self.transaction("readwrite")?;
        let store = transaction.object_store(STORE)?;
        let request = match place {
            Some(place) => store.put_with_key(&value, &place.into())?,
            None => store.put(&value)?,
        };
        commit(&transaction);
        completed(&transaction).await?;
        Ok(request.result()?.as_f64().unwrap_or_default())
    }

    /// Deletes the record at a place.
    pub async fn delete(&self, place: f64) -> Result<(), StorageError> {
        let transaction = self.transaction("readwrite")?;
        let store: IdbObjectStore = transaction.object_store(STORE)?;
        store.delete(&place.into())?;
        commit(&transaction);
        completed(&transaction).await
    }

    /// A transaction that ends only once the data is on the disk, not just in the system's memory.
    fn transaction(&self, mode: &str) -> Result<IdbTransaction, StorageError> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.0, &"transaction".into())?.unchecked_into();
        Ok(begin.call3(&self.0, &STORE.into(), &mode.into(), &options)?.unchecked_into())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

fn make_store(event: web_sys::Event) {
    if let Some(database) = database_of(&event) {
        let options = web_sys::IdbObjectStoreParameters::new();
        options.set_auto_increment(true);
        // If it fails, the open request fails too, and says why.
        let _ = database.create_object_store_with_optional_parameters(STORE, &options);
    }
}

/// Does not create a database that does not exist: opening it fails.
fn abort(event: web_sys::Event) {
    let request = event.target().and_then(|target| target.dyn_into::<IdbOpenDbRequest>().ok());
    if let Some(transaction) = request.and_then(|request| request.transaction()) {
        let _ = transaction.abort();
    }
}

/// Closes the database that an event is about: that of the request, or its target.
fn close(event: web_sys::Event) {
    let itself = || event.target().and_then(|target| target.dyn_into::<IdbDatabase>().ok());
    if let Some(database) = database_of(&event).or_else(itself) {
        database.close();
    }
}

/// The database that a request has opened.
pub fn database_of(event: &web_sys::Event) -> Option<IdbDatabase> {
    let request = event.target()?.dyn_into::<IdbOpenDbRequest>().ok()?;
    request.result().ok().map(JsCast::unchecked_into)
}

/// Waits for a request's answer.
pub async fn done(request: &IdbRequest) -> Result<JsValue, StorageError> {
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(answered).await {
        Ok(_) => Ok(request.result()?),
        Err(_) => Err(error_of(request.error().ok().flatten())),
    }
}

/// Commits a transaction without waiting for another turn of the page's event loop, which may not come: Safari
/// freezes a page that it keeps for Back, and an open transaction would block the writes of every later page.
#[expect(deprecated, reason = "the standard has it, and every browser; web-sys goes by an old list")]
pub fn commit(transaction: &IdbTransaction) {
    // Browsers without it (Safari before 15) commit by themselves.
    let _ = transaction.commit();
}

/// Waits until a transaction is complete.
pub async fn completed(transaction: &IdbTransaction) -> Result<(), StorageError> {
    let ended = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(ended).await {
        Ok(_) => Ok(()),
        Err(_) => Err(error_of(transaction.error())),
    }
}

fn error_of(error: Option<web_sys::DomException>) -> StorageError {
    StorageError(error.map_or_else(|| "no reason given".to_owned(), |error| error.name()))
}
