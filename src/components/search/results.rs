//! The results, and the tab's own search. In a chunk.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::browser::letters::decomposed;
use crate::components::element::{Built, button, div, element, p, span};
use crate::model::message::{MessageId, Person};
use crate::model::search::{Hit, Piece, Query, Search, excerpt, fold, is_match};
use crate::model::sorting::sorted;
use crate::model::timeline::{RowView, Shown};

/// The maximum number of results from the tab's own messages.
const MOST_LOCAL: usize = 100;

/// A text in the form in which it is searched.
pub fn folded(text: &str) -> String {
    fold(text, decomposed)
}

/// Returns everyone known here: people online, authors of loaded messages, and authors of results.
pub fn known_people(chat: Chat, hits: &[Hit]) -> Vec<Arc<Person>> {
    let mut people = chat.state.people.get_untracked().unwrap_or_default();
    let mut add = |person: &Arc<Person>| {
        if people.iter().all(|other| other.id != person.id) {
            people.push(person.clone());
        }
    };
    for channel in chat.state.channels.get_untracked() {
        chat.state
            .channel(&channel.id)
            .rows
            .with_untracked(|rows| rows.iter().filter_map(|row| row.author.as_ref()).for_each(&mut add));
    }
    hits.iter().for_each(|hit| add(&hit.author));
    people
}

/// Returns the tab's own results for a query, newest first.
pub fn local_hits(chat: Chat, query: &Query) -> Vec<Hit> {
    let words: Vec<String> = query.words.iter().map(|word| folded(word)).collect();
    let mut hits = Vec::new();
    for channel in chat.state.channels.get_untracked() {
        if query.channel.as_ref().is_some_and(|id| *id != channel.id) {
            continue;
        }
        let hit = |row: &Arc<RowView>| {
            let author = row.author.clone()?;
            let is_meant = row.shows(Shown::Whole)
                && query.sender.as_ref().is_none_or(|id| *id == author.id)
                && is_match(&row.text, &words, folded);
            let (message, at) = (row.id().cloned()?, row.at()?);
            is_meant.then(|| Hit { channel: channel.id.clone(), message, author, at, text: row.text.clone() })
        };
        let rows = chat.state.channel(&channel.id).rows;
        rows.with_untracked(|rows| hits.extend(rows.iter().rev().filter_map(hit).take(MOST_LOCAL)));
    }
    let mut hits = sorted(hits, |one, other| other.at.cmp(&one.at));
    hits.truncate(MOST_LOCAL);
    hits
}

/// The list of results. `press` is called with the result that is pressed; `last` was pressed last.
pub fn results(
    chat: Chat,
    found: &Search,
    last: Option<&MessageId>,
    press: impl Fn(&Hit) + Copy + 'static,
) -> Option<Built> {
    let words: Vec<String> = found.words().iter().map(|word| folded(word)).collect();
    let draw = |hit: &Hit| {
        let target = hit.clone();
        let is_last = last == Some(&hit.message);
        let button = result(chat, hit, &words)
            .attr("aria-current", is_last.then_some("true"))
            .on(ev::click, move |_| press(&target));
        element("li").child(button).into_any()
    };
    let hits = found.hits();
    (!hits.is_empty()).then(|| element("ul").class("search-results").children(hits.iter().map(draw)))
}

fn result(chat: Chat, hit: &Hit, words: &[String]) -> Built {
    let name = |class, text: String| span(class).attr("dir", "auto").attr("translate", "no").child(text);
    let pieces = excerpt(&hit.text, words, folded).into_iter().map(|Piece { text, is_hit }| {
        if is_hit { element("mark").child(text).into_any() } else { element("span").child(text).into_any() }
    });
    button("search-result")
        .attr("part", "search-result")
        .attr("data-result", hit.message.to_string())
        .child(
            div("search-result-header")
                .child(name("search-result-author one-line", hit.author.name.to_string()))
                .child(name("search-result-channel one-line", ["#", &chat.channel_name(&hit.channel)].concat()))
                .child(span("search-result-time").child(chat.strings().formats().day_and_time(hit.at))),
        )
        .child(p("search-result-text").attr("dir", "auto").children(pieces))
}
