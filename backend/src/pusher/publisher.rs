//! Publishes events to the Pusher server in the order in which they were queued; callers never wait. An undelivered
//! message is retried for some seconds, so that one of several servers may fail; then it is logged and dropped.
//! Typing events are tried once. Clients drop duplicates, and find a dropped message when they catch up.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};

use super::queue::{Batch, Queue, Waiting};
use super::{Event, Pusher, Server};
use crate::message::Timestamp;
use crate::realtime::Realtime;

/// How many events one call may carry (Pusher's limit).
const BATCH: usize = 10;
/// How long one call may take.
const CALL: Duration = Duration::from_secs(5);
/// How long a message is retried.
const GIVE_UP_AFTER: Duration = Duration::from_secs(15);
/// The delay before the second attempt; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_millis(250);
/// The longest delay between two attempts.
const LONGEST_WAIT: Duration = Duration::from_secs(4);

/// The path to the subscribers.
#[derive(Clone)]
pub enum Publisher {
    /// Through a queue to another server.
    Queue(Arc<Queue>),
    /// This process is the server.
    Embedded(Realtime),
}

impl Publisher {
    /// Publishes or queues a message's event. Never blocks.
    pub fn publish(&self, event: Event) {
        match self {
            Self::Embedded(realtime) => realtime.publish(&event),
            Self::Queue(queue) if !queue.add_message(event) => {
                tracing::warn!(
                    "An event was not published because too many are waiting. The Pusher server may be slow."
                );
            }
            Self::Queue(_) => {}
        }
    }

    /// Publishes or queues a typing event, which is dropped before any message is. Never blocks.
    pub fn publish_typing(&self, event: Event) {
        match self {
            Self::Embedded(realtime) => realtime.publish(&event),
            Self::Queue(queue) => queue.add_typing(event),
        }
    }
}

/// The queue's other end.
pub struct Worker {
    queue: Arc<Queue>,
    task: JoinHandle<()>,
}

impl Worker {
    /// Publishes the queued messages, for at most `limit`, and ends.
    pub async fn finish(self, limit: Duration) {
        self.queue.close();
        if timeout(limit, self.task).await.is_err() {
            tracing::warn!("Some events were not published before the backend stopped: the Pusher server is too slow.");
        }
    }
}

/// Starts the queue to another server. Fails if the HTTP client cannot be created.
pub fn start(pusher: Pusher) -> Result<(Publisher, Worker), reqwest::Error> {
    let mut client = reqwest::Client::builder().timeout(CALL);
    if let Server::Own { host, .. } = &pusher.server
        && super::is_loopback(host)
    {
        // A proxy for the outside world does not lead back to this machine.
        client = client.no_proxy();
    }
    let client = client.build()?;
    let queue = Arc::new(Queue::default());
    let task = tokio::spawn(run(client, pusher, Arc::clone(&queue)));
    Ok((Publisher::Queue(Arc::clone(&queue)), Worker { queue, task }))
}

/// Publishes until the queue is closed and empty.
async fn run(client: reqwest::Client, pusher: Pusher, queue: Arc<Queue>) {
    let mut wait = FIRST_WAIT;
    while let Some(Batch { mut messages, typing }) = queue.next(BATCH).await {
        let now = Instant::now();
        for message in &mut messages {
            message.since.get_or_insert(now);
        }
        let events: Vec<&Event> = messages.iter().map(|message| &message.event).chain(&typing).collect();
        match send(&client, &pusher, &events).await {
            Ok(()) => wait = FIRST_WAIT,
            Err(error) if error.is_momentary() => {
                let is_over = |message: &Waiting| message.since.is_some_and(|since| since.elapsed() >= GIVE_UP_AFTER);
                let (over, again): (Vec<_>, Vec<_>) = messages.into_iter().partition(is_over);
                if !over.is_empty() {
                    tracing::warn!("{} event(s) not published: {error}", over.len());
                }
                queue.put_back(again);
                sleep(wait).await;
                wait = (wait * 2).min(LONGEST_WAIT);
            }
            Err(error) if events.len() == 1 => tracing::warn!("1 event not published: {error}"),
            // Only one of them may be the reason for the refusal, so the others are retried one by one.
            Err(_) => {
                for event in events {
                    if let Err(error) = send(&client, &pusher, &[event]).await {
                        tracing::warn!("1 event not published: {error}");
                    }
                }
            }
        }
    }
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
    /// Returns `true` if another attempt may soon succeed.
    fn is_momentary(&self) -> bool {
        match self {
            Self::Unreachable { .. } | Self::NoAnswer { .. } => true,
            Self::Refused { status, .. } => *status >= 500 || matches!(*status, 408 | 429),
        }
    }
}

async fn send(client: &reqwest::Client, pusher: &Pusher, events: &[&Event]) -> Result<(), PublishError> {
    let url = pusher.api_url();
    let unreachable = |error: reqwest::Error| match error.is_timeout() {
        true => PublishError::NoAnswer { url: url.clone() },
        false => PublishError::Unreachable { url: url.clone(), cause: root_cause(&error.without_url()) },
    };
    let body = serde_json::json!({ "batch": events }).to_string();
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
    // Always read to its end, so that the connection can be reused.
    let answer = response.text().await.map_err(unreachable)?;
    if status.is_success() {
        return Ok(());
    }
    Err(PublishError::Refused { status: status.as_u16(), body: answer.chars().take(200).collect() })
}

/// reqwest's own text says only that sending failed; the reason is at the end of the error chain.
fn root_cause(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
