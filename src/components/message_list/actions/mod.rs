//! Message actions: a small toolbar beside the hovered or focused row, and a menu. Both are drawn once for the list.

mod menu;
mod toolbar;
mod touch;

use std::collections::VecDeque;
use std::sync::Arc;

use gloo_timers::callback::Timeout;
use leptos::ev::{self, FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use self::touch::{SELECTABLE, Touched};
use super::context::Rows;
use super::pointed::Pointed;
use super::reactions::is_mine;
use super::row::hint_at_time;
use super::scroll::Scroll;
use super::viewport::Viewport;
use crate::browser::editing;
use crate::browser::observe::CloseWatcher;
use crate::components::chunks::{prefer, want};
use crate::components::element::{Built, ElementRef, div};
use crate::components::keys::{is_input_method, target_of};
use crate::components::live::live;
use crate::model::message::RowKey;
use crate::model::text::{MESSAGE_LIMIT, split_at_length};
use crate::model::timeline::{Offered, RowState, RowView};
use crate::reactive::{Signal, Stored, effect};

/// How long a confirmation is shown, in milliseconds; and how long a request to the user.
const SAID_MS: u32 = 3_000;
const ADVISED_MS: u32 = 8_000;

/// Something that can be done with a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Reply,
    Quote,
    Copy,
    /// Lets a finger select the text.
    Select,
    Link,
    /// Marks it and all after it as unread.
    Unread,
    Edit,
    Delete,
    Retry,
    TakeBack,
    Discard,
    /// Chooses a reaction in the picker.
    AddReaction,
}

/// Draws the actions and carries them out.
pub struct Table {
    view: fn(Actions) -> Vec<AnyView>,
    open: fn(Actions, RowKey, bool),
    act: fn(Actions, Action, RowKey),
    follow: fn(Actions),
}

chunk! {
    /// The chunk of [`Table`].
    row_actions in controls: Table =
        Table { view: Actions::draw, open: Actions::open_menu, act: Actions::perform, follow: Actions::follow_rows }
}

/// The actions of one channel's list.
#[derive(Clone, Copy)]
pub struct Actions {
    rows: Rows,
    viewport: Viewport,
    pointed: Pointed,
    /// The actions available for the hovered message.
    allowed: Signal<Offered>,
    said: Signal<&'static str>,
    /// Ends the confirmation.
    silence: Stored<Option<Timeout>>,
    /// The pressed element, and the timer of a long press.
    touched: Stored<Option<Touched>>,
    press: Stored<Option<Timeout>>,
    /// True after a long press, until the finger is lifted.
    has_pressed: Stored<bool>,
    /// True if a long press has opened the menu.
    is_by_touch: Stored<bool>,
    /// Closes the menu on the system's gesture.
    close_watcher: Stored<Option<CloseWatcher>>,
    /// Where the focus goes when the menu closes.
    opener: Stored<Option<HtmlElement>>,
    toolbar: ElementRef,
    menu: ElementRef,
}

impl Actions {
    pub fn new(rows: Rows, scroll: Scroll, pointed: Pointed) -> Self {
        let actions = Self {
            rows,
            viewport: scroll.viewport,
            pointed,
            allowed: Signal::new(Offered::default()),
            said: Signal::new(""),
            silence: Stored::new(None),
            touched: Stored::new(None),
            press: Stored::new(None),
            has_pressed: Stored::new(false),
            is_by_touch: Stored::new(false),
            close_watcher: Stored::new(None),
            opener: Stored::new(None),
            toolbar: ElementRef::new(),
            menu: ElementRef::new(),
        };
        effect(move || {
            scroll.settled.track();
            actions.follow();
        });
        // Handles the case that the list moves without changing its size.
        let follow = move |_| request_animation_frame(move || actions.follow());
        let resized = SendWrapper::new(window_event_listener(ev::resize, follow));
        on_cleanup(move || resized.take().remove());
        actions
    }

    /// The pointer or the focus is on this element of the list.
    pub fn point_at(self, target: Option<Element>) {
        let message = target.and_then(|target| target.closest(".message").ok().flatten());
        let Some((key, message)) = message.and_then(|message| Some((self.viewport.key_at(&message)?, message))) else {
            return;
        };
        let Some(row) = self.row(key) else { return };
        if let Some(at) = row.at() {
            hint_at_time(self.rows, &message, at);
        }
        let allowed = row.allowed(self.rows.chat.state.offered.get_untracked());
        if self.allowed.get_untracked() != allowed {
            self.allowed.set(allowed);
        }
        if self.pointed.menu_of.try_get_untracked().flatten().is_none() && self.pointed.at.get_untracked() != Some(key)
        {
            self.pointed.at.set(Some(key));
            self.follow();
        }
    }

    /// The focus moves elsewhere: the actions go with it, unless it stays in the list or beside the rows.
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
        if self.pointed.menu_of.get_untracked().is_none() && !has_focus {
            let held = self.viewport.held();
            self.pointed.at.set(held);
            self.follow();
        }
    }

    /// Opens the menu of a row; the focus goes to its reactions, or else to the first item after them.
    pub fn open(self, key: RowKey, is_for_reactions: bool) {
        self.want(move |table| (table.open)(self, key, is_for_reactions));
    }

    fn want(self, act: impl FnOnce(&'static Table) + 'static) {
        want(self.rows.chat, row_actions::get(), row_actions::ready(), act);
    }

    /// Keeps the toolbar beside its row while that is in view, and the menu while the row exists.
    pub fn follow(self) {
        // Nothing is drawn until the chunk has loaded.
        if let Some(table) = row_actions::get() {
            (table.follow)(self);
        }
    }

    fn follow_rows(self) {
        let open = self.pointed.menu_of.try_get_untracked().flatten();
        if let Some(at) = self.pointed.at.try_get_untracked().flatten() {
            self.place_toolbar(at, open == Some(at));
        }
        // If it was opened from the toolbar, it is placed beside that.
        if let Some(key) = open
            && let Some(menu) = self.menu.get_untracked()
        {
            match self.message(key) {
                Some(_) => self.place_menu(&menu),
                None => self.close(true),
            }
        }
    }

    fn message(self, key: RowKey) -> Option<Element> {
        self.viewport.element(key)?.query_selector(".message").ok().flatten()
    }

    /// Handles a key on the focused message.
    pub fn on_key(self, event: &KeyboardEvent) {
        let target = target_of(event).filter(|target| target.matches(".message").unwrap_or(false));
        let has_command = event.ctrl_key() || event.meta_key() || event.alt_key() || is_input_method(event);
        let Some(row) = target.filter(|_| !has_command).and_then(|message| self.row(self.viewport.key_at(&message)?))
        else {
            return;
        };
        let allowed = row.allowed(self.rows.chat.state.offered.get_untracked());
        match event.key().as_str() {
            "+" if allowed.react => self.open(row.key, true),
            "r" | "R" if allowed.reply => self.want(move |table| (table.act)(self, Action::Reply, row.key)),
            "Delete" | "Backspace" if allowed.delete => match row.id().cloned() {
                Some(id) if event.shift_key() => self.rows.deletion.delete(id),
                Some(id) => self.rows.deletion.ask(id),
                None => {}
            },
            _ => return,
        }
        event.prevent_default();
    }

    fn row(self, key: RowKey) -> Option<Arc<RowView>> {
        self.viewport.with_drawn(|_, all| find(all, key).cloned())
    }

    fn perform(self, action: Action, key: RowKey) {
        let was_open = self.pointed.menu_of.get_untracked().is_some();
        self.close(true);
        if was_open && matches!(action, Action::Quote | Action::Reply | Action::Edit | Action::TakeBack) {
            // These go to the composer, a frame later: the menu's opener has the focus for that long. Otherwise Orca
            // takes the composer for what has the focus as soon as the menu is gone, and does not say that it has it.
            request_animation_frame(move || {
                // The list may be gone by now.
                if self.pointed.menu_of.try_get_untracked().is_some() {
                    self.act(action, key);
                }
            });
        } else {
            self.act(action, key);
        }
    }

    fn act(self, action: Action, key: RowKey) {
        let Rows { chat, field, deletion, picker, .. } = self.rows;
        let strings = chat.strings();
        let Some(row) = self.row(key) else { return };
        let allowed = row.allowed(chat.state.offered.get_untracked());
        match (action, row.id().cloned(), row.local_id().cloned()) {
            (Action::Quote, ..) => field.put_under(chat, &quoted(&row.text)),
            (Action::Copy, ..) => self.copy(row.text.to_string(), strings.copied()),
            (Action::Select, ..) => self.select_text(key),
            (Action::Link, Some(id), _) => {
                if let Some(link) = chat.link_to(&id) {
                    self.copy(link, strings.link_copied());
                }
            }
            (Action::Unread, Some(id), _) => chat.mark_unread(id),
            (Action::AddReaction, Some(id), _) if allowed.react => picker.open_for_reaction(id),
            (Action::Reply, ..) if allowed.reply => field.reply_to(chat, row.answerable_id()),
            (Action::Edit, Some(id), _) if allowed.edit => field.edit(chat, id),
            (Action::Delete, Some(id), _) if allowed.delete => deletion.ask(id),
            (Action::Retry, _, Some(id)) => chat.retry(id),
            (Action::TakeBack, _, Some(id)) => {
                // The menu may have been opened before the message was sent: then it stays where it is.
                let is_back = field.take_back(chat, id);
                if !is_back {
                    self.say(strings.sending(), SAID_MS);
                }
            }
            (Action::Discard, _, Some(id)) => {
                chat.discard(id);
                if matches!(row.state(), Some(RowState::Waiting { is_in_doubt: true, .. })) {
                    self.say_if_gone(key);
                }
            }
            _ => {}
        }
    }

    /// Toggles the user's reaction with an emoji.
    fn react(self, emoji: &str, key: RowKey) {
        let chat = self.rows.chat;
        self.close(true);
        let Some(row) = self.row(key).filter(|row| row.allowed(chat.state.offered.get_untracked()).react) else {
            return;
        };
        if let Some(id) = row.id().cloned() {
            let is_on = row.extras.as_ref().is_some_and(|extras| is_mine(chat, &extras.reactions, emoji));
            if !is_on {
                chat.note_emoji(emoji);
            }
            chat.react(id, emoji.to_owned(), !is_on);
        }
    }

    /// Selects the text of a message, until a finger touches elsewhere.
    fn select_text(self, key: RowKey) {
        let Some(message) = self.message(key) else { return };
        // Every element accepts a plain attribute.
        let _ = message.set_attribute(SELECTABLE, "");
        if let Some(text) = message.query_selector(".message-text").ok().flatten() {
            editing::select(&text);
        }
    }

    fn copy(self, text: String, done: &'static str) {
        let failed = self.rows.chat.strings().not_copied();
        self.rows.chat.copy(
            text,
            move |is_copied| {
                if is_copied { self.say(done, SAID_MS) } else { self.say(failed, ADVISED_MS) }
            },
        );
    }

    /// For a message that may have arrived, if its row is gone and cannot say so itself.
    fn say_if_gone(self, key: RowKey) {
        // It is gone in the next frame.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let rows = self.rows.chat.open_channel_untracked().rows;
                if rows.try_with_untracked(|all| find(all, key).is_none()) == Some(true) {
                    self.say(self.rows.chat.strings().withdrawn(), SAID_MS);
                }
            });
        });
    }

    /// Shows a confirmation for a while. A repeated text is announced again, because it disappears first.
    fn say(self, words: &'static str, ms: u32) {
        self.said.set("");
        request_animation_frame(move || {
            self.said.set(words);
        });
        let quiet = move || {
            self.said.set("");
        };
        self.silence.set_value(Some(Timeout::new(ms, quiet)));
    }

    /// The toolbar, the menu, and confirmations: drawn once a row was hovered or focused.
    pub fn view(self) -> [AnyView; 1] {
        let is_there = Signal::new(false);
        effect(move || {
            if self.pointed.at.get().is_some() || self.pointed.menu_of.get().is_some() {
                prefer(self.rows.chat, row_actions::get(), row_actions::ready(), move |table| {
                    // The list may be gone by now.
                    if is_there.try_get_untracked() == Some(false) {
                        is_there.set(true);
                        request_animation_frame(move || (table.follow)(self));
                    }
                });
            }
        });
        [live(move || is_there.get().then(|| row_actions::get().map(|table| (table.view)(self))).flatten())]
    }

    fn draw(self) -> Vec<AnyView> {
        [self.toolbar(), self.menu(), self.saying()].map(IntoAny::into_any).into()
    }

    fn saying(self) -> Built {
        let words = live(move || Some(self.said.get()).filter(|words| !words.is_empty()));
        // No role "status": screen readers name that also while it is empty.
        div("said").attr("aria-live", "polite").attr("aria-atomic", "true").child(words)
    }
}

/// Returns a text as a quote, followed by an empty line.
fn quoted(text: &str) -> String {
    // Of a foreign text that is longer than a message, the beginning is enough.
    let (beginning, left) = split_at_length(text, MESSAGE_LIMIT);
    let end = (!left.is_empty()).then_some("…");
    let mut quoted = String::new();
    for line in beginning.lines().chain(end) {
        quoted.push_str("> ");
        quoted.push_str(line);
        quoted.push('\n');
    }
    quoted
}

fn find(all: &VecDeque<Arc<RowView>>, key: RowKey) -> Option<&Arc<RowView>> {
    all.iter().rev().find(|row| row.key == key)
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
