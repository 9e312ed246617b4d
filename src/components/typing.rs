//! Who is typing: a line of fixed height, so that nothing shifts.

use leptos::prelude::*;

use super::element::{div, element, span};
use super::live::live;
use crate::app::handle::Chat;
use crate::reactive::Memo;

/// The line. It is not announced, because it changes too often.
pub fn typing(chat: Chat) -> AnyView {
    let sentence = Memo::new(move |_| {
        chat.open_channel().typists.with(|typists| {
            let names: Vec<_> = typists.iter().map(|person| person.name.clone()).collect();
            chat.strings().who_types(&names)
        })
    });
    div("typing").attr("part", "typing").child(live(move || sentence.get().map(draw))).into_any()
}

fn draw(sentence: String) -> Vec<AnyView> {
    let dots = span("typing-dots").attr("aria-hidden", "true").child(element("span"));
    vec![dots.into_any(), span("typing-words one-line").child(sentence).into_any()]
}
