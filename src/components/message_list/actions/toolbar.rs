//! The toolbar beside the hovered or focused row.

use leptos::ev;
use leptos::prelude::*;
use web_sys::{DomRect, HtmlElement, WheelEvent};

use super::{Action, Actions, px};
use crate::browser::letters::native_emoji;
use crate::components::element::{self, Built, div, span};
use crate::components::icon::icon;
use crate::components::live::once_wanted;
use crate::model::message::RowKey;
use crate::model::timeline::Offered;

/// The height of a line in pixels, for browsers that report a wheel's movement in lines.
const LINE_PX: f64 = 20.0;

/// How many quick reactions fit.
const IN_TOOLBAR: usize = 3;

impl Actions {
    pub(super) fn place_toolbar(self, at: RowKey, is_open: bool) {
        let (Some(toolbar), Some((list, _))) = (self.toolbar.get_untracked(), self.viewport.elements()) else {
            return;
        };
        let list = list.get_bounding_client_rect();
        let message = self.message(at).map(|message| message.get_bounding_client_rect());
        let is_in_sight = |message: &DomRect| message.bottom() > list.top() && message.top() < list.bottom();
        match message.filter(|message| is_open || is_in_sight(message)) {
            Some(message) => {
                let lowest = list.height() - toolbar.get_bounding_client_rect().height();
                let top = (message.top() - list.top()).min(lowest).max(0.0);
                // Every browser accepts a plain length.
                let _ = HtmlElement::style(&toolbar).set_property("--row", &px(top));
            }
            None => {
                if toolbar.matches(":focus-within").unwrap_or(false) {
                    self.viewport.focus_list();
                }
                self.pointed.at.set(None);
            }
        }
    }

    pub(super) fn toolbar(self) -> Built {
        let strings = self.rows.chat.strings();
        let is_open = move || if self.pointed.menu_of.get().is_some() { "true" } else { "false" };
        let allowed = self.allowed;
        let button = move |name: &'static str, act: Option<Action>, is_offered: fn(Offered) -> bool| {
            let on_click = move |_| match (self.pointed.at.get_untracked(), act) {
                (Some(key), Some(action)) => self.perform(action, key),
                (Some(key), None) => self.open_menu(key, false),
                (None, _) => {}
            };
            element::button("icon-button")
                .attr("aria-label", name)
                .attr("title", name)
                .attr("aria-haspopup", act.is_none().then_some("menu"))
                .live_attr("aria-expanded", move || act.is_none().then(is_open))
                .live_attr("hidden", move || !is_offered(allowed.get()))
                .on(ev::click, on_click)
        };
        let buttons = move || {
            let reactions = self.rows.chat.quick_reactions().into_iter().take(IN_TOOLBAR).map(|emoji| {
                let drawn = native_emoji(&emoji);
                let react = move |_| {
                    if let Some(key) = self.pointed.at.get_untracked() {
                        self.react(&emoji, key);
                    }
                };
                element::button("icon-button")
                    .attr("aria-label", drawn.clone())
                    .live_attr("hidden", move || !allowed.get().react)
                    .on(ev::click, react)
                    .child(span("row-toolbar-emoji").child(drawn))
                    .into_any()
            });
            let others = [
                button(strings.add_reaction(), Some(Action::AddReaction), |allowed| allowed.react)
                    .child(icon("icon icon-emoji")),
                button(strings.reply(), Some(Action::Reply), |allowed| allowed.reply).child(icon("icon icon-quote")),
                button(strings.quote(), Some(Action::Quote), |allowed| !allowed.reply).child(icon("icon icon-quote")),
                button(strings.edit(), Some(Action::Edit), |allowed| allowed.edit).child(icon("icon icon-pencil")),
                button(strings.copy(), Some(Action::Copy), |_| true).child(icon("icon icon-copy")),
                button(strings.more_actions(), None, |_| true).child(icon("icon icon-more")),
            ];
            reactions.chain(others.map(IntoAny::into_any)).collect::<Vec<_>>()
        };
        // It lies over the list, which would otherwise not scroll there.
        let scroll = move |event: WheelEvent| {
            if let Some((list, _)) = self.viewport.elements() {
                let lines = event.delta_mode() == WheelEvent::DOM_DELTA_LINE;
                list.scroll_by_with_x_and_y(0.0, event.delta_y() * if lines { LINE_PX } else { 1.0 });
            }
        };
        div("row-toolbar")
            .attr("part", "toolbar")
            .on(ev::wheel, scroll)
            // Not a `toolbar` role, which would be one stop of Tab with arrow keys: those walk the rows.
            .attr("role", "group")
            .attr("aria-label", strings.message_actions())
            .live_attr("hidden", move || self.pointed.at.get().is_none())
            .node_ref(self.toolbar)
            .child(once_wanted(move || self.pointed.at.get().is_some(), buttons))
    }
}
