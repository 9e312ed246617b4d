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
        GapView::Loading => {
            (words::gap().to_owned(), vec![icon("spinner").into_any(), words::loading_gap().into_any()])
        }
        GapView::Open { both_ends: false } => (words::gap().to_owned(), vec![load(words::load_gap(), GapEnd::Newest)]),
        GapView::Open { both_ends: true } => {
            let oldest = load(words::load_oldest(), GapEnd::Oldest);
            (words::gap().to_owned(), vec![oldest, " ".into_any(), load(words::load_newest(), GapEnd::Newest)])
        }
        GapView::Failed(why) => {
            (words::gap_failed(&words::reason(why)), vec![load(words::try_again(), GapEnd::Newest)])
        }
    };
    view! {
        <div class="gap" aria-busy=(*gap == GapView::Loading).then_some("true")>
            <div class="gap-box">{sentence} " " {actions}</div>
        </div>
    }
    .into_any()
}
