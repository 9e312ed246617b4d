//! What was typed and not sent, kept over reloads and sign-ins.
//!
//! Each person has drafts of their own. A text that is typed while nobody has said who the visitor is, is kept apart,
//! and becomes the draft of the person who is known next. If that person has another draft already, it is put aside,
//! and is the draft again once the first is sent. So a draft may lie in one of several places, the first of which
//! counts.

use std::cell::RefCell;
use std::rc::Rc;

use super::earlier::Earlier;
use super::ids;
use super::listener::Listener;
use super::storage::{prefix, store, stored};
use crate::model::deployment::Deployment;
use crate::model::draft::{Edit, Save};
use crate::model::message::{LocalId, MessageId, PersonId};

/// Between a draft and the id of the message that it was sent as.
const SENT_AS: &str = "\0";

const DRAFT: &str = "collabspace-draft-1";
const ASIDE: &str = "collabspace-aside-1";
const EDIT: &str = "collabspace-edit-1";
const REPLY: &str = "collabspace-reply-1";

/// Between the parts of an edit.
const BETWEEN: char = '\0';

/// The drafts of one deployment's channels, of one person. If the browser forbids storage they live as long as the
/// page. Clones are the same person's.
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
    /// What it was before.
    pub before: String,
}

impl Drafts {
    /// The drafts of this deployment, of nobody yet; `earlier` is what an earlier release left, if that is certain to
    /// be this deployment's.
    #[must_use]
    pub fn new(deployment: Deployment, earlier: Option<Earlier>) -> Self {
        Self(Rc::new(Inner { deployment, earlier, author: RefCell::default() }))
    }

    /// Whose drafts they are; `None` while nobody has said who the visitor is.
    #[must_use]
    pub fn author(&self) -> Option<PersonId> {
        self.0.author.borrow().clone()
    }

    /// From now on they are this person's.
    pub fn set_author(&self, author: PersonId) {
        *self.0.author.borrow_mut() = Some(author);
    }

    /// A channel's draft; empty if there is none.
    #[must_use]
    pub fn load(&self, channel: &str) -> String {
        unmarked(self.raw(channel))
    }

    /// The draft that was put aside for the one that is gone by now; empty if there is none.
    #[must_use]
    pub fn next(&self, channel: &str) -> String {
        if stored(&self.own(channel)).is_empty() { self.load(channel) } else { String::new() }
    }

    /// The message that a channel's draft, of this text, was sent as, if the page ended before that was seen to be in
    /// the outbox. Whoever sends the draft again sends the same message.
    #[must_use]
    pub fn sent_as(&self, channel: &str, text: &str) -> Option<LocalId> {
        let stored = self.raw(channel);
        let id = stored.strip_prefix(text)?.strip_prefix(SENT_AS)?;
        (id.len() == ids::LENGTH).then(|| id.into())
    }

    /// Carries out a write. Returns `false` if the browser does not keep it.
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

    /// Keeps a channel's draft. Returns `false` if the browser does not let it.
    #[must_use]
    pub fn save(&self, channel: &str, text: &str) -> bool {
        if self.raw(channel) == text {
            // As it is, or as another tab has left it.
            return super::storage::storage().is_some();
        }
        self.put(channel, text)
    }

    fn put(&self, channel: &str, text: &str) -> bool {
        let (own, place) = (self.own(channel), self.place(channel));
        let is_kept = store(&own, text);
        // What it was before lay in another place, and is gone from there too.
        is_kept && (place == own || store(&place, ""))
    }

    /// Keeps a draft that is sent as this message, until that is in the outbox. Returns `false` if the browser does not
    /// let it.
    #[must_use]
    pub fn save_sent(&self, channel: &str, text: &str, id: &LocalId) -> bool {
        self.put(channel, &[text, SENT_AS, id].concat())
    }

    /// The edit that was begun in a channel, and its text so far.
    #[must_use]
    pub fn edit(&self, channel: &str) -> Option<(Edit, String)> {
        let stored = stored(&self.of(EDIT, channel));
        let (message, rest) = stored.split_once(BETWEEN)?;
        let (instead_of, text) = rest.split_once(BETWEEN)?;
        Some((Edit { message: message.into(), instead_of: instead_of.into() }, text.to_owned()))
    }

    /// Keeps an edit, or forgets the one that there was. Returns `false` if the browser does not let it.
    #[must_use]
    pub fn save_edit(&self, channel: &str, edit: Option<(&Edit, &str)>) -> bool {
        let text = edit.map(|(edit, text)| [&*edit.message, "\0", &edit.instead_of, "\0", text].concat());
        store(&self.of(EDIT, channel), &text.unwrap_or_default())
    }

    /// The message that the next one in a channel answers.
    #[must_use]
    pub fn reply_to(&self, channel: &str) -> Option<MessageId> {
        Some(stored(&self.of(REPLY, channel))).filter(|id| !id.is_empty()).map(Into::into)
    }

    /// Keeps it. Returns `false` if the browser does not let it.
    #[must_use]
    pub fn save_reply_to(&self, channel: &str, message: Option<&MessageId>) -> bool {
        store(&self.of(REPLY, channel), message.map_or("", |id| id))
    }

    /// What was typed into a channel before its author was known becomes their draft; what that was is put aside.
    pub fn claim(&self, channel: &str) {
        let (own, aside, nobodys) = (self.own(channel), self.aside(channel), self.nobodys(channel));
        let (draft, typed) = (stored(&own), stored(&nobodys));
        if typed.is_empty() || own == nobodys {
            return;
        }
        let mut waiting = stored(&aside);
        if !draft.is_empty() && draft != typed {
            if waiting.is_empty() {
                // Perhaps it was sent, and still says as which message.
                waiting = draft;
            } else {
                waiting = [&unmarked(waiting), "\n", &unmarked(draft)].concat();
            }
        }
        // Taken away from where it was only when it is elsewhere.
        if store(&aside, &waiting) && store(&own, &typed) {
            store(&nobodys, "");
        }
    }

    /// Puts a draft aside that was sent, until it is seen to be in the outbox: another is about to take its place. If
    /// one was put aside already, this one is in the outbox's hands alone. Returns `false` if the browser does not keep
    /// it.
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

    /// Calls back when another tab has changed one of these drafts, until it is dropped.
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

    /// Under which name a channel's draft lies, or would lie.
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

/// A draft without the mark of the message that it was sent as.
fn unmarked(mut text: String) -> String {
    if let Some(at) = mark_at(&text) {
        text.truncate(at);
    }
    text
}

/// Where a draft's mark begins.
fn mark_at(text: &str) -> Option<usize> {
    let at = text.len().checked_sub(SENT_AS.len() + ids::LENGTH)?;
    (text.as_bytes()[at] == SENT_AS.as_bytes()[0]).then_some(at)
}
