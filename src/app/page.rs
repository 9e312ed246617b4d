//! What the stand-alone page shows around the chat: the tab's title and picture, the colours of the browser's bars.

use super::handle::Chat;
use crate::browser::frame::after_frame;
use crate::browser::listener::Listener;
use crate::browser::{favicon, title};
use crate::model::connection::Status;
use crate::model::session::{ChannelInfo, unread_in};
use crate::model::timeline::HeadView;
use crate::reactive::{Memo, effect};

/// Follows the chat from now on, until the current reactive owner is gone.
pub fn follow(chat: Chat) {
    let site = title::title();
    let unread = Memo::new(move |_| match chat.state.channels.with(|all| unread_in(all)) {
        0 => None,
        count => Some(["(", &chat.strings().badge(count), ") "].concat()),
    });
    effect(move || {
        let name = chat.channel_name(&chat.state.selected.get());
        let count = unread.get().unwrap_or_default();
        title::set_title(&[&count, &name, " · ", &site].concat());
    });
    // A picture to fetch: the messages come first, where any are to come.
    let is_loading = Memo::new(move |_| {
        let is_connecting = chat.state.status.with(|status| matches!(status, Status::Connecting | Status::Syncing));
        let open = chat.state.channel(&chat.state.selected.get());
        is_connecting && open.head.with(|head| *head == HeadView::Unknown)
    });
    // Also what nobody has counted.
    let is_unread = Memo::new(move |_| chat.state.channels.with(|all| all.iter().any(ChannelInfo::is_unread)));
    effect(move || {
        let has_unread = is_unread.get();
        if !is_loading.get() {
            after_frame(move || favicon::show(has_unread));
        }
    });
    effect(move || title::set_colours(chat.preferences.theme.get()));
    // Of the service worker: src/entry/page/offline.js. The page's own chat lives as long as the page.
    if let Some(window) = web_sys::window() {
        std::mem::forget(Listener::new(&window, "collabspace-outdated", move |_| chat.note_new_version()));
    }
}
