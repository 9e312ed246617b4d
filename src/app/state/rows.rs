//! How the rows of a channel change, and what of that is worth a word.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::model::message::Reaction;
use crate::model::reason::Reason;
use crate::model::timeline::{GapView, RowChange, RowState, RowView, Shown};

/// What a row that is there becomes, where that is a message which is not going to be sent. One that comes as such is
/// of an earlier visit.
pub fn newly_refused(rows: &VecDeque<Arc<RowView>>, change: &RowChange) -> Option<RowState> {
    let RowChange::Set { at, row } = change else { return None };
    let state = row.state().filter(|state| matches!(state, RowState::Failed { .. } | RowState::Withdrawn));
    state.filter(|state| rows[*at].state() != Some(state)).cloned()
}

/// Why a gap that is there could not be filled, where that is new.
pub fn newly_failed_gap(rows: &VecDeque<Arc<RowView>>, change: &RowChange) -> Option<Reason> {
    let RowChange::Set { at, row } = change else { return None };
    let Some(GapView::Failed(why)) = &row.gap_above else { return None };
    (rows[*at].gap_above != row.gap_above).then(|| why.clone())
}

/// What somebody else has changed and the visitor should hear of: the newest message was edited or deleted, or an own
/// one got a reaction.
pub fn newly_changed(rows: &VecDeque<Arc<RowView>>, change: &RowChange) -> Option<(Arc<RowView>, Option<Reaction>)> {
    let RowChange::Set { at, row } = change else { return None };
    let before = rows.get(*at)?;
    if row.is_own {
        let known = before.extras.as_ref().map(|extras| &*extras.reactions).unwrap_or_default();
        let is_new = |reaction: &&Reaction| {
            let is_same = |other: &Reaction| other.person == reaction.person && other.emoji == reaction.emoji;
            row.author.as_ref().is_some_and(|me| me.id != reaction.person) && !known.iter().any(is_same)
        };
        let new = row.extras.as_ref()?.reactions.iter().find(is_new)?;
        return Some((row.clone(), Some(new.clone())));
    }
    let edited = |row: &RowView| row.extras.as_ref().and_then(|extras| extras.edited);
    let is_edited = edited(row).is_some() && row.text != before.text;
    let is_deleted = row.shows(Shown::Deleted) && !before.shows(Shown::Deleted);
    (at + 1 == rows.len() && (is_edited || is_deleted)).then(|| (row.clone(), None))
}

/// Changes a channel's rows.
pub fn carry_out_row(rows: &mut VecDeque<Arc<RowView>>, change: RowChange) {
    match change {
        // A page of older messages costs the same, however many there are.
        RowChange::Insert { at: 0, rows: new } => new.into_iter().rev().for_each(|row| rows.push_front(row)),
        RowChange::Insert { at, rows: new } if at == rows.len() => rows.extend(new),
        RowChange::Insert { at, rows: new } => {
            let mut after = rows.split_off(at);
            rows.extend(new);
            rows.append(&mut after);
        }
        RowChange::Set { at, row } => rows[at] = row,
        RowChange::Move { from, to } => {
            if let Some(row) = rows.remove(from) {
                rows.insert(to, row);
            }
        }
        RowChange::Remove { at } => {
            rows.remove(at);
        }
    }
}
