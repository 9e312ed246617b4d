//! The Pusher Channels protocol, served by this process: one process, one port, nothing else to install.
//!
//! It is for one process: a second backend would not know the subscribers of the first. Beyond one machine, sockudo,
//! the hosted service or any other server for the protocol takes its place by configuration (docs/scaling.md).
//!
//! The parts:
//! 1. [`protocol`]: the messages on the wire, in both directions. Only protocol 7, as pusher-js 8 speaks it.
//! 2. [`channel`]: what a channel's name means, who is in it, and the signatures that grant access.
//! 3. [`hub`]: who is connected, who is subscribed to what, and who is present. No sockets, no clock.
//! 4. [`connection`]: the life of one WebSocket: handshake, limits, ping and pong, the end.
//!
//! There are no channel patterns and no HTTP API: only this process publishes.

mod channel;
mod connection;
mod hub;
mod protocol;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use tokio::sync::watch;
use tokio::time::timeout;

use self::hub::Hub;
use crate::pusher::{Event, Pusher};

/// The read buffer of each connection, in bytes. The default of 128 KiB would take most of a process's memory, and a
/// client sends only some hundred bytes at a time.
const READ_BUFFER: usize = 4 * 1024;
/// How many times the largest frame is still read before closing: a client that is cut off while it sends is reset by
/// the system, and does not learn why. One that sends more than this gets no reason.
const READ_TOO_MUCH: usize = 4;

/// The limits of one process.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Open connections; the next one is refused with 4004.
    pub connections: usize,
    /// Channels that one connection may be subscribed to.
    pub channels_per_connection: usize,
    /// People in one presence channel; the next one is refused with 4100.
    pub members: usize,
    /// Frames that wait for a slow reader. If one more comes, the connection is closed with 4100.
    pub waiting_frames: usize,
    /// The largest accepted frame, in bytes; after a larger one the connection is closed with 4100. A frame holds a
    /// client event of [`EVENT_BYTES`](crate::pusher::EVENT_BYTES), even as JSON within a text.
    pub frame_bytes: usize,
    /// Frames that a connection may send in a second before it is closed with 4100. More than
    /// `channels_per_connection`, since a reconnecting client subscribes to all of its channels at once.
    pub frames_per_second: u32,
    /// Client events that a connection may send in a second; more are refused with 4301.
    pub client_events_per_second: u32,
    /// After this long without a frame from the client, the server sends a ping. Shorter than the minute after which
    /// many proxies close silent connections.
    pub activity: Duration,
    /// How long the client may take to answer, before the connection is closed with 4201.
    pub pong: Duration,
    /// How long the client may take to accept one frame, before the connection is dropped.
    pub write: Duration,
    /// How long a client may take to acknowledge its disconnection, before the connection is dropped.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 5_000,
            channels_per_connection: 100,
            members: 1_000,
            waiting_frames: 1_024,
            frame_bytes: 24 * 1024,
            frames_per_second: 120,
            client_events_per_second: 10,
            activity: Duration::from_secs(30),
            pong: Duration::from_secs(30),
            write: Duration::from_secs(30),
            farewell: Duration::from_secs(5),
        }
    }
}

/// The server. Cheap to clone; all clones are the same server.
#[derive(Clone)]
pub struct Realtime {
    shared: Arc<Shared>,
}

struct Shared {
    /// The app's key, and the secret that signs subscriptions.
    pusher: Pusher,
    limits: Limits,
    /// True if members may send events (`client-…`) to each other.
    client_events: bool,
    hub: Mutex<Hub>,
    /// Each connection holds a receiver: this closes when none is left.
    open: watch::Sender<()>,
}

impl Realtime {
    /// Creates a server for one app, without connections.
    pub fn new(pusher: Pusher, limits: Limits, client_events: bool) -> Self {
        let (open, _) = watch::channel(());
        Self { shared: Arc::new(Shared { pusher, limits, client_events, hub: Mutex::default(), open }) }
    }

    /// Sends an event to everyone who is subscribed to its channel.
    pub fn publish(&self, event: &Event) {
        let frame = protocol::event(&event.channel, event.name, &event.data);
        self.hub().publish(&event.channel, &frame, None);
    }

    /// Answers `GET /app/{key}`. `query` is the request's raw query.
    pub fn connect(&self, key: &str, query: &str, upgrade: WebSocketUpgrade) -> Response {
        let refusal = protocol::refusal(&self.shared.pusher.key, key, query);
        let shared = Arc::clone(&self.shared);
        let is_open = self.shared.open.subscribe();
        let read = self.shared.limits.frame_bytes * READ_TOO_MUCH;
        upgrade.max_message_size(read).max_frame_size(read).read_buffer_size(READ_BUFFER).on_upgrade(
            async move |socket| {
                connection::serve(shared, socket, refusal).await;
                drop(is_open);
            },
        )
    }

    /// Begins to close every connection with 4200, after which clients reconnect at once, and accepts no more.
    pub fn close(&self) {
        self.hub().close_all();
    }

    /// Waits until all clients were notified and have disconnected, for at most `limit`.
    pub async fn finish(self, limit: Duration) {
        if timeout(limit, self.shared.open.closed()).await.is_err() {
            tracing::warn!("Some live connections did not acknowledge the shutdown and are dropped.");
        }
    }

    fn hub(&self) -> MutexGuard<'_, Hub> {
        self.shared.hub()
    }
}

impl Shared {
    fn hub(&self) -> MutexGuard<'_, Hub> {
        // A panic elsewhere leaves the lists consistent: each change of them is complete in itself.
        self.hub.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
