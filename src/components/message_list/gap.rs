//! Messages that are missing in the middle of the history, and that can be asked for.

use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::components::icon::icon;
use crate::components::words;
use crate::model::message::RowKey;
use crate::model::session::GapEnd;
use crate::model::timeline::GapView;

/// A gap, above the row `below`.
pub fn gap(chat: Chat, below: RowKey, gap: &GapView) -> AnyView {
    let load = move |words: &'static str, end: GapEnd| {
        view! {
            <button class="button-inline" type="button" on:click=move |_| chat.load_gap(below, end)>
                {words}
            </button>
        }
        .into_any()
    };
    let (sentence, actions) = match gap {
        GapView::Loading => (words::GAP.to_owned(), vec![icon("spinner").into_any(), words::LOADING_GAP.into_any()]),
        GapView::Open { both_ends: false } => (words::GAP.to_owned(), vec![load(words::LOAD_GAP, GapEnd::Newest)]),
        GapView::Open { both_ends: true } => {
            let oldest = load(words::LOAD_OLDEST, GapEnd::Oldest);
            (words::GAP.to_owned(), vec![oldest, " ".into_any(), load(words::LOAD_NEWEST, GapEnd::Newest)])
        }
        GapView::Failed(why) => (words::gap_failed(why), vec![load(words::TRY_AGAIN, GapEnd::Newest)]),
    };
    view! {
        <div class="gap" aria-busy=(*gap == GapView::Loading).then_some("true")>
            <div class="gap-box">{sentence} " " {actions}</div>
        </div>
    }
    .into_any()
}
