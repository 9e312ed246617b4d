//! Suggestions above the composer: an emoji by its short name, or a person who is online.
//!
//! The text field keeps the focus; the selected suggestion is its active descendant. While an input method composes,
//! it gets all keys. [`crate::model::completion`] decides what to suggest.

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

/// The code that finds and draws suggestions.
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
    /// Counts the changes of the suggestions.
    changes: Signal<usize>,
}

#[derive(Default)]
struct State {
    /// Empty: the list is closed.
    found: Vec<Suggestion>,
    /// The index of the selected one.
    active: usize,
    /// The range in the text that they would replace, in UTF-16 units.
    place: (u32, u32),
    /// The start of the word for which the user closed the list: it does not open again for that word.
    dismissed: Option<u32>,
    emoji: Vec<String>,
    is_emoji_asked: bool,
    /// True once the list was requested, because the text may contain the start of a suggestion.
    is_list_asked: bool,
}

impl Completion {
    /// Creates suggestions that end with the current reactive owner.
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
        // Before the chunk has loaded nothing is open.
        if let Some(list) = suggestions::get() {
            (list.close)(self);
        }
    }

    /// The text or the caret has changed: updates the suggestions.
    pub fn look(self) {
        let text = self.field.get_untracked().map(|field| field.value()).unwrap_or_default();
        let may_begin = text.bytes().any(|byte| matches!(byte, b'@' | b':'));
        let was_asked = self.state.try_update_value(|state| std::mem::replace(&mut state.is_list_asked, may_begin));
        if suggestions::get().is_some() || (may_begin && was_asked == Some(false)) {
            prefer(self.chat, suggestions::get(), suggestions::ready(), move |list| (list.look)(self));
        }
    }

    /// Handles a key that is not an input method's. Returns `true` if it was for the list.
    pub fn key(self, event: &KeyboardEvent) -> bool {
        suggestions::get().is_some_and(|list| (list.key)(self, event))
    }

    /// Returns the text about the list for screen readers; tracked.
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
