//! Which drawn rows are in view, and where.

use std::collections::VecDeque;
use std::sync::Arc;

use web_sys::{DomRect, Element};

use super::drawn::Drawn;
use super::place::{Geometry, Place};
use crate::model::message::{OrderKey, RowKey};
use crate::model::timeline::RowView;

/// The distance from the list's edges of a row reached by keyboard, in CSS pixels.
pub const MARGIN_PX: f64 = 8.0;

/// Returns the position being read: the first row whose text begins in view, or the one that fills the list.
pub fn place_in_sight(drawn: &Drawn, all: &VecDeque<Arc<RowView>>, list: &Element, now: Geometry) -> Option<Place> {
    let edge = list.get_bounding_client_rect().top();
    let count = drawn.rows().len();
    let ends_above = |at: usize| drawn.get(at).is_some_and(|(_, row)| row.get_bounding_client_rect().bottom() <= edge);
    let (mut first, mut after) = (0, count);
    while first < after {
        let middle = first + (after - first) / 2;
        if ends_above(middle) { first = middle + 1 } else { after = middle }
    }
    let in_sight = |at: usize| {
        let (key, row) = drawn.get(at)?;
        Some((key, offset_of(row, list))).filter(|(_, offset)| *offset < now.list)
    };
    let found = in_sight(first).filter(|(_, offset)| *offset >= 0.0).or_else(|| in_sight(first + 1));
    let found = found.or_else(|| in_sight(first));
    let (key, offset) = found.or_else(|| undrawn_in_sight(drawn, all, edge))?;
    Some(Place::Anchor(key, offset))
}

/// Returns the position of the last stored message of which enough is in view to count as read: half of it, or so
/// much that it fills half of the list.
pub fn last_in_sight(drawn: &Drawn, all: &VecDeque<Arc<RowView>>, list: &Element) -> Option<OrderKey> {
    let edges = list.get_bounding_client_rect();
    let (mut first, mut after) = (0, drawn.rows().len());
    while first < after {
        let middle = first + (after - first) / 2;
        let begins_above =
            drawn.get(middle).is_some_and(|(_, row)| row.get_bounding_client_rect().top() < edges.bottom());
        if begins_above { first = middle + 1 } else { after = middle }
    }
    let (_, row) = drawn.get(first.checked_sub(1)?)?;
    let row = row.get_bounding_client_rect();
    let is_enough = (edges.bottom() - row.top()) * 2.0 >= row.height().min(edges.height());
    let above = drawn.first() + if is_enough { first } else { first - 1 };
    all.iter().take(above).rev().find_map(|row| row.place())
}

/// Returns `true` if the drawn rows do not fill the list, though there are more.
pub fn lacks_rows(drawn: &Drawn, all: &VecDeque<Arc<RowView>>, list: &Element) -> bool {
    let edges = list.get_bounding_client_rect();
    let (mut rows, first) = (drawn.rows(), drawn.first());
    let has_below = first + rows.len() < all.len();
    let begins_below = |(_, row): (_, &Element)| row.get_bounding_client_rect().top() > edges.top();
    let ends_above = |(_, row): (_, &Element)| row.get_bounding_client_rect().bottom() < edges.bottom();
    has_below && rows.next_back().is_some_and(ends_above) || first > 0 && drawn.get(0).is_some_and(begins_below)
}

/// Returns the index in the channel of the last row in view, or of the first one.
pub fn row_at_edge(drawn: &Drawn, list: &Element, is_last: bool) -> Option<usize> {
    let list = list.get_bounding_client_rect();
    let rows = || drawn.rows().map(|(_, row)| is_in_sight(row, &list));
    let found = if is_last { rows().rposition(|is| is) } else { rows().position(|is| is) };
    found.map(|at| drawn.first() + at)
}

/// Returns `true` if enough of a row is visible in the list.
pub fn is_in_sight(row: &Element, list: &DomRect) -> bool {
    let row = row.get_bounding_client_rect();
    row.bottom() > list.top() + MARGIN_PX && row.top() < list.bottom() - MARGIN_PX
}

/// Returns the row in view where none is drawn: the user dragged the scroll bar far up or down.
fn undrawn_in_sight(drawn: &Drawn, all: &VecDeque<Arc<RowView>>, edge: f64) -> Option<(RowKey, f64)> {
    let (_, row) = drawn.get(0)?;
    let (mut at, mut top) = (drawn.first(), row.get_bounding_client_rect().top() - edge);
    while top > 0.0 && at > 0 {
        at -= 1;
        top -= drawn.height(all[at].key);
    }
    while at + 1 < all.len() && top + drawn.height(all[at].key) <= 0.0 {
        top += drawn.height(all[at].key);
        at += 1;
    }
    // The space may have been computed with other heights: if it is longer than its content, the first row is read,
    // if shorter, the last one.
    all.get(at).map(|row| (row.key, top.max(-drawn.height(row.key)).min(0.0)))
}

/// Measures the list and its content.
pub fn measure(list: &Element, content: &Element) -> Geometry {
    let (outer, inner) = (list.get_bounding_client_rect(), content.get_bounding_client_rect());
    Geometry { above: outer.top() - inner.top(), content: inner.height(), list: outer.height() }
}

/// Returns how far the text of a row is below the list's upper edge. The text, because the parts above it in its row
/// come and go: with older messages before it, a row loses the day's and the author's name.
pub fn offset_of(row: &Element, list: &Element) -> f64 {
    let text = row.query_selector(".message-text").ok().flatten();
    text.as_ref().unwrap_or(row).get_bounding_client_rect().top() - list.get_bounding_client_rect().top()
}
