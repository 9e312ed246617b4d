//! The open channel's name, the number of people online, and the state of the connection.

use leptos::ev;

use super::element::{Built, button, div, element, p, span};
use super::icon::icon;
use super::live::live;
use super::people::Knowledge;
use super::search::Search;
use super::sheet::Sheet;
use super::status_words;
use crate::app::handle::Chat;
use crate::reactive::Memo;
use crate::strings::Strings;

/// The header of the main column, with the button that opens the sidebar's sheet.
pub fn header(chat: Chat, sheet: Sheet, search: Search) -> Built {
    let topic = Memo::new(move |_| {
        let selected = chat.state.selected.get();
        chat.state.channels.with(|channels| {
            channels
                .iter()
                .find(|channel| channel.id == selected)
                .and_then(|channel| channel.topic.as_deref().map(str::to_owned))
        })
    });
    let members = Knowledge::followed(chat);
    let title = span("chat-title-text one-line")
        .attr("dir", "auto")
        .attr("translate", "no")
        .child(live(move || chat.channel_name(&chat.state.selected.get())));
    div("chat-header")
        .attr("part", "header")
        .child(menu_button(chat, sheet))
        .child(element("h1").class("chat-title").child(icon("icon icon-hash")).child(title))
        .child(live(move || topic.get().map(|topic| p("chat-topic one-line").attr("dir", "auto").child(topic))))
        .child(live(move || members.get().count().map(|count| member_count(chat.strings(), count))))
        .child(connection_status(chat))
        .child(search.button())
        .child(chat.can_close().then(|| close_button(chat)))
}

/// Drawn only if the sidebar is a sheet. Its dot says that another channel has something new.
fn menu_button(chat: Chat, sheet: Sheet) -> Built {
    let strings = chat.strings();
    let has_unread = move || {
        let selected = chat.state.selected.get();
        chat.state.channels.with(|all| all.iter().any(|channel| channel.id != selected && channel.is_unread()))
    };
    button("icon-button menu-button")
        .attr("aria-label", strings.open_sidebar())
        .attr("aria-controls", "chat-sidebar")
        .live_attr("aria-expanded", move || if sheet.is_open() { "true" } else { "false" })
        .live_attr("data-unread", has_unread)
        .node_ref(sheet.opener)
        .on(ev::click, move |_| sheet.open())
        .child(icon("icon icon-menu"))
}

/// Drawn only if the chat's container can be closed.
fn close_button(chat: Chat) -> Built {
    button("icon-button chat-close")
        .attr("aria-label", chat.strings().close_chat())
        .on(ev::click, move |_| chat.close())
        .child(icon("icon icon-close"))
}

fn member_count(strings: Strings, count: usize) -> Built {
    span("chat-members")
        .child(icon("icon icon-people"))
        .child(element("span").attr("aria-hidden", "true").child(strings.formats().number(count)))
        .child(span("visually-hidden").child(strings.people_online(count)))
}

fn connection_status(chat: Chat) -> Built {
    let words = live(move || chat.state.status.with(|status| status_words::short(chat.strings(), status)));
    div("connection-status").child(icon("connection-dot")).child(span("connection-words").child(words))
}
