//! What the visitor has written, and the outbox: at no moment is a text in neither place. And whose drafts are shown.

use super::{ChannelState, ChatState};
use crate::browser::drafts::{Changed, Drafts};
use crate::browser::ids;
use crate::model::message::{ChannelId, LocalId, OrderKey, PersonId};
use crate::model::outbox::Record;
use crate::model::session::{Event, Refusal, RefusedChange};

impl ChatState {
    /// The visitor turns away, perhaps for good: writes what was typed and what was read to disk.
    pub fn save(&self) {
        self.save_drafts();
        let _ = self.kept.try_with_value(|kept| kept.read.write());
    }

    /// Writes what was typed to disk.
    pub fn save_drafts(&self) {
        // The chat may be gone.
        let Some(typed) = self.by_channel.try_with_value(|channels| {
            let is_unsaved = |state: &ChannelState| state.is_unsaved.try_get_value() == Some(true);
            channels.values().copied().filter(is_unsaved).collect::<Vec<_>>()
        }) else {
            return;
        };
        for state in typed {
            if !state.save() {
                self.keeps_unsent.set(false);
            }
        }
    }

    /// A text is sent to a channel: the id of the message that it becomes. Where it is the channel's draft, that is
    /// kept until the message is in the outbox on disk.
    pub(in crate::app) fn begin_sending(&self, id: &ChannelId, text: &str) -> LocalId {
        let (channel, drafts) = (self.channel(id), self.drafts());
        // A message of files alone was no draft.
        let is_draft = !text.is_empty() && channel.draft.with_untracked(|draft| draft == text);
        // As it was found, it may be in the outbox already; changed since, it is another message.
        let is_as_found = is_draft && channel.is_as_found.get_value();
        let found = is_as_found.then(|| drafts.sent_as(id, text)).flatten();
        let message = found.unwrap_or_else(ids::uuid);
        if is_draft {
            channel.is_unsaved.set_value(false);
            if !drafts.save_sent(id, text, &message) {
                self.keeps_unsent.set(false);
            }
        }
        channel.on_their_way.update(|held| {
            held.insert(message.clone(), ());
        });
        message
    }

    /// Whether a message was sent and is not in the outbox on disk yet.
    pub(in crate::app) fn is_on_its_way(&self, id: &LocalId) -> bool {
        let holds =
            |state: &ChannelState| state.on_their_way.try_with_untracked(|held| held.contains_key(id)).unwrap_or(false);
        // The chat may be gone by now.
        self.by_channel.try_with_value(|channels| channels.values().any(holds)).unwrap_or(false)
    }

    /// A message that was sent is in the outbox on disk: its draft need not be kept any more.
    pub(in crate::app) fn note_kept(&self, channel: &ChannelId, id: &LocalId) {
        // The disk may be done after the chat is gone.
        let state = self.by_channel.try_with_value(|channels| channels.get(channel).copied()).flatten();
        if let Some(state) = state {
            state.on_their_way.try_update(|held| held.remove(id));
        }
    }

    /// A message of an earlier visit is in the outbox: where its draft was kept to the last, it would stand there
    /// twice.
    pub(in crate::app) fn drop_draft_of(&self, record: &Record) {
        // The disk may be done after the chat is gone.
        if self.is_over() {
            return;
        }
        self.restored.update_value(|restored| {
            restored.insert(record.id.clone(), ());
        });
        self.drafts().forget_aside(&record.channel, |id| *id == *record.id);
        let draft = self.channel(&record.channel).draft;
        let sent_as = self.drafts().sent_as(&record.channel, &draft.get_untracked());
        if sent_as.is_some_and(|id| id == record.id) {
            draft.set(String::new());
        }
    }

    /// Carries out what cannot wait for the next frame. A message that is taken back stands in its channel's draft
    /// before it is taken off the disk: at no moment is a text in neither place. And if another person's drafts are
    /// shown from now on, returns up to where they have read.
    pub fn carry_out_at_once(&self, event: &Event) -> Option<Vec<(ChannelId, OrderKey)>> {
        match event {
            Event::TakenBack(id, text) => self.channel(id).put_under(text),
            Event::Refused { channel, message, what: RefusedChange::Edit(text), why } => {
                let is_pointless = matches!(why, Refusal::Deleted | Refusal::NotOffered);
                self.channel(channel).take_back_edit(message, text, is_pointless);
            }
            Event::Author(author) => return Some(self.set_author(author.as_ref())),
            _ => {}
        }
        None
    }

    /// The drafts are this person's from now on. What was typed before anybody was known stays where it is.
    fn set_author(&self, author: Option<&PersonId>) -> Vec<(ChannelId, OrderKey)> {
        self.save_drafts();
        let drafts = self.drafts();
        let was_known = drafts.author().is_some();
        let channels = self.by_channel.with_value(|channels| channels.clone());
        for state in channels.values() {
            state.put_edit_aside();
        }
        let marks = self.kept.with_value(|kept| kept.set_author(author));
        for (id, state) in channels {
            let is_held = state.on_their_way.with_untracked(|held| !held.is_empty());
            if !was_known && (is_held || state.draft.with_untracked(|draft| !draft.is_empty())) {
                drafts.claim(&id);
                drafts.forget_aside(&id, |id| self.restored.with_value(|restored| restored.contains_key(id)));
            } else {
                let text = drafts.load(&id);
                let sent_as = drafts.sent_as(&id, &text);
                if sent_as.is_some_and(|id| self.restored.with_value(|restored| restored.contains_key(&id))) {
                    // The disk was read before it was known whose draft this is. If it stays, it is shown twice.
                    let _ = drafts.save(&id, "");
                    state.show(String::new());
                } else {
                    state.show(text);
                }
            }
            state.resume();
        }
        marks
    }

    /// Another tab has changed or sent a draft: it is shown here too, unless something else is written here.
    pub(in crate::app) fn follow(&self, Changed { channel, before }: &Changed) {
        let state = self.by_channel.try_with_value(|channels| channels.get(channel.as_str()).copied()).flatten();
        let Some(state) = state.filter(|state| !state.is_unsaved.get_value()) else { return };
        if state.editing.with_untracked(Option::is_some) {
            if state.aside.with_value(|aside| aside == before) {
                state.aside.set_value(self.drafts().load(channel));
            }
        } else if state.draft.with_untracked(|draft| draft == before) {
            state.show(self.drafts().load(channel));
        }
    }

    /// The drafts of the person whom the visitor counts as.
    pub(in crate::app) fn drafts(&self) -> Drafts {
        self.kept.with_value(|kept| kept.drafts.clone())
    }
}
