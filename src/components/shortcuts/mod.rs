//! Keyboard shortcuts that work anywhere in the chat, and the list of all shortcuts.
//!
//! They never take keys from an input method, from a text field that may need the key, or from a host page, where
//! they work only while the focus is within the chat.
//!
//! Up in an empty composer recalls the user's last message. One that was certainly not sent is taken out of the list,
//! like its own "Edit" does. The last stored one is edited, or its text is copied if editing is not offered. One in
//! flight stays where it is, because it may have arrived. If nothing is recalled, or the recalled text is unchanged,
//! Up moves to the newest message, from where the rows can be walked; with Control it does so at once. While editing,
//! Up moves the caret.

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
    /// True if the dialogs are drawn.
    has_dialogs: Signal<bool>,
    help: Dialog,
    switcher: Dialog,
}

impl Shortcuts {
    /// Creates the shortcuts of a chat. On the stand-alone page they also work while nothing in it has the focus.
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

    /// The dialogs, drawn closed when one of them is first opened.
    pub fn dialogs(self) -> AnyView {
        let draw = move |dialogs: &Dialogs| {
            vec![(dialogs.shortcuts)(self.help, self.chat), (dialogs.switcher)(self.switcher, self.chat, self.field)]
        };
        live(move || self.has_dialogs.get().then(|| dialogs::get().map(draw)).flatten())
    }

    /// Handles a key, if it means anything here.
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
        // On a Mac, Control and K deletes to the end of the line.
        let (command, other) =
            if is_mac() { (event.meta_key(), event.ctrl_key()) } else { (event.ctrl_key(), event.meta_key()) };
        let written = text_of_composer(&target);
        // Text that is not the user's own is removed.
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
                // It would cover the target channel, and keep the focus from its composer.
                self.sheet.close();
                self.open(self.switcher);
            }
            // Within the panel, Ctrl and F is the browser's own search.
            ("f" | "F", true, false)
                if (shift || self.chat.owns_page() && !is_within(&target, ".chat-search")) && self.search.open() =>
            {
                self.sheet.close();
            }
            // A single character, which users who dictate may say anywhere: only outside text fields (WCAG 2.1.4).
            ("?", false, false) if is_within(&target, ".message-list-frame") => self.list(),
            _ => return,
        }
        event.prevent_default();
    }

    /// Opens the channel this many places away, or the next one in that direction with something unread.
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
            // The list that had the focus is gone.
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

/// Returns the text, if this is the composer.
fn text_of_composer(target: &Element) -> Option<String> {
    target.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value)
}
