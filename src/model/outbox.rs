//! The messages of one channel that a person has sent and that are not known to be stored.
//!
//! They are sent in the order in which they were typed, one at a time: the first that was not refused is the *head*,
//! and only the head is ever in flight. An entry is on disk before it is sent, together with the position of the
//! history when it was first sent (its anchor). If its answer is lost, even by a crash, the history after the anchor
//! shows whether it was stored.

use litemap::LiteMap;
use std::sync::Arc;

use super::message::{ChannelId, LocalId, Message, MessageId, OrderKey, Person, PersonId, RowKey};
use super::reason::Reason;
use super::text::{SameText, trim};
use super::time::Millis;
use super::upload::{OwnFile, Upload};

/// An own message that is not known to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its row, which it keeps when it is stored.
    pub key: RowKey,
    /// Its id in the outbox, and its `clientId`.
    pub id: LocalId,
    /// The author, if that was known.
    pub author: Option<PersonId>,
    /// The text.
    pub text: Arc<str>,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// Its files.
    pub files: Vec<Upload>,
    /// The position of the history when it was first sent; `None` while it was never sent.
    pub anchor: Option<Anchor>,
    /// How often it was sent or looked for.
    pub attempts: u32,
    /// How many times in a row the backend failed on it (HTTP 500), and since when.
    pub broken: Option<(u32, Millis)>,
    /// Set while it is in flight and the answer takes longer than users expect.
    pub is_slow: bool,
    /// When it was last sent, by the session's clock.
    pub sent_at: Millis,
    /// True if it may be stored: it was sent, the outcome was lost, and the history was not checked since.
    pub is_in_doubt: bool,
    /// True if it was discarded with an unknown outcome: it is not sent any more, and is kept only until no stored
    /// message could be mistaken for it.
    pub is_withdrawn: bool,
    /// Its state.
    pub delivery: Delivery,
}

/// A stored message that was known when an entry was first sent: the entry, if it is stored, is newer, and no known
/// newer message has its text. `None` if the channel was empty.
pub type Anchor = Option<OrderKey>;

/// The state of an own message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Being written to disk.
    Saving,
    /// Ready to be sent.
    Queued,
    /// Sent; awaiting the answer.
    Sending,
    /// Sent, and the answer was lost. At `until` the history is read to find out if it was stored.
    Unknown {
        /// When to read it.
        until: Millis,
        /// What happened to the answer.
        why: Reason,
    },
    /// The history is being read for it.
    Looking,
    /// Not stored; sent again at `until`.
    Waiting {
        /// When.
        until: Millis,
        /// What failed.
        why: Reason,
    },
    /// Refused permanently.
    Refused {
        /// The backend's message.
        why: Reason,
    },
}

/// An entry as stored on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: LocalId,
    /// The author, if that was known: it is never sent in another person's name.
    pub author: Option<PersonId>,
    /// The channel that it goes to.
    pub channel: ChannelId,
    /// The text.
    pub text: Arc<str>,
    /// The message that it replies to.
    pub reply_to: Option<MessageId>,
    /// Its files; their bytes are stored beside it.
    pub files: Vec<OwnFile>,
    /// The position of the history when it was first sent; `None` while it was never sent.
    pub anchor: Option<Anchor>,
    /// Why it was refused, if it was.
    pub refused: Option<Reason>,
    /// True if it must not be sent any more, though it may be stored.
    pub is_withdrawn: bool,
    /// True if an earlier release stored it without recording which chat of the site it belongs to: it is sent only
    /// if the person asks for it. Not on disk, but set when it is read.
    pub needs_consent: bool,
}

impl Entry {
    /// Returns `true` if someone else than this person wrote it.
    #[must_use]
    pub fn is_anothers(&self, me: &Person) -> bool {
        self.author.as_ref().is_some_and(|author| *author != me.id)
    }

    /// Returns the entry in its stored form.
    #[must_use]
    pub fn record(&self, channel: &ChannelId) -> Record {
        let refused = match &self.delivery {
            Delivery::Refused { why } => Some(why.clone()),
            _ => None,
        };
        let needs_consent = refused == Some(Reason::UnknownChat);
        Record {
            id: self.id.clone(),
            author: self.author.clone(),
            channel: channel.clone(),
            text: self.text.clone(),
            reply_to: self.reply_to.clone(),
            files: self.files.iter().map(|upload| upload.file.clone()).collect(),
            anchor: self.anchor.clone(),
            refused: refused.filter(|_| !needs_consent),
            is_withdrawn: self.is_withdrawn,
            needs_consent,
        }
    }

    /// Returns `true` if it can be forgotten when it is discarded. An entry in flight cannot, nor one that may be
    /// stored: the next one with its text could be mistaken for it.
    #[must_use]
    pub fn is_certainly_unsent(&self) -> bool {
        self.is_refused() || !self.is_in_doubt && !matches!(self.delivery, Delivery::Sending | Delivery::Looking)
    }

    /// Returns `true` if the backend has all of its files, so that it may be posted.
    #[must_use]
    pub fn is_uploaded(&self) -> bool {
        self.files.iter().all(|upload| upload.stored_as().is_some())
    }

    /// Returns `true` if sending has begun: nothing else may be sent before it is settled.
    #[must_use]
    fn is_begun(&self) -> bool {
        self.anchor.is_some() && !self.is_refused() && self.is_uploaded()
    }

    fn is_refused(&self) -> bool {
        matches!(self.delivery, Delivery::Refused { .. })
    }

    /// Returns `true` if a stored message may be this entry by its text and position, regardless of its author.
    fn may_be(&self, message: &Message, is_same: SameText) -> bool {
        let was_sent = self.attempts > 0 && !self.is_refused() && self.delivery != Delivery::Saving;
        let Some(anchor) = self.anchor.as_ref().filter(|_| was_sent) else { return false };
        // An earlier release may have trimmed its record by another rule than the store's.
        let (own, stored) = (trim(&self.text), trim(message.text()));
        let same = if message.content.is_cut { own.starts_with(stored) } else { is_same(own, stored) };
        same && anchor.as_ref().is_none_or(|anchor| message.order_key() > *anchor)
    }
}

/// The unsent messages of one channel, in the order in which they were typed.
#[derive(Clone, Debug)]
pub struct Outbox {
    is_same: SameText,
    entries: Vec<Entry>,
    /// Stored messages that were found to be entries of this session, and match no other entry.
    settled: LiteMap<MessageId, ()>,
    /// Entries that were discarded with an unknown outcome, and may turn up as stored messages.
    thrown_away: LiteMap<LocalId, ()>,
    /// Entries whose original has changed since they were written to disk.
    redirected: Vec<LocalId>,
}

impl Outbox {
    /// Creates an empty outbox. A stored message is recognised by its text if it has nothing else in common with an
    /// entry.
    #[must_use]
    pub fn new(is_same: SameText) -> Self {
        let (entries, redirected) = (Vec::new(), Vec::new());
        Self { is_same, entries, settled: LiteMap::new(), thrown_away: LiteMap::new(), redirected }
    }

    /// Returns the entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Adds an entry as the newest.
    pub fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Returns the index of an entry.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.entries.iter().position(|entry| &*entry.id == id)
    }

    /// Returns the entry with this id.
    pub fn entry(&mut self, id: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| &*entry.id == id)
    }

    /// Adds an entry of an earlier visit: it was typed before all present ones.
    pub fn insert(&mut self, position: usize, entry: Entry) {
        self.entries.insert(position, entry);
    }

    /// Returns the one entry that may be in flight: the one whose sending has begun, or else the first that was not
    /// refused, does not reply to an unsent one, and whose files are uploaded. A refused one that is retried waits
    /// for the one in flight.
    #[must_use]
    pub fn head(&self) -> Option<&Entry> {
        let may_go = |entry: &&Entry| !entry.is_refused() && !self.waits_for_another(entry) && entry.is_uploaded();
        let mut waiting = self.entries.iter().filter(may_go);
        self.entries.iter().find(|entry| entry.is_begun()).or_else(|| waiting.next())
    }

    /// Returns `true` if an entry replies to another one that is here, whose final id is not known yet.
    #[must_use]
    pub fn waits_for_another(&self, entry: &Entry) -> bool {
        entry.reply_to.as_ref().is_some_and(|id| self.position(id).is_some())
    }

    /// Redirects the replies to this entry to another message, or to none. Returns `true` if there are any.
    pub fn redirect(&mut self, from: &str, to: Option<&MessageId>) -> bool {
        let before = self.redirected.len();
        for entry in self.entries.iter_mut().filter(|entry| entry.reply_to.as_deref() == Some(from)) {
            entry.reply_to = to.cloned();
            self.redirected.push(entry.id.clone());
        }
        self.redirected.len() > before
    }

    /// Returns the entries that were redirected since the last call.
    pub fn take_redirected(&mut self) -> Vec<LocalId> {
        std::mem::take(&mut self.redirected)
    }

    /// Removes and returns an entry.
    pub fn remove(&mut self, position: usize) -> Entry {
        self.entries.remove(position)
    }

    /// Records a discarded entry that may be stored anyway.
    pub fn throw_away(&mut self, id: LocalId) {
        self.thrown_away.insert(id, ());
    }

    /// Returns `true`, once, if a stored message is an entry that was discarded.
    pub fn was_thrown_away(&mut self, message: &Message) -> bool {
        message.client_id.as_ref().is_some_and(|id| self.thrown_away.remove(id).is_some())
    }

    /// Records that a stored message is one of ours, so that it is not mistaken for another with the same text.
    pub fn settle(&mut self, id: MessageId) {
        self.settled.insert(id, ());
    }

    /// Returns the entry that a stored message corresponds to, if there is one.
    ///
    /// Matches by `clientId` if the message has one. Otherwise the entry must have been sent, and have the message's
    /// text and author and an older position. If nothing names the user (`me`), the author is trusted, but only for
    /// an entry that is being looked for: sending it again would be wrong more often.
    #[must_use]
    pub fn claim(&self, message: &Message, me: Option<&str>) -> Option<usize> {
        if let Some(client_id) = &message.client_id {
            return self.position(client_id);
        }
        let is_it = |entry: &Entry| match me {
            Some(me) => me == &*message.author.id && entry.may_be(message, self.is_same),
            None => entry.delivery == Delivery::Looking && entry.may_be(message, self.is_same),
        };
        self.entries.iter().position(is_it).filter(|_| !self.settled.contains_key(&message.id))
    }

    /// Returns `true` if it will be known later whether a stored message is an entry: by the awaited answer, or when
    /// the user becomes known. Until then it must not be shown as someone else's, because it would appear twice.
    #[must_use]
    pub fn awaits_word_of(&self, message: &Message, me: Option<&str>) -> bool {
        let awaited = |entry: &Entry| matches!(entry.delivery, Delivery::Sending | Delivery::Unknown { .. });
        let may_be = |entry: &Entry| awaited(entry) && entry.may_be(message, self.is_same);
        me.is_none() && message.client_id.is_none() && self.entries.iter().any(may_be)
    }
}
