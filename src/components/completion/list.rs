//! The list of suggestions. In a chunk, which is loaded once the user types a possible start of one.

use std::sync::Arc;

use leptos::ev::{self, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};

use super::Completion;
use crate::browser::editing;
use crate::browser::letters::folded;
use crate::components::avatar::avatar;
use crate::components::element::{Built, div, span};
use crate::model::completion::{Begun, MOST, Suggestion, Trigger, begun, suggested_emoji, suggested_people};
use crate::model::message::Person;
use crate::model::text::{cut, length};

/// The id of the list. If there are several chats, each has its own root.
const LIST: &str = "chat-suggestions";

/// The ids of the suggestions.
const OPTIONS: [&str; MOST] = [
    "chat-suggestion-0",
    "chat-suggestion-1",
    "chat-suggestion-2",
    "chat-suggestion-3",
    "chat-suggestion-4",
    "chat-suggestion-5",
];

/// `:D` is a face, so an emoji is suggested from two letters on. The first one requests the list of emoji.
const EMOJI_FROM: usize = 2;

impl Completion {
    pub(super) fn close_list(self) {
        self.show(Vec::new());
    }

    pub(super) fn look_now(self) {
        // The list of emoji may arrive after the chat is gone.
        let Some(field) = self.field.get_untracked() else { return };
        if let Some(at) = self.written_out(&field) {
            // Not within this change's event: the insertion causes the next one.
            return wasm_bindgen_futures::spawn_local(async move { self.take(at, "") });
        }
        self.show(self.suggest(&field).unwrap_or_default());
    }

    /// The suggested emoji whose name is now complete before the caret, with its second colon.
    fn written_out(self, field: &HtmlTextAreaElement) -> Option<usize> {
        let caret = field.selection_start().ok()??;
        let text = field.value();
        let before = cut(&text, ..bytes(&text, caret));
        self.state
            .try_update_value(|state| {
                let word = cut(before, bytes(before, state.place.0)..);
                let is_written = |found: &Suggestion| found.person.is_none() && *found.name == *word;
                let at = state.found.iter().position(is_written)?;
                state.place.1 = caret;
                Some(at)
            })
            .flatten()
    }

    fn show(self, found: Vec<Suggestion>) {
        if self.state.try_with_value(|state| state.found == found) != Some(false) {
            return;
        }
        let is_open = !found.is_empty();
        self.state.update_value(|state| (state.found, state.active) = (found, 0));
        self.changes.update(|changes| *changes += 1);
        self.describe("aria-controls", is_open.then_some(LIST));
        self.describe("aria-activedescendant", is_open.then_some(OPTIONS[0]));
        if is_open {
            // The options are drawn after this.
            request_animation_frame(move || self.mark());
        }
    }

    fn describe(self, name: &str, value: Option<&str>) {
        if let Some(field) = self.field.get_untracked() {
            // Every browser accepts plain names and values.
            let _ = match value {
                Some(value) => field.set_attribute(name, value),
                None => field.remove_attribute(name),
            };
        }
    }

    fn suggest(self, field: &HtmlTextAreaElement) -> Option<Vec<Suggestion>> {
        let caret = field.selection_start().ok()??;
        if field.selection_end().ok()?? != caret {
            return None;
        }
        let text = field.value();
        let word = begun(cut(&text, ..bytes(&text, caret)));
        let start = word.map(|word| length(cut(&text, ..word.start)) as u32);
        let is_dismissed = self.state.try_update_value(|state| {
            if state.dismissed != start || word.is_some_and(|word| word.word.is_empty()) {
                state.dismissed = None;
            }
            state.dismissed.is_some()
        });
        let (Begun { trigger, word, .. }, start) = (word?, start?);
        if is_dismissed != Some(false) {
            return None;
        }
        self.state.update_value(|state| state.place = (start, caret));
        match trigger {
            Trigger::Person => Some(suggested_people(&self.others(), word, folded)),
            Trigger::Emoji => {
                let asked = self.state.try_update_value(|state| std::mem::replace(&mut state.is_emoji_asked, true));
                if asked == Some(false) {
                    self.chat.load_emoji(move |list| self.take_emoji(list));
                }
                let found = || self.state.with_value(|state| suggested_emoji(&state.emoji, word));
                (word.len() >= EMOJI_FROM).then(found)
            }
        }
    }

    /// If the list could not be loaded, the next word requests it again.
    fn take_emoji(self, list: Option<Vec<String>>) {
        // The chat may be gone by now.
        let is_there = self.state.try_update_value(|state| {
            state.is_emoji_asked = list.is_some();
            state.emoji = list.unwrap_or_default();
            state.is_emoji_asked
        });
        if is_there == Some(true) {
            self.look_now();
        }
    }

    /// The people online besides the user.
    fn others(self) -> Vec<Arc<Person>> {
        let mut people = self.chat.state.people.get_untracked().unwrap_or_default();
        self.chat.state.me.with_untracked(|me| people.retain(|person| me.as_ref().is_none_or(|me| me.id != person.id)));
        people
    }

    pub(super) fn take_key(self, event: &KeyboardEvent) -> bool {
        let (count, active) = self.state.with_value(|state| (state.found.len(), state.active));
        if count == 0 || event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
            return false;
        }
        match &*event.key() {
            "ArrowDown" => self.choose((active + 1) % count),
            "ArrowUp" => self.choose((active + count - 1) % count),
            "Enter" | "Tab" => self.take(active, " "),
            "Escape" => {
                self.state.update_value(|state| state.dismissed = Some(state.place.0));
                self.close_list();
                // The same key closes nothing else.
                event.stop_propagation();
            }
            "ArrowLeft" | "ArrowRight" | "Home" | "End" | "PageUp" | "PageDown" => {
                self.close_list();
                return false;
            }
            _ => return false,
        }
        event.prevent_default();
        true
    }

    fn choose(self, at: usize) {
        self.state.update_value(|state| state.active = at);
        self.describe("aria-activedescendant", OPTIONS.get(at).copied());
        self.mark();
    }

    fn mark(self) {
        // The chat may be gone by now.
        let list = self.list.get_untracked();
        if let (Some(list), Some(active)) = (list, self.state.try_with_value(|state| state.active)) {
            mark(&list, active);
        }
    }

    /// Replaces the word with a suggestion, followed by `after`.
    fn take(self, at: usize, after: &str) {
        let taken = self.state.try_update_value(|state| {
            // A longer name may begin like this one: nothing more is suggested for it.
            state.dismissed = Some(state.place.0);
            Some(([&state.found.get(at)?.text, after].concat(), state.place))
        });
        let Some((text, (start, end))) = taken.flatten() else { return };
        self.close_list();
        let field = self.field.get_untracked();
        if let Some(field) = field.filter(|field| !editing::replace(field, (start, end), &text)) {
            // The range comes from this very text; if a script has changed that since, nothing is inserted.
            let _ = field.set_range_text_with_start_and_end_and_mode(&text, start, end, "end");
            self.chat.open_channel_untracked().replace(field.value());
        }
    }

    /// Returns the text about the list for screen readers.
    pub(super) fn count(self) -> String {
        match self.state.with_value(|state| state.found.len()) {
            0 => String::new(),
            count => self.chat.strings().suggestion_count(count),
        }
    }

    pub(super) fn draw_list(self) -> Option<Built> {
        self.state.with_value(|state| (!state.found.is_empty()).then(|| self.draw(&state.found)))
    }

    fn draw(self, found: &[Suggestion]) -> Built {
        let on_click = move |event: MouseEvent| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let option = target.and_then(|target| target.closest("[role=option]").ok().flatten());
            if let Some(at) = option.and_then(|option| OPTIONS.iter().position(|id| *id == option.id())) {
                self.take(at, " ");
            }
        };
        div("suggestions")
            .attr("id", LIST)
            .attr("role", "listbox")
            .attr("aria-label", self.chat.strings().suggestions())
            .node_ref(self.list)
            // The focus stays in the text.
            .on(ev::mousedown, |event| event.prevent_default())
            .on(ev::click, on_click)
            .children(found.iter().map(option))
    }
}

fn option(suggestion: &Suggestion) -> AnyView {
    let picture = match &suggestion.person {
        Some(person) => avatar(person),
        None => span("suggestion-emoji").child(suggestion.text.clone()),
    };
    let name = span("one-line").attr("dir", "auto").child(suggestion.name.clone());
    div("suggestion").child(picture).child(name).into_any()
}

/// Sets the roles of the options, and which one is selected.
fn mark(list: &Element, chosen: usize) {
    let options = list.children();
    for (at, id) in OPTIONS.iter().enumerate() {
        let option = options.item(at as u32).and_then(|option| option.dyn_into::<HtmlElement>().ok());
        let Some(option) = option else { return };
        let selected = if at == chosen { "true" } else { "false" };
        for (name, value) in [("id", *id), ("role", "option"), ("aria-selected", selected)] {
            // Every browser accepts plain names and values.
            let _ = option.set_attribute(name, value);
        }
        if at == chosen {
            // Not `scrollIntoView`, which would also scroll the chat's container.
            list.set_scroll_top(option.offset_top() - (list.client_height() - option.offset_height()) / 2);
        }
    }
}

/// Converts a number of UTF-16 units of a text to bytes.
fn bytes(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    let is_before = |c: &char| {
        let is_before = left >= c.len_utf16();
        left -= if is_before { c.len_utf16() } else { left };
        is_before
    };
    text.chars().take_while(is_before).map(char::len_utf8).sum()
}
