//! Drafts: unsent text, kept over reloads and sign-ins.
//!
//! Drafts belong to one person. Text typed before the user is known is stored separately, and becomes the draft of
//! the next known person. If that person already has a draft, it is put aside, and becomes the draft again once the
//! first is sent. So a draft may be in one of several places, of which the first counts.

use std::cell::RefCell;
use std::rc::Rc;

use super::earlier::Earlier;
use super::ids;
use super::listener::Listener;
use super::storage::{prefix, store, stored};
use crate::model::deployment::Deployment;
use crate::model::draft::{Edit, Save};
use crate::model::message::{LocalId, MessageId, PersonId};

/// Separates a draft from the id of the message that it was sent as.
const SENT_AS: &str = "\0";

const DRAFT: &str = "collabspace-draft-1";
const ASIDE: &str = "collabspace-aside-1";
const EDIT: &str = "collabspace-edit-1";
const REPLY: &str = "collabspace-reply-1";

/// Separates the parts of an edit.
const BETWEEN: char = '\0';

/// One person's drafts of one deployment's channels. If the browser forbids storage they live as long as the page.
/// Clones share the person.
#[derive(Clone, Debug)]
pub struct Drafts(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    deployment: Deployment,
    earlier: Option<Earlier>,
    author: RefCell<Option<PersonId>>,
}

/// A draft that another tab has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its channel.
    pub channel: String,
    /// Its previous text.
    pub before: String,
}

impl Drafts {
    /// Opens the drafts of this deployment, without a person yet. `earlier` is what an earlier release left, if that
    /// is certain to belong to this deployment.
    #[must_use]
    pub fn new(deployment: Deployment, earlier: Option<Earlier>) -> Self {
        Self(Rc::new(Inner { deployment, earlier, author: RefCell::default() }))
    }

    /// The owner of the drafts; `None` until the user is known.
    #[must_use]
    pub fn author(&self) -> Option<PersonId> {
        self.0.author.borrow().clone()
    }

    /// Switches to this person's drafts.
    pub fn set_author(&self, author: PersonId) {
        *self.0.author.borrow_mut() = Some(author);
    }

    /// Returns a channel's draft, or an empty text.
    #[must_use]
    pub fn load(&self, channel: &str) -> String {
        unmarked(self.raw(channel))
    }

    /// Returns the draft that was put aside for the present one; empty if there is none.
    #[must_use]
    pub fn next(&self, channel: &str) -> String {
        if stored(&self.own(channel)).is_empty() { self.load(channel) } else { String::new() }
    }

    /// Returns the message that this draft was sent as, if the page closed before it was known to be in the outbox.
    /// Sending the draft again then sends the same message.
    #[must_use]
    pub fn sent_as(&self, channel: &str, text: &str) -> Option<LocalId> {
        let stored = self.raw(channel);
        let id = stored.strip_prefix(text)?.strip_prefix(SENT_AS)?;
        (id.len() == ids::LENGTH).then(|| id.into())
    }

    /// Carries out a write. Returns `false` if the browser forbids it.
    #[must_use]
    pub fn carry_out(&self, channel: &str, save: &Save) -> bool {
        match save {
            Save::Text(text) => self.save(channel, text),
            Save::Sent(text, id) => self.save_sent(channel, text, id),
            Save::Aside => self.put_aside(channel),
            Save::ForgetAside(message) => {
                self.forget_aside(channel, |id| *id == **message);
                true
            }
            Save::Edit(edit) => self.save_edit(channel, edit.as_ref().map(|(edit, text)| (edit, text.as_str()))),
            Save::ReplyTo(message) => self.save_reply_to(channel, message.as_ref()),
            Save::Next => true,
        }
    }

    /// Stores a channel's draft. Returns `false` if the browser forbids it.
    #[must_use]
    pub fn save(&self, channel: &str, text: &str) -> bool {
        if self.raw(channel) == text {
            // The present draft, as this or another tab has left it.
            return super::storage::storage().is_some();
        }
        self.put(channel, text)
    }

    fn put(&self, channel: &str, text: &str) -> bool {
        let (own, place) = (self.own(channel), self.place(channel));
        let is_kept = store(&own, text);
        // The previous draft was in another place, and is removed there too.
        is_kept && (place == own || store(&place, ""))
    }

    /// Stores a draft that is being sent as this message, until the message is in the outbox. Returns `false` if the
    /// browser forbids it.
    #[must_use]
    pub fn save_sent(&self, channel: &str, text: &str, id: &LocalId) -> bool {
        self.put(channel, &[text, SENT_AS, id].concat())
    }

    /// Returns the edit that was begun in a channel, with its text so far.
    #[must_use]
    pub fn edit(&self, channel: &str) -> Option<(Edit, String)> {
        let stored = stored(&self.of(EDIT, channel));
        let (message, rest) = stored.split_once(BETWEEN)?;
        let (instead_of, text) = rest.split_once(BETWEEN)?;
        Some((Edit { message: message.into(), instead_of: instead_of.into() }, text.to_owned()))
    }

    /// Stores an edit, or drops the stored one. Returns `false` if the browser forbids it.
    #[must_use]
    pub fn save_edit(&self, channel: &str, edit: Option<(&Edit, &str)>) -> bool {
        let text = edit.map(|(edit, text)| [&*edit.message, "\0", &edit.instead_of, "\0", text].concat());
        store(&self.of(EDIT, channel), &text.unwrap_or_default())
    }

    /// Returns the message that the next one in a channel replies to.
    #[must_use]
    pub fn reply_to(&self, channel: &str) -> Option<MessageId> {
        Some(stored(&self.of(REPLY, channel))).filter(|id| !id.is_empty()).map(Into::into)
    }

    /// Stores it. Returns `false` if the browser forbids it.
    #[must_use]
    pub fn save_reply_to(&self, channel: &str, message: Option<&MessageId>) -> bool {
        store(&self.of(REPLY, channel), message.map_or("", |id| id))
    }

    /// Text typed into a channel before its author was known becomes their draft; their earlier draft is put aside.
    pub fn claim(&self, channel: &str) {
        let (own, aside, nobodys) = (self.own(channel), self.aside(channel), self.nobodys(channel));
        let (draft, typed) = (stored(&own), stored(&nobodys));
        if typed.is_empty() || own == nobodys {
            return;
        }
        let mut waiting = stored(&aside);
        if !draft.is_empty() && draft != typed {
            if waiting.is_empty() {
                // It may have been sent, and still carry the message's id.
                waiting = draft;
            } else {
                waiting = [&unmarked(waiting), "\n", &unmarked(draft)].concat();
            }
        }
        // Removed from its old place only once it is stored in the new one.
        if store(&aside, &waiting) && store(&own, &typed) {
            store(&nobodys, "");
        }
    }

    /// Puts a sent draft aside until it is in the outbox, because another is about to take its place. Does nothing if
    /// there is one aside already. Returns `false` if the browser forbids it.
    fn put_aside(&self, channel: &str) -> bool {
        let (draft, aside) = (stored(&self.own(channel)), self.aside(channel));
        mark_at(&draft).is_none() || !stored(&aside).is_empty() || store(&aside, &draft)
    }

    /// Drops the draft that was put aside if it was sent as one of these messages, which are in the outbox.
    pub fn forget_aside(&self, channel: &str, is_kept: impl Fn(&str) -> bool) {
        let aside = self.aside(channel);
        let draft = stored(&aside);
        if mark_at(&draft).is_some_and(|at| draft.get(at + SENT_AS.len()..).is_some_and(is_kept)) {
            store(&aside, "");
        }
    }

    /// Calls back when another tab has changed one of these drafts, until dropped.
    pub fn watch(&self, on_change: impl Fn(Changed) + 'static) -> Option<Listener> {
        let (window, drafts) = (web_sys::window()?, self.clone());
        Some(Listener::new(&window, "storage", move |event| {
            use wasm_bindgen::JsCast;
            let Some(event) = event.dyn_ref::<web_sys::StorageEvent>() else { return };
            let channel = event.key().and_then(|name| drafts.channel_of(&name));
            if let Some(channel) = channel {
                on_change(Changed { channel, before: unmarked(event.old_value().unwrap_or_default()) });
            }
        }))
    }

    fn channel_of(&self, name: &str) -> Option<String> {
        let earlier = self.0.earlier.as_ref().map(|earlier| earlier.draft(""));
        let channel = name.strip_prefix(&self.own("")).or_else(|| name.strip_prefix(&earlier?));
        channel.map(str::to_owned)
    }

    fn raw(&self, channel: &str) -> String {
        stored(&self.place(channel))
    }

    /// Returns the name under which a channel's draft is or would be stored.
    fn place(&self, channel: &str) -> String {
        let own = self.own(channel);
        let Some(author) = self.author().filter(|_| stored(&own).is_empty()) else { return own };
        let earlier = self.0.earlier.as_ref();
        let earlier =
            earlier.map(|earlier| (earlier, earlier.draft(channel))).filter(|(_, name)| !stored(name).is_empty());
        let others = [self.aside(channel), self.nobodys(channel)];
        let earlier = || earlier.filter(|(earlier, _)| earlier.belongs_to(&author)).map(|(_, name)| name);
        others.into_iter().find(|name| !stored(name).is_empty()).or_else(earlier).unwrap_or(own)
    }

    fn own(&self, channel: &str) -> String {
        self.of(DRAFT, channel)
    }

    fn aside(&self, channel: &str) -> String {
        self.of(ASIDE, channel)
    }

    fn of(&self, kind: &str, channel: &str) -> String {
        self.named(kind, self.author().as_deref(), channel)
    }

    fn nobodys(&self, channel: &str) -> String {
        self.named(DRAFT, None, channel)
    }

    fn named(&self, kind: &str, author: Option<&str>, channel: &str) -> String {
        [&prefix(kind, &self.0.deployment, author), " ", channel].concat()
    }
}

/// Strips the id of the message that a draft was sent as.
fn unmarked(mut text: String) -> String {
    if let Some(at) = mark_at(&text) {
        text.truncate(at);
    }
    text
}

/// Finds the start of that id.
fn mark_at(text: &str) -> Option<usize> {
    let at = text.len().checked_sub(SENT_AS.len() + ids::LENGTH)?;
    (text.as_bytes()[at] == SENT_AS.as_bytes()[0]).then_some(at)
}
