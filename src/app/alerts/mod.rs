//! Alerts the user to messages that arrive while they are away, by desktop notifications and a sound, if they want
//! that. Until they do, none of it is loaded.

mod tell;

use leptos::prelude::*;

use super::handle::{Chat, Notifications};
use crate::reactive::effect;

/// The alerts.
pub struct Alerts {
    follow: fn(Chat),
}

chunk! {
    /// The chunk of [`Alerts`].
    alerts in background: Alerts = Alerts { follow: tell::follow }
}

/// Alerts the user until the current reactive owner is gone.
pub fn follow(chat: Chat) {
    let owner = Owner::current().unwrap_or_default().downgrade();
    let mut is_asked = false;
    effect(move || {
        if !is_wanted(chat) || std::mem::replace(&mut is_asked, true) {
            return;
        }
        let owner = owner.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let alerts = alerts::ready().await;
            chat.note_chunk(alerts.is_some(), false);
            if let (Some(alerts), Some(owner)) = (alerts, owner.upgrade()) {
                owner.with(|| (alerts.follow)(chat));
            }
        });
    });
}

fn is_wanted(chat: Chat) -> bool {
    chat.preferences.sound.get() | (chat.preferences.notifications.get() == Notifications::On)
}
