//! The way to the collection: it may be cut at any time, from the start on, and mends by itself.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use mongodb::bson::{Document, doc};
use mongodb::options::{ClientOptions, ConnectionString, IndexOptions, WriteConcern};
use mongodb::{Client, Collection, IndexModel};

use super::identity;
use crate::store::StoreError;

/// The database where the address names none, and the collection: the original application's.
const DATABASE: &str = "test";
const COLLECTION: &str = "messages";

/// How long to look for a server that takes the call, where the address does not say it.
const SELECTION: Duration = Duration::from_secs(3);
/// How long one call may take in all.
const CALL: Duration = Duration::from_secs(10);
/// How long connecting may take, with making the indexes. In a large database that goes on there, and is waited for
/// again.
const INDEXES: Duration = Duration::from_secs(60);
/// How long to wait before connecting is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// The collection of the messages, once it could be reached.
pub struct Connection {
    address: ConnectionString,
    collection: OnceLock<Collection<Document>>,
    /// Tells the collection from every other, in cursors of the feed.
    name: OnceLock<String>,
    is_away: AtomicBool,
}

impl Connection {
    /// Connects, or goes on trying where the database is away. Fails where it refuses.
    pub async fn open(address: ConnectionString) -> Result<Arc<Self>, StoreError> {
        let connection = Arc::new(Self {
            address,
            collection: OnceLock::new(),
            name: OnceLock::new(),
            is_away: AtomicBool::new(false),
        });
        // The start does not wait for long: what takes longer goes on beside it.
        match connection.connect(CALL).await {
            Ok(()) => {}
            Err(StoreError::Away(_)) => {
                tokio::spawn(keep_connecting(Arc::downgrade(&connection)));
            }
            Err(refused) => return Err(refused),
        }
        Ok(connection)
    }

    /// Runs one call on the collection, within its time.
    pub async fn run<T, F>(&self, call: impl FnOnce(Collection<Document>) -> F + Send) -> Result<T, StoreError>
    where
        F: Future<Output = mongodb::error::Result<T>> + Send,
    {
        let Some(collection) = self.collection.get() else {
            return Err(StoreError::Away("it was not there yet".into()));
        };
        self.note(within(CALL, call(collection.clone())).await)
    }

    /// The name by which cursors tell this collection from others; empty before it could be reached.
    pub fn name(&self) -> &str {
        self.name.get().map_or("", String::as_str)
    }

    async fn connect(&self, limit: Duration) -> Result<(), StoreError> {
        let opened = async {
            let collection = collection(self.address.clone()).await?;
            let name = identity::name(&collection).await?;
            Ok((collection, name))
        };
        let (collection, name) = self.note(within(limit, opened).await)?;
        // Set once: only `open`, and then the one task that it started, come here.
        let _ = self.name.set(name);
        let _ = self.collection.set(collection);
        Ok(())
    }

    /// Logs when the database goes away and when it is back, not every call in between.
    fn note<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        match &result {
            Err(StoreError::Away(cause)) if !self.is_away.swap(true, Ordering::Relaxed) => tracing::warn!(
                "The database cannot be reached: {cause}. Calls are answered with 503 until it is back; this process \
                 reconnects by itself. Check that it runs, that MONGODB_URI is its address, and that it accepts this machine."
            ),
            Ok(_) if self.is_away.swap(false, Ordering::Relaxed) => tracing::info!("The database is back."),
            _ => {}
        }
        result
    }
}

/// Until it is connected, or nobody needs it any more.
async fn keep_connecting(connection: Weak<Connection>) {
    loop {
        tokio::time::sleep(AGAIN).await;
        let Some(connection) = connection.upgrade() else { return };
        match connection.connect(INDEXES).await {
            Ok(()) => return,
            Err(StoreError::Away(_)) => {}
            Err(refused) => tracing::error!("{refused}"),
        }
    }
}

async fn within<T>(limit: Duration, call: impl Future<Output = mongodb::error::Result<T>>) -> Result<T, StoreError> {
    match tokio::time::timeout(limit, call).await {
        Ok(result) => result.map_err(StoreError::from),
        Err(_) => Err(StoreError::Away(format!("it did not answer within {} s", limit.as_secs()))),
    }
}

/// The collection with its indexes. Resolves a `mongodb+srv` address anew each time.
async fn collection(address: ConnectionString) -> mongodb::error::Result<Collection<Document>> {
    let mut options = ClientOptions::parse(address).await?;
    options.app_name.get_or_insert_with(|| "collabspace-backend".into());
    options.server_selection_timeout.get_or_insert(SELECTION);
    options.connect_timeout.get_or_insert(SELECTION);
    // An answer means that the message is durable: also when the primary is lost a moment later.
    options.write_concern.get_or_insert_with(WriteConcern::majority);
    let database = options.default_database.clone().unwrap_or_else(|| DATABASE.into());
    let collection = Client::with_options(options)?.database(&database).collection(COLLECTION);
    collection.create_indexes(indexes()).await?;
    super::revocations::create_index(&collection).await?;
    Ok(collection)
}

fn indexes() -> [IndexModel; 5] {
    // `_id` decides between messages of one instant: without it a page would be sorted, not read off.
    let in_order = doc! { "workspaceId": 1, "channelId": 1, "createdAt": 1, "_id": 1 };
    let by_change = doc! { "workspaceId": 1, "updatedAt": 1, "_id": 1 };
    let by_reply = IndexOptions::builder().sparse(true).build();
    // Two people may choose the same id. Sparse would not do: it takes in every document with a sender.
    let sent_once = doc! { "senderId": 1, "clientId": 1 };
    let unique = IndexOptions::builder()
        .unique(true)
        .partial_filter_expression(doc! { "clientId": { "$exists": true } })
        .build();
    // A file belongs to one message. Those of the original application have no id.
    let used_once = IndexOptions::builder()
        .unique(true)
        .partial_filter_expression(doc! { "attachments.id": { "$exists": true } })
        .build();
    [
        IndexModel::builder().keys(in_order).build(),
        IndexModel::builder().keys(by_change).build(),
        IndexModel::builder().keys(doc! { "replyTo": 1 }).options(by_reply).build(),
        IndexModel::builder().keys(sent_once).options(unique).build(),
        IndexModel::builder().keys(doc! { "attachments.id": 1 }).options(used_once).build(),
    ]
}
