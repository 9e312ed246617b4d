//! Up to where the visitor has read each channel, kept for the next visit.
//!
//! One line for each channel of a workspace: the instant of the message that was read last in milliseconds, its id, and the
//! channel, with tabs between them. Where the browser forbids storage each visit begins anew.

use crate::model::message::{ChannelId, OrderKey};
use crate::model::time::Timestamp;

/// The marks of one workspace.
#[derive(Clone, Debug)]
pub struct ReadMarks {
    name: String,
}

impl ReadMarks {
    /// The marks of this workspace.
    #[must_use]
    pub fn of_workspace(workspace: &str) -> Self {
        Self { name: ["collabspace-read/", workspace].concat() }
    }

    /// What was kept; a line that cannot be read is passed over.
    #[must_use]
    pub fn load(&self) -> Vec<(ChannelId, OrderKey)> {
        self.lines().split('\n').filter_map(mark).collect()
    }

    /// Keeps up to where a channel was read, as far as the browser lets it. What other tabs have kept of other channels stays.
    pub fn save(&self, channel: &str, read: &OrderKey) {
        let ending = ["\t", channel].concat();
        let mut lines = [read.at.0.to_string().as_str(), "\t", &read.id, &ending].concat();
        for line in self.lines().split('\n').filter(|line| !line.ends_with(&ending)) {
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
