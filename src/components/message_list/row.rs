//! One message, with the parts above it.

use leptos::prelude::*;
use web_sys::Element;

use super::answered::answered;
use super::attachments::attachments;
use super::context::Rows;
use super::gap::gap;
use super::reactions::reactions;
use super::replies::replies;
use super::status::status;
use super::text::text;
use crate::browser::formats;
use crate::components::avatar::avatar;
use crate::components::element::{Built, div, element, span};
use crate::components::live::live;
use crate::model::message::{Edited, Person, PersonId};
use crate::model::time::Timestamp;
use crate::model::timeline::{RowKind, RowState, RowView, Shown};
use crate::strings::Strings;

const DAY_MS: i64 = 86_400_000;

/// One row in its present state. If it changes later it is rebuilt in place, and keeps its element.
pub fn row(rows: Rows, row: &RowView) -> AnyView {
    let strings = rows.chat.strings();
    let day = row.at().filter(|_| row.starts_day);
    let unknown = || Person { id: PersonId::default(), name: strings.you().into(), avatar: None };
    let author = row.author.as_deref().cloned().unwrap_or_else(unknown);
    row.author.iter().for_each(|author| rows.names.note(&author.name));
    let header = div("message-header")
        .child(span("message-author").attr("dir", "auto").attr("translate", "no").child(author.name.clone()))
        .child(" ")
        .child(row.at().map(|at| time(strings, at, row.starts_group)));
    let files = attachments(rows, row);
    let [said, fold] = match gone(strings, row) {
        Some(words) => [Some(div("message-text message-gone").attr("part", "message-text").child(words)), None],
        None => text(rows, row.key, &row.text, files.is_some()),
    };
    let edited = row.extras.as_ref().and_then(|extras| extras.edited.as_ref());
    let message = element("article")
        .class(if row.starts_group { "message is-first" } else { "message" })
        .attr("part", "message")
        .attr("data-state", name_of(&row.kind))
        .attr("data-message-id", row.id().map(|id| id.shared().clone()))
        .attr("data-own", row.is_own)
        .attr("tabindex", "-1")
        // A follow-up message does not repeat the avatar.
        .child(row.starts_group.then(|| avatar(&author)))
        .child(header)
        .child(answered(rows, row))
        .child(said)
        .child(fold)
        .child(files)
        .child(edited.map(|edited| edit_mark(strings, edited)))
        .child(reactions(rows, row))
        .child(replies(rows, row))
        .child(status(rows, row));
    div("row")
        .child(row.gap_above.as_ref().map(|above| gap(rows.chat, row.key, above)))
        .child(day.map(|day| day_divider(rows, day)))
        .child(row.starts_unread.then(|| unread_divider(strings)))
        .child(message)
        .into_any()
}

/// The text in place of a message that cannot be shown; `None` for all others.
fn gone(strings: Strings, row: &RowView) -> Option<&'static str> {
    match row.stored()?.shown {
        Shown::Whole => None,
        Shown::Deleted => Some(strings.message_deleted()),
        Shown::Unreadable => Some(strings.message_unreadable()),
    }
}

/// Says that the text was edited; the time is in a tooltip.
fn edit_mark(strings: Strings, edited: &Edited) -> Built {
    let at = match edited {
        Edited::At(at) => Some(strings.formats().day_and_time(*at)),
        Edited::Sometime => None,
    };
    span("message-edited").attr("title", at).child(strings.edited())
}

fn name_of(kind: &RowKind) -> &'static str {
    match kind {
        RowKind::Stored(stored) => match stored.shown {
            Shown::Whole => "sent",
            Shown::Deleted => "deleted",
            Shown::Unreadable => "unreadable",
        },
        RowKind::Mine(_, RowState::Failed { .. }) => "failed",
        RowKind::Mine(..) => "sending",
    }
}

fn day_divider(rows: Rows, instant: Timestamp) -> Built {
    let day = formats::day_of(instant);
    let date: String = Timestamp(day.saturating_mul(DAY_MS)).to_iso().chars().take(10).collect();
    let strings = rows.chat.strings();
    let name = move || match rows.today.get() - day {
        days @ (0 | 1) => strings.formats().days_ago(days),
        _ => strings.formats().day(instant),
    };
    element("h2").class("day-divider").child(element("time").attr("datetime", date).child(live(name)))
}

fn unread_divider(strings: Strings) -> Built {
    element("h2").class("unread-divider").child(strings.new_divider())
}

/// The time of a follow-up message has room for little more than digits.
fn time(strings: Strings, at: Timestamp, is_first: bool) -> Built {
    let words = if is_first { strings.formats().time(at) } else { strings.formats().short_time(at) };
    element("time").class("message-time").attr("datetime", at.to_iso()).child(words)
}

/// The tooltip with the day and time of a message: only for a hovered one, since it costs more than the rest of a
/// row.
pub fn hint_at_time(rows: Rows, message: &Element, at: Timestamp) {
    if let Ok(Some(time)) = message.query_selector(".message-time:not([title])") {
        // Every element accepts a plain attribute.
        let _ = time.set_attribute("title", &rows.chat.strings().formats().day_and_time(at));
    }
}
