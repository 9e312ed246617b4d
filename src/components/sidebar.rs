//! The workspace: its channels and who is online.

use leptos::prelude::*;

use super::icon::icon;
use super::live::live;
use super::people::People;
use super::settings::settings;
use super::sheet::Sheet;
use super::shortcuts::Shortcuts;
use super::words;
use crate::app::handle::Chat;
use crate::model::message::ChannelId;
use crate::model::session::ChannelInfo;

/// The sidebar; a sheet over the main column where there is no room for both.
#[component]
pub fn Sidebar(
    /// Whether it is open as a sheet.
    sheet: Sheet,
    /// What the keyboard does; it is listed from here.
    shortcuts: Shortcuts,
) -> impl IntoView {
    let chat = Chat::here();
    view! {
        <aside
            class="chat-sidebar"
            part="sidebar"
            id="chat-sidebar"
            aria-label=words::workspace()
            // A click beside its buttons leaves the focus in here, where Escape is heard.
            tabindex="-1"
            data-open=move || sheet.is_open()
        >
            <div class="sidebar-header">
                <span class="workspace-name one-line" dir="auto">{chat.workspace()}</span>
                {shortcuts_button(shortcuts)}
                {close_button(sheet)}
            </div>
            <div class="sidebar-body">
                {channels(chat, sheet)}
                <People />
            </div>
            {settings(chat)}
        </aside>
    }
}

/// Drawn only where there is likely to be a keyboard.
fn shortcuts_button(shortcuts: Shortcuts) -> AnyView {
    view! {
        <button
            class="icon-button sidebar-shortcuts"
            type="button"
            aria-label=words::shortcuts()
            title=words::shortcuts()
            aria-keyshortcuts="?"
            on:click=move |_| shortcuts.list()
        >
            {icon("icon icon-keyboard")}
        </button>
    }
    .into_any()
}

fn close_button(sheet: Sheet) -> AnyView {
    view! {
        <button
            class="icon-button sidebar-close"
            type="button"
            aria-label=words::close_sidebar()
            node_ref=sheet.closer
            on:click=move |_| sheet.close()
        >
            {icon("icon icon-close")}
        </button>
    }
    .into_any()
}

fn channels(chat: Chat, sheet: Sheet) -> AnyView {
    let all = move || {
        let selected = chat.state.selected.get();
        let draw = |channel: &ChannelInfo| draw(chat, sheet, channel, &selected);
        chat.state.channels.with(|channels| channels.iter().map(draw).collect_view())
    };
    view! {
        <nav class="sidebar-section" aria-labelledby="chat-channels">
            <h2 class="sidebar-heading" id="chat-channels">{words::channels()}</h2>
            <ul class="channel-list">{all}</ul>
        </nav>
    }
    .into_any()
}

fn draw(chat: Chat, sheet: Sheet, channel: &ChannelInfo, selected: &ChannelId) -> AnyView {
    let is_open = channel.id == *selected;
    let unread = channel.unread;
    let has_unread = unread > 0;
    let draft = chat.state.channel(&channel.id).draft;
    // The open channel's draft is in sight.
    let has_draft = Memo::new(move |_| !is_open && draft.with(|text| !text.trim().is_empty()));
    let id = channel.id.clone();
    let on_click = move |_| {
        chat.select(id.clone());
        sheet.close();
    };
    view! {
        <li>
            <button
                class="channel"
                type="button"
                aria-current=is_open.then_some("page")
                data-unread=has_unread
                on:click=on_click
            >
                {icon("icon icon-hash")}
                <span class="channel-name one-line" dir="auto">{channel.name.clone()}</span>
                {live(move || has_draft.get().then(draft_mark))}
                {has_unread.then(|| badge(unread))}
            </button>
        </li>
    }
    .into_any()
}

fn draft_mark() -> AnyView {
    view! { <span class="channel-draft">{icon("icon icon-pencil")} <span class="visually-hidden">{words::draft()}</span></span> }
        .into_any()
}

/// A count of unread messages.
pub fn badge(unread: u32) -> AnyView {
    view! {
        <span class="badge" dir="ltr" aria-hidden="true">{words::badge(unread)}</span>
        <span class="visually-hidden">{words::unread(unread as usize)}</span>
    }
    .into_any()
}
