//! Who is online.

use leptos::prelude::*;

use super::avatar::avatar;
use super::icon::icon;
use super::live::live;
use super::words;
use crate::app::handle::Chat;
use crate::model::connection::Status;
use crate::model::message::Person;

/// How many names are pretended while the first connection is made.
const SKELETONS: usize = 2;

/// What can be said about who is online.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Knowledge {
    /// Who is signed out is told nothing.
    Nothing,
    /// It may come with the first connection.
    Awaited,
    /// The workspace's live channel does not tell.
    Hidden,
    /// There is no live channel.
    Unknown,
    /// So many.
    Known(usize),
}

fn knowledge(chat: Chat) -> Knowledge {
    let count = chat.state.people.with(|people| people.as_ref().map(Vec::len));
    chat.state.status.with(|status| match (status, count) {
        (Status::SignedOut, _) => Knowledge::Nothing,
        (_, Some(count)) => Knowledge::Known(count),
        (Status::Connecting, None) => Knowledge::Awaited,
        (Status::Syncing | Status::Behind(_) | Status::Live, None) => Knowledge::Hidden,
        (_, None) => Knowledge::Unknown,
    })
}

/// How many are online, where that is known; tracked.
#[must_use]
pub fn people_count(chat: Chat) -> Option<usize> {
    match knowledge(chat) {
        Knowledge::Known(count) => Some(count),
        _ => None,
    }
}

/// The sidebar's list of who is online.
#[component]
pub fn People() -> impl IntoView {
    let chat = Chat::here();
    let knowledge = Memo::new(move |_| knowledge(chat));
    let is_listed = Memo::new(move |_| matches!(knowledge.get(), Knowledge::Known(_)));
    let heading = move || match knowledge.get() {
        Knowledge::Known(count) => words::online_heading(count),
        _ => words::online().to_owned(),
    };
    let note = move || match knowledge.get() {
        Knowledge::Known(0 | 1) => Some(note(words::alone())),
        Knowledge::Hidden => Some(note(words::people_hidden())),
        Knowledge::Unknown => Some(note(words::people_unknown())),
        _ => None,
    };
    let list = move || match knowledge.get() {
        Knowledge::Awaited => Some(skeletons()),
        _ => is_listed.get().then(|| list(chat)),
    };
    let section = move || {
        view! {
            <section class="sidebar-section people" aria-labelledby="chat-people">
                <h2 class="sidebar-heading" id="chat-people">{live(heading)}</h2>
                {live(list)}
                {live(note)}
            </section>
        }
        .into_any()
    };
    let is_shown = Memo::new(move |_| knowledge.get() != Knowledge::Nothing);
    live(move || is_shown.get().then(section))
}

fn note(words: &'static str) -> AnyView {
    view! { <p class="sidebar-note">{words}</p> }.into_any()
}

fn list(chat: Chat) -> AnyView {
    let people = move || {
        let me = chat.state.me.get();
        let people = chat.state.people.get().unwrap_or_default();
        people.iter().map(|person| draw(person, me.as_ref().is_some_and(|me| me.id == person.id))).collect_view()
    };
    view! { <ul>{live(people)}</ul> }.into_any()
}

fn draw(person: &Person, is_me: bool) -> AnyView {
    view! {
        <li class="person" title=person.name.clone()>
            {avatar(person)}
            <span class="person-name one-line" dir="auto">{person.name.clone()}</span>
            {is_me.then(|| view! { " "<span class="person-you">{words::you_mark()}</span> })}
        </li>
    }
    .into_any()
}

fn skeletons() -> AnyView {
    let skeleton = |_| {
        view! {
            <li class="person skeleton">{icon("avatar")} {icon("skeleton-bar")}</li>
        }
    };
    let all = (0..SKELETONS).map(skeleton).collect_view();
    view! { <ul class="skeletons" aria-hidden="true">{all}</ul> }.into_any()
}
