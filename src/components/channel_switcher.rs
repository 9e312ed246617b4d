//! Switches to a channel by a few letters of its name.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::badge::badge;
use super::dialog::Dialog;
use super::element::{div, element, p, span};
use super::field::Field;
use super::icon::icon;
use super::keys::{is_input_method, target_of};
use super::live::live;
use crate::app::handle::Chat;
use crate::browser::letters::folded;
use crate::model::message::ChannelId;
use crate::model::session::ChannelInfo;
use crate::model::text::position;
use crate::reactive::{Memo, Signal};
use crate::strings::Strings;

/// The id of the list and, with a number, of an option. They need to be unique only within the chat.
const LIST_ID: &str = "chat-switcher";

/// The dialog.
pub fn channel_switcher(dialog: Dialog, chat: Chat, field: Field) -> AnyView {
    dialog.view(chat.strings().go_to_channel(), move |dialog| switcher(dialog, chat, field))
}

/// The dialog's content: a filter field, and the channels that match. The focus stays in the field.
fn switcher(dialog: Dialog, chat: Chat, field: Field) -> Vec<AnyView> {
    let strings = chat.strings();
    let (filter, at) = (Signal::new(String::new()), Signal::new(0_usize));
    let go_to = move |id: ChannelId| {
        dialog.close();
        chat.select(id);
        field.focus();
    };
    let found = move || filter.with(|filter| matching(chat, filter));
    let on_key = move |event: KeyboardEvent| {
        let found = found();
        let last = found.len().saturating_sub(1);
        let now = at.get_untracked().min(last);
        if is_input_method(&event) {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => at.set(if now == last { 0 } else { now + 1 }),
            "ArrowUp" => at.set(now.checked_sub(1).unwrap_or(last)),
            "Enter" => {
                if let Some(channel) = found.get(now) {
                    go_to(channel.id.clone());
                }
            }
            _ => return,
        }
        event.prevent_default();
        show_chosen(&event);
    };
    let options = move || {
        let now = at.get();
        let draw = |(number, channel): (usize, ChannelInfo)| {
            let id = channel.id.clone();
            option(strings, number, number == now, &channel, move || go_to(id.clone()))
        };
        found().into_iter().enumerate().map(draw).collect::<Vec<_>>()
    };
    let is_empty = Memo::new(move |_| found().is_empty());
    let nothing = move || is_empty.get().then(|| strings.no_channel());
    let on_input = move |event| {
        at.set(0);
        filter.set(event_target_value(&event));
    };
    let field = element("input")
        .class("switcher-filter")
        .attr("type", "text")
        .attr("role", "combobox")
        .attr("aria-label", strings.go_to_channel())
        .attr("placeholder", strings.go_to_channel())
        .live_attr("aria-expanded", move || if is_empty.get() { "false" } else { "true" })
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", LIST_ID)
        .live_attr("aria-activedescendant", move || {
            (!is_empty.get()).then(|| [LIST_ID, &at.get().to_string()].concat())
        })
        .attr("autocomplete", "off")
        .attr("autofocus", true)
        .attr("dir", "auto")
        .on(ev::input, on_input)
        .on(ev::keydown, on_key);
    let list = element("ul")
        .class("switcher-list")
        .attr("role", "listbox")
        .attr("id", LIST_ID)
        .attr("aria-label", strings.channels())
        .child(live(options));
    vec![
        div("dialog-header").child(field).child(dialog.close_button(strings)).into_any(),
        list.into_any(),
        p("switcher-nothing").attr("role", "status").child(live(nothing)).into_any(),
    ]
}

fn option(
    strings: Strings,
    number: usize,
    is_chosen: bool,
    channel: &ChannelInfo,
    choose: impl Fn() + 'static,
) -> AnyView {
    element("li")
        .class("switcher-option")
        .attr("role", "option")
        .attr("id", [LIST_ID, &number.to_string()].concat())
        .attr("aria-selected", if is_chosen { "true" } else { "false" })
        .on(ev::click, move |_| choose())
        .child(icon("icon icon-hash"))
        .child(span("channel-name one-line").attr("dir", "auto").attr("translate", "no").child(channel.name.clone()))
        .children(badge(strings, channel))
        .into_any()
}

/// Returns the channels whose names contain this, regardless of case and accents.
fn matching(chat: Chat, filter: &str) -> Vec<ChannelInfo> {
    let wanted = folded(filter.trim());
    let is_wanted = |channel: &&ChannelInfo| position(&folded(&channel.name), &wanted).is_some();
    chat.state.channels.with(|all| all.iter().filter(is_wanted).cloned().collect())
}

/// Scrolls the list to the selected channel once that is drawn.
fn show_chosen(event: &KeyboardEvent) {
    let dialog = target_of(event).and_then(|field| field.closest(".dialog").ok().flatten());
    request_animation_frame(move || {
        let chosen = dialog.and_then(|dialog| dialog.query_selector("[aria-selected=true]").ok().flatten());
        let list = chosen.as_ref().and_then(|chosen| chosen.parent_element());
        if let (Some(chosen), Some(list)) = (chosen, list) {
            let (option, list_box) = (chosen.get_bounding_client_rect(), list.get_bounding_client_rect());
            let above = (option.top() - list_box.top()).min(0.0);
            let below = (option.bottom() - list_box.bottom()).max(0.0);
            list.unchecked_ref::<web_sys::HtmlElement>().scroll_by_with_x_and_y(0.0, above + below);
        }
    });
}
