//! Up to where a person has read each channel, kept for the next visit.
//!
//! One line for each channel of a deployment: the instant of the message that was read last in milliseconds, its id,
//! and the channel, with tabs between them. If the browser forbids storage each visit starts without marks.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;

use super::earlier::Earlier;
use super::storage::{prefix, store, stored};
use crate::model::deployment::Deployment;
use crate::model::message::{ChannelId, OrderKey};
use crate::model::time::Timestamp;

/// Each message that comes is read: what is kept is written once for all that come in so many milliseconds.
const WRITE_AFTER_MS: u32 = 1_000;

/// The marks of one person in one deployment. Clones share what is still to be written.
#[derive(Clone, Debug)]
pub struct ReadMarks(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    deployment: Deployment,
    earlier: Option<Earlier>,
    /// Under which name they are kept; empty until the person is known.
    name: RefCell<String>,
    /// What is still to be written, and whether that is so also where it is further up than what is kept.
    unwritten: RefCell<Vec<(ChannelId, OrderKey, bool)>>,
    timer: RefCell<Option<Timeout>>,
}

impl ReadMarks {
    /// The marks of this deployment, of nobody yet; `earlier` is what an earlier release left, if that is certain to be
    /// this deployment's.
    #[must_use]
    pub fn new(deployment: Deployment, earlier: Option<Earlier>) -> Self {
        let (name, unwritten, timer) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self(Rc::new(Inner { deployment, earlier, name, unwritten, timer }))
    }

    /// From now on they are this person's, or nobody's. Returns what was kept of them; a line that cannot be read is
    /// passed over.
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

    /// Keeps up to where a channel was read: it is written soon, or by [`ReadMarks::write`]. What another tab has read
    /// further stays.
    pub fn save(&self, channel: ChannelId, read: OrderKey) {
        self.note(channel, read, false);
    }

    /// The same where the visitor has marked what comes after it as unread: it counts also if more was read before.
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

    /// Writes what is to be kept, as far as the browser lets it. What other tabs have kept of other channels stays.
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
        // If it cannot be kept it holds until the page is left.
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
