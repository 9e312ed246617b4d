//! How far an own message is, and what can be done about it.

use leptos::prelude::*;

use super::row::Rows;
use crate::components::icon::icon;
use crate::components::ticking::seconds_until;
use crate::components::words;
use crate::model::message::LocalId;
use crate::model::time::Millis;
use crate::model::timeline::{RowState, RowView};

/// The line under an own message that is not stored; nothing under one that is.
pub fn status(rows: Rows, view: RwSignal<RowView>, state: RowState) -> Option<AnyView> {
    match state {
        RowState::Sent => None,
        RowState::Sending => Some(sending()),
        RowState::Waiting { until, why } => Some(waiting(rows, view, until, &why)),
        RowState::Failed { why } => Some(failed(rows, view, &why)),
    }
}

fn sending() -> AnyView {
    view! {
        <div class="message-status" data-kind="sending">
            {icon("icon icon-clock")} <span class="visually-hidden">{words::SENDING}</span>
        </div>
    }
    .into_any()
}

fn waiting(rows: Rows, view: RwSignal<RowView>, until: Millis, why: &str) -> AnyView {
    let left = seconds_until(rows.chat, until);
    let why = why.to_owned();
    view! {
        <div class="message-status" data-kind="waiting">
            <span class="message-status-words">
                {icon("icon icon-clock")} {move || words::waiting(&why, left.get())}
            </span>
            " " {button(view, words::TRY_NOW, move |id, _| rows.chat.retry(id))}
        </div>
    }
    .into_any()
}

fn failed(rows: Rows, view: RwSignal<RowView>, why: &str) -> AnyView {
    let edit = move |id, text: String| {
        // First into the composer, then away: at no moment is the text in neither place.
        rows.field.take_back(rows.chat, &text);
        rows.chat.discard(id);
    };
    view! {
        <div class="message-status" data-kind="failed">
            <span class="message-status-words">{icon("icon icon-alert")} {words::refused(why)}</span>
            " " {button(view, words::RETRY, move |id, _| rows.chat.retry(id))}
            {button(view, words::EDIT, edit)}
            {button(view, words::DISCARD, move |id, _| rows.chat.discard(id))}
        </div>
    }
    .into_any()
}

/// A button that does something with the message's id in the outbox and its text.
fn button(view: RwSignal<RowView>, name: &'static str, act: impl Fn(LocalId, String) + 'static) -> AnyView {
    let unsent = move || view.with_untracked(|view| Some((view.local_id.clone()?, view.text.to_string())));
    let on_click = move |_| {
        if let Some((id, text)) = unsent() {
            act(id, text);
        }
    };
    view! { <button class="button-inline" type="button" on:click=on_click>{name}</button> }.into_any()
}
