//! The connection to the collection. It may break at any time, even at the start, and recovers by itself.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use mongodb::bson::{Document, doc};
use mongodb::options::{ClientOptions, ConnectionString, IndexOptions, WriteConcern};
use mongodb::{Client, Collection, IndexModel};

use super::identity;
use crate::store::StoreError;

/// The default database, and the collection, as in the original application.
const DATABASE: &str = "test";
const COLLECTION: &str = "messages";

/// How long to look for a server that takes the call, if the address does not say.
const SELECTION: Duration = Duration::from_secs(3);
/// The time limit of one call.
const CALL: Duration = Duration::from_secs(10);
/// The time limit for connecting and creating indexes. In a large database this continues there, and the next attempt
/// waits for it.
const INDEXES: Duration = Duration::from_secs(60);
/// The delay before connecting again.
const AGAIN: Duration = Duration::from_secs(1);

/// The collection of the messages, once it was reached.
pub struct Connection {
    address: ConnectionString,
    collection: OnceLock<Collection<Document>>,
    /// Identifies the collection in cursors of the feed.
    name: OnceLock<String>,
    is_away: AtomicBool,
}

impl Connection {
    /// Connects, or keeps trying if the database is away. Fails if the database refuses.
    pub async fn open(address: ConnectionString) -> Result<Arc<Self>, StoreError> {
        let connection = Arc::new(Self {
            address,
            collection: OnceLock::new(),
            name: OnceLock::new(),
            is_away: AtomicBool::new(false),
        });
        // Starting does not wait for long: a slow connection continues in the background.
        match connection.connect(CALL).await {
            Ok(()) => {}
            Err(StoreError::Away(_)) => {
                tokio::spawn(keep_connecting(Arc::downgrade(&connection)));
            }
            Err(refused) => return Err(refused),
        }
        Ok(connection)
    }

    /// Runs one call on the collection, within its time limit.
    pub async fn run<T, F>(&self, call: impl FnOnce(Collection<Document>) -> F + Send) -> Result<T, StoreError>
    where
        F: Future<Output = mongodb::error::Result<T>> + Send,
    {
        let Some(collection) = self.collection.get() else {
            return Err(StoreError::Away("it was not there yet".into()));
        };
        self.note(within(CALL, call(collection.clone())).await)
    }

    /// Returns the collection's name for cursors; empty until it was reached.
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
        // Set once: only `open`, and then the single task that it started, come here.
        let _ = self.name.set(name);
        let _ = self.collection.set(collection);
        Ok(())
    }

    /// Logs when the database goes away and when it is back, instead of every call in between.
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

/// Runs until it is connected, or no one needs it any more.
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

/// Returns the collection with its indexes. Resolves a `mongodb+srv` address again each time.
async fn collection(address: ConnectionString) -> mongodb::error::Result<Collection<Document>> {
    let mut options = ClientOptions::parse(address).await?;
    options.app_name.get_or_insert_with(|| "collabspace-backend".into());
    options.server_selection_timeout.get_or_insert(SELECTION);
    options.connect_timeout.get_or_insert(SELECTION);
    // An answer means that the message is durable, even if the primary is lost a moment later.
    options.write_concern.get_or_insert_with(WriteConcern::majority);
    let database = options.default_database.clone().unwrap_or_else(|| DATABASE.into());
    let collection = Client::with_options(options)?.database(&database).collection(COLLECTION);
    collection.create_indexes(indexes()).await?;
    super::revocations::create_index(&collection).await?;
    Ok(collection)
}

fn indexes() -> [IndexModel; 5] {
    // `_id` orders messages of the same instant; without it, pages would have to be sorted.
    let in_order = doc! { "workspaceId": 1, "channelId": 1, "createdAt": 1, "_id": 1 };
    let by_change = doc! { "workspaceId": 1, "updatedAt": 1, "_id": 1 };
    let by_reply = IndexOptions::builder().sparse(true).build();
    // Two people may choose the same id. A sparse index would include every document with a sender.
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
