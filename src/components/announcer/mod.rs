//! Announcements for screen readers: new messages with their authors, messages that were not sent or could not be
//! loaded, a lost or restored connection, a text that becomes too long. They are in separate regions, out of sight,
//! because the list itself is filled from the history and redrawn while scrolling, which must not be read aloud.
//!
//! The announcements are in a chunk, which is loaded once there is something to read.

mod say;

use leptos::prelude::*;

use super::chunks::prefer;
use super::element::{ElementRef, div};
use super::refused::Refused;
use crate::app::handle::Chat;
use crate::model::timeline::HeadView;
use crate::reactive::effect;

/// An element whose content is announced whenever it changes.
type Region = ElementRef;

/// The code that fills the regions.
pub struct Announcer {
    follow: fn(Chat, Refused, [Region; 2]),
}

chunk! {
    /// The chunk of [`Announcer`].
    announcements in background: Announcer = Announcer { follow: say::follow }
}

/// The regions, which are not visible. `refused` has the refused files.
pub fn announcer(chat: Chat, refused: Refused) -> [AnyView; 2] {
    let regions = [Region::new(), Region::new()];
    let owner = Owner::current().unwrap_or_default().downgrade();
    let mut is_followed = false;
    effect(move || {
        let is_readable = chat.open_channel().head.with(|head| *head != HeadView::Unknown);
        if !is_readable || std::mem::replace(&mut is_followed, true) {
            return;
        }
        let owner = owner.clone();
        let begin = move || {
            prefer(chat, announcements::get(), announcements::ready(), move |announcer| {
                // The chat may be gone by now.
                if let Some(owner) = owner.upgrade() {
                    owner.with(|| (announcer.follow)(chat, refused, regions));
                }
            });
        };
        // After the frame with the first messages.
        request_animation_frame(begin);
    });
    regions.map(region)
}

fn region(node: Region) -> AnyView {
    div("announcer visually-hidden")
        .attr("aria-live", "polite")
        .attr("aria-atomic", "true")
        .attr("dir", "auto")
        .node_ref(node)
        .into_any()
}
