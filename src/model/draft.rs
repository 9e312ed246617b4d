//! What a channel's composer holds: the draft, or the text of a message that is being edited, while the draft waits.
//!
//! The rule that it keeps: at no moment is a text neither here nor on disk, and none is in two places for good. A draft
//! that is sent stays on disk, marked with the id of its message, until that message is in the outbox.

use std::mem;
use std::sync::Arc;

use litemap::LiteMap;

use super::message::{LocalId, MessageId};
use super::upload::OwnFile;

/// An edit that was begun and not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The message.
    pub message: MessageId,
    /// Its text when the edit was begun; empty if that is not known.
    pub instead_of: Arc<str>,
}

/// A write to the disk. Writes are carried out in their order, at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Save {
    /// The draft; an empty one is removed.
    Text(String),
    /// The draft, marked as sent as this message.
    Sent(String, LocalId),
    /// The marked draft makes room for another, and is kept beside it.
    Aside,
    /// The message is in the outbox: what was kept beside the draft for it is removed.
    ForgetAside(LocalId),
    /// The draft is gone. What was kept beside it is the draft again: whoever writes answers with [`Draft::show`].
    Next,
    /// The edit and its text so far; `None` removes it.
    Edit(Option<(Edit, String)>),
    /// The message that the next one answers.
    ReplyTo(Option<MessageId>),
}

/// What a channel's composer holds.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    text: String,
    editing: Option<Edit>,
    /// The draft, while `text` is that of an edit.
    waiting: String,
    reply_to: Option<MessageId>,
    files: Vec<OwnFile>,
    /// The messages that were sent and are not in the outbox on disk yet.
    unkept: LiteMap<LocalId, ()>,
    /// The message as which the draft on disk is marked, if it was sent by this page.
    marked: Option<LocalId>,
    /// Whether `text` was typed and is not on disk yet.
    is_unsaved: bool,
    /// Whether `text` is as it was found on disk, where it may be marked. It is not written back.
    is_as_found: bool,
    saves: Vec<Save>,
}

impl Draft {
    /// What is written.
    #[must_use]
    pub fn text(&self) -> &String {
        &self.text
    }

    /// The draft, whether or not it waits for an edit.
    #[must_use]
    pub fn draft(&self) -> &str {
        if self.editing.is_some() { &self.waiting } else { &self.text }
    }

    /// The edit whose text that is, if one was begun.
    #[must_use]
    pub fn editing(&self) -> &Option<Edit> {
        &self.editing
    }

    /// The message that the next one answers.
    #[must_use]
    pub fn reply_to(&self) -> &Option<MessageId> {
        &self.reply_to
    }

    /// The files that go with the next one.
    #[must_use]
    pub fn files(&self) -> &Vec<OwnFile> {
        &self.files
    }

    /// Whether what was typed is not on disk yet.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.is_unsaved
    }

    /// Whether there is a text, or one is on its way to the outbox.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        !self.text.is_empty() || !self.unkept.is_empty()
    }

    /// Whether a message was sent and is not in the outbox on disk yet.
    #[must_use]
    pub fn is_on_its_way(&self, id: &LocalId) -> bool {
        self.unkept.contains_key(id)
    }

    /// What is to be written to disk by now.
    #[must_use]
    pub fn take_saves(&mut self) -> Vec<Save> {
        mem::take(&mut self.saves)
    }

    /// The draft is what the disk holds.
    pub fn show(&mut self, text: String) {
        if self.editing.is_some() {
            self.waiting = text;
        } else {
            (self.text, self.is_as_found) = (text, true);
        }
    }

    /// Goes on with what an earlier visit had begun.
    pub fn resume(&mut self, reply_to: Option<MessageId>, edit: Option<(Edit, String)>) {
        self.reply_to = reply_to;
        if let Some((edit, text)) = edit {
            self.begin_edit(edit, text);
        }
    }

    /// Somebody types. It is on disk after [`Draft::save`], so that the letter is painted first.
    pub fn write(&mut self, text: String) {
        (self.text, self.is_unsaved, self.is_as_found) = (text, true, false);
    }

    /// Replaces what is written.
    pub fn replace(&mut self, text: String) {
        (self.text, self.is_unsaved, self.is_as_found) = (text, false, false);
        self.settle();
    }

    /// Puts a text under what is written.
    pub fn put_under(&mut self, text: &str) {
        let mut written = mem::take(&mut self.text);
        put_under(&mut written, text);
        self.replace(written);
    }

    /// Writes to disk what was typed.
    pub fn save(&mut self) {
        if mem::take(&mut self.is_unsaved)
            && (self.editing.is_some() || !self.text.is_empty() || self.unkept.is_empty())
        {
            self.save_text();
        }
    }

    /// From now on the composer holds the text of a message that is edited. The draft waits.
    pub fn begin_edit(&mut self, edit: Edit, text: String) {
        if self.editing.is_none() {
            self.save();
            self.waiting = mem::take(&mut self.text);
        }
        self.editing = Some(edit);
        self.replace(text);
    }

    /// The edit is sent, or given up: the draft is there again.
    pub fn end_edit(&mut self) {
        if self.put_edit_aside() {
            self.saves.push(Save::Edit(None));
            self.settle();
        }
    }

    /// Shows the draft; the edit stays on disk. Returns `true` if there was one.
    pub fn put_edit_aside(&mut self) -> bool {
        let was_editing = self.editing.take().is_some();
        if was_editing {
            self.is_unsaved = false;
            let waiting = mem::take(&mut self.waiting);
            self.show(waiting);
        }
        was_editing
    }

    /// An edit was refused. Its text is edited again, or becomes part of the draft if that is pointless or another edit
    /// was begun.
    pub fn take_back_edit(&mut self, message: &MessageId, text: &str, is_pointless: bool) {
        if self.editing.is_some() {
            put_under(&mut self.waiting, text);
            let waiting = self.waiting.clone();
            self.save_draft(waiting);
        } else if is_pointless {
            self.put_under(text);
        } else {
            self.begin_edit(Edit { message: message.clone(), instead_of: Arc::default() }, text.to_owned());
        }
    }

    /// The next message answers this one; `None`: it answers nothing.
    pub fn answer(&mut self, message: Option<MessageId>) {
        if self.reply_to != message {
            self.saves.push(Save::ReplyTo(message.clone()));
            self.reply_to = message;
        }
    }

    /// An unsent message is stored under this id, or gone: what answers it answers that.
    pub fn note_stored(&mut self, sent: &LocalId, stored: Option<MessageId>) {
        if self.reply_to.as_deref() == Some(&**sent) {
            self.answer(stored);
        }
    }

    /// A text is sent, which need not be the draft. Returns the id of the message that it becomes: `found`, that which
    /// the draft on disk is marked with, if it was sent in an earlier visit and stands as it was found; else `new`.
    pub fn send(&mut self, text: &str, found: Option<LocalId>, new: LocalId) -> LocalId {
        // A message of files alone was no draft.
        let is_draft = !text.is_empty() && self.text == text && self.editing.is_none();
        let id = found.filter(|_| is_draft && self.is_as_found).unwrap_or(new);
        if is_draft {
            self.is_unsaved = false;
            self.make_room();
            self.saves.push(Save::Sent(text.to_owned(), id.clone()));
            self.marked = Some(id.clone());
        }
        self.unkept.insert(id.clone(), ());
        id
    }

    /// The files go with the message that is sent now.
    #[must_use]
    pub fn take_files(&mut self) -> Vec<OwnFile> {
        mem::take(&mut self.files)
    }

    /// A sent message is in the outbox on disk, or is known not to get there.
    pub fn note_kept(&mut self, id: &LocalId) {
        if self.unkept.remove(id).is_none() {
            return;
        }
        if self.marked.as_ref() != Some(id) {
            self.saves.push(Save::ForgetAside(id.clone()));
        } else if self.editing.is_none() {
            // Not after the next pause: if the page ended before it, the message would be the draft again.
            self.is_unsaved = false;
        } else if self.unkept.is_empty() && self.waiting.is_empty() {
            self.saves.extend([Save::Text(String::new()), Save::Next]);
        }
        self.settle();
    }

    /// The draft was sent in an earlier visit, and is in the outbox.
    pub fn drop_sent(&mut self) {
        if self.editing.is_some() {
            self.waiting.clear();
            self.saves.push(Save::Text(String::new()));
        } else {
            self.text.clear();
            self.settle();
        }
    }

    /// Another tab has changed the draft from `before` to `now`: it is shown here too, unless something else is written
    /// here.
    pub fn follow(&mut self, before: &str, now: String) {
        if self.is_unsaved {
            return;
        }
        if self.editing.is_some() {
            if self.waiting == before {
                self.waiting = now;
            }
        } else if self.text == before {
            self.show(now);
        }
    }

    /// A file goes with the next message.
    pub fn pick(&mut self, file: OwnFile) {
        self.files.push(file);
    }

    /// A file goes with it no more. Returns it if it did.
    pub fn unpick(&mut self, id: &LocalId) -> Option<OwnFile> {
        let at = self.files.iter().position(|file| file.id == *id)?;
        Some(self.files.remove(at))
    }

    /// A picked file, to be changed.
    #[must_use]
    pub fn file_mut(&mut self, id: &LocalId) -> Option<&mut OwnFile> {
        self.files.iter_mut().find(|file| file.id == *id)
    }

    /// Writes down what stands, unless that is on disk, or will be soon.
    fn settle(&mut self) {
        let is_empty = self.text.is_empty();
        let waits = if is_empty { !self.unkept.is_empty() } else { self.is_as_found };
        if self.is_unsaved || (waits && self.editing.is_none()) {
            return;
        }
        self.save_text();
        if is_empty && self.editing.is_none() {
            self.is_as_found = true;
            self.saves.push(Save::Next);
        }
    }

    fn save_text(&mut self) {
        let text = self.text.clone();
        match &self.editing {
            Some(edit) => self.saves.push(Save::Edit(Some((edit.clone(), text)))),
            None => self.save_draft(text),
        }
    }

    fn save_draft(&mut self, text: String) {
        self.make_room();
        self.saves.push(Save::Text(text));
    }

    /// The draft on disk is about to be another: a message that is not in the outbox yet is kept beside it.
    fn make_room(&mut self) {
        if self.marked.take().is_some_and(|id| self.unkept.contains_key(&id)) {
            self.saves.push(Save::Aside);
        }
    }
}

fn put_under(draft: &mut String, text: &str) {
    if draft.trim().is_empty() {
        draft.clear();
    } else {
        draft.push('\n');
    }
    draft.push_str(text);
}
