//! Messages that are missing in the middle of the history, and that can be asked for.

use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::components::icon::icon;
use crate::components::words;
use crate::model::message::RowKey;
use crate::model::timeline::GapView;

/// A gap, above the row `below`.
pub fn gap(chat: Chat, below: RowKey, gap: &GapView) -> AnyView {
    let is_loading = *gap == GapView::Loading;
    let (sentence, button) = match gap {
        GapView::Open | GapView::Loading => (words::GAP.to_owned(), words::LOAD_GAP),
        GapView::Failed(why) => (words::gap_failed(why), words::TRY_AGAIN),
    };
    let action = if is_loading {
        view! { {icon("spinner")} {words::LOADING_GAP} }.into_any()
    } else {
        view! {
            <button class="button-inline" type="button" on:click=move |_| chat.load_gap(below)>
                {button}
            </button>
        }
        .into_any()
    };
    view! {
        <div class="gap" aria-busy=is_loading.then_some("true")>
            <div class="gap-box">{sentence} " " {action}</div>
        </div>
    }
    .into_any()
}
