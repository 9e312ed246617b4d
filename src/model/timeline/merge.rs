//! How messages of the backend and of Pusher get into a timeline.

use super::gaps::Edge;
use super::{Row, RowChange, Timeline};
use crate::model::message::{LocalId, Message, OrderKey, RowKey};
use crate::model::sorting::sorted;

/// Where a message comes from; what the backend says outweighs what an event says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// An answer of the REST backend.
    Rest,
    /// A Pusher event.
    Event,
}

/// What became of merged messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// How many were not known before and are not own ones that were waited for.
    pub new: usize,
    /// The own messages that turned out to be stored.
    pub settled: Vec<LocalId>,
    /// Events that contradicted what is known under the same id; they were dropped.
    pub contradictions: usize,
}

impl Timeline {
    /// Takes stored messages in. `next_key` makes the keys of new rows.
    ///
    /// `covers` is the stretch that they cover without a hole, where they are a page of the history.
    pub fn merge(
        &mut self,
        messages: Vec<Message>,
        covers: Option<(Edge, Edge)>,
        source: Source,
        next_key: &mut impl FnMut() -> RowKey,
    ) -> Merged {
        let mut merged = Merged::default();
        let mut fresh: Vec<Message> = Vec::new();
        for mut message in messages {
            self.share_author(&mut message);
            let known = self.knows(&message.id) || fresh.iter().any(|other| other.id == message.id);
            let me = self.me.as_ref().map(|me| &*me.id);
            if let Some(position) = self.outbox.claim(&message, me) {
                merged.settled.push(self.settle(position, message));
            } else if known {
                merged.contradictions += usize::from(!self.refresh(message, source));
            } else if self.outbox.awaits_word_of(&message, me) {
                self.held.push(message);
            } else if !self.falls_in_the_unloaded(&message, source) {
                fresh.push(message);
            }
        }
        merged.new = fresh.len();
        self.insert_all(fresh, next_key);
        if let Some((low, high)) = covers {
            self.cover(&low, &high);
        }
        merged
    }

    /// Settles own messages that are among those known: they were restored, or it was learned who the visitor is, only
    /// after these were shown.
    pub fn settle_known(&mut self) -> Vec<LocalId> {
        let mut settled = Vec::new();
        if self.outbox.entries().is_empty() {
            return settled;
        }
        let known: Vec<_> = self.confirmed.iter().map(|row| row.message.clone()).collect();
        for message in known {
            let me = self.me.as_ref().map(|me| &*me.id);
            if let Some(position) = self.outbox.claim(&message, me) {
                settled.push(self.settle(position, message));
            }
        }
        settled
    }

    /// What was held back until it is known whose it is.
    pub fn take_held(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.held)
    }

    /// Settles an own message by the answer to its POST. Nothing happens where it is settled already.
    pub fn settle_by_answer(&mut self, id: &LocalId, message: Message, next_key: &mut impl FnMut() -> RowKey) {
        match self.outbox.position(id) {
            Some(position) => {
                self.settle(position, message);
            }
            None if !self.knows(&message.id) => self.insert_all(vec![message], next_key),
            None => {}
        }
    }

    fn share_author(&mut self, message: &mut Message) {
        let author = &mut message.author;
        match self.authors.get(&author.id) {
            Some(known) if known == author => *author = known.clone(),
            _ => drop(self.authors.insert(author.id.clone(), author.clone())),
        }
    }

    /// An event that lies in history which was not loaded yet would stand there alone: it is found when that is loaded.
    fn falls_in_the_unloaded(&self, message: &Message, source: Source) -> bool {
        source == Source::Event
            && self.gaps.at_start().is_some_and(|gap| match &gap.to {
                Edge::At(key) => message.created_at.next() < key.at,
                Edge::Start | Edge::End => false,
            })
    }

    fn settle(&mut self, position: usize, message: Message) -> LocalId {
        let unsent_at = self.confirmed.len() + position;
        let entry = self.outbox.remove(position);
        self.outbox.settle(message.id.clone());
        if self.knows(&message.id) {
            // Its event was shown before anybody could know that it is ours: that row stays, this one goes.
            self.changes.push(RowChange::Remove { at: unsent_at });
            self.changed(unsent_at);
            self.refresh(message, Source::Event);
            return entry.id;
        }
        let message =
            Message { text: if message.truncated { entry.text } else { message.text }, truncated: false, ..message };
        let at = self.place_of(&message.order_key());
        self.known.insert(message.id.clone(), message.created_at);
        self.confirmed.insert(at, Row { key: entry.key, message });
        if at != unsent_at {
            self.changes.push(RowChange::Move { from: unsent_at, to: at });
        }
        self.changed(at);
        self.changed(at + 1);
        if at != unsent_at {
            self.changed(unsent_at + 1);
        }
        entry.id
    }

    /// Brings a known message up to date; `false` where an event contradicts what is known.
    fn refresh(&mut self, message: Message, source: Source) -> bool {
        let Some(&at) = self.known.get(&message.id) else { return true };
        let place = self.place_of(&OrderKey { at, id: message.id.clone() });
        let Some(row) = self.confirmed.get_mut(place) else { return true };
        let same_text = row.message.text == message.text;
        if source == Source::Event {
            let cut = row.message.truncated || message.truncated;
            let agrees = (same_text || cut) && message.created_at == at && row.message.author.id == message.author.id;
            return agrees;
        }
        if message.created_at == at && (!same_text || row.message.truncated || row.message.author != message.author) {
            row.message = message;
            self.changed(place);
        }
        true
    }

    /// Inserts messages that are not known, each run of neighbours as one change.
    fn insert_all(&mut self, fresh: Vec<Message>, next_key: &mut impl FnMut() -> RowKey) {
        let fresh = sorted(fresh, |a, b| a.order_key().cmp(&b.order_key()));
        let mut fresh = fresh.into_iter().peekable();
        while let Some(first) = fresh.next() {
            let at = self.place_of(&first.order_key());
            let limit = self.confirmed.get(at).map(|row| row.message.order_key());
            let mut run = vec![first];
            while let Some(next) = fresh.next_if(|next| limit.as_ref().is_none_or(|limit| next.order_key() < *limit)) {
                run.push(next);
            }
            self.insert_run(at, run, next_key);
        }
    }

    fn insert_run(&mut self, at: usize, run: Vec<Message>, next_key: &mut impl FnMut() -> RowKey) {
        let count = run.len();
        for message in &run {
            self.known.insert(message.id.clone(), message.created_at);
        }
        let rows: Vec<Row> = run.into_iter().map(|message| Row { key: next_key(), message }).collect();
        if at == self.confirmed.len() {
            self.confirmed.extend(rows);
        } else if at == 0 {
            rows.into_iter().rev().for_each(|row| self.confirmed.push_front(row));
        } else {
            let mut above = self.confirmed.split_off(at);
            self.confirmed.extend(rows);
            self.confirmed.append(&mut above);
        }
        self.inserted(at, count);
    }

    pub(super) fn place_of(&self, key: &OrderKey) -> usize {
        let is_before = |row: &Row| row.message.cmp_place(key).is_lt();
        // Most are the newest.
        match self.confirmed.back() {
            Some(last) if is_before(last) => self.confirmed.len(),
            _ => self.confirmed.partition_point(is_before),
        }
    }

    /// Messages that came by events before the first page did may lie below that page, with others missing between: each
    /// of them parts the unloaded history, so that what is missing between them is a gap like any other.
    fn split_unloaded(&mut self) {
        let Some(Edge::At(top)) = self.gaps.at_start().map(|gap| gap.to.clone()) else { return };
        let alone =
            self.confirmed.iter().map(|row| &row.message).take_while(|message| message.created_at.next() < top.at);
        for message in alone {
            let here = Edge::At(message.order_key());
            self.gaps.cover(&here, &here);
        }
    }

    /// Notes that a stretch is complete, and takes away the gap rows that it closes or moves.
    fn cover(&mut self, low: &Edge, high: &Edge) {
        self.gaps.cover(low, high);
        self.split_unloaded();
        let offered = std::mem::take(&mut self.offered);
        let (still, closed): (Vec<_>, Vec<_>) =
            offered.into_iter().partition(|(from, _)| self.gaps.after(from).is_some());
        self.offered = still;
        for (from, _) in closed {
            self.gap_changed(&from);
        }
    }
}
