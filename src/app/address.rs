//! Keeps the stand-alone page's address and the open channel in step: a link to a channel or a message opens it, and
//! the browser's Back and Forward move between channels.

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::handle::Chat;
use crate::browser::address::{self, Target};
use crate::model::message::ChannelId;
use crate::reactive::{Signal, Stored, effect};

/// Follows the address until the current reactive owner is gone.
pub fn follow(chat: Chat) {
    let at_first = chat.state.selected.get_untracked();
    // The address's target if it is not in the list of channels, which may still be loading.
    let wanted = Signal::new(address::target());

    effect(move || {
        let Some(Target { channel, message }) = wanted.get() else { return };
        let channel = ChannelId::from(channel);
        if !chat.state.channels.with(|channels| channels.iter().any(|known| known.id == channel)) {
            return;
        }
        wanted.set(None);
        match message {
            Some(message) => chat.go_to(channel, message.into()),
            None if chat.state.selected.get_untracked() != channel => chat.select(channel),
            None => {}
        }
    });

    // An address without a channel stands for the first one, so that opening the page adds no step to go back from.
    let (shown, home) = (Stored::new(at_first.clone()), at_first.clone());
    effect(move || {
        let id = chat.state.selected.get();
        if shown.with_value(|shown| *shown == id) {
            return;
        }
        shown.set_value(id.clone());
        if named(&home) != id {
            address::show_channel(&id);
        }
    });

    let listener = address::watch(move || {
        let home = || Target { channel: at_first.to_string(), message: None };
        wanted.set(Some(address::target().unwrap_or_else(home)));
    });
    let listener = SendWrapper::new(listener);
    on_cleanup(move || drop(listener));
}

/// The channel that the address stands for.
fn named(home: &ChannelId) -> ChannelId {
    address::target().map_or_else(|| home.clone(), |target| target.channel.into())
}
