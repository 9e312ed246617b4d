//! The toolbar beside the row that is pointed at, or has the focus.

use leptos::ev;
use leptos::prelude::*;
use web_sys::{DomRect, HtmlElement};

use super::{Action, Actions, px};
use crate::components::element::{self, Built, div};
use crate::components::icon::icon;
use crate::components::live::once_wanted;
use crate::model::message::RowKey;

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
                // A plain length, which no browser refuses.
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
        let button = move |class, name, act: Option<Action>| {
            let on_click = move |_| match (self.pointed.at.get_untracked(), act) {
                (Some(key), Some(action)) => self.perform(action, key),
                (Some(key), None) => self.open_menu(key),
                (None, _) => {}
            };
            element::button("icon-button")
                .attr("aria-label", name)
                .attr("title", name)
                .attr("aria-haspopup", act.is_none().then_some("menu"))
                .live_attr("aria-expanded", move || act.is_none().then(is_open))
                .on(ev::click, on_click)
                .child(icon(class))
                .into_any()
        };
        let buttons = move || {
            vec![
                button("icon icon-quote", strings.quote(), Some(Action::Quote)),
                button("icon icon-copy", strings.copy(), Some(Action::Copy)),
                button("icon icon-more", strings.more_actions(), None),
            ]
        };
        div("row-toolbar")
            // No toolbar, which would be one stop of Tab, with arrow keys: those walk the rows.
            .attr("role", "group")
            .attr("aria-label", strings.message_actions())
            .live_attr("hidden", move || self.pointed.at.get().is_none())
            .node_ref(self.toolbar)
            .child(once_wanted(move || self.pointed.at.get().is_some(), buttons))
    }
}
