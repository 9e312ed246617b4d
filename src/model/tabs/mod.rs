//! One connection for all tabs of a browser that show the same chat to the same person.
//!
//! The tab that holds a lock leads: it has the connection, and broadcasts what happens on it. The others follow: what
//! they hear is to their sessions as if it had come by a connection of their own. So each session stays as it is.
//!
//! - Every word of a leader's bears its name and a number. A hole, or another leader, means that something may have
//!   been missed: the session is told that a connection begins, and the leader is asked for its state. The session
//!   catches up once that says that the subscription is there.
//! - Followers ask and the leader answers at once, because the timers of hidden tabs stand still. A leader that does
//!   not answer is frozen, and the lock is taken from it. When it wakes it learns that, and follows.
//! - A follower whose ping is answered by the leader and not by the service says so; then the leader gives its
//!   connection up.
//! - A tab that somebody has looked at for a while takes the lock from a leader at which nobody looks.
//! - Only a tab whose session wants a connection holds the lock or waits for it.
//! - What the backend's feed has to say after a loss is asked for once, too (`feed`).
//! - Before it is known who the visitor is, a tab connects alone. It goes over to the leader once they are named.

mod feed;
mod following;
mod leading;
mod words;

use super::connection::LinkCommand;
use super::time::Millis;
use feed::Feed;

pub use words::{FeedPlace, Leader, LiveEvent, Question, ReadId, Stage, Stamp, TabId, TabsInput, TabsOutput, Word};

/// The part that a tab has in the sharing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It has nothing to do with the others.
    Alone,
    /// It waits for the lock, and hears what the leader says meanwhile.
    Follower,
    /// It has the lock.
    Leader,
}

/// What one tab knows of the connection that it shares.
#[derive(Clone, Debug)]
pub struct Tabs<E> {
    id: TabId,
    /// Whether it is known with whom to share.
    is_named: bool,
    role: Role,
    reign: u32,
    /// How many events this leader has reported.
    n: u32,
    /// Whether anybody follows this leader.
    has_company: bool,
    /// Whether the session wants a connection.
    is_wanted: bool,
    /// Whether the session takes itself for connected.
    is_open: bool,
    /// Whether the tab's own connection is there or being made, and how far it is.
    is_driven: bool,
    stage: Stage,
    /// The leader whose events are taken in, and how many of them were.
    followed: Option<(Leader, u32)>,
    visible_since: Option<Millis>,
    /// When the question was asked that is not answered yet, and what it was.
    asked: Option<(Millis, Question)>,
    /// Whether the service owes an answer to a ping of this follower's.
    is_pinged: bool,
    /// Whether any leader was heard since then.
    has_heard: bool,
    wake_at: Option<Millis>,
    ask_at: Millis,
    feed: Feed,
    out: Vec<TabsOutput<E>>,
}

impl<E: LiveEvent> Tabs<E> {
    /// A tab that is alone.
    #[must_use]
    pub fn new(id: TabId, is_visible: bool, now: Millis) -> Self {
        Self {
            id,
            is_named: false,
            role: Role::Alone,
            reign: 0,
            n: 0,
            has_company: false,
            is_wanted: false,
            is_open: false,
            is_driven: false,
            stage: Stage::Down,
            followed: None,
            visible_since: is_visible.then_some(now),
            asked: None,
            is_pinged: false,
            has_heard: false,
            wake_at: None,
            ask_at: now,
            feed: Feed::default(),
            out: Vec::new(),
        }
    }

    /// The part that the tab has now.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Returns `true` if the tab has the connection itself, and follows no other.
    #[must_use]
    pub fn leads(&self) -> bool {
        self.is_driven
    }

    /// Takes in what happened at `now`, and says what follows from it, in order. `members` gives the subscription of
    /// the tab's own connection as it is now; it is called only if that is there.
    pub fn apply(&mut self, input: TabsInput<E>, now: Millis, members: &dyn Fn() -> E) -> Vec<TabsOutput<E>> {
        match input {
            TabsInput::Want(LinkCommand::Connect) => self.connect(now),
            TabsInput::Want(LinkCommand::Disconnect) => self.disconnect(),
            TabsInput::Want(command) if self.is_driven => self.drive(command),
            TabsInput::Want(LinkCommand::Subscribe) => self.ask(Question::Join, now),
            TabsInput::Want(LinkCommand::Ping) => self.ask(Question::Ping, now),
            TabsInput::Event(event) => self.happened(event),
            TabsInput::Heard(Word::Ask(from, question)) => self.asked_by(from, question, members),
            TabsInput::Heard(Word::Read(asked)) => self.asked_to_read(asked, now),
            TabsInput::Heard(word) if self.role == Role::Follower => self.heard(word, now),
            TabsInput::Heard(_) => {}
            TabsInput::Named(is_named) => self.named(is_named, now),
            TabsInput::Granted => self.granted(),
            TabsInput::Robbed => self.robbed(now),
            TabsInput::Visible(is_visible) => self.seen(is_visible, now),
            TabsInput::PutAway => self.put_away(),
            TabsInput::Read(cursor) => self.read(cursor, now),
            TabsInput::WasRead(id, answer) => self.was_read(id, answer, now),
            TabsInput::Tick => self.tick(now),
        }
        self.doubt_feed(now);
        let wake_at = self.deadline(now).into_iter().chain(self.feed_deadline()).min();
        if wake_at != self.wake_at {
            self.wake_at = wake_at;
            self.out.push(TabsOutput::WakeAt(wake_at));
        }
        std::mem::take(&mut self.out)
    }

    fn connect(&mut self, now: Millis) {
        self.is_wanted = true;
        if self.is_named { self.queue(now) } else { self.drive(LinkCommand::Connect) }
    }

    fn disconnect(&mut self) {
        (self.is_wanted, self.is_open) = (false, false);
        if self.role == Role::Leader && self.stage > Stage::Down {
            self.report(&E::closed());
        }
        if self.is_pinged && self.followed.is_some() {
            self.out.push(TabsOutput::Post(Word::Ask(self.id, Question::Dead)));
        }
        self.leave();
        if self.is_driven {
            self.drive(LinkCommand::Disconnect);
        }
    }

    fn queue(&mut self, now: Millis) {
        self.role = Role::Follower;
        self.out.push(TabsOutput::Queue);
        self.ask(Question::Join, now);
    }

    fn leave(&mut self) {
        (self.followed, self.asked, self.is_pinged) = (None, None, false);
        if self.role != Role::Alone {
            self.role = Role::Alone;
            self.out.push(TabsOutput::Leave);
        }
    }

    fn drive(&mut self, command: LinkCommand) {
        match command {
            LinkCommand::Connect => (self.is_driven, self.stage) = (true, Stage::Down),
            LinkCommand::Disconnect => (self.is_driven, self.stage) = (false, Stage::Down),
            LinkCommand::Subscribe | LinkCommand::Ping => {}
        }
        self.out.push(TabsOutput::Drive(command));
    }

    fn happened(&mut self, event: E) {
        if !self.is_driven {
            // pusher-js may make one by itself after it was told to end. While it is there no other could be made.
            if event.stage() > Some(Stage::Down) {
                self.out.push(TabsOutput::Drive(LinkCommand::Disconnect));
            }
            return;
        }
        self.stage = event.stage().unwrap_or(self.stage);
        if self.role == Role::Leader {
            self.report(&event);
        }
        self.tell(event);
    }

    fn tell(&mut self, event: E) {
        if let Some(stage) = event.stage() {
            self.is_open = stage > Stage::Down;
        }
        self.out.push(TabsOutput::Tell(event));
    }

    fn named(&mut self, is_named: bool, now: Millis) {
        if std::mem::replace(&mut self.is_named, is_named) == is_named || !self.is_wanted {
            return;
        }
        if is_named {
            return self.queue(now);
        }
        self.leave();
        if !self.is_driven {
            if self.is_open {
                self.tell(E::connected());
            }
            self.drive(LinkCommand::Connect);
        }
    }

    fn put_away(&mut self) {
        if self.role == Role::Alone {
            return;
        }
        let was_wanted = self.is_wanted;
        self.disconnect();
        if was_wanted {
            self.tell(E::closed());
        }
    }
}
