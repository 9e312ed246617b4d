//! The workspace: its channels and who is online.

use leptos::ev;
use leptos::prelude::*;

use super::badge::badge;
use super::element::{Built, button, div, element, span};
use super::icon::icon;
use super::live::live;
use super::people::people;
use super::settings::settings;
use super::sheet::Sheet;
use super::shortcuts::Shortcuts;
use crate::app::handle::Chat;
use crate::model::message::ChannelId;
use crate::model::session::ChannelInfo;
use crate::reactive::Memo;
use crate::strings::Strings;

/// The sidebar; a sheet over the main column if there is no room for both.
pub fn sidebar(chat: Chat, sheet: Sheet, shortcuts: Shortcuts) -> Built {
    let strings = chat.strings();
    element("aside")
        .class("chat-sidebar")
        .attr("part", "sidebar")
        .attr("id", "chat-sidebar")
        .attr("aria-label", strings.workspace())
        // A click beside its buttons keeps the focus in here, so that Escape works.
        .attr("tabindex", "-1")
        .live_attr("data-open", move || sheet.is_open())
        .child(
            div("sidebar-header")
                .child(live(move || span("workspace-name one-line").attr("dir", "auto").child(chat.workspace())))
                .child(shortcuts_button(strings, shortcuts))
                .child(close_button(strings, sheet)),
        )
        .child(div("sidebar-body").child(channels(chat, sheet)).child(people(chat)))
        .child(settings(chat))
}

/// Drawn only if there is likely to be a keyboard.
fn shortcuts_button(strings: Strings, shortcuts: Shortcuts) -> Built {
    button("icon-button sidebar-shortcuts")
        .attr("aria-label", strings.shortcuts())
        .attr("title", strings.shortcuts())
        .on(ev::click, move |_| shortcuts.list())
        .child(icon("icon icon-keyboard"))
}

fn close_button(strings: Strings, sheet: Sheet) -> Built {
    button("icon-button sidebar-close")
        .attr("aria-label", strings.close_sidebar())
        .node_ref(sheet.closer)
        .on(ev::click, move |_| sheet.close())
        .child(icon("icon icon-close"))
}

fn channels(chat: Chat, sheet: Sheet) -> Built {
    let all = move || {
        let selected = chat.state.selected.get();
        let draw = |channel: &ChannelInfo| draw(chat, sheet, channel, &selected);
        chat.state.channels.with(|channels| channels.iter().map(draw).collect::<Vec<_>>())
    };
    element("nav")
        .class("sidebar-section")
        .attr("aria-labelledby", "chat-channels")
        .child(element("h2").class("sidebar-heading").attr("id", "chat-channels").child(chat.strings().channels()))
        .child(element("ul").class("channel-list").child(live(all)))
}

fn draw(chat: Chat, sheet: Sheet, channel: &ChannelInfo, selected: &ChannelId) -> AnyView {
    let strings = chat.strings();
    let is_open = channel.id == *selected;
    let draft = chat.state.channel(&channel.id).draft;
    // The open channel's draft is visible anyway.
    let has_draft = Memo::new(move |_| !is_open && draft.with(|text| !text.trim().is_empty()));
    let id = channel.id.clone();
    let on_click = move |_| {
        chat.select(id.clone());
        sheet.close();
    };
    let button = button("channel")
        .attr("aria-current", is_open.then_some("page"))
        .attr("data-unread", channel.is_unread())
        .on(ev::click, on_click)
        .child(icon("icon icon-hash"))
        .child(span("channel-name one-line").attr("dir", "auto").attr("translate", "no").child(channel.name.clone()))
        .child(live(move || has_draft.get().then(|| draft_mark(strings))))
        .children(badge(strings, channel));
    element("li").child(button).into_any()
}

fn draft_mark(strings: Strings) -> Built {
    span("channel-draft").child(icon("icon icon-pencil")).child(span("visually-hidden").child(strings.draft()))
}
