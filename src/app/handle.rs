//! All that a component may know and do.
//!
//! What a person does is here; where they do it is in `place`.

mod place;

use std::ops::Deref;
use std::sync::Arc;

use js_sys::Function;
use web_sys::Blob;

use super::config::Site;
use super::log;
pub use super::preferences::{Notifications, Preferences};
use super::queue::Queue;
use super::state::{ChannelState, ChatState};
use super::uploads::picked;
use crate::browser::{address, clipboard, clock, emoji, ids};
use crate::model::failure::Failure;
use crate::model::gaze::InSight;
use crate::model::message::{ChannelId, LocalId, MessageId, RowKey};
use crate::model::search::{Found, SearchCall};
use crate::model::session::{GapEnd, Input, PersonInput, TabInput};
use crate::model::time::Millis;
use crate::model::upload::OwnFile;
use crate::reactive::Stored;
use crate::rest;
use crate::strings::Strings;

/// The chat as its components see it: signals to read, and what a person can do. Copy it freely: it is a reference, so
/// that what each closure of a view holds of it is short. What it refers to is never freed; that is a handful of bytes
/// for each chat that begins on a page.
#[derive(Clone, Copy)]
pub struct Chat(&'static Parts);

/// What a chat is made of.
pub struct Parts {
    /// What is on the screen.
    pub state: ChatState,
    /// What the visitor has chosen for themselves.
    pub preferences: Preferences,
    strings: Strings,
    site: Stored<Site>,
    queue: Stored<Queue>,
    rest: Stored<rest::Client>,
    close: Stored<Option<Function>>,
}

/// What a chat is set up with.
pub(super) struct Setup {
    pub state: ChatState,
    pub preferences: Preferences,
    pub strings: Strings,
    pub site: Site,
    pub queue: Queue,
    pub rest: rest::Client,
    /// Closes what the chat stands in, where that can be closed.
    pub close: Option<Function>,
}

impl Deref for Chat {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

impl Chat {
    pub(super) fn new(setup: Setup) -> Self {
        let Setup { state, preferences, strings, site, queue, rest, close } = setup;
        Self(Box::leak(Box::new(Parts {
            state,
            preferences,
            strings,
            site: Stored::new(site),
            queue: Stored::new(queue),
            rest: Stored::new(rest),
            close: Stored::new(close),
        })))
    }

    /// The strings of the interface, in the chat's language.
    #[must_use]
    pub fn strings(&self) -> Strings {
        self.strings
    }

    /// Puts a text into the clipboard, then says whether the browser has let it.
    pub fn copy(&self, text: String, done: impl FnOnce(bool) + 'static) {
        wasm_bindgen_futures::spawn_local(async move { done(clipboard::copy(&text).await) });
    }

    /// The open channel's signals; tracks which one is open.
    #[must_use]
    pub fn open_channel(&self) -> ChannelState {
        self.state.channel(&self.state.selected.get())
    }

    /// The open channel's signals, as it is open now.
    #[must_use]
    pub fn open_channel_untracked(&self) -> ChannelState {
        self.state.channel(&self.selected())
    }

    /// A channel's name, or its id where it has none; tracks the list of channels.
    #[must_use]
    pub fn channel_name(&self, id: &ChannelId) -> String {
        self.state.channels.with(|channels| {
            let known = channels.iter().find(|channel| channel.id == *id);
            known.map_or_else(|| id.to_string(), |channel| channel.name.to_string())
        })
    }

    /// Sends a text to the open channel, perhaps with files or as the answer to a stored message. Returns its id in the
    /// outbox.
    pub fn send(&self, text: String, reply_to: Option<MessageId>, files: Vec<OwnFile>) -> LocalId {
        let channel = self.selected();
        let id = self.state.begin_sending(&channel, &text);
        self.person(PersonInput::Send { channel, id: id.clone(), text, reply_to, files });
        id
    }

    /// Returns `true` until a message that was sent is on disk, or is known not to get there.
    #[must_use]
    pub fn is_on_its_way(&self, id: &LocalId) -> bool {
        self.state.is_on_its_way(id)
    }

    /// Holds the bytes of a picked file until it is sent or dropped. Returns its id, and `true` if it can be kept on
    /// disk.
    #[must_use]
    pub fn hold_file(&self, bytes: Blob) -> (LocalId, bool) {
        let id = ids::uuid();
        let is_kept = self.state.files.hold(id.clone(), None, bytes);
        (id, is_kept)
    }

    /// Keeps a picked file of a channel on disk, so that a reload does not lose it.
    pub fn keep_file(&self, channel: &ChannelId, file: OwnFile) {
        picked::keep(self.state, channel, file);
    }

    /// The same, after a pause: its description is being written.
    pub fn keep_file_soon(&self, channel: ChannelId, file: LocalId) {
        picked::keep_soon(self.state, channel, file);
    }

    /// Lets go of a picked file.
    pub fn forget_file(&self, file: LocalId) {
        picked::forget(self.state, file);
    }

    /// The visitor's local time as it stands in a file's name.
    #[must_use]
    pub fn stamp(&self) -> String {
        clock::local_stamp()
    }

    /// Reads a message of the open channel again, because the address of one of its files was refused.
    pub fn renew_files(&self, message: MessageId) {
        self.person(PersonInput::RenewFiles { channel: self.selected(), message });
    }

    /// Changes the text of a message of the open channel, which was `instead_of` when the edit was begun.
    pub fn edit(&self, message: MessageId, text: String, instead_of: Arc<str>) {
        self.person(PersonInput::Edit { channel: self.selected(), id: ids::uuid(), message, text, instead_of });
    }

    /// Deletes a message of the open channel.
    pub fn delete(&self, message: MessageId) {
        self.person(PersonInput::Delete { channel: self.selected(), id: ids::uuid(), message });
    }

    /// Sets the visitor's reaction to a message of the open channel, or takes it back.
    pub fn react(&self, message: MessageId, emoji: String, on: bool) {
        self.person(PersonInput::React { channel: self.selected(), id: ids::uuid(), message, emoji, on });
    }

    /// Takes back an edit or a deletion in the open channel that was not sent yet.
    pub fn undo(&self, message: MessageId) {
        self.person(PersonInput::Undo { channel: self.selected(), message });
    }

    /// Fetches the emoji that can be written by name: each entry is an emoji and its names, with spaces between. `done`
    /// gets `None` where the list cannot be had; it may be called when the chat is gone.
    pub fn load_emoji(&self, done: impl FnOnce(Option<Vec<String>>) + 'static) {
        wasm_bindgen_futures::spawn_local(async move {
            let list = emoji::list().await;
            if let Err(why) = &list {
                log::warn(&["the list of emoji could not be loaded: ", why].concat());
            }
            done(list.ok());
        });
    }

    /// Tries an unsent message of the open channel again, now.
    pub fn retry(&self, id: LocalId) {
        self.person(PersonInput::Retry { channel: self.selected(), id });
    }

    /// Throws an unsent message of the open channel away.
    pub fn discard(&self, id: LocalId) {
        self.person(PersonInput::Discard { channel: self.selected(), id });
    }

    /// Takes an unsent message of the open channel back into its composer, where it is certain by now, whatever the
    /// last picture shows, that it was not sent; whether it stands there.
    pub fn take_back(&self, id: LocalId) -> bool {
        let draft = self.open_channel_untracked().draft;
        let before = draft.get_untracked();
        self.person(PersonInput::TakeBack { channel: self.selected(), id });
        self.queue.with_value(Clone::clone).flush();
        draft.with_untracked(|draft| *draft != before)
    }

    /// What the chat stands in is shown, or closed.
    pub fn set_shown(&self, is_shown: bool) {
        self.tell(Input::Tab(TabInput::Shown(is_shown)));
    }

    /// The composer's text has changed, and there is some.
    pub fn typed(&self) {
        self.person(PersonInput::Type { channel: self.selected() });
    }

    /// The composer was emptied or left.
    pub fn stop_typing(&self) {
        self.person(PersonInput::StopTyping);
    }

    /// The oldest message has come near.
    pub fn load_older(&self) {
        self.person(PersonInput::LoadOlder { channel: self.selected() });
    }

    /// Asks for the messages that are missing above a row, from one end of the gap.
    pub fn load_gap(&self, below: RowKey, end: GapEnd) {
        self.person(PersonInput::LoadGap { channel: self.selected(), below, end });
    }

    /// Opens a channel.
    pub fn select(&self, channel: ChannelId) {
        self.person(PersonInput::Select { channel });
    }

    /// Opens a channel at a message.
    pub fn go_to(&self, channel: ChannelId, message: MessageId) {
        self.person(PersonInput::GoTo { channel, message });
    }

    /// Returns `true` if the site lets its visitors search.
    #[must_use]
    pub fn may_search(&self) -> bool {
        self.site.with_value(|site| site.may_search)
    }

    /// Has the backend search the messages.
    ///
    /// # Errors
    /// [`Failure`] says why it did not.
    pub async fn search(&self, call: SearchCall) -> Result<Found, Failure> {
        let Some(rest) = self.rest.try_get_value() else { return Err(Failure::NoAnswer) };
        let answer = rest.search(call).await;
        if answer == Err(Failure::SignedOut) {
            self.tell(Input::Tab(TabInput::MaybeSignedOut));
        }
        answer
    }

    /// Opens a channel at a message that was found. On the chat's own page that is a step in the browser's history, if
    /// the address does not lead there already; returns `true` if it is one.
    pub fn go_to_found(&self, channel: ChannelId, message: MessageId) -> bool {
        let is_step = self.owns_page() && address::show_message(&channel, &message);
        if !is_step {
            self.go_to(channel, message);
        }
        is_step
    }

    /// Something else of a channel is in sight than before.
    pub fn sees(&self, channel: ChannelId, in_sight: InSight) {
        self.person(PersonInput::Scroll { channel, in_sight });
    }

    /// Marks a message of the open channel and all after it as unread.
    pub fn mark_unread(&self, message: MessageId) {
        self.person(PersonInput::MarkUnread { channel: self.selected(), message });
    }

    /// Tries again whatever is waiting.
    pub fn try_now(&self) {
        self.person(PersonInput::TryNow);
    }

    /// The session's clock, to compare with the times in a row's state.
    #[must_use]
    pub fn now(&self) -> Millis {
        clock::now()
    }

    fn selected(self) -> ChannelId {
        self.state.selected.get_untracked()
    }

    fn person(self, input: PersonInput) {
        self.tell(Input::Person(input));
    }

    fn tell(self, input: Input) {
        // After the chat is gone there is nobody to tell: a late event of a removed element is no error.
        let _ = self.queue.try_with_value(|queue| queue.push(input));
    }
}
