//! The live connection: when to connect, when to give up waiting, and what may honestly be said of it.
//!
//! pusher-js retries by itself, but after a flat second and then only every quarter to half a minute. So it is not left
//! to it: when a connection is lost, it is told to stop, and told to connect again at times that are chosen here.

use super::backoff::Backoff;
use super::random::Random;
use super::reason::Reason;
use super::time::{Millis, Timestamp};

/// Between tries to connect. With the cap, a server that is back is found within about 4 s.
const RECONNECT: Backoff = Backoff { base: 1_000, cap: 4_000 };

/// Between tries that only time or a person can mend: over quota, a refused key, a refused authorization.
const SLOW_RETRY: Backoff = Backoff { base: 5_000, cap: 60_000 };

/// How long one try to connect may take before it is dropped for the next, on networks where nothing answers.
const PATIENCE_MS: Millis = 8_000;

/// A subscription or a probe that is not answered within this time has failed.
const SUBSCRIBE_TIMEOUT_MS: Millis = 10_000;

/// How long a probe of a connection that may be dead waits for its answer.
const PROBE_TIMEOUT_MS: Millis = 2_000;

/// Without a live connection for this long, the backend is polled.
pub const POLL_AFTER_MS: Millis = 8_000;

/// Why there is no live connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The service cannot be reached.
    Unreachable,
    /// The service has no place for another connection (4004).
    OverQuota,
    /// The service does not know the app or its key, or refuses the connection for good (4000–4099); its code and
    /// why.
    Rejected(u16, Reason),
    /// The backend or the service refused the subscription; the HTTP status, where there is one, and why.
    Unauthorized(Option<u16>, Reason),
}

/// What the visitor is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// The first connection is being made.
    Connecting,
    /// A connection that was there is being made again.
    Reconnecting,
    /// Connected; what was missed is being fetched.
    Syncing,
    /// Connected, but the backend does not give what was missed. It is asked again. Why, where the list does not say
    /// so.
    Behind(Option<Reason>),
    /// Connected, subscribed and caught up.
    Live,
    /// The same, but the backend leaves a message of the visitor's without an answer.
    Unanswered,
    /// No live connection: new messages are asked for every few seconds.
    Polling(Trouble),
    /// The device has no network.
    Offline,
    /// The backend is out of reach, and what is shown was kept by an earlier visit: it was like this at that time. Set
    /// if the device says that it has a network.
    AsOf(Timestamp, bool),
    /// The backend does not know the visitor, or not any more.
    SignedOut,
    /// There is no live connection and there will be none until somebody mends it.
    Failed(Trouble),
}

/// What the connection needs done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkCommand {
    /// Connect to the service.
    Connect,
    /// Drop the connection, also one that is being made.
    Disconnect,
    /// Ask for the subscription to the workspace's channel again, after it was refused.
    Subscribe,
    /// Ask the service for a sign of life.
    Ping,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Socket {
    /// Nothing under way; the next try at this time.
    Down { retry_at: Millis },
    /// A try under way since then.
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
    /// Since when there is no subscription.
    down_since: Millis,
    trouble: Option<Trouble>,
    attempts: u32,
    refusals: u32,
    probe_until: Option<Millis>,
}

impl Link {
    /// A link whose first try is due now.
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

    /// Whether the subscription is there: what is published now arrives.
    #[must_use]
    pub fn is_subscribed(&self) -> bool {
        self.socket == Socket::Up && self.subscription == Subscription::Done
    }

    /// Whether the device has a network, as far as it says.
    #[must_use]
    pub fn is_online(&self) -> bool {
        self.online
    }

    /// Whether the backend is to be polled in place of the live connection.
    #[must_use]
    pub fn needs_polling(&self, now: Millis) -> bool {
        self.online && !self.is_subscribed() && (self.trouble.is_some() || now - self.down_since >= POLL_AFTER_MS)
    }

    /// What to tell the visitor of the connection alone.
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

    /// The service took the connection; pusher-js asks for the subscription by itself.
    pub fn connected(&mut self, now: Millis) -> Option<LinkCommand> {
        if matches!(self.socket, Socket::Down { .. }) {
            // It was given up meanwhile, or pusher-js made it by itself after it had been told to end. While it is
            // there no other could be made.
            return Some(LinkCommand::Disconnect);
        }
        self.note_down(now);
        self.socket = Socket::Up;
        self.subscription = Subscription::Asked { since: now };
        self.attempts = 0;
        self.probe_until = None;
        None
    }

    /// A connection, or a try to make one, ended; the next try is made after a while.
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

    /// The service said why it does not want the connection.
    pub fn rejected(&mut self, code: u16, words: &str) {
        self.trouble = match code {
            4004 => Some(Trouble::OverQuota),
            4009 => Some(Trouble::Unauthorized(None, Reason::words(words))),
            4000..=4099 => Some(Trouble::Rejected(code, Reason::words(words))),
            _ => return,
        };
    }

    /// The subscription is there.
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

    /// Ends the connection because the visitor is signed out. The caller does not call [`Link::tick`] until they are
    /// signed in. One that is still being made hears nothing, since the backend signs no subscription for it.
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

    /// The visitor signed in: what was refused to them before counts no more, and the subscription gets its time to say
    /// who they are.
    pub fn signed_in(&mut self, now: Millis) {
        self.trouble.take_if(|trouble| matches!(trouble, Trouble::Unauthorized(..)));
        if !self.is_subscribed() {
            self.down_since = now;
        }
        self.retry_now(now);
    }

    /// The visitor asked to try again: whatever waits is due now.
    pub fn retry_now(&mut self, now: Millis) {
        match (&mut self.socket, &mut self.subscription) {
            (Socket::Down { retry_at }, _) => *retry_at = now,
            (Socket::Up, Subscription::Refused { retry_at }) => *retry_at = now,
            // One that went unanswered before may be waited for in vain again.
            (Socket::Up, asked @ Subscription::Asked { .. }) if self.refusals > 0 || self.trouble.is_some() => {
                *asked = Subscription::Refused { retry_at: now };
            }
            _ => {}
        }
    }

    /// The device says whether it has a network.
    pub fn set_online(&mut self, online: bool, now: Millis) {
        if self.online != online {
            self.online = online;
            self.down_since = now;
            self.attempts = 0;
        }
    }

    /// Asks a connection that may be dead without our knowing for a sign of life.
    pub fn probe(&mut self, now: Millis) -> Option<LinkCommand> {
        self.retry_now_if_down(now);
        if self.socket != Socket::Up || self.probe_until.is_some() {
            return None;
        }
        self.probe_until = Some(now + PROBE_TIMEOUT_MS);
        Some(LinkCommand::Ping)
    }

    /// The service gave a sign of life.
    pub fn heard(&mut self) {
        self.probe_until = None;
    }

    /// Whether anything is due: tries to connect, time limits.
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
                // pusher-js waits for the answer for ever: only a new connection asks again.
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

    /// When [`Link::tick`] or the status has something to do next.
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
