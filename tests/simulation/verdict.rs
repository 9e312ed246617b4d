//! How a run ends: the faults stop, time passes, everybody wakes. Then nothing may be lost, doubled or out of order.

use std::collections::BTreeSet;
use std::sync::Arc;

use collabspace_chat::model::connection::Status;
use collabspace_chat::model::message::Reaction;
use collabspace_chat::model::session::{Input, PersonInput, TabInput};
use collabspace_chat::model::timeline::{HeadView, RowState, RowView, Shown};

use crate::calls::REFUSED;
use crate::sharing::LONGEST_FREEZE;
use crate::world::{World, channel};

const CHANNELS: [&str; 2] = ["general", "random"];

/// More pages than any channel of a run has, however often it was flooded.
const MOST_PAGES: usize = 1_000;

impl World {
    /// Runs from the first opening to the verdict.
    pub fn run(&mut self) -> Result<(), String> {
        self.run_out()?;
        self.calm_down()?;
        self.read_everything()?;
        self.judge_connections()?;
        (0..self.tabs.len()).try_for_each(|tab| self.judge_tab(tab))?;
        self.judge_promises()?;
        self.judge_replies()?;
        self.judge_files()?;
        self.judge_wishes()
    }

    fn calm_down(&mut self) -> Result<(), String> {
        self.is_faulty = false;
        self.note(|| "the faults stop".to_owned());
        self.signed_out.clear();
        self.no_service_until = 0;
        if self.plan.shares {
            self.run_for(LONGEST_FREEZE)?;
        }
        for tab in 0..self.tabs.len() {
            self.tabs[tab].has_network = true;
            if self.tabs[tab].session.is_none() {
                self.reopen(tab)?;
            }
            self.tell(tab, Input::Tab(TabInput::Online(true)))?;
            self.tell(tab, Input::Tab(TabInput::Visible(true)))?;
        }
        self.run_for(240_000)?;
        for tab in 0..self.tabs.len() {
            self.retry_files(tab)?;
        }
        // An event that was lost on a connection that never broke can only be found when somebody looks.
        for tab in 0..self.tabs.len() {
            self.tell(tab, Input::Tab(TabInput::Visible(true)))?;
        }
        for (tab, name) in CHANNELS.into_iter().enumerate() {
            self.say(tab, channel(name), format!("the last word in {name}"))?;
        }
        self.run_for(60_000)
    }

    /// Everybody opens every channel and loads all of it.
    fn read_everything(&mut self) -> Result<(), String> {
        for name in CHANNELS {
            for tab in 0..self.tabs.len() {
                self.tell(tab, Input::Person(PersonInput::Select { channel: channel(name) }))?;
            }
            self.run_for(20_000)?;
            for _ in 0..MOST_PAGES {
                let mut is_complete = true;
                for tab in 0..self.tabs.len() {
                    is_complete &= !self.load_gap(tab, name)?;
                    if self.head(tab, name) != Some(HeadView::Start) {
                        self.load_older(tab, name)?;
                        is_complete = false;
                    }
                }
                if is_complete {
                    break;
                }
                self.run_for(6_000)?;
            }
            for tab in 0..self.tabs.len() {
                let status = self.tabs[tab].status.clone();
                if status != Some(Status::Live) {
                    return Err(format!("tab {tab} in {name} is not live but {status:?}"));
                }
                if self.head(tab, name) != Some(HeadView::Start) {
                    return Err(format!(
                        "tab {tab} never comes to the beginning of {name}: {:?}",
                        self.head(tab, name)
                    ));
                }
            }
        }
        Ok(())
    }

    fn head(&self, tab: usize, name: &str) -> Option<HeadView> {
        self.tabs[tab].session.as_ref()?.channel(name).map(|channel| channel.head())
    }

    fn judge_tab(&self, number: usize) -> Result<(), String> {
        let tab = &self.tabs[number];
        for name in CHANNELS {
            let stored = self.backend.in_order(name, true);
            let expected: Vec<_> =
                stored.iter().map(|message| (&*message.id, message.text(), &*message.author.id)).collect();
            let rows = tab.rows(name);
            let confirmed = rows.iter().filter(|row| row.shows(Shown::Whole));
            if !self.plan.feed {
                self.judge_newest(number, name)?;
                continue;
            }
            let confirmed = confirmed.clone();
            let shown: Vec<_> = confirmed
                .map(|row| {
                    (
                        row.id().map_or("-", |id| &**id),
                        &*row.text,
                        row.author.as_ref().map_or("-", |author| &*author.id),
                    )
                })
                .collect();
            if shown != expected {
                let missing: Vec<_> = expected.iter().filter(|message| !shown.contains(message)).collect();
                let extra: Vec<_> = shown.iter().filter(|message| !expected.contains(message)).collect();
                return Err(format!(
                    "tab {number} does not show {name} as it is stored: {} of {}, missing {missing:?}, not so {extra:?}",
                    shown.len(),
                    expected.len()
                ));
            }
            for message in &stored {
                let row = rows.iter().find(|row| row.id() == Some(&message.id));
                let extras = row.and_then(|row| row.extras.as_ref());
                let edited = extras.and_then(|extras| extras.edited);
                let of = |reactions: &[Reaction]| -> BTreeSet<String> {
                    reactions.iter().map(|one| format!("{} {}", one.emoji, one.person)).collect()
                };
                let reactions = extras.map_or_else(BTreeSet::new, |extras| of(&extras.reactions));
                if edited != message.content.edited || reactions != of(&message.content.reactions) {
                    return Err(format!(
                        "tab {number} shows {} with {reactions:?} and {edited:?}, in truth {:?}",
                        message.id, message.content
                    ));
                }
            }
            let gone = rows.iter().filter(|row| row.shows(Shown::Deleted)).filter_map(|row| row.id());
            for id in gone {
                if !self.backend.is_deleted(id) {
                    return Err(format!("tab {number} shows {id} as deleted, and it is not"));
                }
            }
            let unsent = rows.iter().filter(|row| row.id().is_none());
            for row in unsent {
                let has_refused_file = row.local_id().is_some_and(|id| self.has_refused_file(id));
                let is_refused = matches!(row.state(), Some(RowState::Failed { .. }))
                    && (row.text.starts_with(REFUSED) || has_refused_file);
                if !is_refused && !self.waits(rows, row) {
                    return Err(format!("tab {number} never sends {:?}: {:?}", row.text, row.kind));
                }
            }
            if rows.iter().any(|row| row.gap_above.is_some()) {
                return Err(format!("tab {number} still shows a gap in {name}"));
            }
            if tab.typists.get(name).is_some_and(|typists| !typists.is_empty()) {
                return Err(format!("in tab {number} somebody types in {name} for ever"));
            }
        }
        if tab.is_led {
            return Err(format!("tab {number} has followed a link and is led nowhere"));
        }
        if self.plan.has_presence {
            let online = |people: &Option<Vec<Arc<_>>>| -> BTreeSet<String> {
                let ids = people
                    .iter()
                    .flatten()
                    .map(|person: &Arc<collabspace_chat::model::message::Person>| person.id.to_string());
                ids.collect()
            };
            let expected: BTreeSet<_> = self.tabs.iter().map(|tab| format!("person-{}", tab.person)).collect();
            if online(&tab.people) != expected {
                return Err(format!("tab {number} has {:?} online, in truth {expected:?}", online(&tab.people)));
            }
        }
        // A row that showed an own message while it was sent shows it now that it is stored. (Rows are counted: one
        // that showed the stored message first, before the disk was read, stays too.)
        for stored in &self.backend.stored {
            let (before, after) = (tab.key(&stored.from), tab.key(&stored.message.id));
            let is_forgotten = tab.forgotten.contains(&stored.message.id);
            let is_known = !self.discarded.contains_key(&stored.from) && !is_forgotten;
            if is_known && before.zip(after).is_some_and(|(before, after)| before < after) {
                return Err(format!("tab {number}: {:?} got another row when it was stored", stored.message.text()));
            }
        }
        Ok(())
    }

    /// Whether a message answers another one that was refused, or that waits for such a one.
    fn waits(&self, rows: &[Arc<RowView>], row: &RowView) -> bool {
        let answered = row.local_id().and_then(|id| self.answers.get(id));
        let is_it = |other: &&Arc<RowView>| other.local_id().map(|id| &**id) == answered.map(|id| &**id);
        let other = answered.and_then(|_| rows.iter().find(is_it));
        row.state() == Some(&RowState::Queued)
            && other
                .is_some_and(|other| matches!(other.state(), Some(RowState::Failed { .. })) || self.waits(rows, other))
    }

    /// Without the feed only what is in the newest page is certain.
    fn judge_newest(&self, number: usize, name: &str) -> Result<(), String> {
        let rows = self.tabs[number].rows(name);
        let stored = self.backend.in_order(name, true);
        let ids: BTreeSet<_> =
            rows.iter().filter(|row| !row.shows(Shown::Deleted)).filter_map(|row| row.id()).collect();
        if let Some(lost) = stored.iter().find(|message| !ids.contains(&message.id)) {
            return Err(format!("tab {number} does not show {:?} in {name}", lost.text()));
        }
        let newest = &stored[stored.len().saturating_sub(self.plan.page_size as usize)..];
        let oldest = newest.first().map_or(0, |message| message.created_at.0);
        for message in newest.iter().filter(|message| message.created_at.0 > oldest) {
            let row = rows.iter().find(|row| row.id() == Some(&message.id));
            let reactions = row.and_then(|row| row.extras.as_ref()).map_or(0, |extras| extras.reactions.len());
            if row.is_none_or(|row| *row.text != *message.text()) || reactions != message.content.reactions.len() {
                return Err(format!("tab {number} shows {message:?} otherwise in {name}: {row:?}"));
            }
        }
        let late = |row: &&Arc<RowView>| {
            row.shows(Shown::Whole)
                && row.at().is_some_and(|at| at.0 > oldest)
                && row.id().is_some_and(|id| self.backend.is_deleted(id))
        };
        match rows.iter().find(late) {
            Some(row) => Err(format!("tab {number} still shows {:?} in {name}, which was deleted", row.text)),
            None => Ok(()),
        }
    }

    /// A reply answers what it was written for, under the name that this has come to have, and is stored after it. It
    /// answers nothing if that was thrown away.
    fn judge_replies(&self) -> Result<(), String> {
        for (id, answered) in &self.answers {
            let by_entry = |id: &str| self.backend.stored.iter().position(|stored| *stored.from == *id);
            let Some(at) = by_entry(id) else { continue };
            let shown = self.backend.stored[at].message.content.reply_to.as_ref();
            let is_right = if self.backend.has(answered) {
                shown == Some(answered)
            } else if self.discarded.contains_key(&**answered) {
                shown.is_none() || shown == by_entry(answered).map(|at| &self.backend.stored[at].message.id)
            } else {
                by_entry(answered).is_some_and(|to| to < at && shown == Some(&self.backend.stored[to].message.id))
            };
            if !is_right {
                return Err(format!("{id} was to answer {answered} and answers {shown:?}"));
            }
        }
        Ok(())
    }

    /// What was typed and came to the disk is stored once, or still in the outbox with a reason; what was thrown away,
    /// never, or at most once where it may have been stored by then.
    fn judge_promises(&self) -> Result<(), String> {
        for (id, text) in &self.promised {
            let stored = self.backend.stored.iter().filter(|stored| stored.from == *id).count();
            let is_kept = self.tabs.iter().any(|tab| tab.disk.iter().any(|record| record.id == *id));
            if let Some((may_be_stored, _)) = self.discarded.get(id) {
                if stored <= usize::from(*may_be_stored) && !is_kept {
                    continue;
                }
                return Err(format!(
                    "{text:?} ({id}) was thrown away and is stored {stored} times, on disk: {is_kept}"
                ));
            }
            match (stored, is_kept) {
                (1, false) | (0, true) => {}
                (0, false) => return Err(format!("{text:?} ({id}) is lost")),
                (1, true) => return Err(format!("{text:?} ({id}) is stored and still on disk")),
                _ => return Err(format!("{text:?} ({id}) is stored {stored} times")),
            }
        }
        let never_typed = self
            .backend
            .stored
            .iter()
            .find(|stored| !self.promised.contains_key(&stored.from) && !stored.from.starts_with("old-"));
        never_typed.map_or(Ok(()), |stored| Err(format!("{:?} was sent before it was on disk", stored.message.text())))
    }
}
