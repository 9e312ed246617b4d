//! The composer's text field as other components use it: they insert text and move the focus to it.

use leptos::prelude::*;
use web_sys::{Element, HtmlTextAreaElement};

use super::element::ElementRef;
use crate::app::handle::Chat;
use crate::browser::editing;
use crate::model::draft::Edit;
use crate::model::message::{LocalId, MessageId};
use crate::reactive::Signal;

/// A handle to the composer's text field. `Copy`.
#[derive(Clone, Copy, Default)]
pub struct Field {
    /// The element.
    pub element: ElementRef<HtmlTextAreaElement>,
    /// True if the focus should move from it to the newest message; the list resets it.
    pub leaves_for_list: Signal<bool>,
    /// The sent message that was recalled, until something is typed.
    recalled: Signal<String>,
}

impl Field {
    /// Appends a text to the open channel's composer, and focuses it.
    pub fn put_under(self, chat: Chat, text: &str) {
        chat.open_channel_untracked().put_under(text);
        self.focus();
        self.go_to_end();
    }

    /// Begins to edit a message of the open channel, and focuses the composer.
    pub fn edit(self, chat: Chat, message: MessageId) {
        let channel = chat.open_channel_untracked();
        let instead_of = channel.text_of(&message);
        self.forget_recalled();
        channel.begin_edit(Edit { message, instead_of: instead_of.clone() }, instead_of.to_string());
        self.focus();
        self.go_to_end();
    }

    /// Makes the next message of the open channel a reply to this one.
    pub fn reply_to(self, chat: Chat, message: MessageId) {
        let channel = chat.open_channel_untracked();
        channel.end_edit();
        channel.answer(Some(message));
        self.focus();
    }

    /// Cancels the edit in the open channel, or else the reply. Returns `true` if there was one.
    pub fn give_up(self, chat: Chat) -> bool {
        let channel = chat.open_channel_untracked();
        let is_editing = channel.editing.with_untracked(Option::is_some);
        let is_any = is_editing || channel.reply_to.with_untracked(Option::is_some);
        if is_editing {
            channel.end_edit();
        } else if is_any {
            channel.answer(None);
        }
        is_any
    }

    /// Takes an unsent message back into the composer, and focuses it. Returns `true` if that was possible.
    pub fn take_back(self, chat: Chat, id: LocalId) -> bool {
        let channel = chat.open_channel_untracked();
        let reply_to = channel.rows.with_untracked(|rows| {
            let row = rows.iter().rev().find(|row| row.local_id() == Some(&id))?;
            Some(row.extras.as_ref()?.reply.as_ref()?.id.clone())
        });
        let is_back = chat.take_back(id);
        if is_back {
            if reply_to.is_some() {
                channel.answer(reply_to);
            }
            self.focus();
            self.go_to_end();
        }
        is_back
    }

    /// Inserts a text at the caret, replacing the selection, as if it was typed.
    pub fn insert(self, text: &str) {
        if let Some(field) = self.element.get_untracked() {
            // An element in the page can take the focus, which typing needs.
            let _ = field.focus();
            // If the browser cannot do it, the draft stays as it was.
            let _ = editing::replace(&field, selection(&field), text);
        }
    }

    /// Returns the length of the draft, in characters.
    pub fn length(self) -> usize {
        self.element.get_untracked().map_or(0, |field| field.text_length() as usize)
    }

    /// Returns the length of the draft without the selection, which is about to be replaced.
    pub fn length_beside_selection(self) -> usize {
        let selected = self.element.get_untracked().map_or((0, 0), |field| selection(&field));
        self.length().saturating_sub((selected.1 - selected.0) as usize)
    }

    fn go_to_end(self) {
        self.after_drawing(|field| {
            let end = field.text_length();
            // Only the length counts, wherever the caret is.
            let _ = field.set_selection_range(end, end);
        });
    }

    /// Puts the text of a sent message into the empty composer again.
    pub fn recall(self, chat: Chat, text: &str) {
        self.recalled.set(text.to_owned());
        chat.open_channel_untracked().replace(text.to_owned());
        self.go_to_end();
    }

    /// Records that the user types: the text is their own from now on.
    pub fn forget_recalled(self) {
        self.recalled.set(String::new());
    }

    /// Returns `true` if the composer has nothing of the user's: it is empty, or has an unchanged recalled message.
    /// The latter is removed and, with `also_edit`, also an edit without changes.
    pub fn clear(self, chat: Chat, text: &str, also_edit: bool) -> bool {
        let channel = chat.open_channel_untracked();
        if let Some(edit) = channel.editing.get_untracked() {
            let is_untouched = also_edit && *edit.instead_of == *text;
            if is_untouched {
                channel.end_edit();
            }
            return is_untouched;
        }
        let is_recalled = !text.is_empty() && self.recalled.with_untracked(|recalled| recalled == text);
        if is_recalled {
            chat.open_channel_untracked().replace(String::new());
        }
        is_recalled || text.is_empty()
    }

    /// Focuses it. If it already has the focus, nothing is deferred to the next frame, by which time a fast user may
    /// have moved on.
    pub fn focus(self) {
        if self.element.get_untracked().is_some_and(|field| field.matches(":focus").unwrap_or_default()) {
            return;
        }
        self.after_drawing(|field| {
            // An element in the page can take the focus; if not, nothing is lost.
            let _ = field.focus();
        });
    }

    /// Focuses it if this element, which has the focus, is removed before the next frame.
    pub fn focus_without(self, focused: Element) {
        self.after_drawing(move |field| {
            if !focused.is_connected() {
                // An element in the page can take the focus; if not, nothing is lost.
                let _ = field.focus();
            }
        });
    }

    /// Sets the height by script if the style sheet cannot (`field-sizing`).
    pub fn follow_text(self) {
        self.after_drawing(|field| {
            let style = (**field).style();
            // Both are plain lengths, which every browser accepts.
            let _ = style.set_property("block-size", "auto");
            let height = [field.scroll_height().to_string().as_str(), "px"].concat();
            let _ = style.set_property("block-size", &height);
        });
    }

    fn after_drawing(self, act: impl FnOnce(&HtmlTextAreaElement) + 'static) {
        request_animation_frame(move || {
            if let Some(field) = self.element.get_untracked() {
                act(&field);
            }
        });
    }
}

/// Returns the selection in a text field, in UTF-16 units.
fn selection(field: &HtmlTextAreaElement) -> (u32, u32) {
    let end = field.selection_end().ok().flatten().unwrap_or_default();
    (field.selection_start().ok().flatten().unwrap_or_default().min(end), end)
}
