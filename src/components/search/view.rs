//! The panel's logic: the search, when it runs, and the way to a result and back. In a chunk.
//!
//! If there is room, the panel is beside the conversation. Otherwise it covers the conversation and closes when a
//! result is pressed; the browser's Back (on the stand-alone page) or its button opens it again at the same place.

use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::ev;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::Element;

use super::Search;
use super::opening::{covers, show};
use super::results::{folded, known_people, local_hits};
use crate::model::connection::Status;
use crate::model::message::{MessageId, Person};
use crate::model::search::{self, Command, DEBOUNCE_MS, Names, Progress, read};
use crate::model::time::Millis;
use crate::reactive::{Memo, Signal, Stored, effect};

/// How long the results must be stable before their number is announced, in milliseconds.
const PAUSE_MS: u32 = 1_000;

/// This close to the end of the list, in pixels, the next page is requested.
const NEAR_END: i32 = 200;

/// How long the channel may take to change after Back, in milliseconds.
const RETURN_MS: Millis = 500;

/// The panel with its state.
#[derive(Clone, Copy)]
pub struct View {
    pub search: Search,
    state: Stored<State>,
    /// Counts changes of the results.
    changes: Signal<u32>,
    /// The search text.
    pub text: Signal<String>,
    /// The text for screen readers.
    pub said: Signal<String>,
}

#[derive(Default)]
struct State {
    found: search::Search,
    debounce: Option<Timeout>,
    pause: Option<Timeout>,
    /// The last result that was pressed.
    last: Option<MessageId>,
    /// True if the panel closed for it, and opens again on Back.
    is_away: bool,
    /// True if the next change of the address is ours.
    is_leaving: bool,
    /// The time of Back, by the session's clock: the channel changes with the address.
    returned_at: Millis,
    scrolled: i32,
}

impl View {
    /// Creates a search that ends with the current reactive owner.
    pub fn new(search: Search) -> Self {
        let view = Self {
            search,
            state: Stored::new(State::default()),
            changes: Signal::new(0),
            text: Signal::new(String::new()),
            said: Signal::new(String::new()),
        };
        view.follow_backend();
        view.follow_address();
        view.follow_channel();
        view
    }

    /// Reads the results; tracked.
    pub fn found<T>(self, read: impl FnOnce(&search::Search) -> T) -> T {
        self.changes.track();
        self.with(|state| read(&state.found))
    }

    fn with<T>(self, read: impl FnOnce(&State) -> T) -> T {
        self.state.with_value(read)
    }

    pub fn typed(self, text: String) {
        self.text.set(text);
        self.look();
    }

    fn can_call(self) -> bool {
        let state = &self.search.chat.state;
        let is_reachable =
            state.status.with(|status| !matches!(status, Status::Offline | Status::AsOf(..) | Status::SignedOut));
        is_reachable && state.offered.get().search
    }

    /// Returns the people that a filter in this text may name.
    pub fn people(self, text: &str) -> Vec<Arc<Person>> {
        let has_filter = text.bytes().any(|byte| byte == b':');
        let hits =
            |state: &State| if has_filter { known_people(self.search.chat, state.found.hits()) } else { Vec::new() };
        self.with(hits)
    }

    /// Starts a search for the typed text.
    fn look(self) {
        let chat = self.search.chat;
        let can_call = untrack(|| self.can_call());
        let people = self.text.with_untracked(|text| self.people(text));
        let query = self.text.with_untracked(|text| {
            chat.state
                .channels
                .with_untracked(|channels| read(text, &Names { people: &people, channels, fold: folded }))
        });
        let local = local_hits(chat, &query);
        self.run(move |found| found.look_for(query, local, can_call));
    }

    /// Changes the search, and carries out what that requires.
    pub fn run(self, change: impl FnOnce(&mut search::Search) -> Option<Command>) {
        // The chat may be gone by now.
        if let Some(command) = self.state.try_update_value(|state| change(&mut state.found)) {
            self.carry_out(command);
        }
    }

    fn carry_out(self, command: Option<Command>) {
        match command {
            None => {}
            Some(Command::Wait(number)) => {
                let wait = Timeout::new(DEBOUNCE_MS, move || self.run(move |found| found.due(number)));
                self.state.update_value(|state| state.debounce = Some(wait));
            }
            Some(Command::Call(number, call)) => {
                let chat = self.search.chat;
                wasm_bindgen_futures::spawn_local(async move {
                    let answer = chat.search(call).await;
                    self.run(move |found| {
                        found.answered(number, answer);
                        None
                    });
                });
            }
        }
        self.changes.update(|changes| *changes += 1);
        let pause = Timeout::new(PAUSE_MS, move || {
            let is_running = self.state.try_with_value(|state| *state.found.progress() == Progress::Running);
            if is_running == Some(false) {
                self.said.set(untrack(|| self.words()));
            }
        });
        self.state.update_value(|state| state.pause = Some(pause));
    }

    /// Asks the backend, once possible, for a query that was only searched in the tab. Its results stay if the
    /// backend is unreachable again.
    fn follow_backend(self) {
        let can_call = Memo::new(move |_| self.can_call());
        let mut is_first = true;
        effect(move || {
            let was_first = std::mem::take(&mut is_first);
            let may_ask = can_call.get() && !was_first;
            if may_ask && self.with(|state| state.found.is_local()) && self.text.with_untracked(|text| !text.is_empty())
            {
                self.look();
            }
        });
    }

    /// Opens the panel again on return from a result that it was closed for.
    fn follow_address(self) {
        let listener = window_event_listener(ev::hashchange, move |_| {
            let back = self.state.try_update_value(|state| {
                let is_ours = std::mem::take(&mut state.is_leaving);
                let is_back = !is_ours && std::mem::take(&mut state.is_away);
                if is_back {
                    state.returned_at = self.search.chat.now();
                }
                is_back.then(|| state.last.clone().map(|message| (message, state.scrolled))).flatten()
            });
            if let Some(Some(back)) = back {
                show(self.search, Some(back));
            }
        });
        let listener = SendWrapper::new(listener);
        on_cleanup(move || listener.take().remove());
    }

    /// Closes the panel if it covers a channel that was opened by other means.
    fn follow_channel(self) {
        let Search { chat, panel, is_open, .. } = self.search;
        let mut is_first = true;
        effect(move || {
            chat.state.selected.track();
            let is_return = self.with(|state| chat.now() - state.returned_at < RETURN_MS);
            if !std::mem::take(&mut is_first) && !is_return && panel.get_untracked().is_some_and(|panel| covers(&panel))
            {
                is_open.set(false);
            }
        });
    }

    /// Goes to a result. If the panel covers the conversation, it closes.
    pub fn go_to(self, hit: &search::Hit) {
        let search = self.search;
        let panel = search.panel.get_untracked();
        let covers = panel.as_ref().is_some_and(|panel| covers(panel));
        let body = panel.and_then(|panel| panel.query_selector(".search-body").ok().flatten());
        let is_step = search.chat.go_to_found(hit.channel.clone(), hit.message.clone());
        self.state.update_value(|state| {
            state.last = Some(hit.message.clone());
            state.scrolled = body.map_or(0, |body| body.scroll_top());
            state.is_away = covers && is_step;
            state.is_leaving = is_step;
        });
        if covers {
            search.is_open.set(false);
        }
        self.changes.update(|changes| *changes += 1);
    }

    pub fn scrolled(self, body: Option<Element>) {
        let Some(body) = body else { return };
        if body.scroll_top() + body.client_height() + NEAR_END > body.scroll_height() {
            self.more();
        }
    }

    pub fn more(self) {
        // Without more results nothing is redrawn.
        if self.with(|state| state.found.has_more() && *state.found.progress() == Progress::Done) {
            self.run(search::Search::more);
        }
    }

    /// The number of results, if only the tab was searched, or why there are none.
    pub fn words(self) -> String {
        let strings = self.search.chat.strings();
        self.found(|found| {
            let count = found.hits().len();
            let number = match count {
                0 => strings.search_nothing().to_owned(),
                count if found.has_more() => strings.search_newest(count),
                count => strings.search_found(count),
            };
            let here = |number: String| [&number, " ", strings.search_here()].concat();
            match found.progress() {
                Progress::Idle => strings.search_hint("from:", "in:"),
                Progress::Unknown(name) => strings.search_unknown(name),
                Progress::Running if count == 0 => strings.search_running().to_owned(),
                Progress::Running if found.is_local() => [&number, " ", strings.search_running()].concat(),
                Progress::Failed(why) => strings.search_failed(&strings.reason(why)),
                _ if found.is_local() => here(number),
                _ => number,
            }
        })
    }

    /// Returns the last result that was pressed; tracked.
    pub fn last(self) -> Option<MessageId> {
        self.changes.track();
        self.with(|state| state.last.clone())
    }
}
