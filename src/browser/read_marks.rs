//! Up to where the visitor has read each channel, kept for the next visit.
//!
//! One line for each channel of a workspace: the instant of the message that was read last in milliseconds, its id, and the
//! channel, with tabs between them. Where the browser forbids storage each visit begins anew.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;

use crate::model::message::{ChannelId, OrderKey};
use crate::model::time::Timestamp;

/// Each message that comes is read: what is kept is written once for all that come in so many milliseconds.
const WRITE_AFTER_MS: u32 = 1_000;

/// The marks of one workspace. Clones share what is still to be written.
#[derive(Clone, Debug)]
pub struct ReadMarks(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    name: String,
    unwritten: RefCell<Vec<(ChannelId, OrderKey)>>,
    timer: RefCell<Option<Timeout>>,
}

impl ReadMarks {
    /// The marks of this workspace.
    #[must_use]
    pub fn of_workspace(workspace: &str) -> Self {
        let name = ["collabspace-read/", workspace].concat();
        Self(Rc::new(Inner { name, unwritten: RefCell::default(), timer: RefCell::default() }))
    }

    /// What was kept; a line that cannot be read is passed over.
    #[must_use]
    pub fn load(&self) -> Vec<(ChannelId, OrderKey)> {
        self.0.lines().split('\n').filter_map(mark).collect()
    }

    /// Keeps up to where a channel was read: it is written soon, or by [`ReadMarks::write`].
    pub fn save(&self, channel: ChannelId, read: OrderKey) {
        let mut unwritten = self.0.unwritten.borrow_mut();
        unwritten.retain(|(other, _)| *other != channel);
        unwritten.push((channel, read));
        let marks = self.clone();
        self.0.timer.borrow_mut().get_or_insert_with(|| Timeout::new(WRITE_AFTER_MS, move || marks.write()));
    }

    /// Writes what is to be kept, as far as the browser lets it. What other tabs have kept of other channels stays.
    pub fn write(&self) {
        self.0.timer.take();
        for (channel, read) in self.0.unwritten.take() {
            self.0.write(&channel, &read);
        }
    }
}

impl Inner {
    fn write(&self, channel: &ChannelId, read: &OrderKey) {
        let kept = self.lines();
        // Another tab has read further meanwhile.
        if kept.split('\n').filter_map(mark).any(|(other, kept)| other == *channel && kept > *read) {
            return;
        }
        let ending = ["\t", channel].concat();
        let mut lines = [read.at.0.to_string().as_str(), "\t", &read.id, &ending].concat();
        for line in kept.split('\n').filter(|line| !line.ends_with(&ending)) {
            lines.push('\n');
            lines.push_str(line);
        }
        if let Some(storage) = storage() {
            // It holds until the page is left all the same.
            let _ = storage.set_item(&self.name, &lines);
        }
    }

    fn lines(&self) -> String {
        storage().and_then(|storage| storage.get_item(&self.name).ok().flatten()).unwrap_or_default()
    }
}

fn mark(line: &str) -> Option<(ChannelId, OrderKey)> {
    let (at, rest) = line.split_once('\t')?;
    let (id, channel) = rest.split_once('\t')?;
    Some((channel.into(), OrderKey { at: Timestamp(at.parse().ok()?), id: id.into() }))
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
