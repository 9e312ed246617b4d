//! The button that unfolds a long message, and folds it again.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::components::element::{Built, button};
use crate::components::live::live;
use crate::model::fold::part;
use crate::model::message::RowKey;
use crate::reactive::{Signal, Stored};
use crate::strings::Strings;

/// How far long messages are unfolded. Kept while their rows come and go, so that a row keeps its measured height.
#[derive(Clone, Copy)]
pub struct Unfolded(Stored<Vec<(RowKey, usize)>>);

impl Unfolded {
    /// Creates an empty state. Belongs to the current reactive owner.
    pub fn new() -> Self {
        Self(Stored::new(Vec::new()))
    }

    /// Returns how many steps a message is unfolded.
    pub fn of(self, key: RowKey) -> usize {
        self.0.with_value(|all| all.iter().find(|(unfolded, _)| *unfolded == key).map_or(0, |(_, steps)| *steps))
    }

    /// Records how many steps a message is unfolded.
    pub fn set(self, key: RowKey, steps: usize) {
        self.0.update_value(|all| {
            all.retain(|(unfolded, _)| *unfolded != key);
            all.push((key, steps));
        });
    }

    /// Returns the steps of a message as a signal, if it is too long to be shown completely.
    pub fn steps(self, key: RowKey, text: &str) -> Option<Signal<usize>> {
        (!part(text, 0).is_whole).then(|| Signal::new(self.of(key)))
    }

    /// The button of a message: it shows more, and folds a message that is shown completely.
    pub fn button(self, strings: Strings, key: RowKey, text: std::sync::Arc<str>, steps: Signal<usize>) -> Built {
        let next = {
            let text = text.clone();
            move |now: usize| if now > 0 && part(&text, now).is_whole { 0 } else { now + 1 }
        };
        let name = {
            let next = next.clone();
            move || match next(steps.get()) {
                0 => strings.show_less(),
                then if part(&text, then).is_whole => strings.show_all(),
                _ => strings.show_more(),
            }
        };
        let act = move |event: ev::MouseEvent| {
            let now = next(steps.get_untracked());
            self.set(key, now);
            steps.set(now);
            // After folding a message of many screens, its reader would be far below it.
            if now == 0
                && let Some(button) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok())
            {
                // After the frame in which the list keeps its position over the smaller row.
                request_animation_frame(move || {
                    request_animation_frame(move || button.scroll_into_view_with_bool(false));
                });
            }
        };
        button("message-fold button-inline")
            .live_attr("aria-expanded", move || if steps.get() > 0 { "true" } else { "false" })
            .on(ev::click, act)
            .child(live(name))
    }
}
