//! The live connection: when to connect, when to stop waiting, and which status to show.
//!
//! pusher-js retries by itself, but after a flat second and then only every quarter to half a minute. So when a
//! connection is lost, it is told to stop, and told to connect again at times chosen here.

use super::backoff::Backoff;
use super::random::Random;
use super::reason::Reason;
use super::time::{Millis, Timestamp};

/// Between attempts to connect. With the cap, a server that is back is found within about 4 s.
const RECONNECT: Backoff = Backoff { base: 1_000, cap: 4_000 };

/// Between attempts after failures that only time or a person can fix: over quota, a refused key, a refused
/// authorization.
const SLOW_RETRY: Backoff = Backoff { base: 5_000, cap: 60_000 };

/// How long one attempt to connect may take before the next, on networks where nothing answers.
const PATIENCE_MS: Millis = 8_000;

/// A subscription or a probe that is not answered within this time has failed.
const SUBSCRIBE_TIMEOUT_MS: Millis = 10_000;

/// How long to wait for the answer to a probe.
const PROBE_TIMEOUT_MS: Millis = 2_000;

/// After this long without a live connection, the backend is polled.
pub const POLL_AFTER_MS: Millis = 8_000;

/// Why there is no live connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The service cannot be reached.
    Unreachable,
    /// The service accepts no more connections (4004).
    OverQuota,
    /// The service does not know the app or its key, or refuses the connection permanently (4000–4099); its code and
    /// the reason.
    Rejected(u16, Reason),
    /// The backend or the service refused the subscription; the HTTP status, if there is one, and the reason.
    Unauthorized(Option<u16>, Reason),
}

/// The status to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The first connection is being made.
    Connecting,
    /// A lost connection is being made again.
    Reconnecting,
    /// Connected; missed messages are being fetched.
    Syncing,
    /// Connected, but the backend does not return the missed messages. They are requested again. With the reason,
    /// unless the list shows it.
    Behind(Option<Reason>),
    /// Connected, subscribed and caught up.
    Live,
    /// The same, but the backend has not answered a message of the user's.
    Unanswered,
    /// No live connection: new messages are fetched every few seconds.
    Polling(Trouble),
    /// The device has no network.
    Offline,
    /// The backend is unreachable, and an earlier visit stored the messages shown: they are from that time. `true` if
    /// the device reports a network.
    AsOf(Timestamp, bool),
    /// The backend does not know the user, or no longer.
    SignedOut,
    /// There is no live connection, and there will be none until someone fixes the cause.
    Failed(Trouble),
}

/// A command of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkCommand {
    /// Connect to the service.
    Connect,
    /// Drop the connection, even one that is being made.
    Disconnect,
    /// Subscribe to the workspace's channel again after a refusal.
    Subscribe,
    /// Send a probe.
    Ping,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Socket {
    /// Idle; the next attempt is at this time.
    Down { retry_at: Millis },
    /// An attempt has been running since then.
    Connecting { since: Millis },
    /// Connected.
    Up,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Subscription {
    Asked { since: Millis },
    Done,
    Refused { retry_at: Millis },
}

/// The state of the live connection.
#[derive(Clone, Debug)]
pub struct Link {
    socket: Socket,
    subscription: Subscription,
    online: bool,
    was_live: bool,
    /// The time since when there is no subscription.
    down_since: Millis,
    trouble: Option<Trouble>,
    attempts: u32,
    refusals: u32,
    probe_until: Option<Millis>,
}

impl Link {
    /// Creates a link whose first attempt is due now.
    #[must_use]
    pub fn new(now: Millis) -> Self {
        Self {
            socket: Socket::Down { retry_at: now },
            subscription: Subscription::Asked { since: now },
            online: true,
            was_live: false,
            down_since: now,
            trouble: None,
            attempts: 0,
            refusals: 0,
            probe_until: None,
        }
    }

    /// Returns `true` if the subscription exists, so that published events arrive.
    #[must_use]
    pub fn is_subscribed(&self) -> bool {
        self.socket == Socket::Up && self.subscription == Subscription::Done
    }

    /// Returns `true` if the device has a network, as far as it reports that.
    #[must_use]
    pub fn is_online(&self) -> bool {
        self.online
    }

    /// Returns `true` if the backend should be polled instead.
    #[must_use]
    pub fn needs_polling(&self, now: Millis) -> bool {
        self.online && !self.is_subscribed() && (self.trouble.is_some() || now - self.down_since >= POLL_AFTER_MS)
    }

    /// Returns the status of the connection alone.
    #[must_use]
    pub fn status(&self, now: Millis, caught_up: bool) -> Status {
        if !self.online {
            return Status::Offline;
        }
        if self.is_subscribed() {
            return if caught_up { Status::Live } else { Status::Syncing };
        }
        match &self.trouble {
            Some(trouble @ Trouble::Rejected(..)) => Status::Failed(trouble.clone()),
            Some(trouble) => Status::Polling(trouble.clone()),
            None if self.needs_polling(now) => Status::Polling(Trouble::Unreachable),
            None if self.was_live => Status::Reconnecting,
            None => Status::Connecting,
        }
    }

    /// The service accepted the connection; pusher-js subscribes by itself.
    pub fn connected(&mut self, now: Millis) -> Option<LinkCommand> {
        if matches!(self.socket, Socket::Down { .. }) {
            // It was given up meanwhile, or pusher-js made it by itself after it had been told to stop. While it
            // exists, no other can be made.
            return Some(LinkCommand::Disconnect);
        }
        self.note_down(now);
        self.socket = Socket::Up;
        self.subscription = Subscription::Asked { since: now };
        self.attempts = 0;
        self.probe_until = None;
        None
    }

    /// A connection, or an attempt to make one, ended; the next attempt follows after a delay.
    pub fn lost(&mut self, now: Millis, random: &mut Random) -> Option<LinkCommand> {
        if matches!(self.socket, Socket::Down { .. }) {
            return None;
        }
        let slow = matches!(self.trouble, Some(Trouble::OverQuota | Trouble::Rejected(..)));
        let backoff = if slow { SLOW_RETRY } else { RECONNECT };
        self.note_down(now);
        self.socket = Socket::Down { retry_at: now + backoff.delay(self.attempts, random) };
        self.attempts += 1;
        self.probe_until = None;
        Some(LinkCommand::Disconnect)
    }

    /// The service reported why it refuses the connection.
    pub fn rejected(&mut self, code: u16, words: &str) {
        self.trouble = match code {
            4004 => Some(Trouble::OverQuota),
            4009 => Some(Trouble::Unauthorized(None, Reason::words(words))),
            4000..=4099 => Some(Trouble::Rejected(code, Reason::words(words))),
            _ => return,
        };
    }

    /// The subscription succeeded.
    pub fn subscribed(&mut self) {
        self.subscription = Subscription::Done;
        self.was_live = true;
        self.trouble = None;
        self.refusals = 0;
    }

    /// The subscription was refused.
    pub fn refused(&mut self, status: Option<u16>, why: Reason, now: Millis, random: &mut Random) {
        self.note_down(now);
        self.subscription = Subscription::Refused { retry_at: now + SLOW_RETRY.delay(self.refusals, random) };
        self.refusals += 1;
        self.trouble = Some(Trouble::Unauthorized(status, why));
    }

    /// Ends the connection because the user is signed out. Do not call [`Link::tick`] until they are signed in. A
    /// connection that is still being made receives nothing, since the backend signs no subscription for it.
    pub fn signed_out(&mut self, now: Millis) -> Option<LinkCommand> {
        if matches!(self.socket, Socket::Connecting { .. }) {
            return None;
        }
        self.note_down(now);
        self.probe_until = None;
        let was_down = matches!(self.socket, Socket::Down { .. });
        self.socket = Socket::Down { retry_at: now };
        (!was_down).then_some(LinkCommand::Disconnect)
    }

    /// The user signed in: earlier refusals no longer count, and the subscription gets time to say who they are.
    pub fn signed_in(&mut self, now: Millis) {
        self.trouble.take_if(|trouble| matches!(trouble, Trouble::Unauthorized(..)));
        if !self.is_subscribed() {
            self.down_since = now;
        }
        self.retry_now(now);
    }

    /// The user asked to try again: everything that waits is due now.
    pub fn retry_now(&mut self, now: Millis) {
        match (&mut self.socket, &mut self.subscription) {
            (Socket::Down { retry_at }, _) => *retry_at = now,
            (Socket::Up, Subscription::Refused { retry_at }) => *retry_at = now,
            // An attempt that got no answer before may get none again.
            (Socket::Up, asked @ Subscription::Asked { .. }) if self.refusals > 0 || self.trouble.is_some() => {
                *asked = Subscription::Refused { retry_at: now };
            }
            _ => {}
        }
    }

    /// The device went online or offline.
    pub fn set_online(&mut self, online: bool, now: Millis) {
        if self.online != online {
            self.online = online;
            self.down_since = now;
            self.attempts = 0;
        }
    }

    /// Probes a connection that may have died silently.
    pub fn probe(&mut self, now: Millis) -> Option<LinkCommand> {
        self.retry_now_if_down(now);
        if self.socket != Socket::Up || self.probe_until.is_some() {
            return None;
        }
        self.probe_until = Some(now + PROBE_TIMEOUT_MS);
        Some(LinkCommand::Ping)
    }

    /// The service has responded.
    pub fn heard(&mut self) {
        self.probe_until = None;
    }

    /// Carries out what is due: attempts to connect, time limits.
    pub fn tick(&mut self, now: Millis, random: &mut Random) -> Option<LinkCommand> {
        match self.socket {
            Socket::Down { retry_at } if retry_at <= now && self.online => {
                self.socket = Socket::Connecting { since: now };
                return Some(LinkCommand::Connect);
            }
            Socket::Connecting { since } if since + PATIENCE_MS <= now => return self.lost(now, random),
            Socket::Up if self.probe_until.is_some_and(|until| until <= now) => return self.lost(now, random),
            Socket::Up => {}
            _ => return None,
        }
        match self.subscription {
            Subscription::Asked { since } if since + SUBSCRIBE_TIMEOUT_MS <= now => {
                // pusher-js waits for the answer indefinitely; only a new connection asks again.
                self.trouble.get_or_insert(Trouble::Unauthorized(None, Reason::Unsubscribed));
                self.lost(now, random)
            }
            Subscription::Refused { retry_at } if retry_at <= now => {
                self.subscription = Subscription::Asked { since: now };
                Some(LinkCommand::Subscribe)
            }
            _ => None,
        }
    }

    /// Returns when [`Link::tick`] or the status next has something to do.
    #[must_use]
    pub fn deadline(&self, now: Millis) -> Option<Millis> {
        let socket = match self.socket {
            Socket::Down { retry_at } => self.online.then_some(retry_at),
            Socket::Connecting { since } => Some(since + PATIENCE_MS),
            Socket::Up => self.probe_until,
        };
        let subscription = match self.subscription {
            Subscription::Asked { since } if self.socket == Socket::Up => Some(since + SUBSCRIBE_TIMEOUT_MS),
            Subscription::Refused { retry_at } if self.socket == Socket::Up => Some(retry_at),
            _ => None,
        };
        let polling = (!self.is_subscribed() && self.online).then_some(self.down_since + POLL_AFTER_MS);
        [socket, subscription, polling.filter(|at| *at > now)].into_iter().flatten().min()
    }

    fn retry_now_if_down(&mut self, now: Millis) {
        if let Socket::Down { retry_at } = &mut self.socket {
            *retry_at = now;
            self.attempts = 0;
        }
    }

    fn note_down(&mut self, now: Millis) {
        if self.is_subscribed() {
            self.down_since = now;
        }
    }
}
