//! The backend's life cycle: open, serve, stop without losing anything.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::app::{App, Files};
use crate::attachments::{self, Folder, Settings};
use crate::config::Config;
use crate::connections::{self, Limits};
use crate::publishing::ChangePublisher;
use crate::pusher::{self, Publisher, Worker};
use crate::realtime::Realtime;
use crate::routes;
use crate::store::{self, OnChange, OpenError, Store};

/// How long open connections may take to finish on shutdown.
const DRAIN_CONNECTIONS: Duration = Duration::from_secs(3);
/// How long live connections may take to acknowledge the shutdown.
const DRAIN_SOCKETS: Duration = Duration::from_secs(3);
/// How long publishing the queued events may take on shutdown.
const DRAIN_EVENTS: Duration = Duration::from_secs(5);

/// Why the backend could not start or had to stop.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error(transparent)]
    Store(#[from] OpenError),
    #[error(
        "The folder of the attachments, {folder}, could not be created: {source}. Make its parent folder exist and \
         writable, name another with --attachments (COLLABSPACE_ATTACHMENTS), or turn files off with --attachment-mb 0."
    )]
    Files { folder: String, source: std::io::Error },
    #[error("The HTTP client could not be created: {0}. Check the proxy settings in the environment.")]
    Client(#[from] reqwest::Error),
}

/// An open backend, ready to serve.
pub struct Server {
    store: Arc<dyn Store>,
    live: Live,
    router: Router,
    limits: Limits,
    sweeper: Option<JoinHandle<()>>,
}

/// What delivers events to the pages.
enum Live {
    /// Another server, by a queue.
    Queue(Worker),
    Embedded(Realtime),
}

impl Live {
    fn start(config: &Config) -> Result<(Publisher, Self), ServerError> {
        if config.pusher.server == pusher::Server::Embedded {
            let realtime = Realtime::new(config.pusher.clone(), config.realtime, config.client_events);
            return Ok((Publisher::Embedded(realtime.clone()), Self::Embedded(realtime)));
        }
        let (publisher, worker) = pusher::start(config.pusher.clone())?;
        Ok((publisher, Self::Queue(worker)))
    }
}

impl Server {
    /// Opens the store and starts the publisher.
    pub async fn open(config: Config) -> Result<Self, ServerError> {
        let (publisher, live) = Live::start(&config)?;
        let changes = ChangePublisher::new(config.clone(), publisher.clone());
        let on_change: OnChange = Arc::new(move |change| changes.publish(change));
        let store = store::open(&config.database, on_change).await?;
        let limits = Limits { connections: config.max_connections.get(), idle: config.idle_timeout };
        let files = config.attachments.clone().map(open_folder).transpose()?;
        let sweeper = files.clone().map(|Files { folder, settings }| {
            tokio::spawn(attachments::keep_sweeping(folder, settings, Arc::clone(&store)))
        });
        let app = App::new(config, Arc::clone(&store), publisher, files);
        Ok(Self { store, live, router: routes::router(Arc::new(app)), limits, sweeper })
    }

    /// Answers calls until `shutdown` resolves; then finishes pending work, within limits: first the open calls, then
    /// the store, then the events.
    pub async fn run(self, listener: TcpListener, shutdown: impl Future<Output = ()> + Send + 'static) {
        let (begin, begun) = tokio::sync::oneshot::channel();
        let realtime = match &self.live {
            Live::Embedded(realtime) => Some(realtime.clone()),
            Live::Queue(_) => None,
        };
        let serving = connections::serve(listener, self.router, self.limits, async move {
            shutdown.await;
            // Open sockets would delay the shutdown; their clients reconnect to the next server.
            if let Some(realtime) = realtime {
                realtime.close();
            }
            let _ = begin.send(());
        });
        tokio::select! {
            () = serving => {}
            // A request that never ends must not hold us.
            () = async { let _ = begun.await; tokio::time::sleep(DRAIN_CONNECTIONS).await } => {}
        };
        if let Some(sweeper) = self.sweeper {
            sweeper.abort();
        }
        self.store.close().await;
        match self.live {
            Live::Queue(worker) => worker.finish(DRAIN_EVENTS).await,
            Live::Embedded(realtime) => realtime.finish(DRAIN_SOCKETS).await,
        }
    }
}

fn open_folder(settings: Settings) -> Result<Files, ServerError> {
    let path = settings.folder.clone();
    let opened = Folder::open(path.clone());
    let folder = opened.map_err(|source| ServerError::Files { folder: path.display().to_string(), source })?;
    Ok(Files { folder, settings })
}
