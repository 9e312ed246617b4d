//! The only way for facts about stored messages to enter a timeline.
//!
//! Facts come as events, as answers and from the feed; they arrive late, twice and in any order. A message is known
//! as a pair (version, content), one cell per reaction ([`Reactions`]), and a deletion above everything. All of these
//! are merged by maximum, so that tabs that know the same facts show the same messages:
//!
//! - a higher version wins, whatever its source;
//! - a lower one is ignored, whatever its source: an answer can be older than an event that overtook it;
//! - of two contents of the same version, a whole one beats a cut one, and the backend's answer beats an event;
//! - a deleted message stays deleted.
//!
//! [`Reactions`]: crate::model::reactions::Reactions

use super::Timeline;
use super::gaps::Edge;
use super::gone::Gone;
use crate::model::message::{LocalId, Message, MessageId, OrderKey, Reacted, Reaction, Removal, RowKey, Version};
use crate::model::time::Millis;

/// A fact about a stored message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Update {
    /// Its state.
    Put(Message),
    /// It was deleted.
    Remove(Removal),
    /// One reaction to it.
    React(Reacted),
}

/// The source of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// An answer of the REST backend, requested at this time.
    Answer(Millis),
    /// The answer to a change of this one message, requested at this time. Unlike a page it has no cursor: the feed
    /// may begin after later changes of the message.
    OneMessage(Millis),
    /// The feed of changes.
    Feed,
    /// The event of a new message.
    NewMessage,
    /// The event of a change.
    Change,
}

impl Source {
    pub(super) fn is_event(self) -> bool {
        matches!(self, Self::NewMessage | Self::Change)
    }

    /// Returns `true` if the source has a cursor of the feed, from which later changes are learned.
    fn is_with_cursor(self) -> bool {
        matches!(self, Self::Answer(_) | Self::Feed)
    }
}

/// How a known message changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Its content changed.
    Edited,
    /// It was deleted.
    Deleted,
    /// Its reactions changed.
    Reacted,
}

/// The outcome of merging facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// How many messages were new and not awaited own ones.
    pub new: usize,
    /// The own messages that turned out to be stored.
    pub settled: Vec<LocalId>,
    /// Events that contradict the known content of the same id.
    pub contradictions: usize,
    /// The known messages that changed, and how.
    pub changed: Vec<(OrderKey, ChangeKind)>,
    /// Messages to read again: contradicted, or known only in part.
    pub wanted: Vec<(OrderKey, Version)>,
}

/// The outcome for one state of a known message.
pub(super) enum Joined {
    Nothing,
    Changed(ChangeKind),
    Contradicted,
}

impl Timeline {
    /// Merges facts. `next_key` makes the keys of new rows; `covers` is the range in which they leave no gap, if they
    /// are a page of the history.
    pub fn apply(
        &mut self,
        updates: Vec<Update>,
        covers: Option<(Edge, Edge)>,
        source: Source,
        now: Millis,
        next_key: &mut impl FnMut() -> RowKey,
    ) -> Applied {
        self.now = now;
        let counts = self.begin_counts(&updates, source);
        let mut applied = Applied::default();
        let mut fresh: Vec<Message> = Vec::new();
        for update in updates {
            match update {
                Update::Put(message) => self.put(message, source, &mut fresh, &mut applied),
                Update::Remove(removal) => {
                    fresh.retain(|message| message.id != removal.id);
                    let key = self.key_of(&removal.id);
                    if self.remove(&removal.id, Gone::Told)
                        && let Some(key) = key
                    {
                        applied.changed.push((key, ChangeKind::Deleted));
                    }
                }
                Update::React(reacted) => {
                    let key = self.key_of(&reacted.id);
                    if self.react(reacted)
                        && let Some(key) = key
                    {
                        applied.changed.push((key, ChangeKind::Reacted));
                    }
                }
            }
        }
        self.take_counts(counts);
        applied.new = fresh.len();
        let is_answer = source.is_with_cursor();
        let ids: Vec<_> = if is_answer { fresh.iter().map(Message::order_key).collect() } else { Vec::new() };
        self.insert_all(fresh, next_key);
        for key in ids {
            let at = self.place_of(&key);
            if let Some(row) = self.confirmed.get_mut(at) {
                row.is_from_answer = true;
            }
        }
        if let Some((low, high)) = covers {
            self.cover(&low, &high, if let Source::Answer(asked_at) = source { asked_at } else { Millis::MIN });
        }
        applied
    }

    fn put(&mut self, mut message: Message, source: Source, fresh: &mut Vec<Message>, applied: &mut Applied) {
        self.share_author(&mut message);
        let me = self.me.clone();
        let me = me.as_ref().map(|me| &*me.id);
        let claimed = self.outbox.claim(&message, me);
        match self.gone.get(&message.id) {
            Some(Gone::Absent(at)) if matches!(source, Source::Answer(asked_at) | Source::OneMessage(asked_at) if asked_at > at) =>
            {
                self.gone.remove(&message.id);
                self.revive(&message);
            }
            Some(_) => {
                applied.settled.extend(claimed.map(|position| self.settle(position, message)));
                return;
            }
            None => {}
        }
        if let Some(position) = claimed {
            if message.content.is_cut && message.content.edited.is_some() {
                applied.wanted.push((message.order_key(), message.version));
            }
            return applied.settled.push(self.settle(position, message));
        }
        if self.knows(&message.id) {
            let (key, version, is_cut) = (message.order_key(), message.version, message.content.is_cut);
            match self.join(message, source) {
                Joined::Nothing => {}
                Joined::Changed(kind) => {
                    if is_cut {
                        applied.wanted.push((key.clone(), version));
                    }
                    applied.changed.push((key, kind));
                }
                Joined::Contradicted => {
                    applied.contradictions += 1;
                    applied.wanted.push((key, version));
                }
            }
        } else if let Some(known) = fresh.iter_mut().find(|known| known.id == message.id) {
            if known.version < message.version {
                *known = message;
            }
        } else if self.outbox.awaits_word_of(&message, me) {
            self.held.push(message);
        } else if self.is_to_wait(&message, source) {
            self.answered_message_changed(&message.id, Some(&message));
            self.waiting.put(message);
        } else if source == Source::Change {
            // If nothing is missing there, it was deleted before that was read, or its own event was lost.
            applied.wanted.push((message.order_key(), message.version));
        } else {
            if message.content.is_cut {
                applied.wanted.push((message.order_key(), message.version));
            }
            if self.outbox.was_thrown_away(&message) {
                self.unwanted.push(message.id.clone());
            }
            fresh.push(message);
        }
    }

    /// An event within unloaded history would stand there alone, so it is kept until that is loaded. A change within
    /// a gap is kept until the gap is filled.
    fn is_to_wait(&self, message: &Message, source: Source) -> bool {
        match source {
            Source::Answer(_) => false,
            Source::NewMessage => self.gaps.at_start().is_some_and(|gap| match &gap.to {
                Edge::At(key) => message.created_at.next() < key.at,
                Edge::Start | Edge::End => false,
            }),
            Source::Change | Source::Feed | Source::OneMessage(_) => self.gaps.holds(&Edge::At(message.order_key())),
        }
    }

    /// Merges a state of a known message with the present one.
    pub(super) fn join(&mut self, message: Message, source: Source) -> Joined {
        let Some(&at) = self.known.get(&message.id) else { return Joined::Nothing };
        let place = self.place_of(&OrderKey { at, id: message.id.clone() });
        let Some(row) = self.confirmed.get_mut(place) else { return Joined::Nothing };
        let is_other_author = !message.author.id.is_empty()
            && !row.message.author.id.is_empty()
            && row.message.author.id != message.author.id;
        if message.created_at != at || source.is_event() && is_other_author {
            return if source.is_event() { Joined::Contradicted } else { Joined::Nothing };
        }
        row.is_doubtful &= !matches!(source, Source::Answer(asked_at) if asked_at >= row.known_at);
        let (known, new) = (&row.message.content, &message.content);
        let same = known.says_the_same(new);
        let kind = if same { ChangeKind::Reacted } else { ChangeKind::Edited };
        let joined = match message.version.cmp(&row.message.version) {
            std::cmp::Ordering::Less => return Joined::Nothing,
            std::cmp::Ordering::Greater => Joined::Changed(kind),
            std::cmp::Ordering::Equal if new.is_cut => return Joined::Nothing,
            std::cmp::Ordering::Equal if known.is_cut => {
                // One event may cut a message that another event has whole, if the content is otherwise the same.
                Joined::Changed(kind)
            }
            std::cmp::Ordering::Equal if !source.is_event() => Joined::Changed(kind),
            std::cmp::Ordering::Equal if same => return Joined::Nothing,
            std::cmp::Ordering::Equal if source == Source::Change && !row.is_from_answer => Joined::Contradicted,
            std::cmp::Ordering::Equal => return Joined::Contradicted,
        };
        let before = row.message.clone();
        row.reactions.take_message(&new.reactions, message.version, new.is_cut);
        row.is_from_answer = source.is_with_cursor();
        row.message.take_content(message);
        row.message.content.reactions = row.reactions.shown();
        if row.message != before {
            let reactions = row.message.content.reactions.clone();
            let id = row.message.id.clone();
            let is_other_author = row.message.author.id != before.author.id;
            self.answers_another(place, &before);
            self.changed(place);
            if is_other_author {
                // The message below may become a follow-up of this one.
                self.changed(place + 1);
            }
            self.answered_message_changed(&id, None);
            if !same || !are_same(&reactions, &before.content.reactions) {
                return joined;
            }
        }
        Joined::Nothing
    }

    /// Merges one reaction. Returns `true` if that changed a known message.
    fn react(&mut self, reacted: Reacted) -> bool {
        if self.gone.get(&reacted.id).is_some() {
            return false;
        }
        let Some(place) = self.place_of_id(&reacted.id) else {
            self.waiting.react(reacted);
            return false;
        };
        let Some(row) = self.confirmed.get_mut(place) else { return false };
        let is_new = row.reactions.take(reacted);
        if is_new {
            row.message.content.reactions = row.reactions.shown();
            self.changed(place);
        }
        is_new
    }

    fn share_author(&mut self, message: &mut Message) {
        let author = &mut message.author;
        match self.authors.get(&author.id) {
            Some(known) if known == author => *author = known.clone(),
            _ => drop(self.authors.insert(author.id.clone(), author.clone())),
        }
    }

    pub(in crate::model) fn key_of(&self, id: &MessageId) -> Option<OrderKey> {
        self.known.get(id).map(|at| OrderKey { at: *at, id: id.clone() })
    }

    pub(super) fn place_of_id(&self, id: &str) -> Option<usize> {
        let at = *self.known.get(id)?;
        Some(self.place_of(&OrderKey { at, id: id.into() }))
    }
}

/// Returns `true` if the same people have the same reactions. Their names may differ.
fn are_same(some: &[Reaction], others: &[Reaction]) -> bool {
    let is_same = |(one, other): (&Reaction, &Reaction)| one.person == other.person && one.emoji == other.emoji;
    some.len() == others.len() && some.iter().zip(others).all(is_same)
}
