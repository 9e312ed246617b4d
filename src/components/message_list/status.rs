//! The state of an own message, and the actions it offers.

use leptos::ev;

use super::context::Rows;
use crate::components::element::{self, Built, div, span};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::ticking::seconds_until;
use crate::model::connection::Status;
use crate::model::message::LocalId;
use crate::model::reason::Reason;
use crate::model::time::Millis;
use crate::model::timeline::{RowKind, RowState, RowView, WishView};
use crate::strings::Strings;

/// The line under an own message that is not stored yet.
pub fn status(rows: Rows, row: &RowView) -> Option<Built> {
    let strings = rows.chat.strings();
    if let Some(wish) = row.extras.as_ref().and_then(|extras| extras.wish.clone()) {
        return Some(wished(rows, row, wish));
    }
    let RowKind::Mine(id, state) = &row.kind else { return None };
    Some(match state {
        RowState::Sending => on_its_way(strings.sending()),
        RowState::SendingSlowly => waits_on(strings.slow_answer()),
        RowState::Uploading { percent } => uploading(rows, id.clone(), *percent),
        RowState::Queued => on_its_way(strings.queued()),
        RowState::Waiting { until, why, .. } => waiting(rows, id.clone(), *until, why, has_files(row)),
        RowState::Withdrawn => withdrawn(strings),
        RowState::Failed { why } => failed(rows, id.clone(), why, has_files(row)),
    })
}

fn line(kind: &'static str) -> Built {
    div("message-status").attr("data-kind", kind)
}

fn on_its_way(words: &'static str) -> Built {
    line("sending").child(icon("icon icon-clock")).child(span("visually-hidden").child(words))
}

fn waits_on(words: &'static str) -> Built {
    line("waiting").child(span("message-status-words").child(icon("icon icon-clock")).child(words))
}

/// An edit or a deletion that is not confirmed yet. It can be undone while it certainly was not sent.
fn wished(rows: Rows, row: &RowView, wish: WishView) -> Built {
    let (chat, strings, id) = (rows.chat, rows.chat.strings(), row.id().cloned());
    let is_offline = move || {
        chat.state.status.with(|status| matches!(status, Status::Offline | Status::AsOf(..) | Status::SignedOut))
    };
    let draw = move || {
        let words = match &wish.why {
            Some(why) => strings.waiting(&strings.reason(why)),
            None if is_offline() => strings.queued().to_owned(),
            None => return on_its_way(strings.sending()),
        };
        let id = id.clone().filter(|_| wish.can_undo);
        let undo = id.map(|id| {
            element::button("button-inline").on(ev::click, move |_| chat.undo(id.clone())).child(strings.undo())
        });
        line("waiting")
            .child(span("message-status-words").child(icon("icon icon-clock")).child(words))
            .child(" ")
            .child(undo)
    };
    div("message-parts").child(live(draw))
}

fn withdrawn(strings: Strings) -> Built {
    let words = span("message-status-words").child(icon("icon icon-alert")).child(" ").child(strings.withdrawn());
    line("waiting").child(words)
}

fn waiting(rows: Rows, id: LocalId, until: Millis, why: &Reason, has_files: bool) -> Built {
    let strings = rows.chat.strings();
    let left = seconds_until(rows.chat, until);
    let why = why.clone();
    let status = rows.chat.state.status;
    // No attempt is made while it cannot arrive.
    let will_be_tried =
        move || status.with(|status| !matches!(status, Status::Offline | Status::AsOf(..) | Status::SignedOut));
    let words = live(move || strings.not_sent_yet(&why, if will_be_tried() { left.get() } else { 0 }));
    line("waiting")
        .child(span("message-status-words").child(icon("icon icon-clock")).child(words))
        .child(" ")
        .child(button(strings.try_now(), id.clone(), move |id| rows.chat.retry(id)))
        // A file is retried for minutes, and each attempt costs its sender.
        .child(has_files.then(|| button(strings.cancel(), id, move |id| rows.chat.discard(id))))
}

fn has_files(row: &RowView) -> bool {
    row.extras.as_ref().is_some_and(|extras| !extras.attachments.is_empty())
}

/// How much of a message's files is uploaded.
fn uploading(rows: Rows, id: LocalId, percent: u8) -> Built {
    let strings = rows.chat.strings();
    let words = strings.uploading(&strings.formats().number(percent.into()));
    let bar = element::element("progress")
        .class("upload-progress")
        .attr("max", "100")
        .attr("value", percent.to_string())
        .attr("aria-label", words.clone());
    line("waiting").child(bar).child(span("message-status-words").child(words)).child(" ").child(button(
        strings.cancel(),
        id,
        move |id| rows.chat.discard(id),
    ))
}

fn failed(rows: Rows, id: LocalId, why: &Reason, has_files: bool) -> Built {
    let strings = rows.chat.strings();
    let edit = move |id| {
        rows.field.take_back(rows.chat, id);
    };
    let words = strings.refused(&strings.reason(why));
    line("failed")
        .child(span("message-status-words").child(icon("icon icon-alert")).child(words))
        .child(" ")
        .child(button(strings.retry(), id.clone(), move |id| rows.chat.retry(id)))
        // The composer would get the text but not the files.
        .child((!has_files).then(|| button(strings.edit(), id.clone(), edit)))
        .child(button(strings.discard(), id, move |id| rows.chat.discard(id)))
}

/// A button for an action on the message.
fn button(name: &'static str, id: LocalId, act: impl Fn(LocalId) + 'static) -> Built {
    element::button("button-inline").on(ev::click, move |_| act(id.clone())).child(name)
}
