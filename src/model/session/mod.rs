//! The chat as a pure state machine: what happened goes in, what to show and what to do comes out.
//!
//! A session has no browser, no clock and no randomness of its own: the time comes with every input, the randomness
//! from the seed that it was made with. So a test can play any number of sessions, a backend and a Pusher, and every
//! run can be repeated. The parts are in files by whom an input comes from: `person`, `tab`, `live`, `answers`. Of the
//! history, `sync` reads it by itself and `demand` when a person asks, `seek` looks for one message in it, `taking`
//! takes in what was read. `sending` empties the outbox, `posted` takes the answers, `restoring` what earlier visits
//! left, `snapshots` what they kept of channels, `unsent` is what a person does with it, `changing` with stored
//! messages, `uploading` sends files. `reading` says what of all that somebody has seen, `positions` what their other
//! devices have, `online` who is there; `due` does what time has brought, `report` tells the screen what has
//! changed.

mod absence;
mod answers;
mod author;
mod changing;
mod channel;
mod demand;
mod due;
mod feed;
mod io;
mod live;
mod online;
mod options;
mod page_call;
mod person;
mod positions;
mod posted;
mod reading;
mod report;
mod restoring;
mod seek;
mod sending;
mod snapshots;
mod suspects;
mod sync;
mod tab;
mod taking;
mod task;
mod ticket;
mod unsent;
mod uploading;
mod whole;

use litemap::LiteMap;
use std::sync::Arc;

pub use channel::Channel;
pub use io::{
    Call, Change, Changed, ChannelInfo, Command, Event, FileToSend, GapEnd, Input, LiveInput, PersonInput, Posted,
    Refusal, RefusedChange, Reply, TabInput, unread_in,
};
pub use options::Options;
pub use ticket::{ForChanges, ForUpload, RequestId, Ticket};

use self::author::Author;
use self::channel::{Extra, Task};
use self::feed::Feed;
use self::online::Online;
use self::options::Features;
use self::seek::Seek;
use self::snapshots::Rules;
use self::ticket::ForPage;
use super::connection::{Link, Status};
use super::gaze::Gaze;
use super::history::PageQuery;
use super::message::{ChannelId, MessageId, OrderKey, Person, PersonId, RowKey};
use super::operations::OperationRecord;
use super::outbox::Record;
use super::random::Random;
use super::time::Millis;
use super::timeline::Offered;
use super::typing::Typist;

/// What an input led to.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// What the screen must show differently, in order.
    pub changes: Vec<Change>,
    /// What has happened, in order. It is told of before the commands are carried out.
    pub events: Vec<Event>,
    /// What must be done, in order.
    pub commands: Vec<Command>,
}

/// The chat of one tab.
#[derive(Clone, Debug)]
pub struct Session {
    options: Options,
    random: Random,
    now: Millis,
    me: Option<Arc<Person>>,
    author: Author,
    /// Who the visitor is, if somebody has said so since they last signed in.
    signed_in_as: Option<PersonId>,
    /// Set once the visitor has turned out to be somebody else, or was signed out: who comes back may be another, and
    /// what is loaded be of both.
    may_be_mixed: bool,
    /// What becomes of what an earlier visit kept, once something of that was shown.
    kept_rules: Option<&'static Rules>,
    /// When the backend last answered a call as it should.
    answered_at: Millis,
    /// When the open channel was last read again by itself.
    checked_at: Millis,
    /// Whether a call was left without an answer.
    is_unanswered: bool,
    /// Whether one was answered as it should.
    has_answered: bool,
    /// Up to where the author had read before this visit, once that is known.
    read_marks: Option<Vec<(ChannelId, OrderKey)>>,
    /// Whether the backend has listed the channels.
    is_listed: bool,
    /// When it last did.
    listed_at: Millis,
    /// Own messages whose author is to tell who the visitor is, where nobody else does.
    mine: Vec<MessageId>,
    features: Option<Features>,
    features_task: Task,
    feed: Feed,
    me_call: Extra,
    channels_call: Extra,
    /// Unsent messages of earlier visits to channels that are not known (yet), or of somebody who is not known to be
    /// the visitor.
    unplaced: Vec<Record>,
    /// The same of changes to stored messages.
    unplaced_operations: Vec<OperationRecord>,
    channels: LiteMap<ChannelId, Channel>,
    order: Vec<ChannelId>,
    selected: ChannelId,
    seek: Option<Seek>,
    link: Link,
    online: Online,
    typist: Typist,
    /// How many files are being uploaded.
    uploads_under_way: usize,
    /// Whether the backend is being asked if the visitor is signed in again.
    is_asking_for_sign_in: bool,
    signed_out: bool,
    gaze: Gaze,
    poll_at: Option<Millis>,
    next_request: u64,
    next_row: u64,
    commands: Vec<Command>,
    changes: Vec<Change>,
    events: Vec<Event>,
    wake_at: Option<Millis>,
    shown_status: Option<Status>,
    shown_offered: Offered,
    /// Events that contradicted what was known; for the driver to report.
    contradictions: usize,
}

impl Session {
    /// A session that begins now, and what it wants done first.
    #[must_use]
    pub fn start(options: Options, now: Millis) -> (Self, Output) {
        let random = Random::new(options.seed);
        let mut channels = LiteMap::new();
        for info in &options.channels {
            channels.insert(info.id.clone(), Channel::new(info.clone(), &options));
        }
        let order: Vec<_> = options.channels.iter().map(|info| info.id.clone()).collect();
        let first = options.opens.clone().filter(|id| order.contains(id)).or_else(|| order.first().cloned());
        let selected = first.unwrap_or_else(|| "general".into());
        let mut session = Self {
            random,
            now,
            me: None,
            author: Author::default(),
            signed_in_as: options.named.clone(),
            may_be_mixed: false,
            kept_rules: None,
            answered_at: now,
            checked_at: now,
            is_unanswered: false,
            has_answered: false,
            read_marks: None,
            is_listed: false,
            listed_at: now,
            mine: Vec::new(),
            features: None,
            features_task: Task::default(),
            feed: Feed::default(),
            me_call: Extra::default(),
            channels_call: Extra::default(),
            unplaced: Vec::new(),
            unplaced_operations: Vec::new(),
            channels,
            order,
            selected: selected.clone(),
            seek: None,
            link: Link::new(now),
            online: Online::default(),
            typist: Typist::default(),
            uploads_under_way: 0,
            is_asking_for_sign_in: false,
            signed_out: false,
            gaze: Gaze::new(now),
            poll_at: None,
            next_request: 0,
            next_row: 0,
            commands: Vec::new(),
            changes: Vec::new(),
            events: Vec::new(),
            wake_at: None,
            shown_status: None,
            shown_offered: Offered::default(),
            contradictions: 0,
            options,
        };
        session.report_channels();
        session.select(selected);
        let output = session.finish();
        (session, output)
    }

    /// Takes in what happened at `now`, and says what follows from it.
    pub fn apply(&mut self, input: Input, now: Millis) -> Output {
        self.now = self.now.max(now);
        match input {
            Input::Person(input) => self.on_person(input),
            Input::Live(input) => self.on_live(input),
            Input::Replied(reply) => self.on_reply(reply),
            Input::Tab(input) => self.on_tab(input),
        }
        self.finish()
    }

    /// A channel, for reading.
    #[must_use]
    pub fn channel(&self, id: &str) -> Option<&Channel> {
        self.channels.get(id)
    }

    /// The open channel.
    #[must_use]
    pub fn selected(&self) -> &ChannelId {
        &self.selected
    }

    /// Who the visitor is, as far as it is known.
    #[must_use]
    pub fn me(&self) -> Option<&Arc<Person>> {
        self.me.as_ref()
    }

    /// With whose tabs this one may share a connection: those of the visitor, if somebody has said who that is since
    /// they last signed in.
    #[must_use]
    pub fn shares_as(&self) -> Option<&PersonId> {
        self.signed_in_as.as_ref()
    }

    /// What to tell the visitor of the connection.
    #[must_use]
    pub fn status(&self) -> Status {
        if self.signed_out {
            return Status::SignedOut;
        }
        if let Some(status) = self.kept_status() {
            return status;
        }
        let channel = self.channels.get(&self.selected);
        let is_caught_up = channel.is_none_or(Channel::is_caught_up) && self.feed.is_caught_up();
        match self.link.status(self.now, is_caught_up) {
            Status::Syncing => channel.map_or(Status::Syncing, Channel::catching_up),
            Status::Live if self.is_backend_silent() => Status::Unanswered,
            status => status,
        }
    }

    /// How many events contradicted what was known, since the last call.
    pub fn take_contradictions(&mut self) -> usize {
        std::mem::take(&mut self.contradictions)
    }

    /// A ticket for the next call.
    fn ticket<P>(&mut self, purpose: P) -> Ticket<P> {
        let request = RequestId(self.next_request);
        self.next_request += 1;
        Ticket { request, purpose }
    }

    fn call(&mut self, call: Call) {
        self.commands.push(Command::Call(call));
    }

    /// Asks for a page of a channel's history.
    fn ask_page(&mut self, purpose: ForPage, channel: &ChannelId, query: PageQuery) -> RequestId {
        let ticket = self.ticket(purpose);
        let request = ticket.request;
        self.call(Call::Page(ticket, channel.clone(), query));
        request
    }

    fn next_row(counter: &mut u64) -> RowKey {
        *counter += 1;
        RowKey(*counter)
    }

    /// Does everything that is due, then collects what has changed.
    fn finish(&mut self) -> Output {
        self.settle_author();
        self.confirm_kept();
        self.watch();
        self.advance();
        self.report();
        let wake_at = self.deadline();
        if wake_at != self.wake_at {
            self.wake_at = wake_at;
            self.commands.push(Command::WakeAt(wake_at));
        }
        let (changes, events) = (std::mem::take(&mut self.changes), std::mem::take(&mut self.events));
        Output { changes, events, commands: std::mem::take(&mut self.commands) }
    }
}
