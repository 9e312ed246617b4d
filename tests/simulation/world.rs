//! Everything together, moved by a queue of what happens when.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use collabspace_chat::model::message::{ChannelId, LocalId, MessageId};
use collabspace_chat::model::random::Random;
use collabspace_chat::model::session::{Input, LiveInput, PersonInput, TabInput};

pub use crate::happening::Happening;

use crate::backend::Backend;
use crate::feed::Answers;
use crate::files::Files;
use crate::plan::{Fault, Plan};
use crate::service::Service;
use crate::sharing::Locks;
use crate::shelf::Shelf;
use crate::tab::Tab;
use crate::wishes::Wishes;

/// More than any run needs: one that does not come to rest spins.
const MOST_STEPS: usize = 60_000;

/// How long events wait at most until the tab draws again: one that nobody looks at does so seldom.
const FRAME: i64 = 200;

#[derive(Debug)]
pub struct World {
    pub plan: Plan,
    pub random: Random,
    pub now: i64,
    pub tabs: Vec<Tab>,
    pub backend: Backend,
    pub service: Service,
    pub locks: Locks,
    /// What is kept of channels, by person.
    pub shelves: BTreeMap<usize, Shelf>,
    pub answers_of_feed: Answers,
    /// Whether things go wrong.
    pub is_faulty: bool,
    pub signed_out: BTreeSet<usize>,
    pub no_service_until: i64,
    /// The tabs whose last call of the feed was told that its cursor has expired.
    pub expired: BTreeSet<(usize, u32)>,
    /// Before this there is no flood of messages again.
    pub dry_until: i64,
    pub actions_left: usize,
    pub sent: usize,
    pub edits: usize,
    /// What each own message says, if it was ever on disk.
    pub promised: BTreeMap<LocalId, Arc<str>>,
    /// What was thrown away unsent.
    /// Whether each may have been stored by then, and in which life of its tab that was.
    pub discarded: BTreeMap<LocalId, (bool, u32)>,
    /// What own messages answer, as it was called when they were sent: by the backend's id or by the outbox's.
    pub answers: BTreeMap<LocalId, MessageId>,
    /// What people wish of stored messages, in the order in which it came to their disks.
    pub wishes: Wishes,
    pub files: Files,
    pub faults: usize,
    pub steps: usize,
    pub trace: Option<Vec<String>>,
    queue: BTreeMap<(i64, usize), Happening>,
    queued: usize,
}

impl World {
    pub fn new(plan: Plan, with_trace: bool) -> Result<Self, String> {
        let mut random = Random::new(plan.seed);
        let backend = Backend::new(&plan, &mut random);
        let tabs = plan.tabs.iter().enumerate().map(|(tab, person)| Tab::new(tab, *person)).collect();
        let mut world = Self {
            random,
            now: 0,
            tabs,
            backend,
            service: Service::default(),
            locks: Locks::default(),
            shelves: BTreeMap::new(),
            answers_of_feed: Answers::default(),
            is_faulty: true,
            signed_out: BTreeSet::new(),
            no_service_until: 0,
            expired: BTreeSet::new(),
            dry_until: 0,
            actions_left: plan.actions,
            sent: 0,
            edits: 0,
            promised: BTreeMap::new(),
            discarded: BTreeMap::new(),
            answers: BTreeMap::new(),
            wishes: Wishes::default(),
            files: Files::default(),
            faults: 0,
            steps: 0,
            trace: with_trace.then(Vec::new),
            queue: BTreeMap::new(),
            queued: 0,
            plan,
        };
        for tab in 0..world.tabs.len() {
            world.after(0, 2_000, Happening::Reopens { tab });
        }
        world.after(100, 4_000, Happening::Act);
        Ok(world)
    }

    /// Whether a fault strikes now.
    pub fn strikes(&mut self, fault: Fault) -> bool {
        let chance = self.plan.chance(fault);
        let strikes = self.is_faulty && chance > 0 && (self.random.up_to(999) as u64) < chance;
        if strikes {
            self.faults += 1;
            self.note(|| format!("FAULT {fault:?}"));
        }
        strikes
    }

    pub fn note(&mut self, line: impl FnOnce() -> String) {
        let now = self.now;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{now:>8} {}", line()));
        }
    }

    /// Something will happen between so and so many milliseconds from now.
    pub fn after(&mut self, least: i64, most: i64, happening: Happening) {
        let at = self.now + least + self.random.up_to(most - least);
        self.at(at, happening);
    }

    pub fn at(&mut self, at: i64, happening: Happening) {
        self.queued += 1;
        self.queue.insert((at, self.queued), happening);
    }

    /// Lets so much time pass.
    pub fn run_for(&mut self, span: i64) -> Result<(), String> {
        let end = self.now + span;
        while let Some(entry) = self.queue.first_entry().filter(|entry| entry.key().0 <= end) {
            let ((at, _), happening) = entry.remove_entry();
            self.now = at.max(self.now);
            if let Some(thaw) = self.thaw_of(&happening) {
                self.at(thaw, happening);
                continue;
            }
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return Err("it does not come to rest".to_owned());
            }
            self.happens(happening)?;
        }
        self.now = end;
        Ok(())
    }

    /// Runs until everybody has done what they are to do.
    pub fn run_out(&mut self) -> Result<(), String> {
        while self.actions_left > 0 {
            self.run_for(1_000)?;
        }
        Ok(())
    }

    fn happens(&mut self, happening: Happening) -> Result<(), String> {
        match happening {
            Happening::Tell { tab, life, input } if self.tabs[tab].life == life => self.tell(tab, input),
            Happening::Alarm { tab, life, set, is_late } => {
                let here = &mut self.tabs[tab];
                if here.life != life || here.alarms_set != set {
                    return Ok(());
                }
                let due = here.alarm.take().is_some_and(|at| at > here.clock(self.now));
                here.rings = true;
                if due {
                    return Err("the simulation rang too early".to_owned());
                }
                // An alarm rings once. After it the session either wants another, or none; it says so.
                self.tell(tab, Input::Tab(if is_late { TabInput::Woke } else { TabInput::Tick }))?;
                if self.tabs[tab].alarms_set == set {
                    return Err(format!("tab {tab} hangs: its alarm rang and was not set anew"));
                }
                Ok(())
            }
            Happening::Reach { tab, life, call, from } => {
                self.reach(tab, life, call, from);
                Ok(())
            }
            Happening::ReachFeed { tab, life, id, since } => {
                self.reach_feed(tab, life, id, &since);
                Ok(())
            }
            Happening::WasRead { tab, life, id, answer } if self.tabs[tab].life == life => {
                self.was_read(tab, id, answer)
            }
            Happening::ReachUpload { tab, life, ticket, file } => {
                self.reach_upload(tab, life, ticket, file);
                Ok(())
            }
            Happening::CommitChange { author, call } => {
                let _ = self.commit_change(author, call);
                Ok(())
            }
            Happening::Commit { author, call, from } => {
                self.commit(author, &call, from);
                Ok(())
            }
            Happening::Publish { event } => {
                for connection in self.service.subscribers() {
                    if !self.strikes(Fault::LostEvent) {
                        self.send(connection, event.clone());
                    }
                }
                Ok(())
            }
            Happening::Arrive { connection, input } => {
                let Some(here) = self.service.get(connection).filter(|here| !here.is_dead) else { return Ok(()) };
                let (tab, life) = (here.tab, here.life);
                if self.tabs[tab].life != life || self.tabs[tab].connection != Some(connection) {
                    return Ok(());
                }
                self.report(tab, input)
            }
            Happening::Report { tab, life, input } if self.tabs[tab].life == life => self.report(tab, input),
            Happening::Word { tab, life, word } if self.tabs[tab].life == life => self.hears_word(tab, word),
            Happening::Lock { tab, life, claim, is_granted } if self.tabs[tab].life == life => {
                self.lock_changes(tab, claim, is_granted)
            }
            Happening::Tick { tab, life, set } if self.tabs[tab].life == life => self.ticks(tab, set),
            Happening::Frame { tab, life } if self.tabs[tab].life == life => self.hand_on(tab),
            Happening::Connected { tab, life, attempt } => self.connected(tab, life, attempt),
            Happening::Subscribe { connection } => {
                self.subscribe(connection);
                Ok(())
            }
            Happening::Unheard { tab, life, connection } => {
                if self.tabs[tab].life != life || self.tabs[tab].connection != Some(connection) {
                    return Ok(());
                }
                self.tabs[tab].connection = None;
                self.report(tab, LiveInput::Lost)
            }
            Happening::Ended { connection } => {
                self.end(connection);
                Ok(())
            }
            Happening::Wrote { tab, life, record } if self.tabs[tab].life == life => {
                self.promised.insert(record.id.clone(), record.text.clone());
                let (id, disk) = (record.id.clone(), &mut self.tabs[tab].disk);
                match disk.iter_mut().find(|old| old.id == id) {
                    Some(old) => *old = record,
                    None => disk.push(record),
                }
                self.tell(tab, Input::Tab(TabInput::Saved(id)))
            }
            Happening::Dropped { tab, life, id } if self.tabs[tab].life == life => {
                self.tabs[tab].disk.retain(|record| record.id != id);
                self.tabs[tab].operations.retain(|record| record.id != id);
                Ok(())
            }
            Happening::WroteOperation { tab, life, record } if self.tabs[tab].life == life => {
                self.note_wish(tab, &record);
                let id = record.id.clone();
                let operations = &mut self.tabs[tab].operations;
                match operations.iter_mut().find(|old| old.id == id) {
                    Some(old) => *old = record,
                    None => operations.push(record),
                }
                self.tell(tab, Input::Tab(TabInput::Saved(id)))
            }
            Happening::Keeps { tab, life } if self.tabs[tab].life == life => {
                self.keeps(tab);
                Ok(())
            }
            Happening::Looks { tab, life } if self.tabs[tab].life == life => self.show_kept(tab),
            Happening::Act => self.act(),
            Happening::SignsIn { person } => {
                self.signed_out.remove(&person);
                // Somebody who signed in in another tab does not always come back to this one.
                let tabs: Vec<_> = self.tabs.iter().filter(|tab| tab.person == person).map(|tab| tab.number).collect();
                for tab in tabs {
                    if self.random.up_to(2) > 0 {
                        self.tell(tab, Input::Tab(TabInput::Visible(true)))?;
                    }
                }
                Ok(())
            }
            Happening::NetworkIsBack { tab, life } if self.tabs[tab].life == life => {
                self.tabs[tab].has_network = true;
                self.tell(tab, Input::Tab(TabInput::Online(true)))
            }
            Happening::Reopens { tab } if self.tabs[tab].session.is_none() => self.reopen(tab),
            Happening::Adopts { tab, life, from }
                if self.tabs[tab].life == life && self.tabs[from].session.is_none() =>
            {
                let records = std::mem::take(&mut self.tabs[from].disk);
                self.tabs[tab].disk.extend(records.clone());
                let operations = std::mem::take(&mut self.tabs[from].operations);
                self.tabs[tab].operations.extend(operations.clone());
                self.tell(tab, Input::Tab(TabInput::Restored(records)))?;
                self.tell(tab, Input::Tab(TabInput::RestoredOperations(operations)))
            }
            _ => Ok(()),
        }
    }

    pub fn reopen(&mut self, tab: usize) -> Result<(), String> {
        let (plan, now) = (self.plan.clone(), self.now);
        self.note(|| format!("tab {tab} opens"));
        let commands = self.tabs[tab].open(&plan, now)?;
        self.carry_out(tab, commands)?;
        self.look_soon(tab);
        let (life, records) = (self.tabs[tab].life, self.tabs[tab].disk.clone());
        if !records.is_empty() {
            self.after(1, 200, Happening::Tell { tab, life, input: Input::Tab(TabInput::Restored(records)) });
        }
        let operations = self.tabs[tab].operations.clone();
        if !operations.is_empty() {
            let input = Input::Tab(TabInput::RestoredOperations(operations));
            self.after(1, 200, Happening::Tell { tab, life, input });
        }
        Ok(())
    }

    /// A tab's session hears of something live: of the protocol's own events at once, of others with the next frame.
    pub fn hears(&mut self, tab: usize, input: LiveInput) -> Result<(), String> {
        let is_buffered = matches!(
            input,
            LiveInput::Message(..)
                | LiveInput::Updated(..)
                | LiveInput::Deleted(..)
                | LiveInput::Reacted(..)
                | LiveInput::Typing { .. }
        );
        if !is_buffered {
            self.hand_on(tab)?;
            return self.tell(tab, Input::Live(input));
        }
        if self.tabs[tab].inbox.is_empty() {
            let life = self.tabs[tab].life;
            self.after(0, FRAME, Happening::Frame { tab, life });
        }
        self.tabs[tab].inbox.push(input);
        Ok(())
    }

    /// A tab is told what waits in its inbox, all together.
    fn hand_on(&mut self, tab: usize) -> Result<(), String> {
        let waiting = std::mem::take(&mut self.tabs[tab].inbox);
        if waiting.is_empty() { Ok(()) } else { self.tell(tab, Input::Live(LiveInput::Several(waiting))) }
    }

    /// A tab is told something, and what it wants done is done.
    pub fn tell(&mut self, tab: usize, input: Input) -> Result<(), String> {
        if self.tabs[tab].session.is_none() {
            return Ok(());
        }
        self.note(|| format!("tab {tab} <- {input:?}"));
        let now = self.now;
        let is_other_channel = matches!(input, Input::Person(PersonInput::Select { .. }));
        let sight = if let Input::Tab(TabInput::Visible(is_visible)) = &input { Some(*is_visible) } else { None };
        let commands = self.tabs[tab].apply(input, now)?;
        self.judge_newest_states(tab)?;
        self.carry_out(tab, commands)?;
        self.keep_soon(tab);
        if is_other_channel {
            self.look_soon(tab);
        }
        self.note_for_sharing(tab, sight)
    }
}

/// A channel by its name.
pub fn channel(name: &str) -> ChannelId {
    name.into()
}
