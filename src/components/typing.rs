//! Who types: a line of fixed height, so that it moves nothing.

use leptos::prelude::*;

use super::live::live;
use super::words;
use crate::app::handle::Chat;

/// The line. It is not announced: it changes too often to be listened to.
#[component]
pub fn Typing() -> impl IntoView {
    let chat = Chat::here();
    let sentence = Memo::new(move |_| {
        chat.open_channel().typists.with(|typists| {
            let names: Vec<_> = typists.iter().map(|person| person.name.clone()).collect();
            words::who_types(&names)
        })
    });
    view! { <div class="typing" part="typing">{live(move || sentence.get().map(draw))}</div> }
}

fn draw(sentence: String) -> impl IntoView {
    view! {
        <span class="typing-dots" aria-hidden="true">{view! { <span></span> }}</span>
        <span class="typing-words one-line">{sentence}</span>
    }
}
