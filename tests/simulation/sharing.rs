//! Tabs of one person in one browser: the lock, the broadcasts, and what each tab shares of a connection.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use collabspace_chat::model::connection::LinkCommand;
use collabspace_chat::model::message::Person;
use collabspace_chat::model::session::{Call, Input, LiveInput, TabInput};
use collabspace_chat::model::tabs::{LiveEvent, Role, Stage, Tabs, TabsInput, TabsOutput, Word};

use crate::backend::person;
use crate::feed::Missed;
use crate::plan::{Fault, Plan};
use crate::world::{Happening, World};

/// A tab stands still for this long at most.
pub const LONGEST_FREEZE: i64 = 30_000;

/// An event of a connection.
#[derive(Clone, Debug)]
pub struct Report(LiveInput);

impl Report {
    pub fn input(&self) -> &LiveInput {
        &self.0
    }
}

impl LiveEvent for Report {
    fn connected() -> Self {
        Self(LiveInput::Connected)
    }

    fn closed() -> Self {
        Self(LiveInput::Lost)
    }

    fn stage(&self) -> Option<Stage> {
        match self.0 {
            LiveInput::Connected => Some(Stage::Connected),
            LiveInput::Lost => Some(Stage::Down),
            LiveInput::Subscribed { .. } => Some(Stage::Subscribed),
            _ => None,
        }
    }
}

/// What a tab shares.
#[derive(Debug, Default)]
pub struct Share {
    tabs: Option<Tabs<Report>>,
    /// The number of what the tab has asked of the lock last, if it has or awaits it.
    claim: Option<u64>,
    /// When the last of what became of the lock is told.
    lock_told: i64,
    alarms_set: u64,
    /// When the last of what others have said arrives.
    arrives: i64,
    /// Nothing happens in the tab before this.
    pub frozen_until: i64,
    /// What the session has asked of the feed, and waits for.
    pub call: Option<Call>,
    pub missed: Missed,
    /// The members that the tab's own connection has told of.
    roster: Vec<Arc<Person>>,
}

impl Share {
    pub fn open(plan: &Plan, tab: usize, life: u32, now: i64) -> Self {
        let id = tab as u32 * 1_000 + life;
        Self { tabs: plan.shares.then(|| Tabs::new(id, true, now)), ..Self::default() }
    }

    fn note_members(&mut self, input: &LiveInput) {
        match input {
            LiveInput::Subscribed { people, .. } => self.roster.clone_from(people),
            LiveInput::Joined(person) if !self.roster.contains(person) => self.roster.push(person.clone()),
            LiveInput::Left(id) => self.roster.retain(|person| person.id != *id),
            _ => {}
        }
    }
}

/// A tab's wish for the lock: the tab, its life, the wish's number.
type Claim = (usize, u32, u64);

/// The lock of each person's browser: who holds it, then who waits.
#[derive(Debug, Default)]
pub struct Locks {
    of: BTreeMap<usize, VecDeque<Claim>>,
    claims: u64,
}

impl World {
    /// Does what a tab's session wants of its connection.
    pub fn link(&mut self, tab: usize, command: LinkCommand) -> Result<(), String> {
        if self.plan.shares {
            return self.share(tab, TabsInput::Want(command));
        }
        self.drive(tab, command);
        Ok(())
    }

    /// A tab's own connection reports something.
    pub fn report(&mut self, tab: usize, input: LiveInput) -> Result<(), String> {
        if !self.plan.shares {
            return self.hears(tab, input);
        }
        self.tabs[tab].share.note_members(&input);
        self.share(tab, TabsInput::Event(Report(input)))
    }

    pub fn hears_word(&mut self, tab: usize, word: Word<Report>) -> Result<(), String> {
        self.share(tab, TabsInput::Heard(word))
    }

    pub fn lock_changes(&mut self, tab: usize, claim: u64, is_granted: bool) -> Result<(), String> {
        if self.tabs[tab].share.claim != Some(claim) {
            return Ok(());
        }
        self.share(tab, if is_granted { TabsInput::Granted } else { TabsInput::Robbed })
    }

    pub fn ticks(&mut self, tab: usize, set: u64) -> Result<(), String> {
        if self.tabs[tab].share.alarms_set == set { self.share(tab, TabsInput::Tick) } else { Ok(()) }
    }

    /// Tells what is shared who the visitor is, and whether they look.
    pub fn note_for_sharing(&mut self, tab: usize, sight: Option<bool>) -> Result<(), String> {
        let Some(session) = &self.tabs[tab].session else { return Ok(()) };
        let is_named = session.shares_as().is_some();
        self.share(tab, TabsInput::Named(is_named))?;
        sight.map_or(Ok(()), |is_visible| self.share(tab, TabsInput::Visible(is_visible)))
    }

    pub fn share(&mut self, tab: usize, input: TabsInput<Report>) -> Result<(), String> {
        let (now, me, has_presence) = (self.now, self.tabs[tab].person, self.plan.has_presence);
        let Share { tabs, roster, .. } = &mut self.tabs[tab].share;
        let Some(tabs) = tabs else { return Ok(()) };
        let members = || {
            let me = has_presence.then(|| person(me));
            Report(LiveInput::Subscribed { me, people: roster.clone() })
        };
        let told = self.trace.is_some().then(|| format!("{input:?}"));
        let word = if let TabsInput::Heard(word @ Word::Happened(..)) = &input { Some(word.clone()) } else { None };
        let outputs = tabs.apply(input, now, &members);
        let is_told = outputs.iter().any(|output| matches!(output, TabsOutput::Tell(_)));
        if let Some(word) = word.filter(|_| !is_told) {
            self.tabs[tab].share.missed.note(&word);
        }
        if let Some(told) = told.filter(|_| !outputs.is_empty()) {
            self.note(|| format!("tab {tab} shares {told} => {outputs:?}"));
        }
        outputs.into_iter().try_for_each(|output| self.carry_out_shared(tab, output))
    }

    fn carry_out_shared(&mut self, tab: usize, output: TabsOutput<Report>) -> Result<(), String> {
        let life = self.tabs[tab].life;
        match output {
            TabsOutput::Drive(command) => self.drive(tab, command),
            TabsOutput::Tell(Report(input)) => return self.hears(tab, input),
            TabsOutput::Post(word) => {
                if let Word::Read(place) = &word {
                    self.tabs[tab].share.missed.asks(place);
                }
                self.broadcast(tab, &word);
            }
            TabsOutput::Read(id, since) => self.after(2, 600, Happening::ReachFeed { tab, life, id, since }),
            TabsOutput::Answer(answer) => return self.answer_feed(tab, answer),
            TabsOutput::Queue => {
                let claim = self.claim(tab);
                let line = self.locks.of.entry(self.tabs[tab].person).or_default();
                line.push_back(claim);
                if line.len() == 1 {
                    self.tell_of_lock(claim, true);
                }
            }
            TabsOutput::Steal => {
                self.unlock(tab);
                let claim = self.claim(tab);
                let line = self.locks.of.entry(self.tabs[tab].person).or_default();
                let robbed = line.pop_front();
                line.push_front(claim);
                if let Some(robbed) = robbed {
                    self.tell_of_lock(robbed, false);
                }
                self.tell_of_lock(claim, true);
            }
            TabsOutput::Leave => self.unlock(tab),
            TabsOutput::WakeAt(at) => {
                self.tabs[tab].share.alarms_set += 1;
                let set = self.tabs[tab].share.alarms_set;
                let late = if self.strikes(Fault::LateTimer) { self.random.up_to(60_000) } else { 0 };
                if let Some(at) = at {
                    self.at(at + late, Happening::Tick { tab, life, set });
                }
            }
        }
        Ok(())
    }

    fn broadcast(&mut self, from: usize, word: &Word<Report>) {
        for tab in 0..self.tabs.len() {
            let is_heard = tab != from && self.tabs[tab].person == self.tabs[from].person;
            if !is_heard || self.tabs[tab].session.is_none() {
                continue;
            }
            if self.strikes(Fault::LostWord) {
                self.tabs[tab].share.missed.note(word);
                continue;
            }
            let life = self.tabs[tab].life;
            let happening = Happening::Word { tab, life, word: word.clone() };
            if self.strikes(Fault::LateWord) {
                self.after(0, 4_000, happening);
                continue;
            }
            let soonest = self.now + self.random.up_to(20);
            let arrives = &mut self.tabs[tab].share.arrives;
            *arrives = (*arrives).max(soonest);
            let at = *arrives;
            self.at(at, happening);
        }
    }

    fn claim(&mut self, tab: usize) -> Claim {
        self.locks.claims += 1;
        self.tabs[tab].share.claim = Some(self.locks.claims);
        (tab, self.tabs[tab].life, self.locks.claims)
    }

    fn tell_of_lock(&mut self, (tab, life, claim): Claim, is_granted: bool) {
        let soonest = self.now + self.random.up_to(20);
        let told = &mut self.tabs[tab].share.lock_told;
        *told = (*told).max(soonest);
        let at = *told;
        self.at(at, Happening::Lock { tab, life, claim, is_granted });
    }

    /// A tab does not want the lock any more, or is gone.
    pub fn unlock(&mut self, tab: usize) {
        self.tabs[tab].share.claim = None;
        let Some(line) = self.locks.of.get_mut(&self.tabs[tab].person) else { return };
        let was_held = line.front().is_some_and(|(holder, ..)| *holder == tab);
        line.retain(|(other, ..)| *other != tab);
        if let Some(next) = line.front().copied().filter(|_| was_held) {
            self.tell_of_lock(next, true);
        }
    }

    /// Whether nothing happens in a tab now.
    pub fn is_frozen(&self, tab: usize) -> bool {
        self.tabs[tab].share.frozen_until > self.now
    }

    /// A tab stands still for a while: frozen in the background, or kept for the way back.
    pub fn freezes(&mut self, tab: usize) -> Result<(), String> {
        self.tell(tab, Input::Tab(TabInput::Visible(false)))?;
        if self.random.up_to(1) == 0 {
            self.share(tab, TabsInput::PutAway)?;
        }
        let until = self.now + self.random.up_to(LONGEST_FREEZE);
        self.tabs[tab].share.frozen_until = until;
        let life = self.tabs[tab].life;
        self.at(until, Happening::Tell { tab, life, input: Input::Tab(TabInput::Visible(true)) });
        Ok(())
    }

    /// When a tab wakes in which something happens while it stands still.
    pub fn thaw_of(&mut self, happening: &Happening) -> Option<i64> {
        let place = match happening {
            Happening::Arrive { connection, .. } => self.service.get(*connection).map(|here| (here.tab, here.life)),
            happening => happening.place(),
        };
        let (tab, life) = place?;
        let until = self.tabs[tab].share.frozen_until;
        (self.tabs[tab].life == life && until > self.now).then_some(until)
    }

    /// While all is calm, the tabs of one person have one connection.
    pub fn judge_connections(&self) -> Result<(), String> {
        if !self.plan.shares {
            return Ok(());
        }
        let shares = |tab: &&crate::tab::Tab| tab.share.tabs.as_ref().is_some_and(|tabs| tabs.role() != Role::Alone);
        for person in self.plan.tabs.iter().collect::<std::collections::BTreeSet<_>>() {
            let named: Vec<_> = self.tabs.iter().filter(|tab| tab.person == *person).filter(shares).collect();
            let connections = named.iter().filter(|tab| tab.connection.is_some()).count();
            if connections != usize::from(!named.is_empty()) {
                return Err(format!("{connections} connections for {} tabs of person {person}", named.len()));
            }
        }
        let all = self.plan.has_presence.then(|| self.tabs.iter().find(|tab| !shares(tab))).flatten();
        all.map_or(Ok(()), |tab| Err(format!("tab {} shares no connection", tab.number)))
    }
}
