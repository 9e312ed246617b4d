//! The life of one WebSocket.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};

use super::Shared;
use super::channel::{self, Kind};
use super::hub::{ConnectionId, Out};
use super::protocol::{self, Problem, Request};

/// Serves a connection to its end. With a `refusal`, it is closed at once.
pub async fn serve(shared: Arc<Shared>, mut socket: WebSocket, refusal: Option<Problem>) {
    let (out, mut queue) = mpsc::channel(shared.limits.waiting_frames);
    let connected = match refusal {
        Some(problem) => Err(problem),
        None => shared.hub().connect(out, shared.limits.connections),
    };
    let id = match connected {
        Ok(id) => id,
        Err(problem) => return close(&mut socket, &problem, shared.limits.farewell).await,
    };
    let mut life = Life {
        socket_id: socket_id(id),
        shared: &shared,
        id,
        frames: PerSecond::new(shared.limits.frames_per_second),
        client_events: PerSecond::new(shared.limits.client_events_per_second),
    };
    let ended = life.run(&mut socket, &mut queue).await;
    shared.hub().disconnect(id);
    if let Some(problem) = ended {
        close(&mut socket, &problem, shared.limits.farewell).await;
    }
}

struct Life<'a> {
    shared: &'a Shared,
    id: ConnectionId,
    socket_id: String,
    frames: PerSecond,
    client_events: PerSecond,
}

impl Life<'_> {
    /// Returns why the connection should be closed, or `None` if it is closed already.
    async fn run(&mut self, socket: &mut WebSocket, queue: &mut mpsc::Receiver<Out>) -> Option<Problem> {
        let limits = &self.shared.limits;
        self.send(protocol::established(&self.socket_id, limits.activity.as_secs()));
        let mut heard_at = Instant::now();
        let mut pinged_at: Option<Instant> = None;
        loop {
            let deadline = match pinged_at {
                Some(at) => at + limits.pong,
                None => heard_at + limits.activity,
            };
            tokio::select! {
                out = queue.recv() => match out {
                    Some(Out::Frame(text)) => {
                        let sent = timeout(limits.write, socket.send(Message::Text(text))).await;
                        if !matches!(sent, Ok(Ok(()))) {
                            return None;
                        }
                    }
                    Some(Out::Close(problem)) => return Some(problem),
                    // The hub dropped it: the queue had no room for a frame, or the server stops.
                    None if self.shared.hub().is_closed() => return Some(Problem::restart()),
                    None => return Some(Problem::over_capacity("This connection does not read what it is sent")),
                },
                frame = socket.recv() => {
                    heard_at = Instant::now();
                    pinged_at = None;
                    match frame {
                        None | Some(Ok(Message::Close(_))) => return None,
                        // A broken connection cannot be notified, and need not be.
                        Some(Err(_)) => return Some(Problem::unreadable(limits.frame_bytes)),
                        Some(Ok(Message::Text(text))) => {
                            if !self.frames.allows() {
                                return Some(Problem::over_capacity("Too many frames in a second"));
                            }
                            if text.len() > limits.frame_bytes {
                                return Some(Problem::unreadable(limits.frame_bytes));
                            }
                            self.answer(&text);
                        }
                        // The protocol has no binary frames; the layer below answers WebSocket pings.
                        Some(Ok(_)) => {
                            if !self.frames.allows() {
                                return Some(Problem::over_capacity("Too many frames in a second"));
                            }
                        }
                    }
                }
                () = sleep_until(deadline) => {
                    if pinged_at.is_some() {
                        return Some(Problem::no_pong());
                    }
                    pinged_at = Some(Instant::now());
                    self.send(protocol::ping());
                }
            }
        }
    }

    fn answer(&mut self, text: &str) {
        let answered = match protocol::request(text) {
            Ok(Request::Ping) => {
                self.send(protocol::pong());
                Ok(())
            }
            Ok(Request::Pong | Request::Other) => Ok(()),
            Ok(Request::Subscribe { channel, auth, channel_data }) => self.subscribe(&channel, auth, channel_data),
            Ok(Request::Unsubscribe { channel }) => {
                self.shared.hub().unsubscribe(self.id, &channel);
                Ok(())
            }
            Ok(Request::ClientEvent { channel, name, data }) => self.client_event(&channel, &name, &data),
            Err(problem) => Err(problem),
        };
        if let Err(problem) = answered {
            self.send(problem.frame());
        }
    }

    fn subscribe(&self, channel: &str, auth: Option<String>, channel_data: Option<String>) -> Result<(), Problem> {
        let kind = Kind::of(channel).ok_or_else(|| Problem::unauthorized("There can be no channel of this name"))?;
        let data = channel_data.as_deref().filter(|_| kind == Kind::Presence);
        if kind != Kind::Public {
            let pusher = &self.shared.pusher;
            let auth = auth.unwrap_or_default();
            if !channel::is_signed((&pusher.key, &pusher.secret), &auth, &self.socket_id, channel, data) {
                return Err(Problem::unauthorized(format!("The signature for {channel} is missing or wrong")));
            }
        }
        let member = match kind {
            Kind::Presence => {
                let member = data.and_then(channel::member);
                Some(member.ok_or_else(|| Problem::unauthorized("channel_data must be JSON with a user_id"))?)
            }
            Kind::Public | Kind::Private => None,
        };
        self.shared.hub().subscribe(self.id, channel, member, &self.shared.limits)
    }

    fn client_event(&mut self, channel: &str, name: &str, data: &serde_json::Value) -> Result<(), Problem> {
        if !self.shared.client_events {
            return Err(Problem::client_event("Client events are switched off on this server"));
        }
        if !self.client_events.allows() {
            return Err(Problem::client_event("Too many client events in a second"));
        }
        if let Some(problem) = protocol::oversized(name, data) {
            return Err(problem);
        }
        let mut hub = self.shared.hub();
        let is_guarded = matches!(Kind::of(channel), Some(Kind::Private | Kind::Presence));
        let person = hub.subscriber(self.id, channel).filter(|_| is_guarded).map(|person| person.map(str::to_owned));
        let Some(person) = person else {
            return Err(Problem::client_event("Client events need a subscribed private or presence channel"));
        };
        let frame = protocol::client_event(channel, name, data, person.as_deref());
        hub.publish(channel, &frame, Some(self.id));
        Ok(())
    }

    fn send(&self, frame: String) {
        self.shared.hub().send(self.id, frame);
    }
}

/// Tells the client why, and closes. Waits at most `limit` for a client that does not read.
async fn close(socket: &mut WebSocket, problem: &Problem, limit: Duration) {
    let frame = CloseFrame { code: problem.code, reason: problem.words.clone().into() };
    // The client may have gone already.
    let _ = timeout(limit, async {
        socket.send(Message::Text(problem.frame().into())).await?;
        socket.send(Message::Close(Some(frame))).await?;
        // The socket ends when the client has answered the close frame.
        while let Some(Ok(_)) = socket.recv().await {}
        Ok::<(), axum::Error>(())
    })
    .await;
}

/// The id to which an authorization is bound. It cannot be guessed and never repeats.
fn socket_id(id: ConnectionId) -> String {
    let mut random = [0; 4];
    // If the system has no randomness, the number alone still distinguishes connections.
    let _ = getrandom::fill(&mut random);
    format!("{}.{id}", u32::from_le_bytes(random))
}

/// Counts what happens in a second.
struct PerSecond {
    most: u32,
    count: u32,
    since: Instant,
}

impl PerSecond {
    fn new(most: u32) -> Self {
        Self { most, count: 0, since: Instant::now() }
    }

    /// Counts one more; returns `false` if that is too many.
    fn allows(&mut self) -> bool {
        if self.since.elapsed() >= Duration::from_secs(1) {
            self.count = 0;
            self.since = Instant::now();
        }
        self.count += 1;
        self.count <= self.most
    }
}
