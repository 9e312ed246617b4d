//! The positions of messages: inserts them in order, and records which ranges are complete.

use super::gaps::Edge;
use super::{Row, Timeline};
use crate::model::message::{Message, OrderKey, RowKey};
use crate::model::reactions::Reactions;
use crate::model::sorting::sorted;
use crate::model::time::Millis;

impl Timeline {
    /// Inserts unknown messages, each run of neighbours as one change.
    pub(super) fn insert_all(&mut self, fresh: Vec<Message>, next_key: &mut impl FnMut() -> RowKey) {
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
        let rows: Vec<Row> = run.into_iter().map(|message| self.new_row(next_key(), message)).collect();
        let related = self.note_answers(&rows);
        let ids: Vec<_> = rows.iter().map(|row| row.message.id.clone()).collect();
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
        for id in related {
            if let Some(place) = self.place_of_id(&id).filter(|place| !(at..at + count).contains(place)) {
                self.changed(place);
            }
        }
        self.unsent_answers_changed(&ids);
    }

    /// Creates a row for a message, with facts learnt before it was loaded.
    pub(super) fn new_row(&mut self, key: RowKey, mut message: Message) -> Row {
        let waiting = self.waiting.take(&message.id);
        let content = &message.content;
        let mut reactions = Reactions::of(&content.reactions, message.version, content.is_cut);
        let (newer, reacted) = waiting.map(|facts| (facts.message, facts.reacted)).unwrap_or_default();
        let newer = newer.filter(|newer| newer.version > message.version && newer.created_at == message.created_at);
        if let Some(newer) = newer {
            reactions.take_message(&newer.content.reactions, newer.version, newer.content.is_cut);
            message.take_content(newer);
        }
        for one in reacted {
            reactions.take(one);
        }
        message.content.reactions = reactions.shown();
        // No one has counted the replies of a new message.
        let counted_until = self.counted_until.max(message.created_at);
        Row {
            key,
            message,
            reactions,
            is_from_answer: false,
            is_deleted: false,
            is_doubtful: false,
            known_at: self.now,
            counted_until,
        }
    }

    pub(super) fn place_of(&self, key: &OrderKey) -> usize {
        let is_before = |row: &Row| row.message.cmp_place(key).is_lt();
        // Most are the newest.
        match self.confirmed.back() {
            Some(last) if is_before(last) => self.confirmed.len(),
            _ => self.confirmed.partition_point(is_before),
        }
    }

    /// Messages that came by events before the first page may lie below that page, with others missing between them:
    /// each of them splits the unloaded history, so that the missing ones are a gap like any other.
    fn split_unloaded(&mut self) {
        let Some(Edge::At(top)) = self.gaps.at_start().map(|gap| gap.to.clone()) else { return };
        let alone =
            self.confirmed.iter().map(|row| &row.message).take_while(|message| message.created_at.next() < top.at);
        for message in alone {
            let here = Edge::At(message.order_key());
            self.gaps.cover(&here, &here);
        }
    }

    /// Records that a range is complete, and removes the gap rows that this closes or moves.
    pub(super) fn cover(&mut self, low: &Edge, high: &Edge, asked_at: Millis) {
        self.gaps.cover(low, high);
        self.drop_doubtful(low, high, asked_at);
        self.split_unloaded();
        let offered = std::mem::take(&mut self.offered);
        let (still, closed): (Vec<_>, Vec<_>) =
            offered.into_iter().partition(|(from, _)| self.gaps.after(from).is_some());
        self.offered = still;
        for (from, _) in closed {
            self.gap_changed(&from);
        }
    }

    /// Removes doubtful messages that a page requested at this time did not confirm, and those in a gap. Messages that
    /// are known outside the page stay, because no later page would bring them back.
    fn drop_doubtful(&mut self, low: &Edge, high: &Edge, asked_at: Millis) {
        for at in (0..self.confirmed.len()).rev() {
            let row = &self.confirmed[at];
            if !row.is_doubtful || row.known_at > asked_at {
                continue;
            }
            let place = Edge::At(row.message.order_key());
            let is_in_page = *low <= place && place <= *high;
            if (is_in_page || self.gaps.holds(&place))
                && let Some(row) = self.confirmed.remove(at)
            {
                self.known.remove(&row.message.id);
                self.forget_answer(&row.message);
                self.changes.push(super::RowChange::Remove { at });
                self.changed(at);
                self.answers_changed(row.message.content.reply_to.as_ref());
                self.answered_message_changed(&row.message.id, None);
            }
        }
    }
}
