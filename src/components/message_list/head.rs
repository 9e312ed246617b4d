//! The content above the first message of a channel.

use leptos::ev;
use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::components::element::{self, Built, div, element, p, span};
use crate::components::icon::icon;
use crate::components::live::live;
use crate::model::message::ChannelId;
use crate::model::timeline::HeadView;
use crate::strings::Strings;

/// How many placeholder messages the first load shows.
const SKELETONS: usize = 8;

/// The head of a channel's list.
pub fn head(chat: Chat, channel: &ChannelId, head: HeadView) -> Option<Built> {
    let strings = chat.strings();
    match head {
        HeadView::Unknown => Some(skeletons()),
        HeadView::Unavailable(_) => {
            failure(strings, &head).map(|words| failed(strings, "button", words, move || chat.try_now()))
        }
        HeadView::More => None,
        HeadView::Loading => Some(loading(strings)),
        HeadView::Failed(_) => {
            failure(strings, &head).map(|words| failed(strings, "button-inline", words, move || chat.load_older()))
        }
        HeadView::Start => Some(start(chat, channel.clone())),
    }
}

/// Why older messages could not be loaded. The announcer reads it.
pub fn failure(strings: Strings, head: &HeadView) -> Option<String> {
    match head {
        HeadView::Unavailable(why) => Some(strings.unavailable(&strings.reason(why))),
        HeadView::Failed(why) => Some(strings.older_failed(&strings.reason(why))),
        _ => None,
    }
}

fn start(chat: Chat, channel: ChannelId) -> Built {
    let title = move || chat.strings().beginning_of(&chat.channel_name(&channel));
    let start = div("history-start")
        .child(mark("icon icon-hash"))
        .child(element("h2").class("history-start-title").child(live(title)))
        .child(p("history-start-text").child(chat.strings().say_hello()));
    div("row").child(start)
}

fn mark(class: &'static str) -> Built {
    span("history-start-mark").child(icon(class))
}

fn loading(strings: Strings) -> Built {
    div("row").child(div("history-loading").child(icon("spinner")).child(strings.loading_older()))
}

/// A separate `button` if it stands alone; one within the sentence above messages.
fn failed(strings: Strings, button: &'static str, sentence: String, again: impl Fn() + 'static) -> Built {
    let button = element::button(button).on(ev::click, move |_| again()).child(strings.try_again());
    let words = span("history-loading-words").child(sentence);
    div("row").child(div("history-loading").child(mark("icon icon-alert")).child(words).child(" ").child(button))
}

fn skeletons() -> Built {
    let skeleton = |_| {
        div("message is-first skeleton")
            .child(icon("avatar"))
            .child(div("message-header"))
            .child(div("message-text"))
            .into_any()
    };
    div("skeletons").attr("aria-hidden", "true").children((0..SKELETONS).map(skeleton))
}
