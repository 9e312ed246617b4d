//! How far an own message is, and what can be done about it.

use std::sync::Arc;

use leptos::prelude::*;

use super::row::Rows;
use crate::components::icon::icon;
use crate::components::live::live;
use crate::components::ticking::seconds_until;
use crate::components::words;
use crate::model::message::LocalId;
use crate::model::time::Millis;
use crate::model::timeline::{RowState, RowView};

/// The line under an own message that is not stored; nothing under one that is.
pub fn status(rows: Rows, row: &RowView) -> Option<AnyView> {
    let unsent = || Some(Unsent { id: row.local_id.clone()?, text: row.text.clone() });
    match &row.state {
        RowState::Sent => None,
        RowState::Sending => Some(on_its_way(words::sending())),
        RowState::Queued => Some(on_its_way(words::queued())),
        RowState::Waiting { until, why, .. } => unsent().map(|unsent| waiting(rows, unsent, *until, why)),
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

fn on_its_way(words: &'static str) -> AnyView {
    view! {
        <div class="message-status" data-kind="sending">
            {icon("icon icon-clock")} <span class="visually-hidden">{words}</span>
        </div>
    }
    .into_any()
}

fn waiting(rows: Rows, unsent: Unsent, until: Millis, why: &str) -> AnyView {
    let left = seconds_until(rows.chat, until);
    let why = why.to_owned();
    view! {
        <div class="message-status" data-kind="waiting">
            <span class="message-status-words">
                {icon("icon icon-clock")} {live(move || words::not_sent_yet(&why, left.get()))}
            </span>
            " " {button(words::try_now(), unsent, move |unsent| rows.chat.retry(unsent.id))}
        </div>
    }
    .into_any()
}

fn failed(rows: Rows, unsent: Unsent, why: &str) -> AnyView {
    let edit = move |unsent: Unsent| {
        // First into the composer, then away: at no moment is the text in neither place.
        rows.field.take_back(rows.chat, &unsent.text);
        rows.chat.discard(unsent.id);
    };
    view! {
        <div class="message-status" data-kind="failed">
            <span class="message-status-words">{icon("icon icon-alert")} {words::refused(&words::reason(why))}</span>
            " " {button(words::retry(), unsent.clone(), move |unsent| rows.chat.retry(unsent.id))}
            {button(words::edit(), unsent.clone(), edit)}
            {button(words::discard(), unsent, move |unsent| rows.chat.discard(unsent.id))}
        </div>
    }
    .into_any()
}

/// A button that does something with the message.
fn button(name: &'static str, unsent: Unsent, act: impl Fn(Unsent) + 'static) -> AnyView {
    let on_click = move |_| act(unsent.clone());
    view! { <button class="button-inline" type="button" on:click=on_click>{name}</button> }.into_any()
}
