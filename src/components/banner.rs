//! Banners above the composer: for problems with the connection, a browser without storage, a link without a target,
//! a refused change, and files that cannot be sent.

use leptos::ev;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::attach::attach_offered;
use super::element::{Built, ElementRef, button, div, span};
use super::field::Field;
use super::icon::icon;
use super::live::live;
use super::refused::Refused;
use super::status_words;
use crate::app::handle::Chat;
use crate::app::state::{News, Sought};
use crate::reactive::{Memo, Signal, effect};
use crate::strings::Strings;

/// The banners; none while everything is fine.
pub fn banners(chat: Chat, field: Field, refused: Refused) -> [AnyView; 7] {
    let banner = Memo::new(move |_| {
        chat.state.status.with(|status| status_words::banner(chat.strings(), status, &chat.live_channel()))
    });
    let of_connection = in_place(field, move || banner.get().map(|banner| draw(chat, banner)));
    [
        of_connection,
        not_kept(chat, field),
        unknown_unsent(chat, field),
        no_chunk(chat, field),
        not_found(chat, field),
        not_changed(chat, field),
        not_sent(chat, field, refused),
    ]
}

/// A banner that comes and goes. If its button is removed while it has visible focus, the focus goes to the composer;
/// after a touch it does not, so that no keyboard opens.
fn in_place(field: Field, draw: impl FnMut() -> Option<Built> + Send + 'static) -> AnyView {
    coming_and_going(field, Box::new(draw))
}

/// One of it, whatever is drawn.
fn coming_and_going(field: Field, mut draw: Box<dyn FnMut() -> Option<Built> + Send>) -> AnyView {
    let shown = ElementRef::new();
    live(move || {
        let focused =
            shown.get_untracked().and_then(|shown: HtmlElement| shown.query_selector("button:focus-visible").ok()?);
        if let Some(button) = focused {
            field.focus_without(button);
        }
        draw().map(|banner| banner.node_ref(shown))
    })
}

/// Shown once; can be dismissed.
fn not_kept(chat: Chat, field: Field) -> AnyView {
    let is_read = Signal::new(false);
    in_place(field, move || {
        let is_wanted = !chat.state.keeps_unsent.get() && !is_read.get();
        let text = || chat.strings().not_kept().to_owned();
        is_wanted.then(|| notice(chat.strings(), "storage", text(), move || is_read.set(true)))
    })
}

/// Says how many unsent messages this release leaves alone, until dismissed.
fn unknown_unsent(chat: Chat, field: Field) -> AnyView {
    let read = Signal::new(0);
    in_place(field, move || {
        let count = chat.state.unknown_unsent.get();
        let is_wanted = count > read.get();
        is_wanted.then(|| {
            line(chat.strings(), "unknown-unsent", chat.strings().unknown_unsent(count), None, move || read.set(count))
        })
    })
}

/// A chunk could not be loaded: there is a new version, or the server cannot be reached.
fn no_chunk(chat: Chat, field: Field) -> AnyView {
    let (state, strings) = (chat.state, chat.strings());
    let read = move || chat.put_chunk_away();
    in_place(field, move || {
        let reload = || Some(inline(strings.reload(), move || chat.reload()));
        if state.is_outdated.get() {
            Some(line(strings, "new-version", strings.new_version().to_owned(), reload(), read))
        } else {
            state.lacks_chunk.get().then(|| notice(strings, "no-chunk", strings.part_not_loaded().to_owned(), read))
        }
    })
}

fn not_found(chat: Chat, field: Field) -> AnyView {
    let (sought, strings) = (chat.state.sought, chat.strings());
    let read = move || chat.state.put_sought_away();
    in_place(field, move || {
        let sought_now = sought.get()?;
        let again = match &sought_now {
            Sought::Unreached(channel, message, _) => {
                let (channel, message) = (channel.clone(), message.clone());
                Some(inline(strings.try_again(), move || {
                    chat.state.put_sought_away();
                    chat.go_to(channel.clone(), message.clone());
                }))
            }
            _ => None,
        };
        of_sought(strings, &sought_now).map(|words| line(strings, "not-found", words, again, read))
    })
}

/// A change by the user to a message was refused.
fn not_changed(chat: Chat, field: Field) -> AnyView {
    let refused = Signal::new(None::<String>);
    effect(move || {
        let words = chat.state.news.with(|news| {
            let words = |news: &News| match news {
                News::ChangeRefused(_, _, what, why) => Some(status_words::refused_change(chat.strings(), what, why)),
                _ => None,
            };
            news.iter().rev().find_map(words)
        });
        if words.is_some() {
            refused.set(words);
        }
    });
    in_place(field, move || {
        refused.get().map(|words| notice(chat.strings(), "not-changed", words, move || refused.set(None)))
    })
}

/// Files cannot be sent.
fn not_sent(chat: Chat, field: Field, refused: Refused) -> AnyView {
    in_place(field, move || {
        let strings = chat.strings();
        let instead =
            refused.has_offer().then(|| inline(strings.attach_instead(), move || attach_offered(chat, refused)));
        refused.words(strings).map(|words| line(strings, "files", words, instead, move || refused.put_away()))
    })
}

/// Returns the text about a link's target that could not be shown.
pub fn of_sought(strings: Strings, sought: &Sought) -> Option<String> {
    match sought {
        Sought::Found(..) => None,
        Sought::Missing => Some(strings.not_found().to_owned()),
        Sought::Unreached(_, _, why) => Some(strings.not_reached(&strings.reason(why))),
    }
}

/// A banner that stays until dismissed. The announcer reads it: many screen readers miss text that is inserted
/// together with its element.
fn notice(strings: Strings, kind: &'static str, text: String, read: impl Fn() + 'static) -> Built {
    line(strings, kind, text, None, read)
}

fn line(strings: Strings, kind: &'static str, text: String, again: Option<Built>, read: impl Fn() + 'static) -> Built {
    let buttons = span("banner-buttons").child(again).child(inline(strings.understood(), read));
    banner(kind, "icon icon-alert", text).child(buttons)
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
    let button = || inline(chat.strings().try_now(), move || chat.try_now());
    banner(drawn.kind, mark, drawn.words).child(drawn.can_try.then(button))
}
