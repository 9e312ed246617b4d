//! The one way for facts about stored messages into a timeline.
//!
//! Facts come as events, as answers and from the feed; they arrive late, twice and in any order. What is known of a
//! message is a pair (version, content), one cell per reaction ([`Reactions`]), and a deletion above everything. All of
//! them are joined by maximum, so that tabs that know the same facts show the same messages:
//!
//! - a higher version is taken, whatever its source;
//! - a lower one is ignored, whatever its source: an answer can be older than an event that overtook it;
//! - of two contents of one version, whole beats cut, and what the backend answers beats what an event says;
//! - a deleted message stays deleted.
//!
//! [`Reactions`]: crate::model::reactions::Reactions

use super::gaps::Edge;
use super::gone::Gone;
use super::{Row, RowChange, Timeline};
use crate::model::message::{Body, Content, LocalId, Message, MessageId, OrderKey, Reacted, Removal, RowKey, Version};
use crate::model::time::{Millis, Timestamp};

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

/// Where a fact comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// An answer of the REST backend that was asked for at this time.
    Answer(Millis),
    /// The answer to a change of this one message, asked for at this time. Unlike a page it comes with no cursor: the
    /// feed may begin after what became of the message since.
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

    /// Returns `true` if a cursor of the feed comes with it, from which later changes are learned.
    fn is_with_cursor(self) -> bool {
        matches!(self, Self::Answer(_) | Self::Feed)
    }
}

/// How a known message changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Its content is another.
    Edited,
    /// It was deleted.
    Deleted,
    /// Its reactions are others.
    Reacted,
}

/// What became of facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// How many messages were not known before and are not own ones that were waited for.
    pub new: usize,
    /// The own messages that turned out to be stored.
    pub settled: Vec<LocalId>,
    /// Events that contradicted what is known under the same id.
    pub contradictions: usize,
    /// The known messages that changed, and how.
    pub changed: Vec<(OrderKey, ChangeKind)>,
    /// Messages to be read again: contradicted, or known only in part.
    pub wanted: Vec<(OrderKey, Version)>,
}

/// What became of a state of a known message.
enum Joined {
    Nothing,
    Changed(ChangeKind),
    Contradicted,
}

impl Timeline {
    /// Takes facts in. `next_key` makes the keys of new rows; `covers` is the stretch that they leave no hole in, if
    /// they are a page of the history.
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

    /// An event that lies in history which was not loaded yet would stand there alone: it is kept until that is loaded.
    /// What changed in a gap is kept until that is filled.
    fn is_to_wait(&self, message: &Message, source: Source) -> bool {
        match source {
            Source::Answer(_) => false,
            Source::NewMessage => self.gaps.at_start().is_some_and(|gap| match &gap.to {
                Edge::At(key) => message.created_at.next() < key.at,
                Edge::Start | Edge::End => false,
            }),
            Source::Change | Source::Feed | Source::OneMessage(_) => {
                let place = Edge::At(message.order_key());
                self.gaps.iter().any(|gap| gap.from < place && place < gap.to)
            }
        }
    }

    /// Joins a state of a known message with what is known of it.
    fn join(&mut self, message: Message, source: Source) -> Joined {
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
                // An event may cut a message that another event has whole, but says nothing else.
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
            let id = row.message.id.clone();
            let is_other_author = row.message.author.id != before.author.id;
            self.answers_another(place, &before);
            self.changed(place);
            if is_other_author {
                // The message below may continue this one now.
                self.changed(place + 1);
            }
            self.answered_message_changed(&id, None);
            return joined;
        }
        Joined::Nothing
    }

    /// Takes one reaction in. Returns `true` if that changed a known message.
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

    /// Takes a message for deleted. If it is known, a line stays in its place, and `true` is returned.
    pub(super) fn remove(&mut self, id: &MessageId, gone: Gone) -> bool {
        if !self.gone.insert(id.clone(), gone) {
            return false;
        }
        self.waiting.take(id);
        self.held.retain(|message| message.id != *id);
        let place = self.place_of_id(id);
        if let Some(place) = place
            && let Some(row) = self.confirmed.get_mut(place)
        {
            let before = row.message.clone();
            row.empty();
            self.changed(place);
            self.changed(place + 1);
            self.uncount(&before, gone);
        }
        self.answered_message_changed(id, None);
        place.is_some()
    }

    /// Returns the messages between two edges that are known for long enough and are not among these, and how many
    /// messages there are between them.
    #[must_use]
    pub fn absent(
        &self,
        (low, high): (&Edge, &Edge),
        listed: &[MessageId],
        known_before: Millis,
    ) -> (Vec<MessageId>, usize) {
        let place = |message: &Message| Edge::At(message.order_key());
        let within = self.confirmed.iter().filter(|row| !row.is_deleted).filter(|row| {
            let place = place(&row.message);
            *low < place && (place < *high || *high == Edge::End)
        });
        let mut count = 0;
        let mut absent = Vec::new();
        for row in within {
            count += 1;
            if row.known_at <= known_before && !listed.contains(&row.message.id) {
                absent.push(row.message.id.clone());
            }
        }
        (absent, count)
    }

    /// Takes messages for deleted that a page did not list.
    pub fn remove_absent(&mut self, ids: &[MessageId], now: Millis) {
        for id in ids {
            self.remove(id, Gone::Absent(now));
        }
    }

    fn revive(&mut self, message: &Message) {
        if let Some(place) = self.place_of_id(&message.id)
            && let Some(row) = self.confirmed.get_mut(place)
        {
            row.is_deleted = false;
            row.message.version = Version::At(Timestamp(i64::MIN));
        }
    }

    /// Settles own messages that are among those known: they were restored, or it was learned who the visitor is, only
    /// after these were shown.
    pub fn settle_known(&mut self) -> Vec<LocalId> {
        let mut settled = Vec::new();
        if self.outbox.entries().is_empty() {
            return settled;
        }
        let known: Vec<_> =
            self.confirmed.iter().filter(|row| !row.is_deleted).map(|row| row.message.clone()).collect();
        for message in known {
            let me = self.me.as_ref().map(|me| &*me.id);
            if let Some(position) = self.outbox.claim(&message, me) {
                settled.push(self.settle(position, message));
            }
        }
        settled
    }

    /// What was held back until it is known whose it is.
    pub fn take_held(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.held)
    }

    /// Settles an own message by the answer to its POST. Nothing happens if it is settled already.
    pub fn settle_by_answer(
        &mut self,
        id: &LocalId,
        message: Message,
        now: Millis,
        next_key: &mut impl FnMut() -> RowKey,
    ) {
        self.now = now;
        match self.outbox.position(id) {
            Some(position) => {
                self.settle(position, message);
            }
            None if !self.knows(&message.id) && self.gone.get(&message.id).is_none() => {
                self.insert_all(vec![message], next_key);
            }
            None => {}
        }
    }

    fn share_author(&mut self, message: &mut Message) {
        let author = &mut message.author;
        match self.authors.get(&author.id) {
            Some(known) if known == author => *author = known.clone(),
            _ => drop(self.authors.insert(author.id.clone(), author.clone())),
        }
    }

    fn settle(&mut self, position: usize, mut message: Message) -> LocalId {
        let unsent_at = self.confirmed.len() + position;
        let entry = self.outbox.remove(position);
        self.outbox.settle(message.id.clone());
        self.outbox.redirect(&entry.id, Some(&message.id));
        // A draft may answer it by this name.
        message.client_id = message.client_id.or_else(|| Some(entry.id.clone()));
        if entry.is_withdrawn {
            self.unwanted.push(message.id.clone());
        }
        let id = message.id.clone();
        if message.content.reply_to.is_none() {
            message.content.reply_to = entry.reply_to;
        }
        if self.knows(&message.id) {
            // Its event was shown before anybody could know that it is ours: that row stays, this one goes.
            self.changes.push(RowChange::Remove { at: unsent_at });
            self.changed(unsent_at);
            self.join(message, Source::NewMessage);
            self.answered_message_changed(&id, None);
            return entry.id;
        }
        // The text that was sent is the whole one, unless it was edited since.
        if message.content.is_cut && message.content.edited.is_none() {
            message.content = Content { body: Body::Text(entry.text), is_cut: false, ..message.content };
        }
        let at = self.place_of(&message.order_key());
        self.known.insert(message.id.clone(), message.created_at);
        let is_gone = self.gone.get(&message.id).is_some();
        let mut row = self.new_row(entry.key, message);
        if is_gone {
            row.empty();
        }
        let answered = self.note_answer(&row.message);
        self.confirmed.insert(at, row);
        if at != unsent_at {
            self.changes.push(RowChange::Move { from: unsent_at, to: at });
        }
        self.changed(at);
        self.changed(at + 1);
        if at != unsent_at {
            self.changed(unsent_at + 1);
        }
        self.answers_changed(answered.as_ref());
        self.answered_message_changed(&id, None);
        entry.id
    }

    pub(in crate::model) fn key_of(&self, id: &MessageId) -> Option<OrderKey> {
        self.known.get(id).map(|at| OrderKey { at: *at, id: id.clone() })
    }

    pub(super) fn place_of_id(&self, id: &str) -> Option<usize> {
        let at = *self.known.get(id)?;
        Some(self.place_of(&OrderKey { at, id: id.into() }))
    }
}

impl Row {
    /// Leaves nothing of a deleted message but its place.
    fn empty(&mut self) {
        self.is_deleted = true;
        self.message.content = Content::default();
    }
}
