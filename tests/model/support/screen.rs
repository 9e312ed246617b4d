//! The screen of a story: what the changes have made of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use collabspace_chat::model::connection::Status;
use collabspace_chat::model::message::RowKey;
use collabspace_chat::model::session::{Change, Event};
use collabspace_chat::model::timeline::{GapView, HeadView, RowKind, RowState, RowView, Shown, StoredRow};

use super::{Story, carry_out, ids};

impl Story {
    pub fn status(&self) -> &Status {
        self.statuses.last().expect("a status is shown from the start")
    }

    pub fn rows(&self) -> &[Arc<RowView>] {
        self.screens.get(&**self.session.selected()).map_or(&[], Vec::as_slice)
    }

    /// The open channel as it stands on the screen, one word or two a row: the text, and `…` for one on its way, `!`
    /// for a refused one, `~` for one that waits, `-` for one that is not sent any more; `--` is a gap.
    pub fn screen(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for row in self.rows() {
            if row.gap_above.is_some() {
                lines.push("--".to_owned());
            }
            let mark = match &row.kind {
                RowKind::Stored(StoredRow { shown: Shown::Whole, .. }) => "",
                RowKind::Stored(StoredRow { shown: Shown::Deleted, .. }) => "×",
                RowKind::Stored(StoredRow { shown: Shown::Unreadable, .. }) => "?",
                RowKind::Mine(_, RowState::Sending | RowState::SendingSlowly | RowState::Queued) => "…",
                RowKind::Mine(_, RowState::Uploading { .. }) => "↑",
                RowKind::Mine(_, RowState::Waiting { .. }) => "~",
                RowKind::Mine(_, RowState::Failed { .. }) => "!",
                RowKind::Mine(_, RowState::Withdrawn) => "-",
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

    pub(super) fn hear(&mut self, event: Event) {
        match event {
            Event::Arrived(_, message) => self.arrived.push(message.text().to_owned()),
            Event::TakenBack(_, text) => self.taken_back.push(text.to_string()),
            Event::Found(_, row) => self.found.push(Some(row)),
            Event::NotFound(_, _, why) => {
                self.found.push(None);
                self.unreached.extend(why.map(|why| why.to_string()));
            }
            Event::Author(author) => {
                self.authors.push(author.map(|id| id.to_string()));
                self.awaits_marks = true;
            }
            Event::Refused { what, why, .. } => self.refused.push((what, why)),
            Event::Altered(_, id, kind) => self.altered.push((id.to_string(), kind)),
        }
    }

    pub(super) fn show(&mut self, change: Change) {
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
            Change::Workspace(name) => self.workspace = Some(name.to_string()),
            Change::Me(_) | Change::Selected(_) | Change::Offered(_) => {}
        }
    }

    pub(super) fn check(&self) {
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
