//! What the visitor has written, and the outbox: at no moment is a text in neither place. And whose drafts are shown.

use super::{ChannelState, ChatState};
use crate::browser::drafts::{Changed, Drafts};
use crate::model::draft::Draft;
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
        let Some(channels) = self.by_channel.try_with_value(|channels| channels.values().copied().collect::<Vec<_>>())
        else {
            return;
        };
        for state in channels.iter().filter(|state| state.look(Draft::is_unsaved) == Some(true)) {
            state.change(Draft::save);
        }
    }

    /// A text is sent to a channel: the id of the message that it becomes. Where it is the channel's draft, that is
    /// kept until the message is in the outbox on disk.
    pub(in crate::app) fn begin_sending(&self, id: &ChannelId, text: &str) -> LocalId {
        self.channel(id).begin_sending(text)
    }

    /// Whether a message was sent and is not in the outbox on disk yet.
    pub(in crate::app) fn is_on_its_way(&self, id: &LocalId) -> bool {
        let holds = |state: &ChannelState| state.look(|draft| draft.is_on_its_way(id)).unwrap_or(false);
        // The chat may be gone by now.
        self.by_channel.try_with_value(|channels| channels.values().any(holds)).unwrap_or(false)
    }

    /// A message that was sent is in the outbox on disk: its draft need not be kept any more.
    pub(in crate::app) fn note_kept(&self, channel: &ChannelId, id: &LocalId) {
        // The disk may be done after the chat is gone.
        let state = self.by_channel.try_with_value(|channels| channels.get(channel).copied()).flatten();
        if let Some(state) = state {
            state.change(|draft| draft.note_kept(id));
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
        let (state, drafts) = (self.channel(&record.channel), self.drafts());
        if state.look(|draft| drafts.sent_as(&record.channel, draft.draft())).flatten().as_ref() == Some(&record.id) {
            state.change(Draft::drop_sent);
        }
        // Only now: it may have been the one that was shown.
        drafts.forget_aside(&record.channel, |id| *id == *record.id);
    }

    /// Carries out what cannot wait for the next frame. A message that is taken back stands in its channel's draft
    /// before it is taken off the disk: at no moment is a text in neither place. And if another person's drafts are
    /// shown from now on, returns up to where they have read.
    pub fn carry_out_at_once(&self, event: &Event) -> Option<Vec<(ChannelId, OrderKey)>> {
        match event {
            Event::TakenBack(id, text) => self.channel(id).put_under(text),
            Event::Refused { channel, message, what: RefusedChange::Edit(text), why } => {
                let is_pointless = matches!(why, Refusal::Deleted | Refusal::NotOffered);
                self.channel(channel).change(|draft| draft.take_back_edit(message, text, is_pointless));
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
            state.change(Draft::put_edit_aside);
        }
        let marks = self.kept.with_value(|kept| kept.set_author(author));
        let is_restored = |id: &str| self.restored.with_value(|restored| restored.contains_key(id));
        for (id, state) in channels {
            if !was_known && state.look(Draft::is_in_use) == Some(true) {
                drafts.claim(&id);
                drafts.forget_aside(&id, is_restored);
            } else {
                let text = drafts.load(&id);
                if drafts.sent_as(&id, &text).is_some_and(|id| is_restored(&id)) {
                    // The disk was read before it was known whose draft this is.
                    state.change(Draft::drop_sent);
                } else {
                    state.change(|draft| draft.show(text));
                }
            }
            state.resume();
        }
        marks
    }

    /// Another tab has changed or sent a draft: it is shown here too, unless something else is written here.
    pub(in crate::app) fn follow(&self, Changed { channel, before }: &Changed) {
        let state = self.by_channel.try_with_value(|channels| channels.get(channel.as_str()).copied()).flatten();
        if let Some(state) = state {
            state.change(|draft| draft.follow(before, self.drafts().load(channel)));
        }
    }

    /// The drafts of the person whom the visitor counts as.
    pub(in crate::app) fn drafts(&self) -> Drafts {
        self.kept.with_value(|kept| kept.drafts.clone())
    }
}
