//! Attaches files to the message being written. Picking files and listing them is in a chunk.

mod canvas;
mod picked;
mod picture;
mod thumbhash;

use leptos::ev;
use leptos::prelude::*;
use web_sys::{File, HtmlCanvasElement};

use self::picked::{browse, list, preview, take, take_offered};
use self::thumbhash::draw as draw_thumbhash;
use super::chunks::{prefer, want};
use super::element::{Built, button};
use super::icon::icon;
use super::live::live;
use super::refused::Refused;
use crate::app::handle::Chat;
use crate::model::message::LocalId;

/// Picks files, and shows what is picked.
pub struct Attaching {
    browse: fn(Chat, Refused),
    take: fn(Chat, Refused, Vec<File>),
    take_offered: fn(Chat, Refused),
    list: fn(Chat, Refused) -> Built,
    /// Draws a picked picture over a canvas, if this tab has it.
    pub preview: fn(Chat, &LocalId, &HtmlCanvasElement),
    /// Draws a picture's preview over a whole canvas.
    pub draw_thumbhash: fn(&str, &HtmlCanvasElement),
}

chunk! {
    /// The chunk of [`Attaching`].
    attaching in files: Attaching = Attaching { browse, take, take_offered, list, preview, draw_thumbhash }
}

/// Returns `true` if files can be sent, in any channel; tracked.
pub fn is_offered(chat: Chat) -> bool {
    chat.state.offered.with(|offered| offered.attach.is_some())
}

/// Runs something with the chunk, once it is loaded. Boxed, so that the waiting is compiled once.
pub fn with_attaching(chat: Chat, act: Box<dyn FnOnce(&'static Attaching)>) {
    want(chat, attaching::get(), attaching::ready(), act);
}

/// The same without a user action: a failure is silent unless there is a new version.
pub fn prefer_attaching(chat: Chat, act: Box<dyn FnOnce(&'static Attaching)>) {
    prefer(chat, attaching::get(), attaching::ready(), act);
}

/// Attaches these files to the open channel's draft.
pub fn attach(chat: Chat, refused: Refused, files: Vec<File>) {
    with_attaching(chat, Box::new(move |attaching| (attaching.take)(chat, refused, files)));
}

/// Attaches the picture that was left out of a paste, instead of its text.
pub fn attach_offered(chat: Chat, refused: Refused) {
    with_attaching(chat, Box::new(move |attaching| (attaching.take_offered)(chat, refused)));
}

/// The button for picking files; none if they cannot be sent, or while a message is edited.
pub fn attach_button(chat: Chat, refused: Refused, is_editing: impl Fn() -> bool + Send + 'static) -> AnyView {
    let browse = move |_| with_attaching(chat, Box::new(move |attaching| (attaching.browse)(chat, refused)));
    let draw = move || {
        (is_offered(chat) && !is_editing()).then(|| {
            button("icon-button composer-attach")
                .attr("part", "attach")
                .attr("aria-label", chat.strings().attach())
                .attr("title", chat.strings().attach())
                .on(ev::click, browse)
                .child(icon("icon icon-attach"))
        })
    };
    live(draw)
}

/// The picked files of the open channel.
pub fn picked_files(chat: Chat, refused: Refused, is_editing: impl Fn() -> bool + Send + 'static) -> AnyView {
    live(move || {
        let picked = chat.open_channel().picked;
        if is_editing() || picked.with(Vec::is_empty) {
            return None;
        }
        let attaching = attaching::get();
        if attaching.is_none() {
            // It is from an earlier visit, and is drawn once the chunk is there. The chat may be gone by then.
            with_attaching(chat, Box::new(move |_| picked.try_update(|_| ()).unwrap_or_default()));
        }
        attaching.map(|attaching| (attaching.list)(chat, refused))
    })
}
