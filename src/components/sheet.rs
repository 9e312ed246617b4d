//! The sidebar as a sheet over the main column, if there is no room for both.

use leptos::prelude::*;

use super::element::ElementRef;
use crate::reactive::Signal;

/// The state of the sheet, and where the focus goes when it changes.
#[derive(Clone, Copy)]
pub struct Sheet {
    is_open: Signal<bool>,
    /// The button that opens it.
    pub opener: ElementRef,
    /// The button that closes it.
    pub closer: ElementRef,
}

impl Sheet {
    /// Creates a closed sheet.
    #[must_use]
    pub fn new() -> Self {
        Self { is_open: Signal::new(false), opener: ElementRef::new(), closer: ElementRef::new() }
    }

    /// Returns `true` if it is open; tracked.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.is_open.get()
    }

    /// Opens it; the focus moves into it.
    pub fn open(self) {
        self.is_open.set(true);
        focus(self.closer);
    }

    /// Closes it, if it is open; the focus returns to where it came from.
    pub fn close(self) {
        if self.is_open.get_untracked() {
            self.is_open.set(false);
            focus(self.opener);
        }
    }

    /// Closes it without moving the focus, if its opener is not drawn because there is room for both columns now.
    pub fn close_if_needless(self) {
        let opener = self.opener.get_untracked();
        let is_drawn = opener.is_none_or(|opener| opener.get_client_rects().length() > 0);
        if !is_drawn && self.is_open.try_get_untracked() == Some(true) {
            self.is_open.set(false);
        }
    }
}

/// Hidden or inert elements can take the focus only after drawing.
fn focus(button: ElementRef) {
    request_animation_frame(move || {
        if let Some(button) = button.get_untracked() {
            // A button that is not drawn takes no focus, and then none was wanted.
            let _ = button.focus();
        }
    });
}
