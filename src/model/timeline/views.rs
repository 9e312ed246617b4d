//! What the screen shows for each row.

use std::sync::Arc;

use super::row::{self, Extras, ReplyView, RowKind, RowState, RowView, Shown, StoredRow};
use super::{GROUP_SPAN_MS, Row, Timeline};
use crate::model::message::{Body, Can, Content, Message, MessageId, Person, Reply};
use crate::model::upload::Upload;

impl Timeline {
    pub(super) fn shared_view(&self, at: usize) -> Arc<RowView> {
        Arc::new(match self.confirmed.get(at) {
            Some(row) => self.confirmed_view(at, row),
            None => self.unsent_view(at),
        })
    }

    pub(super) fn confirmed_view(&self, at: usize, row: &Row) -> RowView {
        let message = &row.message;
        let row_above = at.checked_sub(1).map(|at| &self.confirmed[at]);
        let above = row_above.map(|row| &row.message);
        // Returns the first message at the divider's position or after it. The one at the position may have been
        // removed.
        let starts_unread = self.divided_above.as_ref().is_some_and(|key| {
            let is_before = |message: &Message| message.cmp_place(key).is_lt();
            message.order_key() == *key || !is_before(message) && above.is_some_and(is_before)
        });
        let gap_above = self.offered_above(at).map(|(_, view)| view.clone());
        let starts_day = above.is_none_or(|above| (self.day_of)(above.created_at) != (self.day_of)(message.created_at));
        // The message after a deleted one takes over the name and the avatar.
        let continues =
            row_above.filter(|above| !self.is_hidden(above)).is_some_and(|Row { message: above, .. }| {
                above.author.id == message.author.id && message.created_at.0 - above.created_at.0 < GROUP_SPAN_MS
            });
        let shown = match &message.content.body {
            _ if row.is_deleted => Shown::Deleted,
            Body::Unknown => Shown::Unreadable,
            Body::Text(_) => Shown::Whole,
        };
        let is_own = self.is_own(&message.author);
        // An edit of a truncated text would drop the rest.
        let can = message.can.unwrap_or(Can { edit: is_own, delete: is_own });
        let stored = StoredRow {
            id: message.id.clone(),
            at: message.created_at,
            can: if message.content.is_cut { Some(Can { edit: false, ..can }) } else { message.can },
            shown,
        };
        let mut view = RowView {
            key: row.key,
            kind: RowKind::Stored(stored),
            author: Some(message.author.clone()),
            is_own,
            text: message.shared_text(),
            extras: self.extras(row),
            starts_group: starts_day || starts_unread || gap_above.is_some() || !continues,
            starts_day,
            starts_unread,
            gap_above,
        };
        self.decorate(&mut view);
        view
    }

    /// Returns `true` if this is the user. Only a message of theirs can have an author whose id is not known yet: it
    /// was sent before the backend named them.
    pub(super) fn is_own(&self, author: &Person) -> bool {
        author.id.is_empty() || self.me.as_ref().is_some_and(|me| me.id == author.id)
    }

    pub(super) fn extras(&self, row: &Row) -> Option<Arc<Extras>> {
        let content = &row.message.content;
        let Content { edited, reply_to, attachments, reactions, .. } = content;
        let replies = self.replies(row);
        let has_none = edited.is_none() && reply_to.is_none() && attachments.is_empty() && reactions.is_empty();
        if has_none && replies.is_none() {
            return None;
        }
        let reply = reply_to.as_ref().map(|id| ReplyView { id: id.clone(), known: self.answered(id, content) });
        let (attachments, reactions) = (attachments.clone(), reactions.clone());
        Some(Arc::new(Extras { edited: *edited, reply, attachments, reactions, replies, wish: None }))
    }

    /// Returns what is known of a reply's original: the loaded message, or else the backend's excerpt.
    pub(super) fn answered(&self, id: &MessageId, content: &Content) -> Option<Reply> {
        if self.is_gone(id) || self.is_to_be_deleted(id) {
            let author_name = content.reply.as_ref().map_or_else(Arc::default, |reply| reply.author_name.clone());
            return Some(Reply { author_name, excerpt: Arc::default(), is_deleted: true });
        }
        let loaded = self.place_of_id(id).and_then(|at| self.confirmed.get(at));
        let unsent = self.outbox.entries().iter().find(|entry| *entry.id == **id);
        if let Some(entry) = unsent {
            let author_name = self.me.as_ref().map_or_else(Arc::default, |me| me.name.clone());
            return Some(Reply { author_name, excerpt: row::beginning(&entry.text).into(), is_deleted: false });
        }
        loaded.map(|row| row::excerpt_of(&row.message)).or_else(|| content.reply.as_deref().cloned())
    }

    pub(super) fn unsent_view(&self, at: usize) -> RowView {
        let position = at - self.confirmed.len();
        let entry = &self.outbox.entries()[position];
        let reply = entry
            .reply_to
            .as_ref()
            .map(|id| ReplyView { id: id.clone(), known: self.answered(id, &Content::default()) });
        let continues = match position {
            0 => match (self.confirmed.back(), &self.me) {
                (Some(above), Some(me)) => above.message.author.id == me.id,
                _ => false,
            },
            _ => true,
        };
        RowView {
            key: entry.key,
            kind: RowKind::Mine(entry.id.clone(), RowState::of(entry)),
            author: self.me.clone(),
            is_own: true,
            text: entry.text.clone(),
            extras: (reply.is_some() || !entry.files.is_empty()).then(|| {
                let attachments = entry.files.iter().map(Upload::attachment).collect();
                Arc::new(Extras { reply, attachments, ..Extras::default() })
            }),
            starts_group: !continues,
            starts_day: false,
            starts_unread: false,
            gap_above: None,
        }
    }
}
