//! A tab: a session, the screen that its changes make, the disk that outlives it. What must hold at every moment is
//! checked after every step.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use collabspace_chat::model::connection::Status;
use collabspace_chat::model::message::{ChannelId, LocalId, MessageId, OrderKey, Person, RowKey, Version};
use collabspace_chat::model::operations::OperationRecord;
use collabspace_chat::model::outbox::{Delivery, Record};
use collabspace_chat::model::session::{
    Change, ChannelInfo, Command, Event, Input, LiveInput, Options, Output, Session, TabInput,
};
use collabspace_chat::model::time::Timestamp;
use collabspace_chat::model::timeline::{Offered, RowChange, RowView, Shown};
use collabspace_chat::model::upload::FileLimits;

use crate::backend::person;
use crate::files::Held;
use crate::plan::Plan;
use crate::sharing::Share;
use crate::sight::Sight;

/// The tab's clock at the simulation's time 0 differs from life to life by multiples of this.
const CLOCKS_APART: i64 = 3_600_000;

/// Of so many moments one is looked at closer: a run has thousands.
const LOOK_EVERY: i64 = 4;

#[derive(Debug)]
pub struct Tab {
    pub number: usize,
    pub person: usize,
    /// Counts how often it was opened; what was meant for an earlier life does not reach this one.
    pub life: u32,
    pub session: Option<Session>,
    pub disk: Vec<Record>,
    /// The changes to stored messages that are on disk.
    pub operations: Vec<OperationRecord>,
    /// The messages of which a change was refused.
    pub refused: BTreeSet<MessageId>,
    /// The bytes of files.
    pub held: Held,
    /// When the disk has done all that it was told to.
    pub disk_busy_until: i64,
    /// When the session wants to be woken, by its own clock, and how often that changed.
    pub alarm: Option<i64>,
    pub alarms_set: u64,
    /// Whether its alarm rings now, and is none any more.
    pub rings: bool,
    pub connection: Option<usize>,
    /// Counts tries to connect: the outcome of one that was given up is nobody's.
    pub tries: u64,
    pub has_network: bool,
    /// Whether what is kept of channels is going to be written.
    pub keeps_soon: bool,
    pub share: Share,
    /// What has come by events and waits for the next frame.
    pub inbox: Vec<LiveInput>,
    pub people: Option<Vec<Arc<Person>>>,
    pub status: Option<Status>,
    pub typists: BTreeMap<ChannelId, Vec<Arc<Person>>>,
    /// Whether a link was followed, and it was not said yet where the message is or that there is none.
    pub is_led: bool,
    sight: Sight,
    /// Up to where the person of the tab has read, as their browser keeps it.
    marks: BTreeMap<ChannelId, OrderKey>,
    awaits_marks: bool,
    has_feed: bool,
    /// The messages that were ever shown as deleted in this life.
    gone: BTreeSet<MessageId>,
    /// The highest version of each message that was shown since it last came to the screen, and whether it was whole.
    versions: BTreeMap<MessageId, (Version, bool)>,
    /// The messages that left the screen: they come back in other rows.
    pub forgotten: BTreeSet<MessageId>,
    screens: BTreeMap<ChannelId, Vec<Arc<RowView>>>,
    /// The row of every message that was ever shown in this life, by its id in the backend and in the outbox.
    keys: BTreeMap<Arc<str>, RowKey>,
}

impl Tab {
    pub fn new(number: usize, person: usize) -> Self {
        Self {
            number,
            person,
            life: 0,
            session: None,
            disk: Vec::new(),
            operations: Vec::new(),
            refused: BTreeSet::new(),
            held: Held::default(),
            disk_busy_until: 0,
            alarm: None,
            alarms_set: 0,
            rings: false,
            connection: None,
            tries: 0,
            has_network: true,
            keeps_soon: false,
            share: Share::default(),
            inbox: Vec::new(),
            people: None,
            status: None,
            typists: BTreeMap::new(),
            is_led: false,
            sight: Sight::default(),
            marks: BTreeMap::new(),
            awaits_marks: false,
            has_feed: false,
            gone: BTreeSet::new(),
            versions: BTreeMap::new(),
            forgotten: BTreeSet::new(),
            screens: BTreeMap::new(),
            keys: BTreeMap::new(),
        }
    }

    pub fn open(&mut self, plan: &Plan, now: i64) -> Result<Vec<Command>, String> {
        let channel = |id: &str| ChannelInfo { id: id.into(), name: id.into(), ..ChannelInfo::default() };
        let options = Options {
            channels: vec![channel("general"), channel("random")],
            opens: None,
            page_size: plan.page_size,
            catch_up_limit: plan.catch_up_limit,
            has_presence: plan.has_presence,
            named: plan.is_named.then(|| person(self.person).id.clone()),
            last: plan.keeps.then(|| person(self.person).id.clone()),
            allowed: Offered {
                edit: true,
                delete: true,
                react: true,
                reply: true,
                search: true,
                attach: Some(FileLimits::NONE),
            },
            day_of: |at| at.0.div_euclid(86_400_000),
            is_same: |one, other| one == other,
            seed: plan.seed ^ (self.number as u64) << 32 ^ u64::from(self.life),
        };
        self.life += 1;
        self.has_feed = plan.feed;
        self.has_network = true;
        self.share = Share::open(plan, self.number, self.life, now);
        let (session, output) = Session::start(options, self.clock(now));
        self.session = Some(session);
        self.take(output, now)
    }

    /// The tab is closed, or crashes: only the disk remains.
    pub fn close(&mut self) {
        let closed = std::mem::replace(self, Self::new(self.number, self.person));
        let Self { life, disk, operations, refused, tries, marks, .. } = closed;
        *self = Self { life, disk, operations, refused, tries, marks, ..Self::new(self.number, self.person) };
    }

    /// The session's clock at a time of the simulation.
    pub fn clock(&self, now: i64) -> i64 {
        now + i64::from(self.life) * CLOCKS_APART * (self.number as i64 + 1)
    }

    pub fn apply(&mut self, input: Input, now: i64) -> Result<Vec<Command>, String> {
        let clock = self.clock(now);
        if !std::mem::take(&mut self.rings) && clock % LOOK_EVERY == 0 {
            self.judge_alarm(clock)?;
        }
        let Some(session) = &mut self.session else { return Ok(Vec::new()) };
        self.sight.told(&input);
        self.held.told(&input);
        let output = session.apply(input, clock);
        let mut commands = self.take(output, now)?;
        if std::mem::take(&mut self.awaits_marks) {
            let marks = self.marks.iter().map(|(id, mark)| (id.clone(), mark.clone())).collect();
            commands.extend(self.apply(Input::Tab(TabInput::Read(marks)), now)?);
        }
        Ok(commands)
    }

    /// Does something with the session that is no input of it.
    pub fn act(&mut self, now: i64, act: impl FnOnce(&mut Session, i64) -> Output) -> Result<Vec<Command>, String> {
        let clock = self.clock(now);
        let Some(session) = &mut self.session else { return Ok(Vec::new()) };
        let output = act(session, clock);
        self.take(output, now)
    }

    /// Before its alarm rings a session has nothing to do or show: else something is due that its alarm was not set
    /// for, which would wait until something else happens. Alarms may be late; then it is about what was due before.
    fn judge_alarm(&self, clock: i64) -> Result<(), String> {
        let Some(session) = self.session.as_ref().filter(|_| self.alarm.is_none_or(|at| at > clock)) else {
            return Ok(());
        };
        let Output { changes, events, mut commands } = session.clone().apply(Input::Tab(TabInput::Tick), clock);
        commands.retain(|command| !matches!(command, Command::WakeAt(_)));
        if changes.is_empty() && events.is_empty() && commands.is_empty() {
            return Ok(());
        }
        let wanted = self.alarm.map(|at| at - clock);
        Err(format!(
            "tab {} stalls: due, but its alarm is in {wanted:?} ms: {changes:?} {events:?} {commands:?}",
            self.number
        ))
    }

    pub fn rows(&self, channel: &str) -> &[Arc<RowView>] {
        self.screens.get(channel).map_or(&[], Vec::as_slice)
    }

    /// The entry that a POST was made for.
    pub fn sending(&self, channel: &str) -> Option<LocalId> {
        let entries = self.session.as_ref()?.channel(channel)?.timeline.outbox().entries();
        entries.iter().find(|entry| entry.delivery == Delivery::Sending).map(|entry| entry.id.clone())
    }

    /// Returns `true` if an own message may be stored for all that the session knows.
    pub fn is_in_doubt(&self, channel: &str, id: &str) -> bool {
        let channel = self.session.as_ref().and_then(|session| session.channel(channel));
        let entries = channel.map_or(&[][..], |channel| channel.timeline.outbox().entries());
        entries.iter().any(|entry| *entry.id == *id && entry.is_in_doubt)
    }

    fn take(&mut self, output: Output, now: i64) -> Result<Vec<Command>, String> {
        let mut changed = BTreeSet::new();
        let mut read = Vec::new();
        for change in output.changes {
            match change {
                Change::Rows(id, changes) => {
                    let screen = self.screens.entry(id.clone()).or_default();
                    for change in changes {
                        if let RowChange::Remove { at } = change
                            && let Some(id) = screen.get(at).and_then(|row| row.id())
                        {
                            // Forgotten: it comes back in another row.
                            self.keys.remove(id.shared());
                            self.versions.remove(id);
                            self.forgotten.insert(id.clone());
                        }
                        carry_out(screen, change)?;
                    }
                    changed.insert(id);
                }
                Change::Typing(id, people) => drop(self.typists.insert(id, people)),
                Change::People(people) => self.people = people,
                Change::Status(status) => self.status = Some(status),
                Change::Head(..)
                | Change::Me(_)
                | Change::Channels(_)
                | Change::Workspace(_)
                | Change::Selected(_)
                | Change::Offered(_) => {}
            }
        }
        for event in output.events {
            match event {
                Event::Found(..) | Event::NotFound(..) => self.is_led = false,
                Event::Author(_) => self.awaits_marks = true,
                Event::Refused { message, .. } => drop(self.refused.insert(message)),
                Event::TakenBack(..) | Event::Altered(..) | Event::Arrived(..) => {}
            }
        }
        for command in &output.commands {
            match command {
                Command::WakeAt(at) => {
                    self.alarm = *at;
                    self.alarms_set += 1;
                }
                Command::KeepRead(id, place) => read.push((id.clone(), place.clone())),
                Command::KeepUnread(id, place) => drop(self.marks.insert(id.clone(), place.clone())),
                _ => {}
            }
        }
        changed.iter().try_for_each(|id| self.check(id))?;
        for (id, place) in read {
            let rows = self.screens.get(&id).map_or(&[][..], Vec::as_slice);
            self.sight.judge(&id, &place, rows).map_err(|why| format!("tab {}: {why}", self.number))?;
            self.marks.insert(id, place);
        }
        if let Some(open) = self.session.as_ref().map(|session| session.selected().clone()) {
            self.sight.drawn(&open, self.screens.get(&open).map_or(&[], Vec::as_slice));
        }
        match self.alarm {
            Some(at) if at <= self.clock(now) => Err(format!("tab {} spins: its alarm is in the past", self.number)),
            _ => Ok(output.commands),
        }
    }

    /// The screen is what the timeline says, no message has changed its row, and none goes back to an older version.
    fn check(&mut self, channel: &ChannelId) -> Result<(), String> {
        let timeline = self.session.as_ref().and_then(|s| s.channel(channel)).map(|c| &c.timeline);
        let rows = &self.screens[channel];
        let told = timeline.map_or_else(Vec::new, |timeline| timeline.rows());
        if told != *rows {
            let differs = told.iter().zip(rows).find(|(told, shown)| told != shown);
            return Err(format!(
                "tab {}: the screen of {channel} ({} rows) is not what the timeline says ({} rows): {differs:?}",
                self.number,
                rows.len(),
                told.len()
            ));
        }
        for row in rows {
            let ids = [row.id().map(|id| id.shared()), row.local_id().map(|id| id.shared())];
            for id in ids.into_iter().flatten() {
                if *self.keys.entry(id.clone()).or_insert(row.key) != row.key {
                    return Err(format!("tab {}: the row of {id} has changed its key", self.number));
                }
            }
            if let Some(id) = row.id() {
                let stored = timeline.and_then(|timeline| timeline.stored(id));
                match stored.map(|message| (message.version, !message.content.is_cut)) {
                    // It is unknown whether what is shown is of this database.
                    None | Some((Version::At(Timestamp(i64::MIN)), _)) => drop(self.versions.remove(id)),
                    Some(known) => {
                        let highest = self.versions.entry(id.clone()).or_insert(known);
                        if known < *highest {
                            return Err(format!("tab {}: {id} goes back from {highest:?} to {known:?}", self.number));
                        }
                        *highest = known;
                    }
                }
                let is_wish = row.extras.as_ref().is_some_and(|extras| extras.wish.is_some());
                let is_gone = row.shows(Shown::Deleted) && !is_wish;
                if is_gone && !(row.text.is_empty() && row.extras.is_none()) {
                    return Err(format!("tab {}: {id} is deleted and still says something", self.number));
                }
                if is_gone && self.has_feed {
                    self.gone.insert(id.clone());
                } else if self.gone.contains(id) && !is_gone && !is_wish {
                    return Err(format!("tab {}: {id} was deleted and is shown again", self.number));
                }
            }
        }
        Ok(())
    }

    /// The row that a message had when it was last shown in this life, by its id in the backend or in the outbox.
    pub fn key(&self, id: &str) -> Option<RowKey> {
        self.keys.get(id).copied()
    }
}

fn carry_out(screen: &mut Vec<Arc<RowView>>, change: RowChange) -> Result<(), String> {
    let len = screen.len();
    match change {
        RowChange::Insert { at, rows } if at <= len => drop(screen.splice(at..at, rows)),
        RowChange::Set { at, row } if at < len && screen[at].key == row.key => screen[at] = row,
        RowChange::Move { from, to } if from < len && to < len => {
            let row = screen.remove(from);
            screen.insert(to, row);
        }
        RowChange::Remove { at } if at < len => drop(screen.remove(at)),
        change => return Err(format!("a change that fits no row of {len}: {change:?}")),
    }
    Ok(())
}
