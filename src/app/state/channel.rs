//! One channel's signals, and what its composer holds.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use super::renew;
use crate::browser::drafts::Drafts;
use crate::browser::ids;
use crate::model::draft::{Draft, Edit, Save};
use crate::model::message::{ChannelId, LocalId, MessageId, Person};
use crate::model::timeline::{HeadView, RowChange, RowView};
use crate::model::upload::OwnFile;
use crate::reactive::{Signal, Stored};

/// One channel's signals.
#[derive(Clone, Copy, Debug)]
pub struct ChannelState {
    /// The rows, oldest first.
    pub rows: Signal<VecDeque<Arc<RowView>>>,
    /// What stands above the first row.
    pub head: Signal<HeadView>,
    /// Who types.
    pub typists: Signal<Vec<Arc<Person>>>,
    /// The text in the composer.
    pub draft: Signal<String>,
    /// The edit that has begun, if any: then `draft` is its text.
    pub editing: Signal<Option<Edit>>,
    /// The message that the next one answers.
    pub reply_to: Signal<Option<MessageId>>,
    /// The files that go with the next one.
    pub picked: Signal<Vec<OwnFile>>,
    /// How many files are being read that will be picked then.
    pub picking: Signal<usize>,
    /// The source of `draft`, `editing`, `reply_to` and `picked`, which show it.
    composer: Stored<Rc<RefCell<Draft>>>,
    /// Where it is stored.
    kept_as: Stored<(ChannelId, Drafts)>,
    /// Set to `false` if the browser does not store it.
    keeps_unsent: Signal<bool>,
}

impl ChannelState {
    /// Signals for a channel whose draft is kept in `drafts`; `keeps_unsent` is told where that fails.
    pub(super) fn new(id: &ChannelId, drafts: Drafts, keeps_unsent: Signal<bool>) -> Self {
        let mut draft = Draft::default();
        draft.show(drafts.load(id));
        let state = Self {
            rows: Signal::new(VecDeque::new()),
            head: Signal::new(HeadView::Unknown),
            typists: Signal::new(Vec::new()),
            draft: Signal::new(draft.text().clone()),
            editing: Signal::new(None),
            reply_to: Signal::new(None),
            picked: Signal::new(Vec::new()),
            picking: Signal::new(0),
            composer: Stored::new(Rc::new(RefCell::new(draft))),
            kept_as: Stored::new((id.clone(), drafts)),
            keeps_unsent,
        };
        state.resume();
        state
    }

    /// Changes what the composer holds, stores what is due, and shows it. Returns `None` if the chat is gone.
    pub(super) fn change<U>(&self, change: impl FnOnce(&mut Draft) -> U) -> Option<U> {
        let held = self.composer.try_get_value()?;
        let done = change(&mut held.borrow_mut());
        self.follow_change(&held);
        Some(done)
    }

    fn follow_change(&self, held: &RefCell<Draft>) {
        let mut draft = held.borrow_mut();
        let is_kept = self.kept_as.with_value(|(id, drafts)| {
            let mut is_kept = true;
            for save in draft.take_saves() {
                is_kept &= drafts.carry_out(id, &save);
                if matches!(save, Save::Next) {
                    draft.show(drafts.next(id));
                }
            }
            is_kept
        });
        let (editing, text, reply_to) = (draft.editing().clone(), draft.text().clone(), draft.reply_to().clone());
        // An effect of what is shown may change it.
        drop(draft);
        renew(self.editing, editing);
        renew(self.draft, text);
        renew(self.reply_to, reply_to);
        if !is_kept {
            self.keeps_unsent.set(false);
        }
    }

    /// Looks at what the composer holds; `None` if the chat is gone.
    pub(super) fn look<U>(&self, look: impl FnOnce(&Draft) -> U) -> Option<U> {
        Some(look(&self.composer.try_get_value()?.borrow()))
    }

    /// Resumes the reply and the edit of an earlier visit.
    pub(super) fn resume(&self) {
        let (reply_to, edit) = self.kept_as.with_value(|(id, drafts)| (drafts.reply_to(id), drafts.edit(id)));
        self.change(|draft| draft.resume(reply_to, edit));
    }

    /// Begins to send a text. Returns the id of its message.
    pub(super) fn begin_sending(&self, text: &str) -> LocalId {
        let found = self.kept_as.with_value(|(id, drafts)| drafts.sent_as(id, text));
        let new = ids::uuid();
        self.change(|draft| draft.send(text, found, new.clone())).unwrap_or(new)
    }

    /// The user types. The letter is painted first; [`ChatState::save_drafts`](super::ChatState::save_drafts) stores
    /// the draft.
    pub fn write(&self, text: String) {
        self.change(|draft| draft.write(text));
    }

    /// Replaces the text, also on disk.
    pub fn replace(&self, text: String) {
        self.change(|draft| draft.replace(text));
    }

    /// Appends a text on a line of its own.
    pub fn put_under(&self, text: &str) {
        self.change(|draft| draft.put_under(text));
    }

    /// Begins to edit a message. The draft waits.
    pub fn begin_edit(&self, edit: Edit, text: String) {
        self.change(|draft| draft.begin_edit(edit, text));
    }

    /// Ends the edit, which is sent or cancelled, and shows the draft again.
    pub fn end_edit(&self) {
        self.change(Draft::end_edit);
    }

    /// Sets the message that the next one answers.
    pub fn answer(&self, message: Option<MessageId>) {
        self.change(|draft| draft.answer(message));
    }

    /// Adds a file to the next message. Returns `false` if the chat is gone.
    pub fn pick(&self, file: OwnFile) -> bool {
        let is_there = self.change(|draft| draft.pick(file)).is_some();
        self.show_files();
        is_there
    }

    /// Removes a file from the next message, and returns it.
    pub fn unpick(&self, file: &LocalId) -> Option<OwnFile> {
        let unpicked = self.change(|draft| draft.unpick(file)).flatten();
        self.show_files();
        unpicked
    }

    /// Changes a picked file. Returns it as it is now.
    pub fn change_file(&self, file: &LocalId, change: impl FnOnce(&mut OwnFile)) -> Option<OwnFile> {
        let changed = self.change_unseen(file, change);
        self.show_files();
        changed
    }

    fn change_unseen(&self, file: &LocalId, change: impl FnOnce(&mut OwnFile)) -> Option<OwnFile> {
        self.change(|draft| {
            let file = draft.file_mut(file)?;
            change(file);
            Some(file.clone())
        })
        .flatten()
    }

    fn show_files(&self) {
        if let Some(files) = self.look(|draft| draft.files().clone()) {
            self.picked.set(files);
        }
    }

    /// Sets a picked file's description. Does not redraw, which would take the focus from the field.
    pub fn describe_file(&self, file: &LocalId, alt: Option<Arc<str>>) {
        self.picked.update_untracked(|files| {
            if let Some(file) = files.iter_mut().find(|shown| shown.id == *file) {
                file.alt.clone_from(&alt);
            }
        });
        self.change_unseen(file, |file| file.alt = alt);
    }

    /// Takes the picked files, which are sent now.
    pub fn take_files(&self) -> Vec<OwnFile> {
        let files = self.change(Draft::take_files).unwrap_or_default();
        if !files.is_empty() {
            self.picked.set(Vec::new());
        }
        files
    }

    /// The text of one of the channel's messages as it is shown; empty if it is not loaded.
    #[must_use]
    pub fn text_of(&self, message: &MessageId) -> Arc<str> {
        let is_it = |row: &&Arc<RowView>| row.id() == Some(message);
        self.rows.with_untracked(|rows| rows.iter().rev().find(is_it).map(|row| row.text.clone())).unwrap_or_default()
    }

    /// What is answered by the outbox's name is answered by the backend's once it is stored; nothing is if it is gone.
    pub(super) fn note_stored(&self, rows: &VecDeque<Arc<RowView>>, change: &RowChange) {
        let (at, becomes) = match change {
            RowChange::Set { at, row } if row.id().is_some() => (*at, row.id().cloned()),
            RowChange::Remove { at } => (*at, None),
            _ => return,
        };
        let Some(before) = rows.get(at).and_then(|before| before.local_id()) else { return };
        self.change(|draft| draft.note_stored(before, becomes));
    }
}
