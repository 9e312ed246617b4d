//! What can be done with a message: a small toolbar beside the row that is pointed at or has the focus, and a menu. Both
//! are drawn once for the list.

use std::collections::VecDeque;

use gloo_timers::callback::Timeout;
use leptos::ev::{self, FocusEvent, KeyboardEvent, PointerEvent, TouchEvent};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, HtmlElement};

use super::row::{Rows, hint_at_time};
use super::scroll::Scroll;
use super::walk::focus_message;
use crate::app::effect::effect;
use crate::components::dialog::target_of;
use crate::components::element::{self, Built, ElementRef, div};
use crate::components::icon::icon;
use crate::components::live::{live, once_wanted};
use crate::components::words;
use crate::model::message::RowKey;
use crate::model::timeline::{RowState, RowView};

/// How long a finger rests on a message until its menu opens, in milliseconds: as long as the systems' own menus take.
const PRESS_MS: u32 = 500;

/// How long it is said what was done, in milliseconds; and how long, what the visitor has to do instead.
const SAID_MS: u32 = 3_000;
const ADVISED_MS: u32 = 8_000;

/// How far the menu stays from the chat's edges, in CSS pixels.
const MARGIN_PX: f64 = 4.0;

const ITEMS: &str = "[role=menuitem]";

/// Something that can be done with a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Quote,
    Copy,
    Link,
    Retry,
    Edit,
    Discard,
}

/// The actions of one channel's list.
#[derive(Clone, Copy)]
pub struct Actions {
    rows: Rows,
    scroll: Scroll,
    said: RwSignal<&'static str>,
    /// Ends what is said.
    silence: StoredValue<Option<Timeout>, LocalStorage>,
    /// A finger that rests on a message.
    press: StoredValue<Option<Timeout>, LocalStorage>,
    /// Whether that has opened the menu, and is not lifted yet.
    has_pressed: StoredValue<bool>,
    /// Where the focus goes when the menu is closed.
    opener: StoredValue<Option<HtmlElement>, LocalStorage>,
    toolbar: ElementRef,
    menu: ElementRef,
}

impl Actions {
    pub fn new(rows: Rows, scroll: Scroll) -> Self {
        let actions = Self {
            rows,
            scroll,
            said: RwSignal::new(""),
            silence: StoredValue::new_local(None),
            press: StoredValue::new_local(None),
            has_pressed: StoredValue::new(false),
            opener: StoredValue::new_local(None),
            toolbar: ElementRef::new(),
            menu: ElementRef::new(),
        };
        effect(move || {
            scroll.settled.track();
            actions.follow();
        });
        // Where the list keeps its size, and stands elsewhere.
        let follow = move |_| request_animation_frame(move || actions.follow());
        let resized = SendWrapper::new(window_event_listener(ev::resize, follow));
        on_cleanup(move || resized.take().remove());
        actions
    }

    /// The pointer, or the focus, is at this element of the list.
    pub fn point_at(self, target: Option<Element>) {
        let message = target.and_then(|target| target.closest(".message").ok().flatten());
        let Some((key, message)) = message.and_then(|message| Some((self.scroll.key_at(&message)?, message))) else {
            return;
        };
        if let Some(at) = self.scroll.with_drawn(|_, all| find(all, key)?.at) {
            hint_at_time(self.rows, &message, at);
        }
        if self.scroll.menu_of.try_get_untracked().flatten().is_none() && self.scroll.at.get_untracked() != Some(key) {
            self.scroll.at.set(Some(key));
            self.follow();
        }
    }

    /// The focus goes elsewhere: with it go the actions, unless it stays with the list and what stands beside the rows.
    pub fn focus_out(self, event: &FocusEvent) {
        let next = event.related_target().and_then(|next| next.dyn_into::<Element>().ok());
        if next.is_none_or(|next| next.closest(".message-list-frame").ok().flatten().is_none()) {
            self.point_away();
        }
    }

    /// The pointer has left the list.
    pub fn point_away(self) {
        let has_focus =
            self.toolbar.get_untracked().is_some_and(|toolbar| toolbar.matches(":focus-within").unwrap_or(false));
        if self.scroll.menu_of.get_untracked().is_none() && !has_focus {
            let held = self.scroll.held();
            self.scroll.at.set(held);
            self.follow();
        }
    }

    /// Keeps the toolbar beside its row as long as that is in sight, and the menu as long as there is such a row.
    pub fn follow(self) {
        let open = self.scroll.menu_of.try_get_untracked().flatten();
        if let Some(at) = self.scroll.at.try_get_untracked().flatten() {
            self.place_toolbar(at, open == Some(at));
        }
        // It may have been opened from the toolbar, and stands beside that then.
        if let (Some(menu), Some(key)) = (self.menu.get_untracked(), open) {
            match self.message(key) {
                Some(_) => self.place_menu(&menu),
                None => self.close(true),
            }
        }
    }

    fn place_toolbar(self, at: RowKey, is_open: bool) {
        let (Some(toolbar), Some((list, _))) = (self.toolbar.get_untracked(), self.scroll.elements()) else {
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
                    self.scroll.focus_list();
                }
                self.scroll.at.set(None);
            }
        }
    }

    /// A finger has come down on a message.
    pub fn press(self, event: &PointerEvent) {
        let target = target_of(event).filter(|_| event.pointer_type() == "touch");
        let on_control = |target: &Element| target.closest("a, button").ok().flatten().is_some();
        let Some(key) = target.filter(|target| !on_control(target)).and_then(|target| {
            target.closest(".message").ok().flatten().and_then(|message| self.scroll.key_at(&message))
        }) else {
            return;
        };
        let open = move || {
            self.has_pressed.try_set_value(true);
            self.open(key);
        };
        self.has_pressed.set_value(false);
        self.press.set_value(Some(Timeout::new(PRESS_MS, open)));
    }

    /// A finger is lifted. Where it has opened the menu, no browser is to take that for a click, which would close it again.
    pub fn lift(self, event: &TouchEvent) {
        if self.has_pressed.try_get_value() == Some(true) {
            self.has_pressed.set_value(false);
            event.prevent_default();
        }
    }

    /// The pointer moves: a finger that does is about to scroll.
    pub fn moves(self, event: &PointerEvent) {
        if event.movement_x().abs() + event.movement_y().abs() > 8 {
            self.release();
        }
    }

    /// The finger has gone, or moves on.
    pub fn release(self) {
        self.press.set_value(None);
    }

    /// Opens the menu of a row; the focus goes in.
    pub fn open(self, key: RowKey) {
        let Some(message) = self.message(key) else { return };
        mark(&message, true);
        self.opener.set_value(self.focused_control().or(message.dyn_into().ok()));
        self.scroll.menu_of.set(Some(key));
        request_animation_frame(move || {
            let Some(menu) = self.menu.get_untracked() else { return };
            // One that is open already stays so.
            let _ = menu.show_popover();
            self.place_menu(&menu);
            go_to(&items(&menu), 0);
        });
    }

    fn message(self, key: RowKey) -> Option<Element> {
        self.scroll.element(key)?.query_selector(".message").ok().flatten()
    }

    /// The toolbar's button, where it has the focus.
    fn focused_control(self) -> Option<HtmlElement> {
        let toolbar = self.toolbar.get_untracked()?;
        toolbar.query_selector(":focus").ok().flatten()?.dyn_into().ok()
    }

    /// At the end of what it belongs to, below or else above, within the chat's own box.
    fn place_menu(self, menu: &HtmlElement) {
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
            // Plain lengths, which no browser refuses.
            let _ = HtmlElement::style(menu).set_property(name, &px(length));
        }
    }

    /// Closes the menu.
    fn close(self, gives_focus_back: bool) {
        let Some(key) = self.scroll.menu_of.try_get_untracked().flatten() else { return };
        self.scroll.menu_of.set(None);
        if let Some(message) = self.message(key) {
            mark(&message, false);
        }
        if let Some(menu) = self.menu.get_untracked() {
            // One that is closed already stays so.
            let _ = menu.hide_popover();
        }
        if !gives_focus_back {
            return;
        }
        let opener = self.opener.try_get_value().flatten();
        let opener = opener.filter(|opener| opener.is_connected() && opener.get_client_rects().length() > 0);
        match (opener, self.scroll.element(key)) {
            (Some(opener), _) => {
                // What is drawn can take the focus.
                let _ = opener.focus();
            }
            (None, Some(row)) => focus_message(&row),
            (None, None) => self.scroll.focus_list(),
        }
    }

    fn perform(self, action: Action, key: RowKey) {
        let Rows { chat, field, .. } = self.rows;
        self.close(true);
        let row = chat.open_channel_untracked().rows.with_untracked(|all| find(all, key).cloned());
        let Some(row) = row else { return };
        match (action, row.local_id) {
            (Action::Quote, _) => field.put_under(chat, &quoted(&row.text)),
            (Action::Copy, _) => self.copy(row.text.to_string(), words::copied()),
            (Action::Link, _) => {
                if let Some(link) = row.id.and_then(|id| chat.link_to(&id)) {
                    self.copy(link, words::link_copied());
                }
            }
            (Action::Retry, Some(id)) => chat.retry(id),
            (Action::Edit, Some(id)) => {
                // The menu may have been opened before it was sent: then it stays where it is.
                field.take_back(chat, id);
            }
            (Action::Discard, Some(id)) => {
                chat.discard(id);
                if matches!(row.state, RowState::Waiting { is_in_doubt: true, .. }) {
                    self.say_if_gone(key);
                }
            }
            (_, None) => {}
        }
    }

    fn copy(self, text: String, done: &'static str) {
        self.rows.chat.copy(text, move |is_copied| {
            if is_copied { self.say(done, SAID_MS) } else { self.say(words::not_copied(), ADVISED_MS) }
        });
    }

    /// Of a message that may have arrived, where it does not stand there any more and say so itself.
    fn say_if_gone(self, key: RowKey) {
        // It is gone in the next picture.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let rows = self.rows.chat.open_channel_untracked().rows;
                if rows.try_with_untracked(|all| find(all, key).is_none()) == Some(true) {
                    self.say(words::withdrawn(), SAID_MS);
                }
            });
        });
    }

    /// Says something for a while. The same words once more are said once more: they go before they come.
    fn say(self, words: &'static str, ms: u32) {
        self.said.try_set("");
        request_animation_frame(move || {
            self.said.try_set(words);
        });
        let quiet = move || {
            self.said.try_set("");
        };
        self.silence.try_set_value(Some(Timeout::new(ms, quiet)));
    }

    /// The toolbar, the menu, and what is said of what they did.
    pub fn view(self) -> [AnyView; 3] {
        [self.toolbar(), self.menu(), self.saying()].map(IntoAny::into_any)
    }

    fn toolbar(self) -> Built {
        let is_open = move || if self.scroll.menu_of.get().is_some() { "true" } else { "false" };
        let button = move |class, name, act: Option<Action>| {
            let on_click = move |_| match (self.scroll.at.get_untracked(), act) {
                (Some(key), Some(action)) => self.perform(action, key),
                (Some(key), None) => self.open(key),
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
                button("icon icon-quote", words::quote(), Some(Action::Quote)),
                button("icon icon-copy", words::copy(), Some(Action::Copy)),
                button("icon icon-more", words::more_actions(), None),
            ]
        };
        div("row-toolbar")
            // No toolbar, which would be one stop of Tab, with arrow keys: those walk the rows.
            .attr("role", "group")
            .attr("aria-label", words::message_actions())
            .live_attr("hidden", move || self.scroll.at.get().is_none())
            .node_ref(self.toolbar)
            .child(once_wanted(move || self.scroll.at.get().is_some(), buttons))
    }

    fn menu(self) -> Built {
        let draw = move || {
            let key = self.scroll.menu_of.get()?;
            let row = self.rows.chat.open_channel_untracked().rows.with_untracked(|all| find(all, key).cloned())?;
            let has_link = row.id.is_some() && self.rows.chat.owns_page();
            let item = |(action, name): (Action, &'static str)| {
                element::button("row-menu-item")
                    .attr("role", "menuitem")
                    .attr("tabindex", "-1")
                    .on(ev::click, move |_| self.perform(action, key))
                    .child(name)
                    .into_any()
            };
            Some(actions_of(&row, has_link).into_iter().map(item).collect::<Vec<_>>())
        };
        let on_focus_out = move |event: FocusEvent| {
            let next = event.related_target().and_then(|next| next.dyn_into::<Element>().ok());
            if self.menu.get_untracked().is_some_and(|menu| !menu.contains(next.as_deref())) {
                self.close(false);
            }
        };
        div("row-menu")
            .attr("role", "menu")
            .attr("aria-label", words::message_actions())
            .attr("popover", "manual")
            .node_ref(self.menu)
            .on(ev::focusout, on_focus_out)
            .on(ev::keydown, move |event| self.on_menu_key(&event))
            .child(live(draw))
    }

    fn on_menu_key(self, event: &KeyboardEvent) {
        let Some(menu) = self.menu.get_untracked() else { return };
        let items = items(&menu);
        let now = items.iter().position(|item| item.matches(":focus").unwrap_or(false)).unwrap_or_default();
        let last = items.len().saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => go_to(&items, if now == last { 0 } else { now + 1 }),
            "ArrowUp" => go_to(&items, now.checked_sub(1).unwrap_or(last)),
            "Home" => go_to(&items, 0),
            "End" => go_to(&items, last),
            "Escape" | "Tab" => self.close(true),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn saying(self) -> Built {
        div("said").attr("role", "status").child(live(move || self.said.get()))
    }
}

/// What can be done with a message, in the order of the menu. One that the backend may have is not written anew: it would be
/// there twice.
fn actions_of(row: &RowView, has_link: bool) -> Vec<(Action, &'static str)> {
    let mut actions = vec![(Action::Quote, words::quote()), (Action::Copy, words::copy())];
    if has_link {
        actions.push((Action::Link, words::copy_link()));
    }
    match row.state {
        RowState::Failed { .. } => actions.extend([
            (Action::Retry, words::retry()),
            (Action::Edit, words::edit()),
            (Action::Discard, words::discard()),
        ]),
        RowState::Waiting { .. } => actions.push((Action::Retry, words::try_now())),
        RowState::Sent | RowState::Sending | RowState::Queued | RowState::Withdrawn => {}
    }
    if matches!(row.state, RowState::Queued | RowState::Waiting { is_in_doubt: false, .. }) {
        actions.push((Action::Edit, words::edit()));
    }
    if matches!(row.state, RowState::Queued | RowState::Waiting { .. }) {
        actions.push((Action::Discard, words::discard()));
    }
    actions
}

/// A text as a quote, with a line to go on writing under it.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for line in text.lines() {
        quoted.push_str("> ");
        quoted.push_str(line);
        quoted.push('\n');
    }
    quoted
}

fn find(all: &VecDeque<RowView>, key: RowKey) -> Option<&RowView> {
    all.iter().rev().find(|row| row.key == key)
}

fn items(menu: &Element) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all(ITEMS) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

fn go_to(items: &[HtmlElement], at: usize) {
    if let Some(item) = items.get(at) {
        // What is drawn can take the focus.
        let _ = item.focus();
    }
}

/// Shows that it is this message's menu which is open.
fn mark(message: &Element, is_open: bool) {
    // A plain attribute, which no element refuses.
    let _ = message.toggle_attribute_with_force("data-open", is_open);
}

fn px(length: f64) -> String {
    [(length.round() as i64).to_string().as_str(), "px"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_quote_is_marked() {
        assert_eq!(quoted("one\n\ntwo"), "> one\n> \n> two\n");
    }
}
