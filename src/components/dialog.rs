//! A dialog over the chat, as the browser's own: it traps the focus, closes on Escape, and returns the focus.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlTextAreaElement, MouseEvent};

use super::element::{Built, ElementRef, button, element};
use super::icon::icon;
use super::live::live;
use crate::reactive::{Signal, Stored};
use crate::strings::Strings;

/// The state of a dialog. `Copy`.
#[derive(Clone, Copy)]
pub struct Dialog {
    is_open: Signal<bool>,
    element: ElementRef<HtmlDialogElement>,
    /// The selection in the composer when the dialog was opened from there.
    selection: Stored<(u32, u32)>,
}

impl Dialog {
    /// Creates a closed dialog.
    #[must_use]
    pub fn new() -> Self {
        Self { is_open: Signal::new(false), element: ElementRef::new(), selection: Stored::new((0, 0)) }
    }

    /// Opens it over the chat's box; the focus goes to its first control.
    pub fn open(self) {
        self.is_open.set(true);
        request_animation_frame(move || {
            if let Some(element) = self.element.get_untracked() {
                keep_over_chat(&element);
                self.selection.set_value(composer_with_focus(&element).map_or((0, 0), |field| selection(&field)));
                // A dialog that is already open stays open.
                let _ = element.show_modal();
            }
        });
    }

    /// Closes it; the focus returns to where it came from.
    pub fn close(self) {
        if let Some(element) = self.element.get_untracked() {
            element.close();
            self.place_caret();
            self.is_open.set(false);
        }
    }

    /// Chromium returns the focus to a text field without its caret: nothing could be typed, or only at the
    /// beginning.
    fn place_caret(self) {
        let field = self.element.get_untracked().and_then(|dialog| composer_with_focus(&dialog));
        if let (Some(field), Some((start, end))) = (field, self.selection.try_get_value()) {
            // The text has not changed.
            let _ = field.set_selection_range(start, end);
        }
    }

    /// The dialog with its content, which is drawn only while it is open.
    pub fn view(self, name: &'static str, content: impl Fn(Self) -> Vec<AnyView> + Send + 'static) -> AnyView {
        // Its content fills it, so a press outside the content is on the backdrop. Until the pointer is released, the
        // press can still be cancelled.
        let is_beside = |event: &MouseEvent| event.target() == event.current_target();
        let is_pressed = Stored::new(false);
        let on_release = move |event: MouseEvent| {
            if is_beside(&event) && is_pressed.get_value() {
                self.close();
            }
        };
        let on_close = move |_| {
            // Only after Escape: `close` has already placed it, and a text may have been inserted since.
            if self.is_open.get_untracked() {
                self.place_caret();
            }
            self.is_open.set(false);
        };
        element("dialog")
            .class("dialog")
            .attr("aria-label", name)
            .node_ref(self.element)
            .on(ev::close, on_close)
            .on(ev::mousedown, move |event| is_pressed.set_value(is_beside(&event)))
            .on(ev::mouseup, on_release)
            .child(live(move || self.is_open.get().then(|| content(self))))
            .into_any()
    }

    /// The button that closes the dialog.
    pub fn close_button(self, strings: Strings) -> Built {
        button("icon-button")
            .attr("aria-label", strings.close_dialog())
            .on(ev::click, move |_| self.close())
            .child(icon("icon icon-close"))
    }
}

/// The composer's text field, if it has the focus.
fn composer_with_focus(dialog: &Element) -> Option<HtmlTextAreaElement> {
    let chat = dialog.closest(".chat").ok().flatten()?;
    chat.query_selector("textarea:focus").ok().flatten()?.dyn_into().ok()
}

/// Returns the start and the end of the selection in a text field, in UTF-16 units.
fn selection(field: &HtmlTextAreaElement) -> (u32, u32) {
    // A text field has both.
    let (start, end) = (field.selection_start().ok().flatten(), field.selection_end().ok().flatten());
    (start.unwrap_or_default(), end.unwrap_or_default())
}

/// The browser centres a dialog in its window; in a host page it belongs over the chat.
fn keep_over_chat(dialog: &HtmlDialogElement) {
    let chat = dialog.closest(".chat").ok().flatten();
    let page = document().document_element();
    let (Some(chat), Some(page)) = (chat, page) else { return };
    let chat = chat.get_bounding_client_rect();
    let (width, height) = (f64::from(page.client_width()), f64::from(page.client_height()));
    let sides = [chat.top(), width - chat.right(), height - chat.bottom(), chat.left()];
    let inset = sides.map(|side| [(side.max(0.0).round() as i64).to_string().as_str(), "px"].concat()).join(" ");
    // Plain lengths, which every browser accepts.
    let _ = web_sys::HtmlElement::style(dialog).set_property("--over", &inset);
}
