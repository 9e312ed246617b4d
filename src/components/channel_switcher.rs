//! Going to a channel by a few letters of its name.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::composer::Field;
use super::dialog::{Dialog, target_of};
use super::icon::icon;
use super::live::live;
use super::shortcuts::is_input_method;
use super::sidebar::badge;
use super::words;
use crate::app::handle::Chat;
use crate::model::message::ChannelId;
use crate::model::session::ChannelInfo;

/// The id of the list, and with a number that of an option; they have to be unlike only within the chat.
const LIST_ID: &str = "chat-switcher";

/// What the dialog holds: a field that filters, and the channels that it finds. The focus stays in the field.
pub fn switcher(dialog: Dialog) -> AnyView {
    let chat = Chat::here();
    let field: Field = expect_context();
    let (filter, at) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
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
            option(number, number == now, &channel, move || go_to(id.clone()))
        };
        found().into_iter().enumerate().map(draw).collect_view()
    };
    let is_empty = Memo::new(move |_| found().is_empty());
    let nothing = move || is_empty.get().then(words::no_channel);
    view! {
        <div class="dialog-header">
            <input
                class="switcher-filter"
                type="text"
                role="combobox"
                aria-label=words::go_to_channel()
                placeholder=words::go_to_channel()
                aria-expanded=move || if is_empty.get() { "false" } else { "true" }
                aria-autocomplete="list"
                aria-controls=LIST_ID
                aria-activedescendant=move || (!is_empty.get()).then(|| [LIST_ID, &at.get().to_string()].concat())
                autocomplete="off"
                autofocus=true
                dir="auto"
                on:input=move |event| {
                    at.set(0);
                    filter.set(event_target_value(&event));
                }
                on:keydown=on_key
            />
            {dialog.close_button()}
        </div>
        <ul class="switcher-list" role="listbox" id=LIST_ID aria-label=words::channels()>{live(options)}</ul>
        <p class="switcher-nothing" role="status">{live(nothing)}</p>
    }
    .into_any()
}

fn option(number: usize, is_chosen: bool, channel: &ChannelInfo, choose: impl Fn() + 'static) -> AnyView {
    view! {
        <li
            class="switcher-option"
            role="option"
            id=[LIST_ID, &number.to_string()].concat()
            aria-selected=if is_chosen { "true" } else { "false" }
            on:click=move |_| choose()
        >
            {icon("icon icon-hash")}
            <span class="channel-name one-line" dir="auto">{channel.name.clone()}</span>
            {(channel.unread > 0).then(|| badge(channel.unread))}
        </li>
    }
    .into_any()
}

/// The channels whose names have this in them, whatever its case.
fn matching(chat: Chat, filter: &str) -> Vec<ChannelInfo> {
    let wanted = lower(filter.trim());
    let is_wanted = |channel: &&ChannelInfo| lower(&channel.name).contains(&wanted);
    chat.state.channels.with(|all| all.iter().filter(is_wanted).cloned().collect())
}

/// By the browser: the tables of all scripts' letters are no small part of a program.
fn lower(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Scrolls the list to the chosen channel once that is drawn.
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
