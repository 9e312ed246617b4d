//! The panel's view and keys. In a chunk.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use web_sys::Element;

use super::Search;
use super::opening::{close, result_buttons};
use super::results::{folded, results};
use super::view::View;
use crate::components::element::{Built, button, div, element, p, span};
use crate::components::icon::icon;
use crate::components::keys::{is_input_method, is_within, target_of};
use crate::components::live::live;
use crate::model::search::{Names, Progress, Search as Found, completions};

const LIST_ID: &str = "chat-search-names";

/// The panel.
pub fn panel(search: Search) -> Built {
    let chat = search.chat;
    let strings = chat.strings();
    let view = View::new(search);
    let names = move || {
        let text = view.text.get();
        let people = untrack(|| view.people(&text));
        let complete = |channels: &Vec<_>| completions(&text, &Names { people: &people, channels, fold: folded });
        let options = untrack(|| chat.state.channels.with(complete));
        options.into_iter().map(|(label, value)| option(label, value)).collect::<Vec<_>>()
    };
    let field = element("input")
        .class("switcher-filter")
        .attr("part", "search-input")
        .attr("type", "search")
        .attr("aria-label", strings.search())
        .attr("placeholder", strings.search())
        .attr("list", LIST_ID)
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .attr("maxlength", "200")
        .attr("dir", "auto")
        .node_ref(search.field)
        .on(ev::input, move |event| view.typed(event_target_value(&event)));
    let close_button = button("icon-button")
        .attr("aria-label", strings.close_dialog())
        .on(ev::click, move |_| close(search))
        .child(icon("icon icon-close"));
    div("chat-search")
        .attr("part", "search")
        .attr("role", "search")
        .attr("aria-label", strings.search())
        .live_attr("data-open", move || search.is_open.get())
        .node_ref(search.panel)
        .on(ev::keydown, move |event| view.on_key(&event))
        .child(div("dialog-header").child(field).child(close_button))
        .child(element("datalist").attr("id", LIST_ID).child(live(names)))
        .child(
            div("search-body")
                .on(ev::scroll, move |event| view.scrolled(target_of(&event)))
                .child(live(move || view.summary()))
                .child(live(move || view.results()))
                .child(live(move || view.more_button())),
        )
        .child(span("visually-hidden").attr("role", "status").child(live(move || view.said.get())))
}

fn option(label: String, value: String) -> AnyView {
    element("option").attr("label", label).attr("value", value).into_any()
}

impl View {
    fn results(self) -> Option<Built> {
        let (chat, last) = (self.search.chat, self.last());
        self.found(|found| results(chat, found, last.as_ref(), move |hit| self.go_to(hit)))
    }

    fn on_key(self, event: &KeyboardEvent) {
        let Some(target) = target_of(event) else { return };
        if is_input_method(event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let is_field = target.tag_name() == "INPUT";
        match event.key().as_str() {
            "Escape" => close(self.search),
            "Enter" if is_field => self.run(Found::hurry),
            // There the arrows choose a name.
            "ArrowDown" if is_field && self.offers_names(&target) => return,
            "ArrowDown" => self.walk(&target, 1),
            "ArrowUp" if !is_field => self.walk(&target, -1),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn offers_names(self, field: &Element) -> bool {
        let panel = field.closest(".chat-search").ok().flatten();
        panel.is_some_and(|panel| panel.query_selector("option").is_ok_and(|option| option.is_some()))
    }

    /// Moves from the field to the first result, between results, and back to the field.
    fn walk(self, from: &Element, way: isize) {
        let Some(panel) = self.search.panel.get_untracked() else { return };
        let all = result_buttons(&panel);
        let at = all.iter().position(|button| button.is_same_node(Some(from)));
        let next = match at {
            None => is_within(from, ".dialog-header").then_some(0),
            Some(at) => at.checked_add_signed(way),
        };
        match next {
            // Beyond the last one there is nothing yet.
            Some(next) => all.get(next).map(|button| button.focus()),
            None => self.search.field.get_untracked().map(|field| field.focus()),
        };
    }

    fn summary(self) -> Built {
        let strings = self.search.chat.strings();
        let has_failed = self.found(|found| matches!(found.progress(), Progress::Failed(_)));
        let again =
            || button("button-inline").on(ev::click, move |_| self.run(Found::retry)).child(strings.try_again());
        p("search-summary").child(self.words()).child(has_failed.then_some(" ")).child(has_failed.then(again))
    }

    /// For users who do not scroll.
    fn more_button(self) -> Option<Built> {
        let strings = self.search.chat.strings();
        let (has_more, is_done) = self.found(|found| (found.has_more(), *found.progress() == Progress::Done));
        (has_more && is_done)
            .then(|| button("button search-more").on(ev::click, move |_| self.more()).child(strings.show_more()))
    }
}
