//! The picture viewer: the pictures of a channel, one at a time, over the chat. The dialog is in a chunk.

pub mod view;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use self::view::viewer;
use super::context::{Place, Rows, Viewed};
use crate::app::handle::Chat;
use crate::components::chunks::want;
use crate::components::dialog::Dialog;
use crate::components::live::live;
use crate::reactive::{Signal, effect};

/// The dialog.
pub struct Viewer {
    view: fn(Dialog, Chat, Viewed) -> AnyView,
    open: fn(Dialog),
}

chunk! {
    /// The chunk of [`Viewer`].
    viewing in files: Viewer = Viewer { view: viewer, open: Dialog::open }
}

/// Opens a picture instead of following its link. A press that asks for a new tab or window gets it.
pub fn open_picture(event: &MouseEvent, viewed: Viewed, place: Place) {
    if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
        event.prevent_default();
        viewed.set(Some(place));
    }
}

/// The dialog, closed, created on first use.
pub fn viewer_dialog(rows: Rows) -> AnyView {
    let (dialog, is_drawn) = (Dialog::new(), Signal::new(false));
    let mut is_open = false;
    effect(move || {
        let is_wanted = rows.viewed.with(Option::is_some);
        // Moving on to the next picture opens nothing.
        if is_wanted && !is_open {
            want(rows.chat, viewing::get(), viewing::ready(), move |viewing| {
                // The list may be gone by now.
                if is_drawn.try_set(true) {
                    (viewing.open)(dialog);
                }
            });
        }
        is_open = is_wanted;
    });
    live(move || is_drawn.get().then(|| viewing::get().map(|viewing| (viewing.view)(dialog, rows.chat, rows.viewed))))
}
