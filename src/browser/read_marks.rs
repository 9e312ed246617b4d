//! How far a person has read each channel, stored for the next visit.
//!
//! One line for each channel of a deployment: the time of the last read message in milliseconds, its id, and the
//! channel, separated by tabs. If the browser forbids storage, each visit starts without marks.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;

use super::earlier::Earlier;
use super::storage::{prefix, store, stored};
use crate::model::deployment::Deployment;
use crate::model::message::{ChannelId, OrderKey};
use crate::model::time::Timestamp;

/// Every new message is read, so marks are written together, at this interval in milliseconds.
const WRITE_AFTER_MS: u32 = 1_000;

/// One person's marks in one deployment. Clones share the marks that are still to be written.
#[derive(Clone, Debug)]
pub struct ReadMarks(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    deployment: Deployment,
    earlier: Option<Earlier>,
    /// The key in local storage; empty until the person is known.
    name: RefCell<String>,
    /// Marks that are still to be written; with `true` if they also replace a later stored mark.
    unwritten: RefCell<Vec<(ChannelId, OrderKey, bool)>>,
    timer: RefCell<Option<Timeout>>,
}

impl ReadMarks {
    /// Opens the marks of this deployment, without a person yet. `earlier` is what an earlier release left, if that
    /// is certain to belong to this deployment.
    #[must_use]
    pub fn new(deployment: Deployment, earlier: Option<Earlier>) -> Self {
        let (name, unwritten, timer) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self(Rc::new(Inner { deployment, earlier, name, unwritten, timer }))
    }

    /// Switches to this person's marks, or to no one's. Returns the stored marks; unreadable lines are skipped.
    #[must_use]
    pub fn of(&self, person: Option<&str>) -> Vec<(ChannelId, OrderKey)> {
        self.write();
        *self.0.name.borrow_mut() = prefix("collabspace-read-1", &self.0.deployment, person);
        let mut lines = self.0.lines();
        if let (Some(earlier), Some(person)) = (&self.0.earlier, person.filter(|_| lines.is_empty())) {
            let left = stored(&earlier.marks());
            if !left.is_empty() && earlier.belongs_to(person) {
                lines = left;
                store(&self.0.name.borrow(), &lines);
            }
        }
        lines.split('\n').filter_map(mark).collect()
    }

    /// Records how far a channel was read. It is written soon, or by [`ReadMarks::write`]; a later mark of another
    /// tab stays.
    pub fn save(&self, channel: ChannelId, read: OrderKey) {
        self.note(channel, read, false);
    }

    /// The same after the user has marked later messages as unread: it also replaces a later mark.
    pub fn go_back(&self, channel: ChannelId, read: OrderKey) {
        self.note(channel, read, true);
    }

    fn note(&self, channel: ChannelId, read: OrderKey, goes_back: bool) {
        let mut unwritten = self.0.unwritten.borrow_mut();
        let before = unwritten.iter().position(|(other, ..)| *other == channel);
        let went_back = before.is_some_and(|at| unwritten.remove(at).2);
        unwritten.push((channel, read, goes_back || went_back));
        let marks = self.clone();
        self.0.timer.borrow_mut().get_or_insert_with(|| Timeout::new(WRITE_AFTER_MS, move || marks.write()));
    }

    /// Writes the waiting marks, if the browser permits it. Marks of other channels from other tabs stay.
    pub fn write(&self) {
        self.0.timer.take();
        for (channel, read, goes_back) in self.0.unwritten.take() {
            self.0.write(&channel, &read, goes_back);
        }
    }
}

impl Inner {
    fn write(&self, channel: &ChannelId, read: &OrderKey, goes_back: bool) {
        let kept = self.lines();
        // Another tab has read further meanwhile.
        if !goes_back && kept.split('\n').filter_map(mark).any(|(other, kept)| other == *channel && kept > *read) {
            return;
        }
        let ending = ["\t", channel].concat();
        let mut lines = [read.at.0.to_string().as_str(), "\t", &read.id, &ending].concat();
        for line in kept.split('\n').filter(|line| !line.ends_with(&ending)) {
            lines.push('\n');
            lines.push_str(line);
        }
        // If it cannot be stored, it applies until the page is closed.
        store(&self.name.borrow(), &lines);
    }

    fn lines(&self) -> String {
        stored(&self.name.borrow())
    }
}

fn mark(line: &str) -> Option<(ChannelId, OrderKey)> {
    let (at, rest) = line.split_once('\t')?;
    let (id, channel) = rest.split_once('\t')?;
    Some((channel.into(), OrderKey { at: Timestamp(at.parse().ok()?), id: id.into() }))
}
