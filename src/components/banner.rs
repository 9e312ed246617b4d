//! Lines above the composer: for a connection that is not as it should be, for a browser that keeps nothing, and for a link
//! that leads nowhere.

use leptos::ev;
use leptos::prelude::*;

use super::element::{Built, button, div, span};
use super::icon::icon;
use super::live::live;
use super::{status_words, words};
use crate::app::handle::Chat;
use crate::app::state::Sought;

/// The banners; none while all is well.
pub fn banners(chat: Chat) -> [AnyView; 3] {
    let banner =
        Memo::new(move |_| chat.state.status.with(|status| status_words::banner(status, &chat.live_channel())));
    [live(move || banner.get().map(|banner| draw(chat, banner))), not_kept(chat), not_found(chat)]
}

/// Said once: who has read it can put it away.
fn not_kept(chat: Chat) -> AnyView {
    let is_read = RwSignal::new(false);
    live(move || {
        let is_wanted = !chat.state.keeps_unsent.get() && !is_read.get();
        is_wanted.then(|| notice("storage", words::not_kept(), move || is_read.set(true)))
    })
}

fn not_found(chat: Chat) -> AnyView {
    let sought = chat.state.sought;
    let read = move || sought.set(None);
    live(move || match sought.get() {
        Some(Sought::Missing) => Some(notice("not-found", words::not_found(), read)),
        Some(Sought::Unreached(channel, message, why)) => {
            let again = move || {
                sought.set(None);
                chat.go_to(channel.clone(), message.clone());
            };
            let again = Some(inline(words::try_again(), again));
            Some(line("not-found", words::not_reached(&words::reason(&why)), again, read))
        }
        _ => None,
    })
}

/// A line that is there until it was read.
pub fn notice(kind: &'static str, text: &'static str, read: impl Fn() + 'static) -> Built {
    line(kind, text.to_owned(), None, read)
}

fn line(kind: &'static str, text: String, again: Option<Built>, read: impl Fn() + 'static) -> Built {
    let buttons = span("banner-buttons").child(again).child(inline(words::understood(), read));
    banner(kind, "icon icon-alert", text).attr("role", "status").child(buttons)
}

fn inline(name: &'static str, act: impl Fn() + 'static) -> Built {
    button("button-inline").on(ev::click, move |_| act()).child(name)
}

fn banner(kind: &'static str, mark: &'static str, words: String) -> Built {
    div("banner")
        .attr("part", "banner")
        .attr("data-kind", kind)
        .child(icon(mark))
        .child(span("banner-words").child(words))
}

fn draw(chat: Chat, drawn: status_words::Banner) -> Built {
    let mark = match drawn.icon {
        Some("offline") => "icon icon-offline",
        Some(_) => "icon icon-alert",
        None => "spinner",
    };
    let button = || inline(words::try_now(), move || chat.try_now());
    banner(drawn.kind, mark, drawn.words).child(drawn.can_try.then(button))
}
