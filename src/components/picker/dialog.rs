//! The picker's dialog: a search field, the groups, a grid of emoji, the skin tones.

use std::sync::Arc;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use web_sys::Element;

use super::grid::{Choices, columns_in, enter_grid, first_of, grid, walk};
use super::load::Catalogue;
use super::{Picker, Purpose};
use crate::app::handle::Chat;
use crate::browser::letters::{folded, native_emoji};
use crate::browser::observe::SizeObserver;
use crate::components::element::{Built, button, div, element, p};
use crate::components::icon::icon;
use crate::components::keys::{is_input_method, target_of};
use crate::components::live::live;
use crate::model::emoji::{Emoji, find, without_tone};
use crate::reactive::{Signal, Stored};

/// The picker's state.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The search text.
    filter: Signal<String>,
    /// The selected group; without one, recently used emoji.
    group: Signal<Option<usize>>,
    /// The skin tone.
    tone: Signal<usize>,
    /// The number of emoji in a row.
    columns: Signal<usize>,
}

impl Picker {
    pub(super) fn open_now(self) {
        self.load();
        self.dialog.open();
    }

    pub(super) fn dialog(self) -> AnyView {
        self.dialog.view(self.chat.strings().emoji(), move |_| self.content())
    }

    fn content(self) -> Vec<AnyView> {
        let is_new = self.chat.recent_emoji().is_empty();
        let shown = Shown {
            filter: Signal::new(String::new()),
            group: Signal::new(is_new.then_some(0)),
            tone: Signal::new(self.chat.skin_tone()),
            columns: Signal::new(self.columns()),
        };
        self.follow_width(shown);
        let choices = move || {
            let catalogue = self.catalogue.get()?;
            Some(shown.choices(self, &catalogue))
        };
        let choose = move |emoji: String| self.choose(&emoji);
        let found = move || {
            choices().map(|choices| {
                if choices.emoji.is_empty() { nothing(self) } else { grid(choices, shown.columns.get(), choose) }
            })
        };
        let failed = move || self.has_failed.get().then(|| self.failed());
        let with_catalogue = move |draw: fn(Shown, Picker, &Catalogue) -> Built| {
            live(move || self.catalogue.get().map(|catalogue| draw(shown, self, &catalogue)))
        };
        vec![
            div("dialog-header")
                .child(search(shown, self))
                .child(self.dialog.close_button(self.chat.strings()))
                .into_any(),
            with_catalogue(groups),
            div("picker-body").child(live(found)).child(live(failed)).into_any(),
            with_catalogue(tones),
        ]
    }

    fn chat_element(self) -> Option<Element> {
        self.field.element.get_untracked()?.closest(".chat").ok().flatten()
    }

    fn columns(self) -> usize {
        columns_in(self.chat_element().map_or(0.0, |chat| chat.get_bounding_client_rect().width()))
    }

    /// Changes the number of columns when the chat's width changes.
    fn follow_width(self, shown: Shown) {
        let Some(chat) = self.chat_element() else { return };
        let follow = move || {
            let columns = self.columns();
            if shown.columns.try_get_untracked().is_some_and(|now| now != columns) {
                shown.columns.set(columns);
            }
        };
        // It lives as long as the element that it lays out.
        Stored::new(SizeObserver::new(&[&chat], follow));
    }

    fn choose(self, emoji: &str) {
        self.chat.note_emoji(emoji);
        self.dialog.close();
        match self.purpose.get_value() {
            Purpose::Text => self.field.insert(&native_emoji(emoji)),
            Purpose::Reaction(message) => self.chat.react(message, emoji.to_owned(), true),
        }
    }

    fn failed(self) -> Built {
        let strings = self.chat.strings();
        let retry = button("button").on(ev::click, move |_| self.load()).child(strings.retry());
        div("picker-nothing").attr("role", "alert").child(p("").child(strings.part_not_loaded())).child(retry)
    }
}

impl Shown {
    /// The content of the grid; tracked.
    fn choices(self, picker: Picker, catalogue: &Catalogue) -> Choices {
        let tone = self.tone.get();
        let choice = |emoji: Emoji<'_>| (emoji.toned(tone), emoji.name.to_owned());
        let filter = self.filter.get();
        if !filter.trim().is_empty() {
            let found = find(&catalogue.groups, &filter, folded);
            return Choices {
                name: picker.chat.strings().search_emoji().to_owned(),
                emoji: found.into_iter().map(choice).collect(),
            };
        }
        match self.group.get().and_then(|at| catalogue.groups.get(at)) {
            Some(group) => Choices { name: group.name.clone(), emoji: group.emoji().map(choice).collect() },
            None => {
                Choices { name: picker.chat.strings().recent_emoji().to_owned(), emoji: recent(picker.chat, catalogue) }
            }
        }
    }
}

/// Recently used emoji, with the catalogue's names. One with a skin tone has the name of its emoji.
fn recent(chat: Chat, catalogue: &Catalogue) -> Vec<(String, String)> {
    let name_of = |used: &Arc<str>| {
        let plain = without_tone(used);
        let is_it = |emoji: &Emoji<'_>| *emoji.text == *plain;
        catalogue.groups.iter().flat_map(|group| group.emoji()).find(is_it).map(|emoji| emoji.name.to_owned())
    };
    chat.recent_emoji().iter().map(|used| (used.to_string(), name_of(used).unwrap_or_default())).collect()
}

fn search(shown: Shown, picker: Picker) -> Built {
    let name = picker.chat.strings().search_emoji();
    let on_key = move |event: KeyboardEvent| {
        if is_input_method(&event) {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => enter_grid(&event),
            "Enter" => {
                if let Some(first) = first_of(&event) {
                    picker.choose(&first);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    element("input")
        .class("switcher-filter")
        .attr("type", "text")
        .attr("aria-label", name)
        .attr("placeholder", name)
        .attr("autocomplete", "off")
        .attr("autofocus", true)
        .attr("dir", "auto")
        .on(ev::input, move |event| shown.filter.set(event_target_value(&event)))
        .on(ev::keydown, on_key)
}

/// The groups, each shown as its first emoji.
fn groups(shown: Shown, picker: Picker, catalogue: &Catalogue) -> Built {
    let strings = picker.chat.strings();
    let one = |at: Option<usize>, name: String| {
        let is_shown = move || shown.group.get() == at && shown.filter.with(|filter| filter.trim().is_empty());
        let choose = move |_| {
            shown.filter.set(String::new());
            shown.group.set(at);
        };
        button("picker-group")
            .attr("aria-label", name.clone())
            .attr("title", name)
            .live_attr("aria-pressed", move || if is_shown() { "true" } else { "false" })
            .on(ev::click, choose)
    };
    let recent = one(None, strings.recent_emoji().to_owned()).child(icon("icon icon-clock")).into_any();
    let groups = catalogue.groups.iter().enumerate().map(|(at, group)| {
        let first = group.emoji().next().map(|emoji| native_emoji(emoji.text));
        one(Some(at), group.name.clone()).child(first).into_any()
    });
    let all: Vec<AnyView> = std::iter::once(recent).chain(groups).collect();
    bar("picker-groups", strings.emoji(), all)
}

/// The skin tones, each shown as a hand.
fn tones(shown: Shown, picker: Picker, catalogue: &Catalogue) -> Built {
    let hand = Emoji::read("✋\t\t\t1");
    let all = catalogue.tones.iter().enumerate().map(|(tone, name)| {
        let choose = move |_| {
            picker.chat.choose_skin_tone(tone);
            shown.tone.set(tone);
        };
        button("picker-group")
            .attr("aria-label", name.clone())
            .attr("title", name.clone())
            .live_attr("aria-pressed", move || if shown.tone.get() == tone { "true" } else { "false" })
            .on(ev::click, choose)
            .child(hand.toned(tone))
            .into_any()
    });
    bar("picker-tones", picker.chat.strings().skin_tone(), all.collect())
}

/// A row of buttons that is one stop of Tab; arrow keys move within it.
fn bar(class: &'static str, name: &'static str, buttons: Vec<AnyView>) -> Built {
    let on_key = move |event: KeyboardEvent| {
        if target_of(&event).is_some_and(|at| walk(&at, &event.key())) {
            event.prevent_default();
        }
    };
    div(class).attr("role", "toolbar").attr("aria-label", name).on(ev::keydown, on_key).children(buttons)
}

fn nothing(picker: Picker) -> Built {
    p("picker-nothing").attr("role", "status").child(picker.chat.strings().no_emoji())
}
