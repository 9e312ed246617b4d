//! Processes what the backend says about messages, and the consequences for the channel.

use super::Session;
use super::io::Event;
use super::ticket::RequestId;
use crate::model::history::Page;
use crate::model::message::{ChannelId, Message};
use crate::model::time::Millis;
use crate::model::timeline::gaps::Edge;
use crate::model::timeline::{Applied, ChangeKind, Source, Update};

impl Session {
    /// Takes the messages of a page; `covers` is the range in which it leaves no gap.
    pub(super) fn merge_page(
        &mut self,
        id: &ChannelId,
        request: RequestId,
        page: Page,
        covers: Option<(Edge, Edge)>,
        asked_at: Millis,
    ) {
        if self.feed.is_of_before(request) {
            return;
        }
        self.hold_cursor(request, page.cursor.as_ref(), asked_at);
        let removals = page.removals.into_iter().map(Update::Remove);
        let updates = page.messages.into_iter().map(Update::Put).chain(removals).collect();
        self.take_answer(id, updates, covers, Source::Answer(asked_at));
    }

    /// Takes what the backend itself says about messages. Those newer than all known ones have arrived.
    pub(super) fn take_answer(
        &mut self,
        id: &ChannelId,
        updates: Vec<Update>,
        covers: Option<(Edge, Edge)>,
        source: Source,
    ) {
        self.note_removals(id, &updates);
        let messages = || {
            updates.iter().filter_map(|update| match update {
                Update::Put(message) => Some(message),
                Update::Remove(_) | Update::React(_) => None,
            })
        };
        for message in messages() {
            self.learn_me_from(message);
        }
        let now = self.now;
        let Some(channel) = self.channels.get_mut(id) else { return };
        let mut news = Vec::new();
        // Messages since an earlier visit do not arrive now.
        if let Some(newest) =
            channel.timeline.newest().filter(|_| channel.kept.is_none() || channel.timeline.is_loaded())
        {
            let is_mine = |message: &Message| {
                self.mine.contains(&message.id) || self.me.as_ref().is_some_and(|me| me.id == message.author.id)
            };
            let later = messages().filter(|message| message.order_key() > newest && !is_mine(message));
            news.extend(later.cloned());
        }
        let next_row = &mut self.next_row;
        let applied = channel.timeline.apply(updates, covers, source, now, &mut || Self::next_row(next_row));
        let shown = |message: &Message| channel.timeline.row_of(&message.id).is_some();
        news.retain(shown);
        news.into_iter().for_each(|message| self.arrived(id, message));
        self.after_apply(id, applied);
    }

    pub(super) fn after_apply(&mut self, id: &ChannelId, applied: Applied) {
        self.contradictions += applied.contradictions;
        for settled in applied.settled {
            self.settled(id, settled);
        }
        for (key, kind) in applied.changed {
            if kind == ChangeKind::Deleted {
                self.count_out(id, &key);
            }
            self.events.push(Event::Altered(id.clone(), key.id, kind));
        }
        if let Some(channel) = self.channels.get_mut(id).filter(|channel| channel.opened) {
            for (key, version) in applied.wanted {
                channel.wholes.want(key, version);
            }
        }
    }
}
