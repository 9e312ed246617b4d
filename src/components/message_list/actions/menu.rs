//! The menu of a row: opened by its toolbar, a key or a long press.

use std::sync::Arc;

use leptos::ev::{self, FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::super::focus::focus_message;
use super::super::reactions::is_mine;
use super::{Action, Actions, find, px};
use crate::browser::letters::native_emoji;
use crate::browser::observe::CloseWatcher;
use crate::components::element::{self, Built, div};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::model::message::RowKey;
use crate::model::timeline::{Offered, RowState, RowView};
use crate::strings::Strings;

/// How far the menu stays from the chat's edges, in CSS pixels.
const MARGIN_PX: f64 = 4.0;

const REACTION: &str = ".row-menu-reaction";

const ITEMS: &str = "[role^=menuitem]";

impl Actions {
    pub(super) fn open_menu(self, key: RowKey, is_for_reactions: bool) {
        let Some(message) = self.message(key) else { return };
        mark(&message, true);
        self.opener.set_value(self.focused_control().or(message.dyn_into().ok()));
        self.pointed.menu_of.set(Some(key));
        request_animation_frame(move || {
            let Some(menu) = self.menu.get_untracked() else { return };
            // A menu that is already open stays so.
            let _ = menu.show_popover();
            // Once the system's gesture has closed it, it is not watched any more.
            let close = move || request_animation_frame(move || self.close(true));
            self.close_watcher.set_value(CloseWatcher::new(close));
            self.place_menu(&menu);
            let items = items(&menu);
            let first = items.iter().position(|item| is_for_reactions || !item.matches(REACTION).unwrap_or(false));
            go_to(&items, first.unwrap_or_default());
        });
    }

    /// The toolbar's button, if it has the focus.
    fn focused_control(self) -> Option<HtmlElement> {
        let toolbar = self.toolbar.get_untracked()?;
        toolbar.query_selector(":focus").ok().flatten()?.dyn_into().ok()
    }

    /// At the end of its anchor, below or else above, within the chat's own box.
    pub(super) fn place_menu(self, menu: &HtmlElement) {
        let opener = self.opener.try_get_value().flatten();
        let chat = menu.closest(".chat").ok().flatten();
        let (Some(opener), Some(chat)) = (opener, chat) else { return };
        let (at, chat) = (opener.get_bounding_client_rect(), chat.get_bounding_client_rect());
        let size = menu.get_bounding_client_rect();
        let is_rtl = menu.matches(":dir(rtl)").unwrap_or(false);
        let start = if is_rtl { at.left() } else { at.right() - size.width() };
        let left = start.min(chat.right() - size.width() - MARGIN_PX).max(chat.left() + MARGIN_PX);
        let below = at.bottom();
        let top = if below + size.height() > chat.bottom() - MARGIN_PX { at.top() - size.height() } else { below };
        let top = top.min(chat.bottom() - size.height() - MARGIN_PX).max(chat.top() + MARGIN_PX);
        for (name, length) in [("left", left), ("top", top), ("max-height", chat.height() - 2.0 * MARGIN_PX)] {
            // Plain lengths, which every browser accepts.
            let _ = HtmlElement::style(menu).set_property(name, &px(length));
        }
    }

    /// Closes the menu.
    pub(super) fn close(self, gives_focus_back: bool) {
        let Some(key) = self.pointed.menu_of.try_get_untracked().flatten() else { return };
        self.pointed.menu_of.set(None);
        self.is_by_touch.set_value(false);
        self.close_watcher.set_value(None);
        if let Some(message) = self.message(key) {
            mark(&message, false);
        }
        if let Some(menu) = self.menu.get_untracked() {
            // A menu that is already closed stays so.
            let _ = menu.hide_popover();
        }
        if !gives_focus_back {
            return;
        }
        let opener = self.opener.try_get_value().flatten();
        let opener = opener.filter(|opener| opener.is_connected() && opener.get_client_rects().length() > 0);
        match (opener, self.viewport.element(key)) {
            (Some(opener), _) => {
                // An element that is drawn can take the focus.
                let _ = opener.focus();
            }
            (None, Some(row)) => focus_message(&row),
            (None, None) => self.viewport.focus_list(),
        }
    }

    pub(super) fn menu(self) -> Built {
        let strings = self.rows.chat.strings();
        let draw = move || {
            let key = self.pointed.menu_of.get()?;
            let row = self.rows.chat.open_channel_untracked().rows.with_untracked(|all| find(all, key).cloned())?;
            let has_link = row.id().is_some() && self.rows.chat.owns_page();
            let item = |(action, name): (Action, &'static str)| {
                element::button("row-menu-item")
                    .attr("role", "menuitem")
                    .attr("tabindex", "-1")
                    .on(ev::click, move |_| self.perform(action, key))
                    .child(name)
                    .into_any()
            };
            let allowed = row.allowed(self.rows.chat.state.offered.get_untracked());
            let by_touch = self.is_by_touch.get_value();
            let items = actions_of(strings, &row, allowed, has_link, by_touch).into_iter().map(item);
            Some(allowed.react.then(|| self.reactions(&row)).into_iter().chain(items).collect::<Vec<_>>())
        };
        let on_focus_out = move |event: FocusEvent| {
            let next = event.related_target().and_then(|next| next.dyn_into::<Element>().ok());
            if self.menu.get_untracked().is_some_and(|menu| !menu.contains(next.as_deref())) {
                self.close(false);
            }
        };
        div("row-menu")
            .attr("part", "menu")
            .attr("role", "menu")
            .attr("aria-label", strings.message_actions())
            .attr("popover", "manual")
            .node_ref(self.menu)
            .on(ev::focusout, on_focus_out)
            .on(ev::keydown, move |event| self.on_menu_key(&event))
            .child(live(draw))
    }

    fn reactions(self, row: &RowView) -> AnyView {
        let chat = self.rows.chat;
        let key = row.key;
        let draw = |emoji: Arc<str>| {
            let is_on = row.extras.as_ref().is_some_and(|extras| is_mine(chat, &extras.reactions, &emoji));
            let drawn = native_emoji(&emoji);
            element::button("row-menu-reaction")
                .attr("role", "menuitemcheckbox")
                .attr("aria-checked", if is_on { "true" } else { "false" })
                .attr("tabindex", "-1")
                .on(ev::click, move |_| self.react(&emoji, key))
                .child(drawn)
                .into_any()
        };
        let more = element::button("row-menu-reaction")
            .attr("role", "menuitem")
            .attr("tabindex", "-1")
            .attr("aria-label", chat.strings().add_reaction())
            .attr("aria-haspopup", "dialog")
            .on(ev::click, move |_| self.perform(Action::AddReaction, key))
            .child(icon("icon icon-emoji"));
        div("row-menu-reactions")
            .attr("role", "group")
            .attr("aria-label", chat.strings().reactions())
            .children(chat.quick_reactions().into_iter().map(draw))
            .child(more)
            .into_any()
    }

    fn on_menu_key(self, event: &KeyboardEvent) {
        let Some(menu) = self.menu.get_untracked() else { return };
        let items = items(&menu);
        let now = items.iter().position(|item| item.matches(":focus").unwrap_or(false)).unwrap_or_default();
        let last = items.len().saturating_sub(1);
        let (next, before) = (if now == last { 0 } else { now + 1 }, now.checked_sub(1).unwrap_or(last));
        let is_rtl = menu.matches(":dir(rtl)").unwrap_or(false);
        match event.key().as_str() {
            "ArrowDown" => go_to(&items, next),
            "ArrowUp" => go_to(&items, before),
            "ArrowRight" => go_to(&items, if is_rtl { before } else { next }),
            "ArrowLeft" => go_to(&items, if is_rtl { next } else { before }),
            "Home" => go_to(&items, 0),
            "End" => go_to(&items, last),
            "Escape" | "Tab" => self.close(true),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Returns the actions on a message, in the menu's order. A message that may have arrived cannot be written again,
/// because it would appear twice.
fn actions_of(
    strings: Strings,
    row: &RowView,
    allowed: Offered,
    has_link: bool,
    by_touch: bool,
) -> Vec<(Action, &'static str)> {
    let answer = if allowed.reply { (Action::Reply, strings.reply()) } else { (Action::Quote, strings.quote()) };
    let mut actions = vec![answer, (Action::Copy, strings.copy())];
    let offered = [
        (by_touch && !row.text.is_empty(), Action::Select, strings.select_text()),
        (has_link, Action::Link, strings.copy_link()),
        (row.id().is_some() && !row.is_own, Action::Unread, strings.mark_unread()),
        (allowed.edit, Action::Edit, strings.edit()),
        (allowed.delete, Action::Delete, strings.delete()),
    ];
    actions.extend(offered.into_iter().filter(|offer| offer.0).map(|(_, action, name)| (action, name)));
    let Some(state) = row.state() else { return actions };
    match state {
        RowState::Failed { .. } => actions.extend([
            (Action::Retry, strings.retry()),
            (Action::TakeBack, strings.edit()),
            (Action::Discard, strings.discard()),
        ]),
        RowState::Waiting { .. } => actions.push((Action::Retry, strings.try_now())),
        RowState::Sending
        | RowState::SendingSlowly
        | RowState::Uploading { .. }
        | RowState::Queued
        | RowState::Withdrawn => {}
    }
    if matches!(state, RowState::Queued | RowState::Waiting { is_in_doubt: false, .. }) {
        actions.push((Action::TakeBack, strings.edit()));
    }
    if matches!(state, RowState::Uploading { .. } | RowState::Queued | RowState::Waiting { .. }) {
        actions.push((Action::Discard, strings.discard()));
    }
    actions
}

fn items(menu: &Element) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all(ITEMS) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

fn go_to(items: &[HtmlElement], at: usize) {
    if let Some(item) = items.get(at) {
        // An element that is drawn can take the focus.
        let _ = item.focus();
    }
}

/// Marks this message as the one whose menu is open.
fn mark(message: &Element, is_open: bool) {
    // Every element accepts a plain attribute.
    let _ = message.toggle_attribute_with_force("data-open", is_open);
}
