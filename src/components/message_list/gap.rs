//! Missing messages in the middle of the history, which can be loaded.

use leptos::ev;
use leptos::prelude::*;

use crate::app::handle::Chat;
use crate::components::element::{Built, button, div};
use crate::components::icon::icon;
use crate::model::message::RowKey;
use crate::model::session::GapEnd;
use crate::model::timeline::GapView;

/// A gap, above the row `below`.
pub fn gap(chat: Chat, below: RowKey, gap: &GapView) -> Built {
    let strings = chat.strings();
    let load = move |words: &'static str, end: GapEnd| {
        button("button-inline").on(ev::click, move |_| chat.load_gap(below, end)).child(words).into_any()
    };
    let (sentence, actions) = match gap {
        GapView::Loading => {
            (strings.gap().to_owned(), vec![icon("spinner").into_any(), strings.loading_gap().into_any()])
        }
        GapView::Open { both_ends: false } => {
            (strings.gap().to_owned(), vec![load(strings.load_gap(), GapEnd::Newest)])
        }
        GapView::Open { both_ends: true } => {
            let oldest = load(strings.load_oldest(), GapEnd::Oldest);
            (strings.gap().to_owned(), vec![oldest, " ".into_any(), load(strings.load_newest(), GapEnd::Newest)])
        }
        GapView::Failed(why) => {
            (strings.gap_failed(&strings.reason(why)), vec![load(strings.try_again(), GapEnd::Newest)])
        }
    };
    div("gap")
        .attr("aria-busy", (*gap == GapView::Loading).then_some("true"))
        .child(div("gap-box").child(sentence).child(" ").children(actions))
}
