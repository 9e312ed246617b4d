//! Who is online.

use std::sync::Arc;

use leptos::prelude::*;

use super::avatar::avatar;
use super::element::{Built, element, p, span};
use super::icon::icon;
use super::live::live;
use crate::app::handle::Chat;
use crate::model::connection::Status;
use crate::model::message::Person;
use crate::reactive::Memo;
use crate::strings::Strings;

/// How many placeholder names are shown during the first connection.
const SKELETONS: usize = 2;

/// What is known about who is online.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Knowledge {
    /// A signed-out user is told nothing.
    Nothing,
    /// It may come with the first connection.
    Awaited,
    /// The workspace's live channel does not say.
    Hidden,
    /// There is no live channel.
    Unknown,
    /// This many.
    Known(usize),
}

impl Knowledge {
    fn of(chat: Chat) -> Self {
        let count = chat.state.people.with(|people| people.as_ref().map(Vec::len));
        chat.state.status.with(|status| match (status, count) {
            (Status::SignedOut, _) => Self::Nothing,
            (_, Some(count)) => Self::Known(count),
            (Status::Connecting, None) => Self::Awaited,
            (Status::Syncing | Status::Behind(_) | Status::Live | Status::Unanswered, None) => Self::Hidden,
            (_, None) => Self::Unknown,
        })
    }

    /// The present knowledge; readers are notified only of changes.
    #[must_use]
    pub fn followed(chat: Chat) -> Memo<Self> {
        Memo::new(move |_| Self::of(chat))
    }

    /// Returns how many are online, if that is known.
    #[must_use]
    pub fn count(self) -> Option<usize> {
        match self {
            Self::Known(count) => Some(count),
            _ => None,
        }
    }
}

/// The sidebar's list of who is online.
pub fn people(chat: Chat) -> AnyView {
    let strings = chat.strings();
    let knowledge = Knowledge::followed(chat);
    let is_listed = Memo::new(move |_| knowledge.get().count().is_some());
    let heading = move || match knowledge.get() {
        Knowledge::Known(count) => strings.online_heading(count),
        _ => strings.online().to_owned(),
    };
    let note = move || match knowledge.get() {
        Knowledge::Known(0 | 1) => Some(note(strings.alone())),
        Knowledge::Hidden => Some(note(strings.people_hidden())),
        Knowledge::Unknown => Some(note(strings.people_unknown())),
        _ => None,
    };
    let list = move || match knowledge.get() {
        Knowledge::Awaited => Some(skeletons()),
        _ => is_listed.get().then(|| list(chat)),
    };
    let section = move || {
        element("section")
            .class("sidebar-section people")
            .attr("aria-labelledby", "chat-people")
            .child(element("h2").class("sidebar-heading").attr("id", "chat-people").child(live(heading)))
            .child(live(list))
            .child(live(note))
    };
    let is_shown = Memo::new(move |_| knowledge.get() != Knowledge::Nothing);
    live(move || is_shown.get().then(section))
}

fn note(words: &'static str) -> Built {
    p("sidebar-note").child(words)
}

fn list(chat: Chat) -> Built {
    let people = move || {
        let me = chat.state.me.get();
        let people = chat.state.people.get().unwrap_or_default();
        let draw =
            |person: &Arc<Person>| draw(chat.strings(), person, me.as_ref().is_some_and(|me| me.id == person.id));
        people.iter().map(draw).collect::<Vec<_>>()
    };
    element("ul").child(live(people))
}

fn draw(strings: Strings, person: &Person, is_me: bool) -> AnyView {
    element("li")
        .class("person")
        .attr("title", person.name.clone())
        .child(avatar(person))
        .child(span("person-name one-line").attr("dir", "auto").attr("translate", "no").child(person.name.clone()))
        .child(is_me.then_some(" "))
        .child(is_me.then(|| span("person-you").child(strings.you_mark())))
        .into_any()
}

fn skeletons() -> Built {
    let skeleton =
        |_| element("li").class("person skeleton").child(icon("avatar")).child(icon("skeleton-bar")).into_any();
    element("ul").class("skeletons").attr("aria-hidden", "true").children((0..SKELETONS).map(skeleton))
}
