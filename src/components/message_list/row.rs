//! One message, with what stands above it. Within a row only what has changed is drawn again.

use std::sync::Arc;

use leptos::either::Either;
use leptos::prelude::*;

use super::author::is_own;
use super::gap::gap;
use super::links::{Piece, linkify};
use super::status::status;
use crate::app::handle::Chat;
use crate::app::state::RowHandle;
use crate::browser::formats;
use crate::components::avatar::avatar;
use crate::components::composer::Field;
use crate::components::words;
use crate::model::message::Person;
use crate::model::time::Timestamp;
use crate::model::timeline::{RowState, RowView};

/// Where a link may lead without telling where it was found.
const REL: &str = "noopener noreferrer nofollow ugc";

const DAY_MS: i64 = 86_400_000;

/// What all rows of a list know.
#[derive(Clone, Copy)]
pub struct Rows {
    /// The chat.
    pub chat: Chat,
    /// The composer's text field, for refused messages that are written anew.
    pub field: Field,
    /// The day that it is for the visitor.
    pub today: ReadSignal<i64>,
}

/// One row.
pub fn row(rows: Rows, handle: RowHandle) -> AnyView {
    let (chat, key) = (rows.chat, handle.key);
    let view: RwSignal<RowView> = handle.view.into();
    let gap_above = Memo::new(move |_| view.with(|view| view.gap_above.clone()));
    let day = Memo::new(move |_| view.with(|view| view.at.filter(|_| view.starts_day)));
    let state = Memo::new(move |_| view.with(|view| view.state.clone()));
    view! {
        <div class="row">
            {move || gap_above.with(|above| above.as_ref().map(|above| gap(chat, key, above)))}
            {move || day.get().map(|day| day_divider(rows.today, day))}
            <article
                class="message"
                class:is-first=move || view.with(|view| view.starts_group)
                data-state=move || state.with(name_of)
                data-message-id=move || view.with(|view| view.id.clone())
                data-own=move || chat.state.me.with(|me| view.with(|view| is_own(view.author.as_deref(), me.as_deref())))
            >
                {by_whom(view)}
                {text(view)}
                {move || status(rows, view, state.get())}
            </article>
        </div>
    }
    .into_any()
}

fn name_of(state: &RowState) -> &'static str {
    match state {
        RowState::Sent => "sent",
        RowState::Sending | RowState::Waiting { .. } => "sending",
        RowState::Failed { .. } => "failed",
    }
}

fn day_divider(today: ReadSignal<i64>, instant: Timestamp) -> AnyView {
    let day = formats::day_of(instant);
    let date: String = Timestamp(day.saturating_mul(DAY_MS)).to_iso().chars().take(10).collect();
    let name = move || match today.get() - day {
        0 => words::TODAY.to_owned(),
        1 => words::YESTERDAY.to_owned(),
        _ => formats::day(instant),
    };
    view! { <h2 class="day-divider"><time datetime=date>{name}</time></h2> }.into_any()
}

/// The author's picture, their name and the time.
fn by_whom(view: RwSignal<RowView>) -> AnyView {
    let author = Memo::new(move |_| view.with(|view| view.author.clone()));
    let with_author = move |draw: fn(&Person) -> AnyView| {
        author.with(|author| match author {
            Some(author) => draw(author),
            None => draw(&Person { id: Arc::default(), name: words::YOU.into(), avatar: None }),
        })
    };
    let at = Memo::new(move |_| view.with(|view| view.at));
    let is_first = Memo::new(move |_| view.with(|view| view.starts_group));
    view! {
        {move || with_author(avatar)}
        <div class="message-header">
            <span class="message-author one-line" dir="auto">
                {move || with_author(|author| author.name.clone().into_any())}
            </span>
            " "
            {move || at.get().map(|at| time(at, is_first))}
        </div>
    }
    .into_any()
}

/// The time of a message that continues another stands where there is room for little more than digits.
fn time(at: Timestamp, is_first: Memo<bool>) -> AnyView {
    let words = move || if is_first.get() { formats::time(at) } else { formats::short_time(at) };
    view! { <time class="message-time" datetime=at.to_iso() title=formats::day_and_time(at)>{words}</time> }.into_any()
}

fn text(view: RwSignal<RowView>) -> AnyView {
    let text = Memo::new(move |_| view.with(|view| view.text.clone()));
    view! { <div class="message-text" dir="auto">{move || text.with(with_links)}</div> }.into_any()
}

/// A text as text nodes, its addresses as links.
fn with_links(text: &Arc<str>) -> AnyView {
    let pieces = linkify(text);
    if let [] | [Piece::Text(_)] = pieces[..] {
        return text.clone().into_any();
    }
    let draw = |piece| match piece {
        Piece::Text(text) => Either::Left(text.to_owned()),
        Piece::Link(address) => Either::Right(link(address.to_owned())),
    };
    pieces.into_iter().map(draw).collect_view().into_any()
}

fn link(address: String) -> impl IntoView {
    let words = address.clone();
    view! { <a href=address rel=REL target="_blank">{words}</a> }
}
