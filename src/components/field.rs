//! The composer's text field, as the other components use it: they put texts and the focus into it.

use leptos::prelude::*;
use web_sys::{Element, HtmlTextAreaElement};

use super::element::ElementRef;
use crate::app::handle::Chat;
use crate::browser::editing;
use crate::model::draft::Edit;
use crate::model::message::{LocalId, MessageId};
use crate::reactive::Signal;

/// A handle on the composer's text field. Copy it freely.
#[derive(Clone, Copy, Default)]
pub struct Field {
    /// The element.
    pub element: ElementRef<HtmlTextAreaElement>,
    /// Whether the focus is to go from it to the newest message; the list that does so takes it back.
    pub leaves_for_list: Signal<bool>,
    /// The sent message that was recalled, until something is typed.
    recalled: Signal<String>,
}

impl Field {
    /// Puts a text into the open channel's composer, under what is there, and goes there.
    pub fn put_under(self, chat: Chat, text: &str) {
        chat.open_channel_untracked().put_under(text);
        self.focus();
        self.go_to_end();
    }

    /// Begins to edit a message of the open channel, and goes there.
    pub fn edit(self, chat: Chat, message: MessageId) {
        let channel = chat.open_channel_untracked();
        let instead_of = channel.text_of(&message);
        self.forget_recalled();
        channel.begin_edit(Edit { message, instead_of: instead_of.clone() }, instead_of.to_string());
        self.focus();
        self.go_to_end();
    }

    /// The next message of the open channel answers this one.
    pub fn reply_to(self, chat: Chat, message: MessageId) {
        let channel = chat.open_channel_untracked();
        channel.end_edit();
        channel.answer(Some(message));
        self.focus();
    }

    /// Gives up the edit that was begun in the open channel, or else its answer. Returns `true` if there was one.
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

    /// Takes an unsent message back, and goes there; whether it could be taken back.
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

    /// Inserts a text at the caret, in place of what is selected, as if it was typed.
    pub fn insert(self, text: &str) {
        if let Some(field) = self.element.get_untracked() {
            // An element that is in the page can take the focus, which what is typed needs.
            let _ = field.focus();
            // It holds nothing less where a browser does not do it: the draft stays as it was.
            let _ = editing::replace(&field, selection(&field), text);
        }
    }

    /// The length of the draft, in characters.
    pub fn length(self) -> usize {
        self.element.get_untracked().map_or(0, |field| field.text_length() as usize)
    }

    /// The length of the draft without what is selected, in whose place something is about to be inserted.
    pub fn length_beside_selection(self) -> usize {
        let selected = self.element.get_untracked().map_or((0, 0), |field| selection(&field));
        self.length().saturating_sub((selected.1 - selected.0) as usize)
    }

    fn go_to_end(self) {
        self.after_drawing(|field| {
            let end = field.text_length();
            // The text is there, wherever the caret stands.
            let _ = field.set_selection_range(end, end);
        });
    }

    /// Puts the text of a sent message into the empty composer once more.
    pub fn recall(self, chat: Chat, text: &str) {
        self.recalled.set(text.to_owned());
        chat.open_channel_untracked().replace(text.to_owned());
        self.go_to_end();
    }

    /// Notes that the visitor writes: the text is their own from now on.
    pub fn forget_recalled(self) {
        self.recalled.set(String::new());
    }

    /// Whether nothing of the visitor's stands there: nothing at all, or what was recalled as it was. That is put away,
    /// and with `also_edit` also an edit that has changed nothing.
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

    /// Puts the focus there. Where it is there already, nothing is left to do after the next picture: by then a quick
    /// hand may have gone on.
    pub fn focus(self) {
        if self.element.get_untracked().is_some_and(|field| field.matches(":focus").unwrap_or_default()) {
            return;
        }
        self.after_drawing(|field| {
            // An element that is in the page can take the focus; where it cannot, nothing is lost.
            let _ = field.focus();
        });
    }

    /// Puts the focus there if this, which has it, is gone from the page when the next picture is drawn.
    pub fn focus_without(self, focused: Element) {
        self.after_drawing(move |field| {
            if !focused.is_connected() {
                // An element that is in the page can take the focus; where it cannot, nothing is lost.
                let _ = field.focus();
            }
        });
    }

    /// Where the style sheet cannot do it (`field-sizing`), the height follows the text by script.
    pub fn follow_text(self) {
        self.after_drawing(|field| {
            let style = (**field).style();
            // Both are plain lengths, which no browser refuses.
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

/// What is selected in a text field, in UTF-16 units.
fn selection(field: &HtmlTextAreaElement) -> (u32, u32) {
    let end = field.selection_end().ok().flatten().unwrap_or_default();
    (field.selection_start().ok().flatten().unwrap_or_default().min(end), end)
}
