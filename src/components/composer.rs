//! The composer.

use std::sync::Arc;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

use super::attach::{attach_button, picked_files};
use super::completion::Completion;
use super::deletion::Deletion;
use super::element::{Built, button, div, element, span};
use super::field::Field;
use super::icon::icon;
use super::keys::is_input_method;
use super::live::live;
use super::picker::Picker;
use super::refused::Refused;
use crate::app::handle::Chat;
use crate::app::state::ChannelState;
use crate::model::connection::Status;
use crate::model::draft::Edit;
use crate::model::text::{DRAFT_LIMIT, MESSAGE_LIMIT, Unsendable, length, sendable, trim};
use crate::model::timeline::{RowView, Shown};
use crate::reactive::{Memo, Signal, effect};
use crate::strings::Strings;

/// The counter is shown from this length on.
pub const COUNT_FROM: usize = MESSAGE_LIMIT - 500;

/// The composer of the open channel. Its text stays in the channel's draft until it is sent. Problems are reported to
/// `refused`.
pub fn composer(chat: Chat, field: Field, refused: Refused, (deletion, picker): (Deletion, Picker)) -> Built {
    let strings = chat.strings();
    let draft = move || chat.open_channel().draft;
    let completion = Completion::new(chat, field.element);
    let is_signed_out = Memo::new(move |_| chat.state.status.with(|status| *status == Status::SignedOut));
    let is_editing = move || chat.open_channel().editing.with(Option::is_some);
    let can_send = Memo::new(move |_| {
        let can_be = draft().with(|text| match sendable(text) {
            // A message that was edited to nothing is deleted, and files need no text.
            Err(Unsendable::Empty) => is_editing() || has_files(chat.open_channel()),
            text => text.is_ok(),
        });
        !is_signed_out.get() && can_be
    });
    // The channel whose message is sent once its files are read.
    let waiting = Signal::new(None);
    let send = move || {
        let channel = chat.open_channel_untracked();
        if !can_send.get_untracked() {
            return;
        }
        if channel.picking.get_untracked() > 0 {
            return waiting.set(Some(chat.state.selected.get_untracked()));
        }
        completion.close();
        let text = channel.draft.get_untracked();
        match channel.editing.get_untracked() {
            Some(edit) => save(chat, deletion, edit, &text),
            None => {
                leave_deleted(chat);
                let picked = channel.take_files();
                chat.send(text, channel.reply_to.get_untracked(), picked);
                channel.answer(None);
                channel.replace(String::new());
            }
        }
    };
    effect(move || {
        if chat.open_channel().picking.get() == 0
            && waiting.with(Option::is_some)
            && waiting.try_update(Option::take).flatten() == Some(chat.state.selected.get_untracked())
        {
            send();
        }
    });
    let on_input = move |event| {
        let text = event_target_value(&event);
        let is_empty = text.trim().is_empty();
        field.forget_recalled();
        leave_deleted(chat);
        chat.open_channel_untracked().write(text);
        if is_empty {
            chat.stop_typing();
        } else if !untrack(is_editing) {
            chat.typed();
        }
        completion.look();
    };
    let on_key = move |event: KeyboardEvent| {
        if is_input_method(&event) || completion.key(&event) {
            return;
        }
        if event.key() == "Enter" && !event.shift_key() {
            event.prevent_default();
            send();
        } else if event.key() == "Escape" && field.give_up(chat) {
            event.prevent_default();
        }
    };
    let placeholder = move || strings.message_to(&chat.channel_name(&chat.state.selected.get()));
    let name = move || task(chat).unwrap_or_else(placeholder);
    if !sizes_fields() {
        effect(move || {
            draft().track();
            field.follow_text();
        });
    }
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    let on_blur = move |_| {
        completion.close();
        chat.stop_typing();
    };
    let input = element("textarea")
        .class("composer-input")
        .attr("part", "composer-input")
        .attr("rows", "1")
        .live_attr("aria-label", name)
        .live_attr("placeholder", placeholder)
        .attr("dir", "auto")
        .attr("enterkeyhint", "send")
        .attr("autocomplete", "off")
        .attr("maxlength", DRAFT_LIMIT.to_string())
        .attr("aria-autocomplete", "list")
        .node_ref(field.element)
        .live_prop("value", move || draft().get())
        .on(ev::input, on_input)
        .on(ev::keydown, on_key)
        .on(ev::paste, move |event| refused.paste(&event, chat, field))
        .on(ev::click, move |_| completion.look())
        .on(ev::blur, on_blur);
    let counter = live(move || draft().with(|text| counter(strings, text)));
    element("form")
        .class("composer")
        .attr("part", "composer")
        .on(ev::submit, on_submit)
        .child(completion.view())
        .child(live(move || task(chat).map(|words| bar(chat, field, words))))
        .child(picked_files(chat, refused, is_editing))
        .child(
            div("composer-box")
                .child(input)
                .child(counter)
                // Appears once the backend has said what it offers; nothing before it shifts.
                .child(attach_button(chat, refused, is_editing))
                .child(emoji_button(strings, picker))
                .child(send_button(strings, can_send, is_editing)),
        )
        .child(spoken(strings, draft, completion))
}

/// Returns `true` if a message has files, or will have once they are read; tracked.
fn has_files(channel: ChannelState) -> bool {
    channel.picked.with(|picked| !picked.is_empty()) || channel.picking.get() > 0
}

/// Saves an edit. An unchanged text is not sent, and an emptied one asks for deletion.
fn save(chat: Chat, deletion: Deletion, edit: Edit, text: &str) {
    let Ok(text) = sendable(text) else { return deletion.ask(edit.message) };
    let channel = chat.open_channel_untracked();
    let is_unknown = edit.instead_of.is_empty();
    let instead_of = if is_unknown { channel.text_of(&edit.message) } else { edit.instead_of };
    if trim(&instead_of) != text {
        chat.edit(edit.message, text.to_owned(), instead_of);
    }
    channel.end_edit();
}

/// Does not reply to a message that was deleted meanwhile: the bar has said so.
fn leave_deleted(chat: Chat) {
    let channel = chat.open_channel_untracked();
    let is_deleted = channel.reply_to.with_untracked(|message| {
        let is_it = |row: &Arc<RowView>| row.shows(Shown::Deleted) && row.id() == message.as_ref();
        message.is_some() && channel.rows.with_untracked(|rows| rows.iter().any(is_it))
    });
    if is_deleted {
        channel.answer(None);
    }
}

/// Returns what is being edited or answered, if anything; tracked.
fn task(chat: Chat) -> Option<String> {
    let (strings, channel) = (chat.strings(), chat.open_channel());
    if channel.editing.with(Option::is_some) {
        return Some(strings.editing().to_owned());
    }
    let message = channel.reply_to.get()?;
    let words = channel.rows.with(|rows| {
        let row = rows.iter().rev().find(|row| row.answerable_id() == message)?;
        let author = row.author.as_ref().map_or_else(|| strings.you(), |author| &*author.name);
        let is_gone = row.shows(Shown::Deleted);
        Some(if is_gone { strings.reply_to_deleted().to_owned() } else { strings.reply_to(author, &row.excerpt()) })
    });
    Some(words.unwrap_or_else(|| strings.reply_to_unknown().to_owned()))
}

/// The bar above the field while a message is edited or answered.
fn bar(chat: Chat, field: Field, words: String) -> Built {
    let give_up = move |_| {
        field.give_up(chat);
        field.focus();
    };
    let close = button("icon-button").attr("aria-label", chat.strings().cancel()).on(ev::click, give_up);
    div("composer-bar")
        .attr("part", "composer-bar")
        .child(span("composer-bar-words").attr("dir", "auto").child(words))
        .child(close.attr("title", chat.strings().cancel()).child(icon("icon icon-close")))
}

fn counter(strings: Strings, text: &str) -> Option<Built> {
    let length = length(text.trim());
    let is_over = length > MESSAGE_LIMIT;
    (length >= COUNT_FROM)
        .then(|| span("composer-counter").attr("dir", "ltr").attr("data-over", is_over).child(strings.counter(length)))
}

/// How full a text is. Messages about it change with this state, not with each key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fullness {
    HasRoom,
    Nearly,
    Over,
}

/// Announces each state once to screen readers.
fn spoken(strings: Strings, draft: impl Fn() -> Signal<String> + 'static, completion: Completion) -> Built {
    let said = Signal::new(String::new());
    let mut last = Fullness::HasRoom;
    effect(move || {
        let suggestions = completion.words();
        let length = draft().with(|text| length(text.trim()));
        let (now, words) = match length {
            ..COUNT_FROM => (Fullness::HasRoom, suggestions),
            COUNT_FROM..=MESSAGE_LIMIT => (Fullness::Nearly, strings.nearly_full(MESSAGE_LIMIT - length)),
            _ => (Fullness::Over, strings.too_long(length - MESSAGE_LIMIT)),
        };
        let is_said = now == last && now != Fullness::HasRoom;
        last = now;
        if !is_said && said.with_untracked(|said| *said != words) {
            said.set(words);
        }
    });
    // No role "status": screen readers name that also while it is empty.
    div("visually-hidden").attr("aria-live", "polite").attr("aria-atomic", "true").child(live(move || said.get()))
}

/// Opens the picker. Pressing it leaves the focus and the caret in the text.
fn emoji_button(strings: Strings, picker: Picker) -> Built {
    button("icon-button composer-emoji")
        .attr("part", "emoji")
        .attr("aria-label", strings.emoji())
        .attr("title", strings.emoji())
        .attr("aria-haspopup", "dialog")
        .on(ev::mousedown, |event| event.prevent_default())
        .on(ev::click, move |_| picker.open_for_text())
        .child(icon("icon icon-emoji"))
}

/// Pressing it leaves the focus in the text.
fn send_button(strings: Strings, can_send: Memo<bool>, is_editing: impl Fn() -> bool + Send + 'static) -> Built {
    element("button")
        .class("composer-send")
        .attr("part", "send")
        .attr("type", "submit")
        .live_attr("aria-label", move || if is_editing() { strings.save() } else { strings.send() })
        .live_attr("aria-disabled", move || if can_send.get() { "false" } else { "true" })
        .on(ev::mousedown, |event| event.prevent_default())
        .child(icon("icon icon-send"))
}

/// Returns `true` if the browser can grow a field with its text.
fn sizes_fields() -> bool {
    web_sys::css::supports_with_value("field-sizing", "content").unwrap_or(false)
}
