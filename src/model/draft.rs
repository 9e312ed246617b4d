//! What a channel's composer holds: the draft, or the text of a message that is being edited while the draft waits.
//!
//! No text is lost, and none is sent twice, whenever the page ends. So a draft that is sent stays on disk, marked with
//! the id of its message, until that message is in the outbox. If another text takes its place before that, the marked
//! draft is kept beside it. There is room for one: a third text within the time of one write to the outbox has to rely
//! on the outbox.

use std::mem;
use std::sync::Arc;

use litemap::LiteMap;

use super::message::{LocalId, MessageId};
use super::upload::OwnFile;

/// An edit that has begun and is not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The message.
    pub message: MessageId,
    /// Its text when the edit began; empty if unknown.
    pub instead_of: Arc<str>,
}

/// A write to the disk. Writes are carried out at once, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Save {
    /// Stores the draft, or removes it if it is empty.
    Text(String),
    /// Stores the draft, marked with the id of the message that it is sent as.
    Sent(String, LocalId),
    /// Keeps the marked draft beside the one that is about to take its place.
    Aside,
    /// Removes the draft that was kept beside it for this message, which is now in the outbox.
    ForgetAside(LocalId),
    /// Makes what was kept beside the draft the draft again, now that the draft is gone. Pass it to [`Draft::show`].
    Next,
    /// Stores the edit and its text so far; `None` removes it.
    Edit(Option<(Edit, String)>),
    /// Stores which message the next one answers.
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
    /// The sent messages that are not in the outbox on disk yet.
    unkept: LiteMap<LocalId, ()>,
    /// The message that the draft on disk is marked with, if this page has sent it.
    marked: Option<LocalId>,
    /// Whether `text` was typed and is not on disk yet.
    is_unsaved: bool,
    /// Whether `text` is as it was found on disk. It may be marked there, so it is not written back.
    is_as_found: bool,
    saves: Vec<Save>,
}

impl Draft {
    /// The text in the composer.
    #[must_use]
    pub fn text(&self) -> &String {
        &self.text
    }

    /// The draft, whether or not it waits for an edit.
    #[must_use]
    pub fn draft(&self) -> &str {
        if self.editing.is_some() { &self.waiting } else { &self.text }
    }

    /// The edit that the text belongs to, if one has begun.
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

    /// Returns `true` if this message is sent and not in the outbox on disk yet.
    #[must_use]
    pub fn is_on_its_way(&self, id: &LocalId) -> bool {
        self.unkept.contains_key(id)
    }

    /// Takes the writes that are due.
    #[must_use]
    pub fn take_saves(&mut self) -> Vec<Save> {
        mem::take(&mut self.saves)
    }

    /// Shows the draft that was found on disk.
    pub fn show(&mut self, text: String) {
        if self.editing.is_some() {
            self.waiting = text;
        } else {
            (self.text, self.is_as_found) = (text, true);
        }
    }

    /// Resumes the reply and the edit of an earlier visit.
    pub fn resume(&mut self, reply_to: Option<MessageId>, edit: Option<(Edit, String)>) {
        self.reply_to = reply_to;
        if let Some((edit, text)) = edit {
            self.begin_edit(edit, text);
        }
    }

    /// The user types. [`Draft::save`] stores it later, so that the letter is painted first.
    pub fn write(&mut self, text: String) {
        (self.text, self.is_unsaved, self.is_as_found) = (text, true, false);
    }

    /// Replaces the text.
    pub fn replace(&mut self, text: String) {
        (self.text, self.is_unsaved, self.is_as_found) = (text, false, false);
        self.settle();
    }

    /// Appends a text on a line of its own.
    pub fn put_under(&mut self, text: &str) {
        let mut written = mem::take(&mut self.text);
        put_under(&mut written, text);
        self.replace(written);
    }

    /// Stores what was typed.
    pub fn save(&mut self) {
        if mem::take(&mut self.is_unsaved)
            && (self.editing.is_some() || !self.text.is_empty() || self.unkept.is_empty())
        {
            self.save_text();
        }
    }

    /// Begins to edit a message. The draft waits.
    pub fn begin_edit(&mut self, edit: Edit, text: String) {
        if self.editing.is_none() {
            self.save();
            self.waiting = mem::take(&mut self.text);
        }
        self.editing = Some(edit);
        self.replace(text);
    }

    /// Ends the edit, which is sent or cancelled, and shows the draft again.
    pub fn end_edit(&mut self) {
        if self.put_edit_aside() {
            self.saves.push(Save::Edit(None));
            self.settle();
        }
    }

    /// Shows the draft, and leaves the edit on disk. Returns `true` if there was an edit.
    pub fn put_edit_aside(&mut self) -> bool {
        let was_editing = self.editing.take().is_some();
        if was_editing {
            self.is_unsaved = false;
            let waiting = mem::take(&mut self.waiting);
            self.show(waiting);
        }
        was_editing
    }

    /// Takes back the text of a rejected edit: it is edited again, or is appended to the draft if that is pointless or
    /// another edit has begun.
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

    /// Sets the message that the next one answers.
    pub fn answer(&mut self, message: Option<MessageId>) {
        if self.reply_to != message {
            self.saves.push(Save::ReplyTo(message.clone()));
            self.reply_to = message;
        }
    }

    /// An unsent message has this id now, or is gone if `None`. A reply to it follows.
    pub fn note_stored(&mut self, sent: &LocalId, stored: Option<MessageId>) {
        if self.reply_to.as_deref() == Some(&**sent) {
            self.answer(stored);
        }
    }

    /// Sends a text, which may or may not be the draft. Returns the id of its message: `found`, with which the draft on
    /// disk is marked, if an earlier visit sent the draft and nobody has changed it since; otherwise `new`.
    pub fn send(&mut self, text: &str, found: Option<LocalId>, new: LocalId) -> LocalId {
        // A message without text was not the draft.
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

    /// Takes the files, which are sent now.
    #[must_use]
    pub fn take_files(&mut self) -> Vec<OwnFile> {
        mem::take(&mut self.files)
    }

    /// A sent message is in the outbox on disk, or certainly will not be.
    pub fn note_kept(&mut self, id: &LocalId) {
        if self.unkept.remove(id).is_none() {
            return;
        }
        if self.marked.as_ref() != Some(id) {
            self.saves.push(Save::ForgetAside(id.clone()));
        } else if self.editing.is_none() {
            // At once: if the page ended before the next pause, the message would become the draft again.
            self.is_unsaved = false;
        } else if self.unkept.is_empty() && self.waiting.is_empty() {
            self.saves.extend([Save::Text(String::new()), Save::Next]);
        }
        self.settle();
    }

    /// Drops the draft, because an earlier visit sent it and it is in the outbox.
    pub fn drop_sent(&mut self) {
        if self.editing.is_some() {
            self.waiting.clear();
            self.saves.push(Save::Text(String::new()));
        } else {
            self.text.clear();
            self.settle();
        }
    }

    /// Another tab changed the draft from `before` to `now`: shows it here too, unless this tab has another text.
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

    /// Adds a file to the next message.
    pub fn pick(&mut self, file: OwnFile) {
        self.files.push(file);
    }

    /// Removes a file from the next message, and returns it.
    pub fn unpick(&mut self, id: &LocalId) -> Option<OwnFile> {
        let at = self.files.iter().position(|file| file.id == *id)?;
        Some(self.files.remove(at))
    }

    /// Returns a picked file, to change it.
    #[must_use]
    pub fn file_mut(&mut self, id: &LocalId) -> Option<&mut OwnFile> {
        self.files.iter_mut().find(|file| file.id == *id)
    }

    /// Stores the text, unless it is on disk or will be soon.
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

    /// Keeps a draft on disk whose message is not in the outbox yet, because another is about to take its place.
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
