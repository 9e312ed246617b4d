//! The user's settings: theme, notifications, sound. They open at the bottom of the sidebar.

pub mod body;

use leptos::ev;

use super::chunks::{dialogs, want};
use super::element::{Built, element};
use super::icon::icon;
use super::live::live;
use crate::app::handle::Chat;
use crate::reactive::Signal;

/// The closed settings.
pub fn settings(chat: Chat) -> Built {
    let is_there = Signal::new(false);
    let want_body = move || {
        want(chat, dialogs::get(), dialogs::ready(), move |_| {
            // The chat may be gone by now.
            is_there.set(true);
        });
    };
    let summary = element("summary")
        .class("settings-summary")
        // The event precedes opening, so that they are drawn in time.
        .on(ev::click, move |_| want_body())
        .child(icon("icon icon-settings"))
        .child(chat.strings().settings());
    element("details")
        .class("settings")
        .on(ev::toggle, move |_| want_body())
        .child(summary)
        .child(live(move || is_there.get().then(|| dialogs::get().map(|dialogs| (dialogs.settings)(chat))).flatten()))
}
