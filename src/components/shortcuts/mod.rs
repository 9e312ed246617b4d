//! What the keyboard does wherever the focus is in the chat, and the list of all that it does.
//!
//! Nothing is taken from an input method, from a text field that could mean the key itself, or from a page around:
//! there keys count only while the focus is within the chat.
//!
//! Up in an empty composer brings the visitor's last message back: one that is certainly not sent is taken out of the
//! list, as its own "Edit" does; the last one that is stored is edited, or its text is there once more if that is not
//! offered. Of one on its way nobody knows whether it has arrived: it stays where it is. Where nothing is brought back,
//! and from what was brought back and not touched, Up leads to the newest message, from where the rows can be walked;
//! with Control it does so at once. In an edit Up moves the caret.

pub mod list;

use std::sync::Arc;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTextAreaElement};

use super::chunks::{Dialogs, dialogs, want};
use super::dialog::Dialog;
use super::field::Field;
use super::keys::{is_input_method, is_mac, is_within, target_of};
use super::live::live;
use super::search::Search;
use super::sheet::Sheet;
use crate::app::handle::Chat;
use crate::model::timeline::{RowKind, RowState, RowView, Shown, StoredRow};
use crate::reactive::Signal;

/// The shortcuts of one chat.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    chat: Chat,
    field: Field,
    sheet: Sheet,
    search: Search,
    /// Whether the dialogs are drawn.
    has_dialogs: Signal<bool>,
    help: Dialog,
    switcher: Dialog,
}

impl Shortcuts {
    /// The shortcuts of a chat. Where the page is the chat's own they act also while nothing in it has the focus.
    pub fn new(chat: Chat, field: Field, sheet: Sheet, search: Search) -> Self {
        let (help, switcher) = (Dialog::new(), Dialog::new());
        let shortcuts = Self { chat, field, sheet, search, has_dialogs: Signal::new(false), help, switcher };
        if chat.owns_page() {
            let listener = window_event_listener(ev::keydown, move |event| {
                if target_of(&event).is_none_or(|target| target.matches("html, body").unwrap_or(false)) {
                    shortcuts.on_key(&event);
                }
            });
            let listener = SendWrapper::new(listener);
            on_cleanup(move || listener.take().remove());
        }
        shortcuts
    }

    /// Lists the shortcuts.
    pub fn list(self) {
        self.open(self.help);
    }

    fn open(self, dialog: Dialog) {
        want(self.chat, dialogs::get(), dialogs::ready(), move |dialogs| {
            // The chat may be gone by now.
            if self.has_dialogs.try_set(true) {
                (dialogs.open)(dialog);
            }
        });
    }

    /// The dialogs. They are drawn, closed, when one of them is first opened.
    pub fn dialogs(self) -> AnyView {
        let draw = move |dialogs: &Dialogs| {
            vec![(dialogs.shortcuts)(self.help, self.chat), (dialogs.switcher)(self.switcher, self.chat, self.field)]
        };
        live(move || self.has_dialogs.get().then(|| dialogs::get().map(draw)).flatten())
    }

    /// Does what a key means, if it means anything here.
    pub fn on_key(self, event: &KeyboardEvent) {
        let (alt, shift, has_command) = (event.alt_key(), event.shift_key(), event.ctrl_key() || event.meta_key());
        // Most keys are letters of a text.
        let key = event.key();
        if !alt && !has_command && !matches!(key.as_str(), "Escape" | "ArrowUp" | "?") {
            return;
        }
        let Some(target) = target_of(event) else { return };
        if event.default_prevented() || is_input_method(event) || is_within(&target, ".dialog") {
            return;
        }
        // Control and K deletes to the end of the line on a Mac.
        let (command, other) =
            if is_mac() { (event.meta_key(), event.ctrl_key()) } else { (event.ctrl_key(), event.meta_key()) };
        let written = text_of_composer(&target);
        // Where it is not the visitor's own doing, it is put away.
        let is_untouched = |is_meant: &dyn Fn(&str) -> bool| {
            written.as_ref().is_some_and(|text| is_meant(text) && self.field.clear(self.chat, text, command))
        };
        match (key.as_str(), command, alt) {
            _ if other => return,
            ("Escape", false, false) if untrack(|| self.sheet.is_open()) => self.sheet.close(),
            ("Escape", false, false) if is_within(&target, ".message-list-frame") => self.field.focus(),
            ("Escape", false, false) if is_untouched(&|text| !text.is_empty()) => {}
            ("ArrowUp", false, true) => self.go_by(-1, shift, &target),
            ("ArrowDown", false, true) => self.go_by(1, shift, &target),
            ("ArrowUp", false, false) if !shift && written.as_ref().is_some_and(String::is_empty) => self.recall(),
            ("ArrowUp", _, false) if !shift && is_untouched(&|_| true) => self.field.leaves_for_list.set(true),
            ("k" | "K", true, false) if !shift => {
                // It would cover the channel that one goes to, and keep the focus from its composer.
                self.sheet.close();
                self.open(self.switcher);
            }
            // Within the panel, Ctrl and F is the browser's own search.
            ("f" | "F", true, false)
                if (shift || self.chat.owns_page() && !is_within(&target, ".chat-search")) && self.search.open() =>
            {
                self.sheet.close();
            }
            // A sign alone, which somebody who dictates may say anywhere: only where nothing is written (WCAG 2.1.4).
            ("?", false, false) if is_within(&target, ".message-list-frame") => self.list(),
            _ => return,
        }
        event.prevent_default();
    }

    /// Opens the channel so many places on, or the next one in that direction that has something unread.
    fn go_by(self, way: isize, only_unread: bool, target: &Element) {
        let selected = self.chat.state.selected.get_untracked();
        let next = self.chat.state.channels.with_untracked(|all| {
            let mut at = all.iter().position(|channel| channel.id == selected)?;
            loop {
                at = at.checked_add_signed(way)?;
                let channel = all.get(at)?;
                if !only_unread || channel.is_unread() {
                    return Some(channel.id.clone());
                }
            }
        });
        if let Some(next) = next {
            self.chat.select(next);
            // The list that had the focus is not there any more.
            if is_within(target, ".message-list-frame") {
                self.field.focus();
            }
        }
    }

    fn recall(self) {
        let (chat, field) = (self.chat, self.field);
        if chat.open_channel_untracked().editing.with_untracked(Option::is_some) {
            return;
        }
        let offered = chat.state.offered.get_untracked();
        let rows = chat.open_channel_untracked().rows;
        let last = rows.with_untracked(|rows| {
            let row = rows.iter().rev().find(|row: &&Arc<RowView>| row.is_own)?;
            let editable = rows.iter().rev().find(|row| row.is_own && row.allowed(offered).edit);
            let editable = editable.and_then(|row| row.id().cloned());
            Some((row.kind.clone(), row.text.clone(), editable))
        });
        match last {
            Some((RowKind::Stored(_), _, Some(id))) => field.edit(chat, id),
            Some((RowKind::Stored(StoredRow { shown: Shown::Whole, .. }), text, None)) => field.recall(chat, &text),
            Some((
                RowKind::Mine(
                    id,
                    RowState::Failed { .. } | RowState::Queued | RowState::Waiting { is_in_doubt: false, .. },
                ),
                ..,
            )) => {
                if !field.take_back(chat, id) {
                    field.leaves_for_list.set(true);
                }
            }
            _ => field.leaves_for_list.set(true),
        }
    }
}

/// What is written, where this is the composer.
fn text_of_composer(target: &Element) -> Option<String> {
    target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)
}
