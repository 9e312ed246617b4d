//! A tab, told as a story: what happens to it, what it asks for, what stands on its screen.
//!
//! The screen is rebuilt from the changes alone and compared with the timeline after every step. No step may leave the
//! session with an alarm that lies in the past, or send what is not on disk yet.

mod backend;
mod screen;

use std::collections::BTreeMap;
use std::sync::Arc;

use collabspace_chat::model::connection::{LinkCommand, Status};
use collabspace_chat::model::gaze::{InSight, READ_AFTER_MS};
use collabspace_chat::model::message::{ChannelId, LocalId, Message, OrderKey, RowKey};
use collabspace_chat::model::operations::OperationRecord;
use collabspace_chat::model::outbox::{Delivery, Record};
use collabspace_chat::model::session::{
    Call, ChannelInfo, Command, FileToSend, ForUpload, Input, LiveInput, Options, Output, PersonInput, Refusal,
    RefusedChange, RequestId, Session, TabInput, Ticket,
};
use collabspace_chat::model::time::Millis;
use collabspace_chat::model::timeline::{ChangeKind, HeadView, RowView};

pub use crate::values::*;

/// A tab and everything around it.
pub struct Story {
    pub session: Session,
    pub now: Millis,
    /// What the backend holds; pages are served from here, in the order (`createdAt`, `id`).
    pub stored: Vec<Message>,
    /// The extensions that the backend offers.
    pub features: Vec<&'static str>,
    /// Calls that wait for an answer.
    pub calls: BTreeMap<RequestId, Call>,
    /// Files on their way to the backend.
    pub uploads: BTreeMap<RequestId, (Ticket<ForUpload>, FileToSend)>,
    /// What is on disk, in the order in which it was first put there.
    pub disk: Vec<Record>,
    /// The changes to stored messages that are on disk.
    pub operations: Vec<OperationRecord>,
    /// The changes that were not made, and why.
    pub refused: Vec<(RefusedChange, Refusal)>,
    /// The known messages that changed, in turn.
    pub altered: Vec<(String, ChangeKind)>,
    /// The workspace's name, if the backend has said it.
    pub workspace: Option<String>,
    /// Whether the session does not hear yet that something is there.
    pub is_disk_slow: bool,
    /// What the connection was told and nobody has looked at yet.
    pub link: Vec<LinkCommand>,
    /// The visitor's own channel, once it is listened to.
    pub listens_to: Option<Arc<str>>,
    /// All that the screen was told, most recent last.
    pub statuses: Vec<Status>,
    pub people: Option<Vec<String>>,
    pub typists: BTreeMap<String, Vec<String>>,
    pub channels: Vec<ChannelInfo>,
    pub heads: BTreeMap<String, HeadView>,
    /// How many changes of rows there were.
    pub row_changes: usize,
    /// The texts that were told of as arrived.
    pub arrived: Vec<String>,
    /// What was taken back, to be written anew.
    pub taken_back: Vec<String>,
    /// The rows of the messages that were gone to; `None` for one that could not be found.
    pub found: Vec<Option<RowKey>>,
    /// Why messages that were gone to could not be looked for.
    pub unreached: Vec<String>,
    /// Up to where each channel was read, as it is kept for the next visit.
    pub read: BTreeMap<String, OrderKey>,
    /// As whom the visitor counted, in turn.
    pub authors: Vec<Option<String>>,
    /// Up to where that person had read before this visit.
    pub marks: Vec<(ChannelId, OrderKey)>,
    /// How often all that was kept of channels was dropped.
    pub wiped: usize,
    /// The channels of which nothing was to be kept any more.
    pub forgotten: Vec<String>,
    awaits_marks: bool,
    screens: BTreeMap<String, Vec<Arc<RowView>>>,
    wake_at: Option<Millis>,
}

impl Story {
    /// A tab that was just opened.
    pub fn start(options: Options) -> Self {
        let now = 1_000;
        let (session, output) = Session::start(options, now);
        let mut story = Self {
            session,
            now,
            stored: Vec::new(),
            features: Vec::new(),
            calls: BTreeMap::new(),
            uploads: BTreeMap::new(),
            disk: Vec::new(),
            operations: Vec::new(),
            refused: Vec::new(),
            altered: Vec::new(),
            workspace: None,
            is_disk_slow: false,
            link: Vec::new(),
            listens_to: None,
            statuses: Vec::new(),
            people: None,
            typists: BTreeMap::new(),
            channels: Vec::new(),
            heads: BTreeMap::new(),
            row_changes: 0,
            arrived: Vec::new(),
            taken_back: Vec::new(),
            found: Vec::new(),
            unreached: Vec::new(),
            read: BTreeMap::new(),
            authors: Vec::new(),
            marks: Vec::new(),
            wiped: 0,
            forgotten: Vec::new(),
            awaits_marks: false,
            screens: BTreeMap::new(),
            wake_at: None,
        };
        story.take(output);
        story.sees(InSight::Newest);
        story
    }

    /// Ada's tab, live, on a baseline backend that holds these messages.
    pub fn live(stored: Vec<Message>) -> Self {
        Self::live_with(options(), &[], stored)
    }

    /// The same on a backend with `client-id` and `after`.
    pub fn live_extended(stored: Vec<Message>) -> Self {
        Self::live_with(options(), &["client-id", "after"], stored)
    }

    pub fn live_with(options: Options, features: &[&'static str], stored: Vec<Message>) -> Self {
        Self::live_having_read(Vec::new(), options, features, stored)
    }

    /// The same for a visitor who had read up to these places before.
    pub fn live_having_read(
        marks: Vec<(ChannelId, OrderKey)>,
        options: Options,
        features: &[&'static str],
        stored: Vec<Message>,
    ) -> Self {
        let mut story = Self::start(options);
        story.marks = marks;
        story.features = features.to_vec();
        story.stored = stored;
        story.answer_features();
        story.connect(&["ada", "grace"]);
        story.serve_pages();
        assert_eq!(story.status(), &Status::Live, "the story begins with a live tab");
        story.link.clear();
        story
    }

    /// The service takes the connection and the subscription; these people are online, the first is the visitor.
    pub fn connect(&mut self, people: &[&str]) {
        self.happens(LiveInput::Connected);
        self.subscribe(people);
    }

    pub fn subscribe(&mut self, people: &[&str]) {
        let people: Vec<_> = people.iter().map(|id| person(id)).collect();
        self.happens(LiveInput::Subscribed { me: people.first().cloned(), people });
    }

    pub fn happens(&mut self, input: LiveInput) {
        self.apply(Input::Live(input));
    }

    pub fn tab(&mut self, input: TabInput) {
        self.apply(Input::Tab(input));
    }

    /// A list that is opened shows its newest message.
    pub fn does(&mut self, input: PersonInput) {
        let opens = matches!(input, PersonInput::Select { .. });
        self.apply(Input::Person(input));
        if opens {
            self.sees(InSight::Newest);
        }
    }

    /// Something else of the open channel comes in sight.
    pub fn sees(&mut self, in_sight: InSight) {
        let channel = self.session.selected().clone();
        self.apply(Input::Person(PersonInput::Scroll { channel, in_sight }));
    }

    /// What is in sight has been there for long enough to be read.
    pub fn reads(&mut self) {
        self.pass(READ_AFTER_MS);
    }

    /// Ada sends a text to the open channel; it is on disk at once. Its id is its text, or what is given.
    pub fn sends(&mut self, text: &str) {
        self.sends_as(text, text);
    }

    pub fn sends_as(&mut self, id: &str, text: &str) {
        let channel = self.session.selected().clone();
        self.does(PersonInput::Send {
            channel,
            id: id.into(),
            text: text.to_owned(),
            reply_to: None,
            files: Vec::new(),
        });
    }

    /// An event brings a message.
    pub fn event(&mut self, message: &Message) {
        self.happens(LiveInput::Message(GENERAL.into(), message.clone()));
    }

    /// Time passes; the session's alarms go off on time.
    pub fn pass(&mut self, span: Millis) {
        let end = self.now + span;
        while let Some(at) = self.wake_at.filter(|at| *at <= end) {
            self.now = at;
            self.tab(TabInput::Tick);
        }
        self.now = end;
    }

    /// The tab is closed and opened again: only the disk and the backend remain.
    pub fn reopen(&mut self) {
        // What the browser remembers of who was here.
        let last = self.session.me().map(|me| me.id.clone());
        let mut next = Self::start(Options { last, ..options() });
        next.now = self.now;
        next.stored = std::mem::take(&mut self.stored);
        next.features = std::mem::take(&mut self.features);
        next.disk = std::mem::take(&mut self.disk);
        next.operations = std::mem::take(&mut self.operations);
        let (records, operations) = (next.disk.clone(), next.operations.clone());
        *self = next;
        self.tab(TabInput::Restored(records));
        self.tab(TabInput::RestoredOperations(operations));
    }

    pub fn apply(&mut self, input: Input) {
        let output = self.session.apply(input, self.now);
        self.take(output);
    }

    pub fn take(&mut self, output: Output) {
        let mut saved = Vec::new();
        output.changes.into_iter().for_each(|change| self.show(change));
        output.events.into_iter().for_each(|event| self.hear(event));
        for command in output.commands {
            match command {
                Command::Link(command) => self.link.push(command),
                Command::Listen(channel) => self.listens_to = Some(channel),
                Command::Call(call) => assert!(self.calls.insert(call.request(), call).is_none()),
                Command::Upload(ticket, file) => drop(self.uploads.insert(ticket.request(), (ticket, file))),
                Command::Save(record) => {
                    saved.push(record.id.clone());
                    match self.disk.iter_mut().find(|old| old.id == record.id) {
                        Some(old) => *old = record,
                        None => self.disk.push(record),
                    }
                }
                Command::SaveOperation(record) => {
                    saved.push(record.id.clone());
                    match self.operations.iter_mut().find(|old| old.id == record.id) {
                        Some(old) => *old = record,
                        None => self.operations.push(record),
                    }
                }
                Command::Forget(id) => {
                    self.disk.retain(|record| record.id != id);
                    self.operations.retain(|record| record.id != id);
                }
                Command::KeepRead(id, read) | Command::KeepUnread(id, read) => {
                    self.read.insert(id.to_string(), read);
                }
                Command::WipeSnapshots => self.wiped += 1,
                Command::ForgetSnapshot(id) => self.forgotten.push(id.to_string()),
                Command::WakeAt(at) => self.wake_at = at,
            }
        }
        self.check();
        // What is withdrawn while it is under way was on disk before.
        let is_withdrawn = |id: &LocalId| self.disk.iter().any(|record| record.id == *id && record.is_withdrawn);
        for id in saved.iter().filter(|id| !is_withdrawn(id)) {
            assert!(!self.is_sending(id), "{id} is sent, and it is not known yet whether it is on disk");
        }
        if self.is_disk_slow {
            return;
        }
        if std::mem::take(&mut self.awaits_marks) {
            let marks = self.marks.clone();
            self.tab(TabInput::Read(marks));
        }
        for id in saved {
            self.tab(TabInput::Saved(id));
        }
    }

    fn is_sending(&self, id: &LocalId) -> bool {
        let outboxes = self.channels.iter().filter_map(|info| self.session.channel(&info.id));
        let mut entries = outboxes.flat_map(|channel| channel.timeline.outbox().entries());
        entries.any(|entry| entry.id == *id && entry.delivery == Delivery::Sending)
    }
}
