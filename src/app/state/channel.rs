//! One channel's signals, and what its composer holds.

use std::collections::VecDeque;
use std::sync::Arc;

use litemap::LiteMap;

use super::renew;
use crate::browser::drafts::Drafts;
pub use crate::browser::drafts::Edit;
use crate::model::message::{ChannelId, LocalId, MessageId, Person};
use crate::model::timeline::{HeadView, RowChange, RowView};
use crate::model::upload::OwnFile;
use crate::reactive::{Signal, Stored, effect};

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
    /// Whether that was typed and is not on disk yet.
    pub(super) is_unsaved: Stored<bool>,
    /// Whether it stands as it was found on disk. It is not written back: there it may name the message that it was
    /// sent as.
    pub(super) is_as_found: Stored<bool>,
    /// The messages that were sent and are not in the outbox on disk yet. Until they are, the draft that they were is
    /// kept: at no moment is a text in neither place.
    pub(in crate::app) on_their_way: Signal<LiteMap<LocalId, ()>>,
    /// The edit that was begun: `draft` is its text, and the draft is put aside.
    pub editing: Signal<Option<Edit>>,
    /// The message that the next one answers.
    pub reply_to: Signal<Option<MessageId>>,
    /// The files that go with the next one.
    pub picked: Signal<Vec<OwnFile>>,
    /// How many files are being read that will be picked then.
    pub picking: Signal<usize>,
    /// The draft that was put aside.
    pub(super) aside: Stored<String>,
    /// Where all of it is kept.
    kept_as: Stored<(ChannelId, Drafts)>,
}

impl ChannelState {
    /// Signals for a channel whose draft is kept in `drafts`; `keeps_unsent` is told where that fails.
    pub(super) fn new(id: &ChannelId, drafts: Drafts, keeps_unsent: Signal<bool>) -> Self {
        let draft = Signal::new(drafts.load(id));
        let on_their_way = Signal::new(LiteMap::new());
        let (is_unsaved, is_as_found) = (Stored::new(false), Stored::new(true));
        let (editing, reply_to) = (Signal::new(None), Signal::new(drafts.reply_to(id)));
        let kept_as = Stored::new((id.clone(), drafts.clone()));
        let id = id.clone();
        let (mut is_first, mut is_first_reply) = (true, true);
        effect(move || {
            let is_as_it_was = reply_to.with(Option::is_none) && std::mem::take(&mut is_first_reply);
            let save =
                |(id, drafts): &(ChannelId, Drafts)| reply_to.with(|reply| drafts.save_reply_to(id, reply.as_ref()));
            if !is_as_it_was && !kept_as.with_value(save) {
                keeps_unsent.set(false);
            }
        });
        effect(move || {
            let is_held = on_their_way.with(|held| !held.is_empty());
            let waits = std::mem::take(&mut is_first) | is_unsaved.get_value();
            let is_empty = draft.with(String::is_empty);
            if waits || (is_empty && is_held) || (!is_empty && is_as_found.get_value()) {
                return;
            }
            if let Some(edit) = editing.get_untracked() {
                if !draft.with_untracked(|text| drafts.save_edit(&id, Some((&edit, text)))) {
                    keeps_unsent.set(false);
                }
                return;
            }
            if !draft.with_untracked(|text| drafts.save(&id, text)) {
                keeps_unsent.set(false);
            }
            if is_empty {
                // One that was put aside for it.
                is_as_found.set_value(true);
                renew(draft, drafts.next(&id));
            }
        });
        let state = Self {
            rows: Signal::new(VecDeque::new()),
            head: Signal::new(HeadView::Unknown),
            typists: Signal::new(Vec::new()),
            draft,
            is_unsaved,
            is_as_found,
            on_their_way,
            editing,
            reply_to,
            picked: Signal::new(Vec::new()),
            picking: Signal::new(0),
            aside: Stored::new(String::new()),
            kept_as,
        };
        state.resume();
        state
    }

    /// Goes on with what was begun in an earlier visit.
    pub(super) fn resume(&self) {
        let (reply_to, edit) = self.kept_as.with_value(|(id, drafts)| (drafts.reply_to(id), drafts.edit(id)));
        renew(self.reply_to, reply_to);
        if let Some((edit, text)) = edit {
            self.begin_edit(edit, text);
        }
    }

    /// From now on the composer holds the text of a message that is edited. The draft is put aside.
    pub fn begin_edit(&self, edit: Edit, text: String) {
        if self.editing.with_untracked(Option::is_none) {
            self.save();
            self.aside.set_value(self.draft.get_untracked());
        }
        self.kept_as.with_value(|(id, drafts)| {
            // If it is not kept, the first letter that is typed tells.
            let _ = drafts.save_edit(id, Some((&edit, &text)));
        });
        self.editing.set(Some(edit));
        self.replace(text);
    }

    /// An edit was refused. Its text is edited again, or stands in the draft if that is pointless or another one was
    /// begun.
    pub(super) fn take_back_edit(&self, message: &MessageId, text: &str, is_pointless: bool) {
        let is_editing = self.editing.with_untracked(Option::is_some);
        if !is_pointless && !is_editing {
            let edit = Edit { message: message.clone(), instead_of: Arc::default() };
            self.begin_edit(edit, text.to_owned());
        } else if is_editing {
            self.aside.update_value(|aside| put_under(aside, text));
            let aside = self.aside.get_value();
            // If it is not kept, it is shown when the edit ends.
            let _ = self.kept_as.with_value(|(id, drafts)| drafts.save(id, &aside));
        } else {
            self.put_under(text);
        }
    }

    /// The edit is sent, or given up: the draft is there again.
    pub fn end_edit(&self) {
        if self.put_edit_aside() {
            // What stays there is shown at the next visit, and can be given up then.
            let _ = self.kept_as.with_value(|(id, drafts)| drafts.save_edit(id, None));
        }
    }

    /// Shows the draft. Returns `true` if an edit was shown before.
    pub(super) fn put_edit_aside(&self) -> bool {
        let was_editing = self.editing.with_untracked(Option::is_some);
        if was_editing {
            self.editing.set(None);
            self.is_unsaved.set_value(false);
            self.show(self.aside.get_value());
        }
        was_editing
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
        if self.reply_to.with_untracked(|id| id.as_deref() == Some(&**before)) {
            self.reply_to.set(becomes);
        }
    }

    /// Writes what was typed to disk. Returns `false` if the browser does not keep it.
    pub(super) fn save(&self) -> bool {
        if !self.is_unsaved.get_value() {
            return true;
        }
        self.is_unsaved.set_value(false);
        let is_held = self.on_their_way.with_untracked(|held| !held.is_empty());
        let editing = self.editing.get_untracked();
        self.kept_as.with_value(|(id, drafts)| {
            self.draft.with_untracked(|text| match &editing {
                Some(edit) => drafts.save_edit(id, Some((edit, text))),
                None => (text.is_empty() && is_held) || drafts.save(id, text),
            })
        })
    }

    /// Shows what the disk holds.
    pub(super) fn show(&self, text: String) {
        self.is_as_found.set_value(true);
        renew(self.draft, text);
    }

    /// Puts a text under what is written.
    pub fn put_under(&self, text: &str) {
        self.is_as_found.set_value(false);
        self.draft.update(|draft| put_under(draft, text));
    }

    /// Replaces what is written, at once and also on disk.
    pub fn replace(&self, text: String) {
        self.is_as_found.set_value(false);
        self.draft.set(text);
    }

    /// Somebody types. The picture with the letter comes first: the draft is written to disk by
    /// [`ChatState::save_drafts`].
    pub fn write(&self, text: String) {
        self.is_unsaved.set_value(true);
        self.is_as_found.set_value(false);
        self.draft.set(text);
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
