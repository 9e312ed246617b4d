//! A queue to the Pusher server: events go out in the order in which they were queued, and nobody
//! waits for them. What is not delivered is sent again a few times, so that one of several servers
//! may end; what still cannot be published is logged and dropped. Clients drop an event that came
//! twice, and find a dropped message when they catch up.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use super::{Event, Pusher, Server};
use crate::message::Timestamp;

/// How many events may wait. A server that is away must not fill the memory.
const QUEUE: usize = 1_000;
/// How many events go in one call (Pusher's limit).
const BATCH: usize = 10;
/// How long one call may take.
const CALL: Duration = Duration::from_secs(5);
/// How long to wait before each further call with events that were not delivered.
const AGAIN_AFTER: [Duration; 2] = [Duration::from_millis(250), Duration::from_millis(1_000)];

/// The way into the queue.
#[derive(Clone)]
pub struct Publisher {
    queue: mpsc::Sender<Event>,
}

impl Publisher {
    /// Queues an event. Never blocks.
    pub fn publish(&self, event: Event) {
        if let Err(error) = self.queue.try_send(event) {
            tracing::warn!("An event was not published: {error}. Is the Pusher server slow?");
        }
    }
}

/// The queue's other end.
pub struct Worker {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Publishes what is queued, for at most `limit`, and ends.
    pub async fn finish(self, limit: Duration) {
        drop(self.stop);
        if tokio::time::timeout(limit, self.task).await.is_err() {
            tracing::warn!("Some events were not published before the end: Pusher is too slow.");
        }
    }
}

/// Starts publishing. Fails where the HTTP client cannot be made.
pub fn start(pusher: Pusher) -> Result<(Publisher, Worker), reqwest::Error> {
    let mut client = reqwest::Client::builder().timeout(CALL);
    if let Server::Own { host, .. } = &pusher.server
        && super::is_loopback(host)
    {
        // A proxy for the outer world does not lead back to this machine.
        client = client.no_proxy();
    }
    let client = client.build()?;
    let (queue, mut events) = mpsc::channel(QUEUE);
    let (stop, mut stopped) = oneshot::channel();
    let task = tokio::spawn(async move {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            tokio::select! {
                biased;
                // Closed, the queue still gives what it holds, and then 0.
                _ = &mut stopped, if !events.is_closed() => events.close(),
                count = events.recv_many(&mut batch, BATCH) => {
                    if count == 0 {
                        return;
                    }
                    if let Err(error) = deliver(&client, &pusher, &batch).await {
                        tracing::warn!("{count} event(s) not published: {error}");
                    }
                    batch.clear();
                }
            }
        }
    });
    Ok((Publisher { queue }, Worker { stop, task }))
}

/// Why a call to Pusher failed, and what to do.
#[derive(Debug, thiserror::Error)]
enum PublishError {
    #[error("the Pusher server could not be reached at {url}: {cause}")]
    Unreachable { url: String, cause: String },
    #[error("the Pusher server at {url} did not answer within {} s", CALL.as_secs())]
    NoAnswer { url: String },
    #[error(
        "the Pusher server answered {status} {body:?}; for 401 and 403 check PUSHER_APP_ID, \
         the key, PUSHER_SECRET and this machine's clock"
    )]
    Refused { status: u16, body: String },
}

impl PublishError {
    /// Whether another try may soon go better. A server that does not answer holds up all that is behind.
    fn is_momentary(&self) -> bool {
        match self {
            Self::Unreachable { .. } => true,
            Self::NoAnswer { .. } => false,
            Self::Refused { status, .. } => *status >= 500,
        }
    }
}

async fn deliver(client: &reqwest::Client, pusher: &Pusher, batch: &[Event]) -> Result<(), PublishError> {
    for wait in AGAIN_AFTER {
        match send(client, pusher, batch).await {
            Err(error) if error.is_momentary() => tokio::time::sleep(wait).await,
            ended => return ended,
        }
    }
    send(client, pusher, batch).await
}

async fn send(client: &reqwest::Client, pusher: &Pusher, batch: &[Event]) -> Result<(), PublishError> {
    let url = pusher.api_url();
    let unreachable = |error: reqwest::Error| match error.is_timeout() {
        true => PublishError::NoAnswer { url: url.clone() },
        false => PublishError::Unreachable { url: url.clone(), cause: root_cause(&error.without_url()) },
    };
    let body = serde_json::json!({ "batch": batch }).to_string();
    let path = format!("/apps/{}/batch_events", pusher.app_id);
    let signed = pusher.signed(&path, &body, Timestamp::now().0 / 1000);
    let response = client
        .post(format!("{url}{signed}"))
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await
        .map_err(unreachable)?;
    let status = response.status();
    // Read to its end in any case, so that the connection is used again.
    let answer = response.text().await.map_err(unreachable)?;
    if status.is_success() {
        return Ok(());
    }
    Err(PublishError::Refused { status: status.as_u16(), body: answer.chars().take(200).collect() })
}

/// reqwest's own text says only that sending failed; the reason is at the end of the chain.
fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
