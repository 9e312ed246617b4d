//! What the keyboard does wherever the focus is in the chat, and the list of all that it does.
//!
//! Nothing is taken from an input method, from a text field that could mean the key itself, or from a page around: there
//! keys count only while the focus is within the chat.
//!
//! Up in an empty composer brings the visitor's last message back: one that is certainly not sent is taken out of the list, as
//! its own "Edit" does; of one that is sent, which cannot be edited, the text is there once more. Of one on its way nobody
//! knows whether it has arrived: it stays where it is. Where nothing is brought back, and from what was brought back and not
//! touched, Up leads to the newest message, from where the rows can be walked; with Control it does so at once.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTextAreaElement};

use super::channel_switcher::switcher;
use super::dialog::Dialog;
use super::element::{div, element};
use super::field::Field;
use super::keys::{is_input_method, is_mac, is_within, target_of};
use super::sheet::Sheet;
use crate::app::handle::Chat;
use crate::model::timeline::{RowState, RowView};
use crate::strings::Strings;

/// The shortcuts of one chat.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    chat: Chat,
    field: Field,
    sheet: Sheet,
    help: Dialog,
    switcher: Dialog,
}

impl Shortcuts {
    /// The shortcuts of a chat. Where the page is the chat's own they act also while nothing in it has the focus.
    pub fn new(chat: Chat, field: Field, sheet: Sheet) -> Self {
        let shortcuts = Self { chat, field, sheet, help: Dialog::new(), switcher: Dialog::new() };
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
        self.help.open();
    }

    /// The dialogs, closed until they are wanted.
    pub fn dialogs(self) -> [AnyView; 2] {
        let strings = self.chat.strings();
        let switcher = move |dialog| switcher(dialog, self.chat, self.field);
        let help = move |dialog| help(dialog, strings);
        [self.help.view(strings.shortcuts(), help), self.switcher.view(strings.go_to_channel(), switcher)]
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
            written.as_ref().is_some_and(|text| is_meant(text) && self.field.clear(self.chat, text))
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
                self.switcher.open();
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
        let rows = chat.open_channel_untracked().rows;
        let last = rows.with_untracked(|rows| {
            let row = rows.iter().rev().find(|row: &&RowView| row.is_own)?;
            Some((row.state.clone(), row.local_id.clone(), row.text.clone()))
        });
        match last {
            Some((RowState::Sent, _, text)) => field.recall(chat, &text),
            Some((
                RowState::Failed { .. } | RowState::Queued | RowState::Waiting { is_in_doubt: false, .. },
                Some(id),
                _,
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

/// What the list of shortcuts holds.
fn help(dialog: Dialog, strings: Strings) -> Vec<AnyView> {
    let (up, down, command) = ("↑", "↓", if is_mac() { "⌘" } else { strings.key_control() });
    let (alt, shift, escape) = (strings.key_alt(), strings.key_shift(), strings.key_escape());
    let all: [(&[&'static str], &'static str); 12] = [
        (&[command, "K"], strings.go_to_channel()),
        (&[alt, up], strings.previous_channel()),
        (&[alt, down], strings.next_channel()),
        (&[alt, shift, down], strings.next_unread()),
        (&[strings.key_enter()], strings.send_message()),
        (&[shift, strings.key_enter()], strings.new_line()),
        (&[up], strings.recall()),
        (&[command, up], strings.to_messages()),
        (&[up, down], strings.walk()),
        (&[strings.key_enter()], strings.actions_of_message()),
        (&[escape], strings.close_or_back()),
        (&["?"], strings.shortcuts()),
    ];
    let draw = |(keys, meaning): (&[&'static str], &'static str)| {
        let keys = keys.iter().map(|key| element("kbd").child(*key).into_any());
        let (meaning, keys) = (element("dt").child(meaning), element("dd").children(keys));
        div("shortcut").child(meaning).child(keys).into_any()
    };
    let title = element("h2").class("dialog-title").child(strings.shortcuts());
    vec![
        div("dialog-header").child(title).child(dialog.close_button(strings)).into_any(),
        element("dl").class("shortcuts").children(all.into_iter().map(draw)).into_any(),
    ]
}
