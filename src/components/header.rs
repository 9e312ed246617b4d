//! The open channel's name, how many are online, and the state of the connection.

use leptos::prelude::*;

use super::icon::icon;
use super::language::formats;
use super::live::live;
use super::people::people_count;
use super::sheet::Sheet;
use super::{status_words, words};
use crate::app::handle::Chat;

/// The header of the main column.
#[component]
pub fn Header(
    /// The sidebar's sheet, which is opened from here.
    sheet: Sheet,
) -> impl IntoView {
    let chat = Chat::here();
    let topic = Memo::new(move |_| {
        let selected = chat.state.selected.get();
        chat.state.channels.with(|channels| {
            channels.iter().find(|channel| channel.id == selected).and_then(|channel| channel.topic.clone())
        })
    });
    let members = Memo::new(move |_| people_count(chat));
    view! {
        <div class="chat-header" part="header">
            {menu_button(chat, sheet)}
            <h1 class="chat-title">
                {icon("icon icon-hash")}
                <span class="chat-title-text one-line" dir="auto">
                    {live(move || chat.channel_name(&chat.state.selected.get()))}
                </span>
            </h1>
            {live(move || topic.get().map(|topic| view! { <p class="chat-topic one-line" dir="auto">{topic}</p> }))}
            {live(move || members.get().map(member_count))}
            {connection_status(chat)}
            {chat.can_close().then(|| close_button(chat))}
        </div>
    }
}

/// Drawn only where the sidebar is a sheet. Its dot says that another channel has something new.
fn menu_button(chat: Chat, sheet: Sheet) -> AnyView {
    let has_unread = move || {
        let selected = chat.state.selected.get();
        chat.state.channels.with(|all| all.iter().any(|channel| channel.id != selected && channel.unread > 0))
    };
    view! {
        <button
            class="icon-button menu-button"
            type="button"
            aria-label=words::open_sidebar()
            aria-controls="chat-sidebar"
            aria-expanded=move || if sheet.is_open() { "true" } else { "false" }
            data-unread=has_unread
            node_ref=sheet.opener
            on:click=move |_| sheet.open()
        >
            {icon("icon icon-menu")}
        </button>
    }
    .into_any()
}

/// Drawn only where the chat stands in something that can be closed.
fn close_button(chat: Chat) -> AnyView {
    view! {
        <button class="icon-button chat-close" type="button" aria-label=words::close_chat() on:click=move |_| chat.close()>
            {icon("icon icon-close")}
        </button>
    }
    .into_any()
}

fn member_count(count: usize) -> AnyView {
    view! {
        <span class="chat-members">
            {icon("icon icon-people")} <span aria-hidden="true">{formats().number(count)}</span>
            <span class="visually-hidden">{words::people_online(count)}</span>
        </span>
    }
    .into_any()
}

fn connection_status(chat: Chat) -> AnyView {
    view! {
        <div class="connection-status">
            {icon("connection-dot")}
            <span class="connection-words">{live(move || chat.state.status.with(status_words::short))}</span>
        </div>
    }
    .into_any()
}
