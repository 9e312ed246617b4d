//! Lines above the composer: for a connection that is not as it should be, for a browser that keeps nothing, and for a link
//! that leads nowhere.

use leptos::either::Either;
use leptos::prelude::*;

use super::icon::icon;
use super::live::live;
use super::{status_words, words};
use crate::app::handle::Chat;
use crate::app::state::Sought;

/// The banner; nothing while all is well.
#[component]
pub fn Banner() -> impl IntoView {
    let chat = Chat::here();
    let banner =
        Memo::new(move |_| chat.state.status.with(|status| status_words::banner(status, &chat.live_channel())));
    view! {
        {live(move || banner.get().map(|banner| draw(chat, banner)))}
        {not_kept(chat)}
        {not_found(chat)}
    }
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
    let is_wanted = Memo::new(move |_| sought.with(|sought| *sought == Some(Sought::Missing)));
    live(move || is_wanted.get().then(|| notice("not-found", words::not_found(), move || sought.set(None))))
}

/// A line that is there until it was read.
pub fn notice(kind: &'static str, text: &'static str, read: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="banner" part="banner" role="status" data-kind=kind>
            {icon("icon icon-alert")} <span class="banner-words">{text}</span>
            <button class="button-inline" type="button" on:click=move |_| read()>{words::understood()}</button>
        </div>
    }
    .into_any()
}

fn draw(chat: Chat, banner: status_words::Banner) -> impl IntoView {
    let mark = match banner.icon {
        Some("offline") => Either::Left(icon("icon icon-offline")),
        Some(_) => Either::Left(icon("icon icon-alert")),
        None => Either::Right(icon("spinner")),
    };
    let button = banner.can_try.then(|| {
        view! {
            <button class="button-inline" type="button" on:click=move |_| chat.try_now()>
                {words::try_now()}
            </button>
        }
    });
    view! {
        <div class="banner" part="banner" data-kind=banner.kind>
            {mark}
            <span class="banner-words">{banner.words}</span>
            {button}
        </div>
    }
}
