//! Where one writes.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use web_sys::{Element, HtmlTextAreaElement};

use super::completion::Completion;
use super::element::{Built, ElementRef, div, element, span};
use super::files::Refused;
use super::icon::icon;
use super::live::live;
use super::shortcuts::is_input_method;
use super::words;
use crate::app::effect::effect;
use crate::app::handle::Chat;
use crate::browser::editing;
use crate::model::connection::Status;
use crate::model::message::LocalId;
use crate::model::text::{DRAFT_LIMIT, MESSAGE_LIMIT, length, sendable};

/// From this length on the counter is shown.
pub const COUNT_FROM: usize = MESSAGE_LIMIT - 500;

/// The composer's text field, for what puts a text back into it.
#[derive(Clone, Copy, Default)]
pub struct Field {
    element: ElementRef<HtmlTextAreaElement>,
    /// Whether the focus is to go from it to the newest message; the list that does so takes it back.
    pub leaves_for_list: RwSignal<bool>,
    /// The sent message that was recalled, until something is typed.
    recalled: RwSignal<String>,
}

impl Field {
    /// Puts a text into the open channel's composer, under what is there, and goes there.
    pub fn put_under(self, chat: Chat, text: &str) {
        chat.open_channel_untracked().put_under(text);
        self.focus();
        self.go_to_end();
    }

    /// Takes an unsent message back, and goes there; whether it could be taken back.
    pub fn take_back(self, chat: Chat, id: LocalId) -> bool {
        let is_back = chat.take_back(id);
        if is_back {
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
        chat.open_channel_untracked().draft.set(text.to_owned());
        self.go_to_end();
    }

    /// Whether nothing of the visitor's stands there: nothing at all, or what was recalled as it was. That is put away.
    pub fn clear(self, chat: Chat, text: &str) -> bool {
        let is_recalled = !text.is_empty() && self.recalled.with_untracked(|recalled| recalled == text);
        if is_recalled {
            chat.open_channel_untracked().draft.set(String::new());
        }
        is_recalled || text.is_empty()
    }

    /// Puts the focus there.
    pub fn focus(self) {
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
    fn follow_text(self) {
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

/// The composer of the open channel. What is written stays in the channel's draft until it is sent.
/// What cannot be sent goes to `refused`.
pub fn composer(chat: Chat, field: Field, refused: Refused) -> Built {
    let draft = move || chat.open_channel().draft;
    let completion = Completion::new(chat, field.element);
    let is_signed_out = Memo::new(move |_| chat.state.status.with(|status| *status == Status::SignedOut));
    let can_send = Memo::new(move |_| !is_signed_out.get() && draft().with(|text| sendable(text).is_ok()));
    let send = move || {
        let draft = chat.state.channel(&chat.state.selected.get_untracked()).draft;
        if can_send.get_untracked() {
            completion.close();
            chat.send(draft.get_untracked());
            draft.set(String::new());
        }
    };
    let on_input = move |event| {
        let text = event_target_value(&event);
        let is_empty = text.trim().is_empty();
        field.recalled.set(String::new());
        chat.state.channel(&chat.state.selected.get_untracked()).write(text);
        if is_empty {
            chat.stop_typing()
        } else {
            chat.typed()
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
        }
    };
    let name = move || words::message_to(&chat.channel_name(&chat.state.selected.get()));
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
        .live_attr("placeholder", name)
        .attr("dir", "auto")
        .attr("enterkeyhint", "send")
        .attr("autocomplete", "off")
        .attr("maxlength", DRAFT_LIMIT.to_string())
        .attr("aria-autocomplete", "list")
        .attr("aria-haspopup", "listbox")
        .node_ref(field.element)
        .live_prop("value", move || draft().get())
        .on(ev::input, on_input)
        .on(ev::keydown, on_key)
        .on(ev::paste, move |event| refused.paste(&event, field))
        .on(ev::click, move |_| completion.look())
        .on(ev::blur, on_blur);
    let counter = live(move || draft().with(|text| counter(text)));
    element("form")
        .class("composer")
        .attr("part", "composer")
        .on(ev::submit, on_submit)
        .child(completion.view())
        .child(div("composer-box").child(input).child(counter).child(send_button(can_send)))
        .child(spoken(draft, completion))
}

/// What is selected in a text field, in UTF-16 units.
fn selection(field: &HtmlTextAreaElement) -> (u32, u32) {
    let end = field.selection_end().ok().flatten().unwrap_or_default();
    (field.selection_start().ok().flatten().unwrap_or_default().min(end), end)
}

fn counter(text: &str) -> Option<Built> {
    let length = length(text.trim());
    let is_over = length > MESSAGE_LIMIT;
    (length >= COUNT_FROM)
        .then(|| span("composer-counter").attr("dir", "ltr").attr("data-over", is_over).child(words::counter(length)))
}

/// How full a text is; what is said about it is said when this changes, not with each key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fullness {
    HasRoom,
    Nearly,
    Over,
}

/// What screen readers are told, each thing once.
fn spoken(draft: impl Fn() -> RwSignal<String> + 'static, completion: Completion) -> Built {
    let said = RwSignal::new(String::new());
    let mut last = Fullness::HasRoom;
    effect(move || {
        let suggestions = completion.words();
        let length = draft().with(|text| length(text.trim()));
        let (now, words) = match length {
            ..COUNT_FROM => (Fullness::HasRoom, suggestions),
            COUNT_FROM..=MESSAGE_LIMIT => (Fullness::Nearly, words::nearly_full(MESSAGE_LIMIT - length)),
            _ => (Fullness::Over, words::too_long(length - MESSAGE_LIMIT)),
        };
        let is_said = now == last && now != Fullness::HasRoom;
        last = now;
        if !is_said && said.with_untracked(|said| *said != words) {
            said.set(words);
        }
    });
    div("visually-hidden").attr("role", "status").child(live(move || said.get()))
}

/// Pressing it leaves the focus where it is, in the text.
fn send_button(can_send: Memo<bool>) -> Built {
    element("button")
        .class("composer-send")
        .attr("part", "send")
        .attr("type", "submit")
        .attr("aria-label", words::send())
        .live_attr("aria-disabled", move || if can_send.get() { "false" } else { "true" })
        .on(ev::mousedown, |event| event.prevent_default())
        .child(icon("icon icon-send"))
}

/// Whether the browser lets a field grow with its text by itself.
fn sizes_fields() -> bool {
    web_sys::css::supports_with_value("field-sizing", "content").unwrap_or(false)
}
