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
    /// What is written and was not sent.
    pub draft: Signal<String>,
    /// The edit that was begun: `draft` is its text, and the draft waits.
    pub editing: Signal<Option<Edit>>,
    /// The message that the next one answers.
    pub reply_to: Signal<Option<MessageId>>,
    /// The files that go with the next one.
    pub picked: Signal<Vec<OwnFile>>,
    /// How many files are being read that will be picked then.
    pub picking: Signal<usize>,
    /// What the four signals before it show; it alone is changed.
    composer: Stored<Rc<RefCell<Draft>>>,
    /// Where it is kept.
    kept_as: Stored<(ChannelId, Drafts)>,
    /// Told where that fails.
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

    /// Changes what the composer holds, writes to disk what is to be, and shows it. The chat may be gone.
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
        // Whoever reads what is shown may change it.
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

    /// Goes on with what was begun in an earlier visit.
    pub(super) fn resume(&self) {
        let (reply_to, edit) = self.kept_as.with_value(|(id, drafts)| (drafts.reply_to(id), drafts.edit(id)));
        self.change(|draft| draft.resume(reply_to, edit));
    }

    /// A text is sent. Returns the id of the message that it becomes.
    pub(super) fn begin_sending(&self, text: &str) -> LocalId {
        let found = self.kept_as.with_value(|(id, drafts)| drafts.sent_as(id, text));
        let new = ids::uuid();
        self.change(|draft| draft.send(text, found, new.clone())).unwrap_or(new)
    }

    /// Somebody types. The picture with the letter comes first: the draft is written to disk by
    /// [`ChatState::save_drafts`](super::ChatState::save_drafts).
    pub fn write(&self, text: String) {
        self.change(|draft| draft.write(text));
    }

    /// Replaces what is written, at once and also on disk.
    pub fn replace(&self, text: String) {
        self.change(|draft| draft.replace(text));
    }

    /// Puts a text under what is written.
    pub fn put_under(&self, text: &str) {
        self.change(|draft| draft.put_under(text));
    }

    /// From now on the composer holds the text of a message that is edited. The draft waits.
    pub fn begin_edit(&self, edit: Edit, text: String) {
        self.change(|draft| draft.begin_edit(edit, text));
    }

    /// The edit is sent, or given up: the draft is there again.
    pub fn end_edit(&self) {
        self.change(Draft::end_edit);
    }

    /// The next message answers this one; `None`: it answers nothing.
    pub fn answer(&self, message: Option<MessageId>) {
        self.change(|draft| draft.answer(message));
    }

    /// A file goes with the next message. Returns `false` if the chat is gone.
    pub fn pick(&self, file: OwnFile) -> bool {
        let is_there = self.change(|draft| draft.pick(file)).is_some();
        self.show_files();
        is_there
    }

    /// A file goes with it no more. Returns it if it did.
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

    /// Describes a picked file. Nothing is drawn anew: that would take the focus from the field.
    pub fn describe_file(&self, file: &LocalId, alt: Option<Arc<str>>) {
        self.picked.update_untracked(|files| {
            if let Some(file) = files.iter_mut().find(|shown| shown.id == *file) {
                file.alt.clone_from(&alt);
            }
        });
        self.change_unseen(file, |file| file.alt = alt);
    }

    /// The picked files go with the message that is sent now.
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
