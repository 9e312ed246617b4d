//! What people do, and what goes wrong with the tabs and connections that they do it in.

use collabspace_chat::model::gaze::InSight;
use collabspace_chat::model::message::{ChannelId, LocalId, MessageId};
use collabspace_chat::model::session::{GapEnd, Input, LiveInput, PersonInput, TabInput};
use collabspace_chat::model::timeline::{Offered, RowState};

use crate::backend::{Doing, LONGEST_IN_AN_EVENT, person};
use crate::calls::REFUSED;
use crate::plan::{Fault, SameTexts};
use crate::sight::place;
use crate::wishes::EMOJI;
use crate::world::{Happening, World, channel};

/// Somebody with no tab in the run.
const STRANGER: usize = 99;

impl World {
    pub fn act(&mut self) -> Result<(), String> {
        if self.actions_left == 0 {
            return Ok(());
        }
        self.actions_left -= 1;
        let most = if self.random.up_to(3) == 0 { 20 } else { 3_000 };
        self.after(0, most, Happening::Act);
        let tab = self.random.up_to(self.tabs.len() as i64 - 1) as usize;
        if self.is_frozen(tab) {
            return Ok(());
        }
        self.goes_wrong(tab)?;
        if self.is_frozen(tab) {
            return Ok(());
        }
        match self.random.up_to(99) {
            0..45 => self.says_something(tab),
            45..52 => {
                self.changes_something();
                Ok(())
            }
            52..60 => self.wishes_something(tab),
            60..70 => {
                let channel = channel(if self.random.up_to(3) == 0 { "random" } else { "general" });
                self.tell(tab, Input::Person(PersonInput::Type { channel }))
            }
            70..73 => self.tell(tab, Input::Person(PersonInput::StopTyping)),
            73..77 => self.looks(tab),
            77..80 => self.load_older(tab, "general"),
            80..85 => self.load_gap(tab, "general").map(drop),
            85..92 => {
                let channel = channel(if self.random.up_to(1) == 0 { "random" } else { "general" });
                self.tell(tab, Input::Person(PersonInput::Select { channel }))?;
                self.looks(tab)
            }
            92..94 => self.retry(tab),
            94..96 => self.follow_link(tab),
            96..98 => self.discard(tab),
            _ => self.tell(tab, Input::Person(PersonInput::TryNow)),
        }
    }

    fn says_something(&mut self, tab: usize) -> Result<(), String> {
        let channel = channel(if self.random.up_to(4) == 0 { "random" } else { "general" });
        let n = self.sent;
        let text = match self.random.up_to(9) {
            0..=2 => match self.plan.same_texts {
                SameTexts::Everybody => "ok".to_owned(),
                SameTexts::OneTab => format!("ok {tab}"),
                SameTexts::OneLife => format!("ok {tab} {}", self.tabs[tab].life),
                SameTexts::Nobody => format!("ok {n}"),
            },
            3 => format!("{n} {}", "long ".repeat(LONGEST_IN_AN_EVENT / 4)),
            4 if self.strikes(Fault::Refusal) => format!("{REFUSED} {n}"),
            _ => format!("text {n}"),
        };
        self.say(tab, channel, text)
    }

    /// Somebody edits or deletes a message, or reacts to it. Without `clientId` a message that may be looked for by its
    /// text keeps it.
    fn changes_something(&mut self) {
        let count = self.backend.stored.len();
        if count == 0 {
            return;
        }
        // Mostly what is new.
        let least = if self.random.up_to(2) > 0 { count.saturating_sub(8) } else { 0 };
        let at = least + self.random.up_to((count - least) as i64 - 1) as usize;
        if !self.plan.extended && !self.backend.stored[at].from.starts_with("old-") {
            return;
        }
        let doing = match self.random.up_to(9) {
            0..=3 => {
                self.edits += 1;
                let long =
                    if self.random.up_to(3) == 0 { "long ".repeat(LONGEST_IN_AN_EVENT / 4) } else { String::new() };
                Doing::Edit(format!("edit {} {long}", self.edits))
            }
            4..=5 => Doing::Delete,
            _ => {
                let who = self.random.up_to(3) as usize;
                Doing::React(who, EMOJI[self.random.up_to(1) as usize].into(), self.random.up_to(2) > 0)
            }
        };
        self.note(|| format!("somebody does {doing:?} to {at}"));
        let now = self.now;
        let message = self.backend.stored[at].message.id.clone();
        self.note_stranger(&message, &doing);
        let event = self.backend.change(at, doing, now, &mut self.random);
        self.publish_change(event);
    }

    /// Publishes a change, unless the backend is killed before it can.
    pub fn publish_change(&mut self, event: Option<LiveInput>) {
        if let Some(event) = event
            && !self.strikes(Fault::Unpublished)
        {
            // The original application publishes no changes.
            if self.plan.extended {
                self.publish(event);
            }
        }
    }

    pub fn say(&mut self, tab: usize, channel: ChannelId, text: String) -> Result<(), String> {
        let id: LocalId = format!("{tab}.{}.{}", self.tabs[tab].life, self.sent).into();
        self.sent += 1;
        let reply_to = self.answered(tab, &channel);
        if let Some(answered) = &reply_to {
            self.answers.insert(id.clone(), answered.clone());
        }
        let files = self.pick_files(tab, &id);
        // Some files need no words.
        let text = if files.is_empty() || self.random.up_to(2) > 0 { text } else { String::new() };
        self.tell(tab, Input::Person(PersonInput::Send { channel, id, text, reply_to, files }))
    }

    /// Picks what the next message answers, if anything: mostly an own message that is still unsent.
    fn answered(&mut self, tab: usize, channel: &str) -> Option<MessageId> {
        if !self.plan.extended || !self.is_faulty || self.random.up_to(2) > 0 {
            return None;
        }
        let is_unsent = self.random.up_to(3) > 0;
        let offered = Offered { reply: true, ..Offered::default() };
        let rows = self.tabs[tab].rows(channel).iter().rev();
        let rows = rows.filter(|row| row.allowed(offered).reply && (row.id().is_none() == is_unsent));
        let ids: Vec<_> = rows.map(|row| row.answerable_id()).take(4).collect();
        ids.get(self.random.up_to(3) as usize).cloned()
    }

    pub fn load_older(&mut self, tab: usize, name: &str) -> Result<(), String> {
        self.tell(tab, Input::Person(PersonInput::LoadOlder { channel: channel(name) }))
    }

    /// Asks for what is missing above the first row that says so; whether there is one.
    pub fn load_gap(&mut self, tab: usize, name: &str) -> Result<bool, String> {
        let below = self.tabs[tab].rows(name).iter().find(|row| row.gap_above.is_some()).map(|row| row.key);
        let Some(below) = below else { return Ok(false) };
        let end = if self.random.up_to(1) == 0 { GapEnd::Oldest } else { GapEnd::Newest };
        self.tell(tab, Input::Person(PersonInput::LoadGap { channel: channel(name), below, end }))?;
        Ok(true)
    }

    /// The list shows something else, mostly its newest message. Now and then what was seen is marked as unread.
    fn looks(&mut self, tab: usize) -> Result<(), String> {
        let Some(session) = &self.tabs[tab].session else { return Ok(()) };
        let channel = session.selected().clone();
        let places: Vec<_> = self.tabs[tab].rows(&channel).iter().filter_map(|row| place(row)).collect();
        let index = self.random.up_to(places.len().max(1) as i64 - 1) as usize;
        let input = match (self.random.up_to(5), places.get(index)) {
            (0, Some(place)) => PersonInput::MarkUnread { channel, message: place.id.clone() },
            (1..=2, Some(place)) => PersonInput::Scroll { channel, in_sight: InSight::UpTo(place.clone()) },
            _ => PersonInput::Scroll { channel, in_sight: InSight::Newest },
        };
        self.tell(tab, Input::Person(input))
    }

    /// Follows a link to any message, or to one that was never there.
    fn follow_link(&mut self, tab: usize) -> Result<(), String> {
        let name = if self.random.up_to(3) == 0 { "random" } else { "general" };
        let stored = self.backend.in_order(name, true);
        let index = self.random.up_to(stored.len() as i64) as usize;
        let message = stored.get(index).map_or_else(|| "never-was".into(), |message| message.id.clone());
        self.tabs[tab].is_led = self.tabs[tab].session.is_some();
        self.tell(tab, Input::Person(PersonInput::GoTo { channel: channel(name), message }))
    }

    fn retry(&mut self, tab: usize) -> Result<(), String> {
        let is_unsent = |state: &RowState| matches!(state, RowState::Failed { .. } | RowState::Waiting { .. });
        let unsent = self.tabs[tab].rows("general").iter().find(|row| row.state().is_some_and(is_unsent));
        let Some(id) = unsent.and_then(|row| row.local_id().cloned()) else { return Ok(()) };
        self.tell(tab, Input::Person(PersonInput::Retry { channel: channel("general"), id }))
    }

    /// Throws the first or the last message away that waits. It may be stored all the same, where it was sent before.
    fn discard(&mut self, tab: usize) -> Result<(), String> {
        let is_offered = |state: &RowState| {
            matches!(state, RowState::Queued | RowState::Waiting { .. } | RowState::Uploading { .. })
        };
        let is_first = self.random.up_to(1) == 0;
        let mut waiting = self.tabs[tab].rows("general").iter().filter(|row| row.state().is_some_and(is_offered));
        let Some(row) = (if is_first { waiting.next() } else { waiting.next_back() }) else { return Ok(()) };
        let (Some(id), text) = (row.local_id().cloned(), row.text.to_string()) else { return Ok(()) };
        let may_be_stored = self.tabs[tab].is_in_doubt("general", &id);
        self.discarded.insert(id.clone(), (may_be_stored, self.tabs[tab].life));
        // Into the composer, or away for good.
        let is_taken_back = !may_be_stored && !self.has_files(&id) && self.random.up_to(1) == 0;
        let (channel_id, entry) = (channel("general"), id.clone());
        let input = if is_taken_back {
            PersonInput::TakeBack { channel: channel_id, id: entry }
        } else {
            PersonInput::Discard { channel: channel_id, id: entry }
        };
        self.tell(tab, Input::Person(input))?;
        // Some write it once more, if it was more than files.
        let is_of_this_life = id.starts_with(&format!("{tab}.{}.", self.tabs[tab].life));
        if self.plan.same_texts != SameTexts::Nobody && is_of_this_life && self.random.up_to(1) == 0 && !text.is_empty()
        {
            self.say(tab, channel("general"), text)?;
        }
        Ok(())
    }

    fn goes_wrong(&mut self, tab: usize) -> Result<(), String> {
        let life = self.tabs[tab].life;
        if self.strikes(Fault::LoudDeath) {
            self.dies_loudly(tab);
        }
        if self.strikes(Fault::SilentDeath) {
            self.dies_silently(tab);
        }
        if self.strikes(Fault::NoService) {
            self.no_service_until = self.now + self.random.up_to(40_000);
            (0..self.tabs.len()).for_each(|tab| self.dies_loudly(tab));
        }
        // Of one instant there are never more messages than the largest page has: no cursor of the baseline gets past
        // those.
        if self.now >= self.dry_until && self.strikes(Fault::Flood) {
            self.dry_until = self.now + 2_000;
            self.floods();
        }
        if self.strikes(Fault::SignedOut) {
            let person = self.tabs[tab].person;
            self.signed_out.insert(person);
            self.after(500, 30_000, Happening::SignsIn { person });
        }
        if self.strikes(Fault::Hidden) {
            self.tell(tab, Input::Tab(TabInput::Visible(false)))?;
            self.after(100, 40_000, Happening::Tell { tab, life, input: Input::Tab(TabInput::Visible(true)) });
        }
        if self.tabs[tab].has_network && self.strikes(Fault::NoNetwork) {
            self.tabs[tab].has_network = false;
            self.dies_silently(tab);
            self.after(500, 40_000, Happening::NetworkIsBack { tab, life });
            if self.random.up_to(1) == 0 {
                self.tell(tab, Input::Tab(TabInput::Online(false)))?;
            }
        }
        if self.tabs[tab].session.is_some() && self.strikes(Fault::Frozen) {
            self.freezes(tab)?;
        }
        if self.tabs[tab].session.is_some() && self.strikes(Fault::CrashedTab) {
            if let Some(connection) = self.tabs[tab].connection {
                self.after(0, 8_000, Happening::Ended { connection });
            }
            self.unlock(tab);
            self.tabs[tab].close();
            self.after(0, 15_000, Happening::Reopens { tab });
            let person = self.tabs[tab].person;
            let heir = self.tabs.iter().find(|heir| heir.person == person && heir.session.is_some());
            if let Some((heir, life)) = heir.map(|heir| (heir.number, heir.life)).filter(|_| self.random.up_to(1) == 0)
            {
                self.after(50, 5_000, Happening::Adopts { tab: heir, life, from: tab });
            }
        }
        Ok(())
    }

    /// Nobody is connected while somebody else writes more than a tab fetches at once.
    fn floods(&mut self) {
        (0..self.tabs.len()).for_each(|tab| self.dies_loudly(tab));
        let count = 15 + self.random.up_to(60);
        for n in 0..count {
            let text = format!("flood {} {n}", self.now).into();
            let id = format!("old-{}-{n}", self.now).into();
            let now = self.now - count + n;
            self.backend.store(&channel("general"), &person(STRANGER), text, None, id, now, &mut self.random);
        }
    }

    fn dies_loudly(&mut self, tab: usize) {
        let Some(connection) = self.tabs[tab].connection.take() else { return };
        let life = self.tabs[tab].life;
        self.end(connection);
        self.after(0, 100, Happening::Report { tab, life, input: LiveInput::Lost });
    }

    /// pusher-js notices after its time-outs, the service after its own.
    fn dies_silently(&mut self, tab: usize) {
        let Some(connection) = self.tabs[tab].connection else { return };
        if let Some(here) = self.service.get(connection) {
            here.is_dead = true;
        }
        self.after(3_000, 40_000, Happening::Ended { connection });
        let life = self.tabs[tab].life;
        self.after(5_000, 150_000, Happening::Unheard { tab, life, connection });
    }
}
