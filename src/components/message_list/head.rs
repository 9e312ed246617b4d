//! What stands above the first message of a channel.

use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::components::icon::icon;
use crate::components::words;
use crate::model::message::ChannelId;
use crate::model::timeline::HeadView;

/// How many messages the first load pretends.
const SKELETONS: usize = 8;

/// The head of a channel's list.
pub fn head(chat: Chat, channel: &ChannelId, head: HeadView) -> Option<AnyView> {
    match head {
        HeadView::Unknown => Some(skeletons()),
        HeadView::Unavailable(why) => {
            Some(failed("button", words::unavailable(&words::reason(&why)), move || chat.try_now()))
        }
        HeadView::More => None,
        HeadView::Loading => Some(loading()),
        HeadView::Failed(why) => {
            Some(failed("button-inline", words::older_failed(&words::reason(&why)), move || chat.load_older()))
        }
        HeadView::Start => Some(start(chat, channel.clone())),
    }
}

fn start(chat: Chat, channel: ChannelId) -> AnyView {
    let title = move || words::beginning_of(&chat.channel_name(&channel));
    view! {
        <div class="row">
            <div class="history-start">
                <span class="history-start-mark">{icon("icon icon-hash")}</span>
                <h2 class="history-start-title">{title}</h2>
                <p class="history-start-text">{words::say_hello()}</p>
            </div>
        </div>
    }
    .into_any()
}

fn loading() -> AnyView {
    view! {
        <div class="row">
            <div class="history-loading" role="status">{icon("spinner")} {words::loading_older()}</div>
        </div>
    }
    .into_any()
}

/// A whole `button` stands where there is nothing else; one in the sentence above messages.
fn failed(button: &'static str, sentence: String, again: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="row">
            <div class="history-loading" role="status">
                <span class="history-start-mark">{icon("icon icon-alert")}</span>
                <span class="history-loading-words">{sentence}</span> " "
                <button class=button type="button" on:click=move |_| again()>{words::try_again()}</button>
            </div>
        </div>
    }
    .into_any()
}

fn skeletons() -> AnyView {
    let part = |class: &'static str| view! { <div class=class></div> };
    let skeleton = || {
        view! {
            <div class="message is-first skeleton">
                {icon("avatar")} {part("message-header")} {part("message-text")}
            </div>
        }
    };
    let all = (0..SKELETONS).map(|_| skeleton()).collect_view();
    view! { <div class="skeletons" aria-hidden="true">{all}</div> }.into_any()
}
