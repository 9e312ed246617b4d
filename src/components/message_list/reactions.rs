//! The reactions under a message: one chip per emoji.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::context::Rows;
use super::focus::focus_message;
use crate::app::handle::Chat;
use crate::browser::letters::native_emoji;
use crate::components::element::{Built, button, div, span};
use crate::components::keys::target_of;
use crate::model::message::{Person, PersonId, Reaction};
use crate::model::text::isolated;
use crate::model::timeline::{Offered, RowView};
use crate::reactive::Signal;

/// More kinds of reactions than this are shown only on request.
const MOST: usize = 8;

/// More people than this are not named.
const MOST_NAMED: usize = 10;

/// The chips under a message; `None` if nobody has reacted.
pub fn reactions(rows: Rows, row: &RowView) -> Option<Built> {
    let kinds = kinds(&row.extras.as_ref()?.reactions);
    if kinds.is_empty() {
        return None;
    }
    let (strings, key) = (rows.chat.strings(), row.key);
    let hidden = kinds.len().saturating_sub(MOST);
    let shows_all = Signal::new(rows.all_reactions.of(key) > 0);
    let show_all = move |event: ev::MouseEvent| {
        rows.all_reactions.set(key, 1);
        shows_all.set(true);
        // The button disappears.
        if let Some(row) = target_of(&event).and_then(|button| button.closest(".row").ok().flatten()) {
            focus_message(&row);
        }
    };
    let more = (hidden > 0).then(|| {
        button("reaction reactions-more")
            .attr("aria-label", strings.more_reactions(hidden))
            .on(ev::click, show_all)
            .child(["+", &strings.formats().number(hidden)].concat())
    });
    let list = div("message-reactions")
        .attr("part", "message-reactions")
        .attr("role", "group")
        .attr("aria-label", strings.reactions())
        .live_attr("data-all", move || shows_all.get());
    let chips = kinds.into_iter().enumerate().map(|(at, kind)| chip(rows.chat, row, kind, at >= MOST).into_any());
    Some(list.children(chips).child(more))
}

/// Returns the reactions by emoji, in the order in which each emoji first became known.
fn kinds(all: &[Reaction]) -> Vec<Vec<Reaction>> {
    let mut kinds: Vec<Vec<Reaction>> = Vec::new();
    for reaction in all {
        match kinds.iter_mut().find(|kind| kind.iter().any(|other| other.emoji == reaction.emoji)) {
            Some(kind) => kind.push(reaction.clone()),
            None => kinds.push(vec![reaction.clone()]),
        }
    }
    kinds
}

/// Toggles the user's own reaction, if that is allowed.
fn chip(chat: Chat, row: &RowView, kind: Vec<Reaction>, is_more: bool) -> Built {
    let Some(emoji) = kind.first().map(|reaction| reaction.emoji.clone()) else { return span("reaction") };
    let count = chat.strings().formats().number(kind.len());
    let (kind, drawn): (Arc<[Reaction]>, _) = (kind.into(), native_emoji(&emoji));
    let is_on = {
        let (kind, emoji) = (kind.clone(), emoji.clone());
        move || is_mine(chat, &kind, &emoji)
    };
    let name = {
        // Its name begins with its visible text.
        let seen = [&*drawn, " ", &count].concat();
        move || [&*seen, &who(chat, &kind)].concat()
    };
    let id = row.id().cloned();
    let is_stored = row.allowed(Offered { react: true, ..Offered::default() }).react;
    let react = {
        let is_on = is_on.clone();
        move |_| {
            if let Some(id) = id.clone() {
                chat.react(id, emoji.to_string(), !untrack(&is_on));
            }
        }
    };
    button(if is_more { "reaction is-more" } else { "reaction" })
        .live_attr("disabled", move || !(is_stored && chat.state.offered.get().react))
        .live_attr("aria-pressed", move || if is_on() { "true" } else { "false" })
        .live_attr("aria-label", name.clone())
        .live_attr("title", name)
        .on(ev::click, react)
        .child(span("reaction-emoji").child(drawn))
        .child(" ")
        .child(count)
}

/// Returns `true` if the user has reacted with this emoji; tracked.
pub fn is_mine(chat: Chat, reactions: &[Reaction], emoji: &str) -> bool {
    chat.state.me.with(|me| {
        me.as_ref().is_some_and(|me| reactions.iter().any(|one| *one.emoji == *emoji && one.person == me.id))
    })
}

/// Names who reacted: ": you, Ben and 3 others"; empty if no name is known. Tracked.
fn who(chat: Chat, kind: &[Reaction]) -> String {
    let strings = chat.strings();
    let me = chat.state.me.with(|me| me.as_ref().map(|me| me.id.clone()));
    let is_me = |reaction: &&Reaction| Some(&reaction.person) == me.as_ref();
    let is_mine = kind.iter().any(|reaction| is_me(&reaction));
    let others = kind.iter().filter(|reaction| !is_me(reaction));
    let names = others.filter_map(|reaction| reaction.name.clone().or_else(|| name_of(chat, &reaction.person)));
    let mut named: Vec<Arc<str>> = is_mine.then(|| strings.you_too().into()).into_iter().chain(names).collect();
    if kind.len() > MOST_NAMED {
        named.truncate(MOST_NAMED - 1);
    }
    match (named.len(), kind.len() - named.len()) {
        (0, _) => return String::new(),
        (_, 0) => {}
        (_, count) => named.push(strings.others(count).into()),
    }
    let names = match named.as_slice() {
        // Creating a list formatter takes a slow phone some milliseconds.
        [one] => isolated(one, strings.dir() == "rtl"),
        all => strings.list(all),
    };
    [": ", &names].concat()
}

/// Returns the name of a person who is online.
fn name_of(chat: Chat, id: &PersonId) -> Option<Arc<str>> {
    let find =
        |people: &Vec<Arc<Person>>| people.iter().find(|person| person.id == *id).map(|person| person.name.clone());
    chat.state.people.with_untracked(|people| people.as_ref().and_then(find))
}
