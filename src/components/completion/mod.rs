//! Suggestions above the composer: an emoji by its short name, or somebody who is online.
//!
//! The text field keeps the focus; the chosen suggestion is its active descendant. While an input method composes, the
//! keys are its own. What is suggested is in [`crate::model::completion`].

mod list;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use super::chunks::prefer;
use super::element::{Built, ElementRef};
use super::live::live;
use crate::app::handle::Chat;
use crate::model::completion::Suggestion;
use crate::reactive::{Signal, Stored, effect};

/// What finds and draws suggestions.
pub struct List {
    look: fn(Completion),
    close: fn(Completion),
    key: fn(Completion, &KeyboardEvent) -> bool,
    count: fn(Completion) -> String,
    draw: fn(Completion) -> Option<Built>,
}

chunk! {
    /// The chunk of [`List`].
    suggestions in controls: List = List {
        look: Completion::look_now,
        close: Completion::close_list,
        key: Completion::take_key,
        count: Completion::count,
        draw: Completion::draw_list,
    }
}

/// The suggestions for the text field of one composer.
#[derive(Clone, Copy)]
pub struct Completion {
    chat: Chat,
    field: ElementRef<HtmlTextAreaElement>,
    list: ElementRef,
    state: Stored<State>,
    /// Counts the changes of what is suggested.
    changes: Signal<usize>,
}

#[derive(Default)]
struct State {
    /// None: the list is closed.
    found: Vec<Suggestion>,
    /// Which of them is chosen.
    active: usize,
    /// Where the word stands in the text that they would replace, in UTF-16 units.
    place: (u32, u32),
    /// Where the word begins for which the list was closed by hand: it does not open again for that one.
    dismissed: Option<u32>,
    emoji: Vec<String>,
    is_emoji_asked: bool,
    /// Whether the list was asked for, since there is something in the text that may begin a suggestion.
    is_list_asked: bool,
}

impl Completion {
    /// Suggestions that end with the current reactive owner.
    pub fn new(chat: Chat, field: ElementRef<HtmlTextAreaElement>) -> Self {
        let (state, changes) = (Stored::new(State::default()), Signal::new(0));
        let completion = Self { chat, field, list: ElementRef::new(), state, changes };
        effect(move || {
            chat.state.selected.track();
            completion.close();
        });
        completion
    }

    /// Closes the list.
    pub fn close(self) {
        // Before the chunk is there nothing is open.
        if let Some(list) = suggestions::get() {
            (list.close)(self);
        }
    }

    /// The text or the caret has changed: suggests what fits now.
    pub fn look(self) {
        let text = self.field.get_untracked().map(|field| field.value()).unwrap_or_default();
        let may_begin = text.bytes().any(|byte| matches!(byte, b'@' | b':'));
        let was_asked = self.state.try_update_value(|state| std::mem::replace(&mut state.is_list_asked, may_begin));
        if suggestions::get().is_some() || (may_begin && was_asked == Some(false)) {
            prefer(self.chat, suggestions::get(), suggestions::ready(), move |list| (list.look)(self));
        }
    }

    /// A key was pressed that is not an input method's. Returns `true` if it was for the list.
    pub fn key(self, event: &KeyboardEvent) -> bool {
        suggestions::get().is_some_and(|list| (list.key)(self, event))
    }

    /// What screen readers are told about the list; tracked.
    pub fn words(self) -> String {
        self.changes.track();
        suggestions::get().map(|list| (list.count)(self)).unwrap_or_default()
    }

    /// The list.
    pub fn view(self) -> AnyView {
        live(move || {
            self.changes.track();
            suggestions::get().and_then(|list| (list.draw)(self))
        })
    }
}
