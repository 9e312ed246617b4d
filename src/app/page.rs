//! What the stand-alone page shows around the chat: the tab's title and picture, the colours of the browser's bars.

use leptos::prelude::*;

use super::effect::effect;
use super::handle::Chat;
use crate::browser::frame::after_frame;
use crate::browser::{favicon, title};

/// Follows the chat from now on, until the current reactive owner is gone.
pub fn follow(chat: Chat) {
    let site = title::title();
    let unread =
        Memo::new(move |_| chat.state.channels.with(|all| all.iter().map(|channel| channel.unread).sum::<u32>()));
    effect(move || {
        let name = chat.channel_name(&chat.state.selected.get());
        let count = match unread.get() {
            0 => String::new(),
            count => ["(", &count.min(99).to_string(), if count > 99 { "+) " } else { ") " }].concat(),
        };
        title::set_title(&[&count, &name, " · ", &site].concat());
    });
    // A picture to fetch: the messages come first.
    effect(move || {
        let has_unread = unread.get() > 0;
        after_frame(move || favicon::show(has_unread));
    });
    effect(move || title::set_colours(chat.preferences.theme.get()));
}
