//! What the tabs of one browser say to each other, and what goes in and out of [`Tabs`](super::Tabs).

use std::sync::Arc;

use crate::model::connection::LinkCommand;
use crate::model::failure::Failure;
use crate::model::time::Millis;

/// A tab, by a random number.
pub type TabId = u32;

/// A tab that leads, from when it got the lock until it loses it. One that leads again is another leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leader {
    /// The tab.
    pub tab: TabId,
    /// How often it has led.
    pub reign: u32,
}

/// What every word of a leader's bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Who speaks.
    pub leader: Leader,
    /// How many events the leader has reported so far, this one included.
    pub n: u32,
    /// Whether nobody looks at the leader's tab.
    pub is_hidden: bool,
}

/// A place in a leader's events, and the cursor that the feed is read from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedPlace {
    /// Whose events the tab takes in; a leader's own.
    pub leader: Leader,
    /// How many of them were reported, or taken in, by then.
    pub n: u32,
    /// From where the feed is read on.
    pub cursor: Arc<str>,
}

/// A tab's request of the feed, by a number that only this tab knows.
pub type ReadId = u32;

/// What a follower wants of the leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// A sign of life.
    Alive,
    /// The state of the connection, from which on the follower takes in events.
    Join,
    /// A sign of life of the leader and of the service.
    Ping,
    /// Nothing: the service has not answered a ping, so the leader's connection is dead.
    Dead,
}

/// A broadcast. `E` is an event of the connection.
#[derive(Clone, Debug, PartialEq)]
pub enum Word<E> {
    /// A follower asks whoever leads.
    Ask(TabId, Question),
    /// The leader lives, or has just become it.
    Here(Stamp),
    /// The leader answers [`Question::Join`].
    State {
        /// Who speaks.
        stamp: Stamp,
        /// Who has asked.
        to: TabId,
        /// Whether the service took the connection.
        is_connected: bool,
        /// The subscription with its members as they are now, if it is there.
        subscribed: Option<E>,
    },
    /// Something happened on the leader's connection.
    Happened(Stamp, E),
    /// A follower asks its leader to read the feed.
    Read(FeedPlace),
    /// The leader has read the feed, which it began at this place: the backend's answer as it came, if it is of use.
    Feed(FeedPlace, Option<Arc<str>>),
}

/// How far a connection is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// There is none, or it is being made.
    #[default]
    Down,
    /// The service took it.
    Connected,
    /// What is published arrives.
    Subscribed,
}

/// An event of a connection, as far as [`Tabs`](super::Tabs) looks into it.
pub trait LiveEvent: Clone {
    /// The service took the connection.
    fn connected() -> Self;
    /// The connection ended.
    fn closed() -> Self;
    /// How far the connection is from now on, if the event says so.
    fn stage(&self) -> Option<Stage>;
}

/// What happens to a tab.
#[derive(Clone, Debug)]
pub enum TabsInput<E> {
    /// Its session wants something done.
    Want(LinkCommand),
    /// Its own connection reports something.
    Event(E),
    /// Another tab says something.
    Heard(Word<E>),
    /// It is known who the visitor is (`true`), and so with whom to share; or not any more.
    Named(bool),
    /// The lock that was asked for is held.
    Granted,
    /// Another tab has taken the lock away.
    Robbed,
    /// Somebody looks at the tab, or not.
    Visible(bool),
    /// The page is put away: closed, or kept for the way back.
    PutAway,
    /// Its session has to catch up with the feed of changes, from this cursor on.
    Read(Arc<str>),
    /// The backend has answered [`TabsOutput::Read`].
    WasRead(ReadId, Result<Arc<str>, Failure>),
    /// Time has passed.
    Tick,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum TabsOutput<E> {
    /// Does something with the tab's own connection.
    Drive(LinkCommand),
    /// Tells the session of an event.
    Tell(E),
    /// Broadcasts.
    Post(Word<E>),
    /// Asks the backend for the feed from this cursor on.
    Read(ReadId, Arc<str>),
    /// Gives the session the backend's answer, whichever tab has asked.
    Answer(Result<Arc<str>, Failure>),
    /// Asks for the lock, and waits for it.
    Queue,
    /// Takes the lock from whoever holds it.
    Steal,
    /// Lets go of the lock, or does not wait for it any longer.
    Leave,
    /// Ticks at this time, instead of any time said before.
    WakeAt(Option<Millis>),
}
