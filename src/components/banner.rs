//! Lines above the composer: for a connection that is not as it should be, and for a browser that keeps nothing.

use leptos::either::Either;
use leptos::prelude::*;

use super::icon::icon;
use super::{status_words, words};
use crate::app::handle::Chat;

/// The banner; nothing while all is well.
#[component]
pub fn Banner() -> impl IntoView {
    let chat = Chat::here();
    let banner =
        Memo::new(move |_| chat.state.status.with(|status| status_words::banner(status, &chat.live_channel())));
    view! {
        {move || banner.get().map(|banner| draw(chat, banner).into_any())}
        {not_kept(chat)}
    }
}

/// Said once: who has read it can put it away.
fn not_kept(chat: Chat) -> impl IntoView {
    let is_read = RwSignal::new(false);
    let line = move || {
        view! {
            <div class="banner" role="status" data-kind="storage">
                {icon("icon icon-alert")} <span class="banner-words">{words::NOT_KEPT}</span>
                <button class="button-inline" type="button" on:click=move |_| is_read.set(true)>
                    {words::UNDERSTOOD}
                </button>
            </div>
        }
        .into_any()
    };
    move || (!chat.state.keeps_unsent.get() && !is_read.get()).then(line)
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
                {words::TRY_NOW}
            </button>
        }
    });
    view! {
        <div class="banner" role="status" data-kind=banner.kind>
            {mark}
            <span class="banner-words">{banner.words}</span>
            {button}
        </div>
    }
}
