//! Searching messages: the button, and the panel that it opens. The panel is in a chunk.

mod opening;
mod panel;
mod results;
mod view;

use leptos::ev;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::chunks::want;
use super::element::{Built, ElementRef, button};
use super::icon::icon;
use super::live::live;
use crate::app::handle::Chat;
use crate::reactive::Signal;

/// The loaded panel.
pub struct Panel {
    draw: fn(Search) -> Built,
    open: fn(Search),
    close: fn(Search),
}

chunk! {
    /// The chunk of [`Panel`].
    panel_chunk in search: Panel = Panel { draw: panel::panel, open: opening::open, close: opening::close }
}

/// The state of the panel. `Copy`.
#[derive(Clone, Copy)]
pub struct Search {
    chat: Chat,
    is_open: Signal<bool>,
    /// True once the panel was opened: it stays drawn, and keeps its results.
    is_drawn: Signal<bool>,
    opener: ElementRef,
    panel: ElementRef,
    field: ElementRef<HtmlInputElement>,
}

impl Search {
    /// Creates a closed panel.
    pub fn new(chat: Chat) -> Self {
        Self {
            chat,
            is_open: Signal::new(false),
            is_drawn: Signal::new(false),
            opener: ElementRef::new(),
            panel: ElementRef::new(),
            field: ElementRef::new(),
        }
    }

    /// The button that opens it; none if the site switches search off.
    pub fn button(self) -> Option<Built> {
        let words = self.chat.strings().search();
        self.chat.may_search().then(|| {
            button("icon-button search-button")
                .attr("aria-label", words)
                .attr("title", words)
                .live_attr("aria-expanded", move || if self.is_open.get() { "true" } else { "false" })
                .node_ref(self.opener)
                .on(ev::click, move |_| self.press())
                .child(icon("icon icon-search"))
        })
    }

    fn press(self) {
        if self.is_open.get_untracked() {
            self.close();
        } else {
            self.open();
        }
    }

    /// The panel, once it was opened.
    pub fn view(self) -> AnyView {
        live(move || self.is_drawn.get().then(|| panel_chunk::get().map(|panel| (panel.draw)(self))).flatten())
    }

    /// Opens it, or focuses its field if it is open. Returns `false` if the site switches search off.
    pub fn open(self) -> bool {
        let may_search = self.chat.may_search();
        if may_search {
            want(self.chat, panel_chunk::get(), panel_chunk::ready(), move |panel| {
                // The chat may be gone by now.
                if self.is_drawn.try_set(true) {
                    (panel.open)(self);
                }
            });
        }
        may_search
    }

    /// Closes it. The results stay for the next time.
    pub fn close(self) {
        if let Some(panel) = panel_chunk::get() {
            (panel.close)(self);
        }
    }
}
