//! How far an own message is, and what can be done about it.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::row::Rows;
use crate::components::element::{self, Built, div, span};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::ticking::seconds_until;
use crate::components::words;
use crate::model::message::LocalId;
use crate::model::time::Millis;
use crate::model::timeline::{RowState, RowView};

/// The line under an own message that is not stored; nothing under one that is.
pub fn status(rows: Rows, row: &RowView) -> Option<Built> {
    let unsent = || Some(Unsent { id: row.local_id.clone()?, text: row.text.clone() });
    match &row.state {
        RowState::Sent => None,
        RowState::Sending => Some(on_its_way(words::sending())),
        RowState::Queued => Some(on_its_way(words::queued())),
        RowState::Waiting { until, why, .. } => unsent().map(|unsent| waiting(rows, unsent, *until, why)),
        RowState::Withdrawn => Some(withdrawn()),
        RowState::Failed { why } => unsent().map(|unsent| failed(rows, unsent, why)),
    }
}

/// An own message that is not stored.
#[derive(Clone)]
struct Unsent {
    /// Its id in the outbox.
    id: LocalId,
    text: Arc<str>,
}

fn line(kind: &'static str) -> Built {
    div("message-status").attr("data-kind", kind)
}

fn on_its_way(words: &'static str) -> Built {
    line("sending").child(icon("icon icon-clock")).child(span("visually-hidden").child(words))
}

fn withdrawn() -> Built {
    let words = span("message-status-words").child(icon("icon icon-alert")).child(" ").child(words::withdrawn());
    line("waiting").child(words)
}

fn waiting(rows: Rows, unsent: Unsent, until: Millis, why: &str) -> Built {
    let left = seconds_until(rows.chat, until);
    let why = why.to_owned();
    let words = live(move || words::not_sent_yet(&why, left.get()));
    line("waiting")
        .child(span("message-status-words").child(icon("icon icon-clock")).child(words))
        .child(" ")
        .child(button(words::try_now(), unsent, move |unsent| rows.chat.retry(unsent.id)))
}

fn failed(rows: Rows, unsent: Unsent, why: &str) -> Built {
    let edit = move |unsent: Unsent| {
        // First into the composer, then away: at no moment is the text in neither place.
        rows.field.take_back(rows.chat, &unsent.text);
        rows.chat.discard(unsent.id);
    };
    let words = words::refused(&words::reason(why));
    line("failed")
        .child(span("message-status-words").child(icon("icon icon-alert")).child(words))
        .child(" ")
        .child(button(words::retry(), unsent.clone(), move |unsent| rows.chat.retry(unsent.id)))
        .child(button(words::edit(), unsent.clone(), edit))
        .child(button(words::discard(), unsent, move |unsent| rows.chat.discard(unsent.id)))
}

/// A button that does something with the message.
fn button(name: &'static str, unsent: Unsent, act: impl Fn(Unsent) + 'static) -> Built {
    element::button("button-inline").on(ev::click, move |_| act(unsent.clone())).child(name)
}
