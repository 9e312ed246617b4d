//! Messages that are missing in the middle of the history, and that can be asked for.

use leptos::ev;
use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::components::element::{Built, button, div};
use crate::components::icon::icon;
use crate::components::words;
use crate::model::message::RowKey;
use crate::model::session::GapEnd;
use crate::model::timeline::GapView;

/// A gap, above the row `below`.
pub fn gap(chat: Chat, below: RowKey, gap: &GapView) -> Built {
    let load = move |words: &'static str, end: GapEnd| {
        button("button-inline").on(ev::click, move |_| chat.load_gap(below, end)).child(words).into_any()
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
    div("gap")
        .attr("aria-busy", (*gap == GapView::Loading).then_some("true"))
        .child(div("gap-box").child(sentence).child(" ").children(actions))
}
