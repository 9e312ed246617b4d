//! A tab, told as a story: what happens to it, what it asks for, what stands on its screen.
//!
//! The screen is rebuilt from the changes alone and compared with the timeline after every step, and no step may leave
//! the session with an alarm that lies in the past.

use std::collections::{BTreeMap, BTreeSet};

use collabspace_chat::model::connection::{LinkCommand, Status};
use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::history::{Cursor, Page, PageQuery};
use collabspace_chat::model::message::{Message, RowKey};
use collabspace_chat::model::outbox::Record;
use collabspace_chat::model::session::{
    Answer, Call, Change, ChannelInfo, Command, Input, LiveInput, Options, Output, PersonInput, RequestId, Session,
    TabInput,
};
use collabspace_chat::model::time::Millis;
use collabspace_chat::model::timeline::{GapView, HeadView, RowState, RowView};

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
    /// What is on disk, in the order in which it was first put there.
    pub disk: Vec<Record>,
    /// What the connection was told and nobody has looked at yet.
    pub link: Vec<LinkCommand>,
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
    /// The rows of the messages that were gone to; `None` for one that could not be found.
    pub found: Vec<Option<RowKey>>,
    screens: BTreeMap<String, Vec<RowView>>,
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
            disk: Vec::new(),
            link: Vec::new(),
            statuses: Vec::new(),
            people: None,
            typists: BTreeMap::new(),
            channels: Vec::new(),
            heads: BTreeMap::new(),
            row_changes: 0,
            arrived: Vec::new(),
            found: Vec::new(),
            screens: BTreeMap::new(),
            wake_at: None,
        };
        story.take(output);
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
        let mut story = Self::start(options);
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

    pub fn does(&mut self, input: PersonInput) {
        self.apply(Input::Person(input));
    }

    /// Ada sends a text to the open channel; it is on disk at once. Its id is its text, or what is given.
    pub fn sends(&mut self, text: &str) {
        self.sends_as(text, text);
    }

    pub fn sends_as(&mut self, id: &str, text: &str) {
        let channel = self.session.selected().clone();
        self.does(PersonInput::Send { channel, id: id.into(), text: text.to_owned() });
    }

    /// An event brings a message.
    pub fn event(&mut self, message: &Message) {
        self.happens(LiveInput::Message(GENERAL.into(), message.clone()));
    }

    /// Somebody sends a message: the backend stores and publishes it.
    pub fn says(&mut self, message: &Message) {
        self.stores(message);
        self.event(message);
    }

    /// The backend stores a message, and its event is lost.
    pub fn stores(&mut self, message: &Message) {
        self.stored.push(message.clone());
        self.stored.sort_by_key(Message::order_key);
    }

    /// Answers the one open call that is a POST: stored under this id at this time. Its event is not published.
    pub fn stores_post(&mut self, id: &str, at: i64) {
        let (request, call) = self.open_call(|call| matches!(call, Call::Post { .. }));
        let Call::Post { text, client_id, .. } = call else { unreachable!() };
        let mut stored = message(id, at, "ada", &text);
        stored.client_id = client_id;
        self.stores(&stored);
        self.answer(request, Ok(posted(id, at, &text)));
    }

    /// The open POST is stored as this message, but its answer is lost.
    pub fn stores_post_silently(&mut self, id: &str, at: i64) -> Message {
        let (request, call) = self.open_call(|call| matches!(call, Call::Post { .. }));
        let Call::Post { text, client_id, .. } = call else { unreachable!() };
        let mut stored = message(id, at, "ada", &text);
        stored.client_id = client_id;
        self.stores(&stored);
        self.answer(request, Err(Failure::NoAnswer));
        stored
    }

    /// The open POST fails.
    pub fn fails_post(&mut self, failure: Failure) {
        let (request, _) = self.open_call(|call| matches!(call, Call::Post { .. }));
        self.answer(request, Err(failure));
    }

    pub fn answer_features(&mut self) {
        let (request, _) = self.open_call(|call| *call == Call::Features);
        let names = self.features.iter().map(|name| (*name).to_owned()).collect();
        self.answer(request, Ok(Answer::Features(names)));
    }

    /// Answers every open call for a page of the history from what is stored, also those that follow.
    pub fn serve_pages(&mut self) {
        while let Some((request, query)) = self.open_page() {
            let page = self.page(&query);
            self.answer(request, Ok(Answer::Page(page)));
        }
    }

    /// Answers one open call for a page; what it asked for.
    pub fn serve_page(&mut self) -> PageQuery {
        let (request, query) = self.open_page().expect("a page is asked for");
        let page = self.page(&query);
        self.answer(request, Ok(Answer::Page(page)));
        query
    }

    /// Fails the one open call for a page.
    pub fn fail_page(&mut self, failure: Failure) {
        let (request, _) = self.open_page().expect("a page is asked for");
        self.answer(request, Err(failure));
    }

    pub fn open_page(&self) -> Option<(RequestId, PageQuery)> {
        self.calls.iter().find_map(|(request, call)| match call {
            Call::Page(channel, query) if &**channel == GENERAL => Some((*request, query.clone())),
            _ => None,
        })
    }

    /// What the backend would answer now, breaking ties of the instant by the id.
    pub fn page(&self, query: &PageQuery) -> Page {
        let limit = query.limit as usize;
        let (messages, has_more): (Vec<_>, _) = match &query.cursor {
            Cursor::Newest => (newest(&self.stored, limit), false),
            Cursor::Before(before) => {
                let older: Vec<_> = self.stored.iter().filter(|m| m.created_at < *before).cloned().collect();
                (newest(&older, limit), false)
            }
            Cursor::After(key) => {
                let newer: Vec<_> = self.stored.iter().filter(|m| m.order_key() > *key).cloned().collect();
                (newer.iter().take(limit).cloned().collect(), newer.len() > limit)
            }
            Cursor::Around(id) => {
                let at = self.stored.iter().position(|m| m.id == *id).expect("it is stored");
                let from = at.saturating_sub(limit / 2);
                (self.stored.iter().skip(from).take(limit).cloned().collect(), false)
            }
        };
        Page { count: messages.len(), messages, has_more }
    }

    pub fn answer(&mut self, request: RequestId, result: Result<Answer, Failure>) {
        assert!(self.calls.remove(&request).is_some(), "only an open call can be answered");
        self.apply(Input::Answer(request, result));
    }

    /// The one open call of a kind.
    pub fn open_call(&self, is_it: impl Fn(&Call) -> bool) -> (RequestId, Call) {
        let mut found = self.calls.iter().filter(|(_, call)| is_it(call));
        let (request, call) = found.next().unwrap_or_else(|| panic!("no such call is open: {:?}", self.calls));
        assert!(found.next().is_none(), "more than one such call is open: {:?}", self.calls);
        (*request, call.clone())
    }

    /// The texts of the POSTs under way.
    pub fn posts(&self) -> Vec<String> {
        let text = |call: &Call| match call {
            Call::Post { text, .. } => Some(text.to_string()),
            _ => None,
        };
        self.calls.values().filter_map(text).collect()
    }

    /// What was told of the visitor's typing; the calls are answered.
    pub fn told_typing(&mut self) -> Vec<bool> {
        let told = self.calls.iter().filter_map(|(request, call)| match call {
            Call::Typing(_, is_typing) => Some((*request, *is_typing)),
            _ => None,
        });
        let told: Vec<_> = told.collect();
        told.into_iter()
            .map(|(request, is_typing)| {
                self.answer(request, Ok(Answer::Done));
                is_typing
            })
            .collect()
    }

    /// Time passes; the session's alarms go off on time.
    pub fn pass(&mut self, span: Millis) {
        let end = self.now + span;
        while let Some(at) = self.wake_at.filter(|at| *at <= end) {
            self.now = at;
            self.tab(TabInput::Tick);
        }
        self.now = end;
        self.tab(TabInput::Tick);
    }

    /// The tab is closed and opened again: only the disk and the backend remain.
    pub fn reopen(&mut self) {
        let mut next = Self::start(options());
        next.now = self.now;
        next.stored = std::mem::take(&mut self.stored);
        next.features = std::mem::take(&mut self.features);
        next.disk = std::mem::take(&mut self.disk);
        let records = next.disk.clone();
        *self = next;
        self.tab(TabInput::Restored(records));
    }

    pub fn status(&self) -> &Status {
        self.statuses.last().expect("a status is shown from the start")
    }

    pub fn rows(&self) -> &[RowView] {
        self.screens.get(&**self.session.selected()).map_or(&[], Vec::as_slice)
    }

    /// The open channel as it stands on the screen, one word or two a row: the text, and `…` for one on its way, `!`
    /// for a refused one, `~` for one that waits; `--` is a gap.
    pub fn screen(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for row in self.rows() {
            if row.gap_above.is_some() {
                lines.push("--".to_owned());
            }
            let mark = match row.state {
                RowState::Sent => "",
                RowState::Sending | RowState::Queued => "…",
                RowState::Waiting { .. } => "~",
                RowState::Failed { .. } => "!",
            };
            lines.push(format!("{}{mark}", row.text));
        }
        lines
    }

    /// The row that shows this text.
    pub fn row(&self, text: &str) -> &RowView {
        let mut found = self.rows().iter().filter(|row| &*row.text == text);
        let row = found.next().unwrap_or_else(|| panic!("{text:?} is not on the screen: {:?}", self.screen()));
        assert!(found.next().is_none(), "{text:?} is on the screen twice: {:?}", self.screen());
        row
    }

    pub fn key(&self, text: &str) -> RowKey {
        self.row(text).key
    }

    pub fn head(&self) -> &HeadView {
        &self.heads[&**self.session.selected()]
    }

    pub fn gaps(&self) -> Vec<&GapView> {
        self.rows().iter().filter_map(|row| row.gap_above.as_ref()).collect()
    }

    pub fn apply(&mut self, input: Input) {
        let output = self.session.apply(input, self.now);
        self.take(output);
    }

    fn take(&mut self, output: Output) {
        let mut saved = Vec::new();
        output.changes.into_iter().for_each(|change| self.show(change));
        for command in output.commands {
            match command {
                Command::Link(command) => self.link.push(command),
                Command::Call(request, call) => assert!(self.calls.insert(request, call).is_none()),
                Command::Save(record) => {
                    saved.push(record.id.clone());
                    match self.disk.iter_mut().find(|old| old.id == record.id) {
                        Some(old) => *old = record,
                        None => self.disk.push(record),
                    }
                }
                Command::Forget(id) => self.disk.retain(|record| record.id != id),
                Command::WakeAt(at) => self.wake_at = at,
            }
        }
        self.check();
        for id in saved {
            self.tab(TabInput::Saved(id));
        }
    }

    fn show(&mut self, change: Change) {
        match change {
            Change::Rows(id, changes) => {
                self.row_changes += changes.len();
                let screen = self.screens.entry(id.to_string()).or_default();
                changes.into_iter().for_each(|change| carry_out(screen, change));
            }
            Change::Head(id, head) => drop(self.heads.insert(id.to_string(), head)),
            Change::Typing(id, people) => drop(self.typists.insert(id.to_string(), ids(&people))),
            Change::People(people) => self.people = people.as_deref().map(ids),
            Change::Status(status) => self.statuses.push(status),
            Change::Channels(channels) => self.channels = channels,
            Change::Arrived(_, message) => self.arrived.push(message.text.to_string()),
            Change::Found(_, row) => self.found.push(Some(row)),
            Change::NotFound(..) => self.found.push(None),
            Change::Me(_) | Change::Selected(_) => {}
        }
    }

    fn check(&self) {
        assert!(
            self.wake_at.is_none_or(|at| at > self.now),
            "an alarm in the past: {:?} at {}",
            self.wake_at,
            self.now
        );
        for (id, screen) in &self.screens {
            let timeline = &self.session.channel(id).expect("a shown channel is known").timeline;
            assert_eq!(*screen, timeline.rows(), "the screen of {id} is not what the timeline says");
            let keys: BTreeSet<_> = screen.iter().map(|row| row.key).collect();
            assert_eq!(keys.len(), screen.len(), "a key stands twice");
        }
    }
}
