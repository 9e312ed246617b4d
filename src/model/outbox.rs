//! The messages that a person has sent and the backend has not yet been seen to hold, of one channel.
//!
//! They go out in the order in which they were typed, one at a time: the first that was not refused is the *head*, and
//! only the head is ever under way. An entry is on disk before it is sent, together with the place at which the history
//! stood when it was first sent (its anchor): if its answer is lost, also by a crash, the history after the anchor
//! tells whether it was stored.

use litemap::LiteMap;
use std::sync::Arc;

use super::message::{ChannelId, LocalId, Message, MessageId, OrderKey, Person, PersonId, RowKey};
use super::reason::Reason;
use super::text::{SameText, trim};
use super::time::Millis;
use super::upload::{OwnFile, Upload};

/// An own message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row that shows it, also when it is stored.
    pub key: RowKey,
    /// Its id in the outbox, and its `clientId`.
    pub id: LocalId,
    /// Who wrote it, as far as that was known.
    pub author: Option<PersonId>,
    /// What was written.
    pub text: Arc<str>,
    /// The message that it answers.
    pub reply_to: Option<MessageId>,
    /// Its files.
    pub files: Vec<Upload>,
    /// Where the history stood when it was first sent; `None` while it was never sent.
    pub anchor: Option<Anchor>,
    /// How often it was sent or looked for.
    pub attempts: u32,
    /// How often the backend broke at it in a row (HTTP 500), and since when.
    pub broken: Option<(u32, Millis)>,
    /// Set while it is under way and the answer takes longer than a visitor expects.
    pub is_slow: bool,
    /// When it was last sent, by the session's clock.
    pub sent_at: Millis,
    /// Whether it may be stored for all that is known: it was sent, what became of it was lost, and nobody has looked
    /// since.
    pub is_in_doubt: bool,
    /// Whether it was thrown away while it was in doubt: it is not sent any more, and kept only until nothing else can
    /// be taken for it.
    pub is_withdrawn: bool,
    /// How far it is.
    pub delivery: Delivery,
}

/// A stored message that was known when an entry was first sent: the entry, if it is stored, is newer, and no known
/// message that is newer has its text. `None` where the channel was empty.
pub type Anchor = Option<OrderKey>;

/// How far an own message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Being written to disk.
    Saving,
    /// Ready to be sent.
    Queued,
    /// Sent; the answer is awaited.
    Sending,
    /// Sent, and the answer was lost: stored or not. At `until` the history is read.
    Unknown {
        /// When to look.
        until: Millis,
        /// What became of the answer.
        why: Reason,
    },
    /// The history is being read for it.
    Looking,
    /// Not stored; sent again at `until`.
    Waiting {
        /// When.
        until: Millis,
        /// What went wrong.
        why: Reason,
    },
    /// Refused for good.
    Refused {
        /// The backend's words.
        why: Reason,
    },
}

/// An entry as it is kept on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its id.
    pub id: LocalId,
    /// Who wrote it, as far as that was known: it never goes out in another person's name.
    pub author: Option<PersonId>,
    /// The channel that it goes to.
    pub channel: ChannelId,
    /// What was written.
    pub text: Arc<str>,
    /// The message that it answers.
    pub reply_to: Option<MessageId>,
    /// Its files; their bytes lie beside it.
    pub files: Vec<OwnFile>,
    /// Where the history stood when it was first sent; `None` while it was never sent.
    pub anchor: Option<Anchor>,
    /// Why it was refused, where it was.
    pub refused: Option<Reason>,
    /// Whether it is not to be sent any more, though it may be stored.
    pub is_withdrawn: bool,
    /// Whether an earlier release kept it without saying for which chat of the site it is: it is sent only if the
    /// person says so. The disk does not say this; what reads it does.
    pub needs_consent: bool,
}

impl Entry {
    /// Whether somebody else than this person wrote it.
    #[must_use]
    pub fn is_anothers(&self, me: &Person) -> bool {
        self.author.as_ref().is_some_and(|author| *author != me.id)
    }

    /// The entry as it is to be kept on disk.
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

    /// Whether it can be forgotten when it is thrown away. What is under way cannot, nor what may be stored: the next
    /// one of its text could be taken for it.
    #[must_use]
    pub fn is_certainly_unsent(&self) -> bool {
        self.is_refused() || !self.is_in_doubt && !matches!(self.delivery, Delivery::Sending | Delivery::Looking)
    }

    /// Returns `true` if the backend has all of its files: it may be posted.
    #[must_use]
    pub fn is_uploaded(&self) -> bool {
        self.files.iter().all(|upload| upload.stored_as().is_some())
    }

    /// Whether it was begun to be sent: nothing else may be sent before it is settled.
    #[must_use]
    fn is_begun(&self) -> bool {
        self.anchor.is_some() && !self.is_refused() && self.is_uploaded()
    }

    fn is_refused(&self) -> bool {
        matches!(self.delivery, Delivery::Refused { .. })
    }

    /// Whether a stored message may be this entry as far as text and place go, without a word about its author.
    fn may_be(&self, message: &Message, is_same: SameText) -> bool {
        let was_sent = self.attempts > 0 && !self.is_refused() && self.delivery != Delivery::Saving;
        let Some(anchor) = self.anchor.as_ref().filter(|_| was_sent) else { return false };
        // What an earlier release kept on disk may have been trimmed by another rule than the store's.
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
    /// Stored messages that were found to be entries of this session: none of them is a second one.
    settled: LiteMap<MessageId, ()>,
    /// Entries that were thrown away while they were in doubt, and may turn up as stored messages.
    thrown_away: LiteMap<LocalId, ()>,
    /// Entries that answer another message now than the disk says.
    redirected: Vec<LocalId>,
}

impl Outbox {
    /// An empty one. A stored message is known by its text, where it has nothing else of an entry's.
    #[must_use]
    pub fn new(is_same: SameText) -> Self {
        let (entries, redirected) = (Vec::new(), Vec::new());
        Self { is_same, entries, settled: LiteMap::new(), thrown_away: LiteMap::new(), redirected }
    }

    /// The entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Takes an entry in, as the newest.
    pub fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Where an entry stands.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.entries.iter().position(|entry| &*entry.id == id)
    }

    /// The entry of this id.
    pub fn entry(&mut self, id: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| &*entry.id == id)
    }

    /// Takes an entry of an earlier visit in: it was typed before whatever this session has in hand.
    pub fn insert(&mut self, position: usize, entry: Entry) {
        self.entries.insert(position, entry);
    }

    /// The one entry that may be under way: the one that was begun, else the first that was not refused, answers no
    /// unsent one and whose files are uploaded. A refused one that is tried again waits for the one that is under way.
    #[must_use]
    pub fn head(&self) -> Option<&Entry> {
        let may_go = |entry: &&Entry| !entry.is_refused() && !self.waits_for_another(entry) && entry.is_uploaded();
        let mut waiting = self.entries.iter().filter(may_go);
        self.entries.iter().find(|entry| entry.is_begun()).or_else(|| waiting.next())
    }

    /// Returns `true` if an entry answers another one that is here: what that is called is not known yet.
    #[must_use]
    pub fn waits_for_another(&self, entry: &Entry) -> bool {
        entry.reply_to.as_ref().is_some_and(|id| self.position(id).is_some())
    }

    /// Lets the entries that answer this one answer another message, or none. Returns `true` if there are any.
    pub fn redirect(&mut self, from: &str, to: Option<&MessageId>) -> bool {
        let before = self.redirected.len();
        for entry in self.entries.iter_mut().filter(|entry| entry.reply_to.as_deref() == Some(from)) {
            entry.reply_to = to.cloned();
            self.redirected.push(entry.id.clone());
        }
        self.redirected.len() > before
    }

    /// The entries that were redirected since this was last asked.
    pub fn take_redirected(&mut self) -> Vec<LocalId> {
        std::mem::take(&mut self.redirected)
    }

    /// Takes an entry out.
    pub fn remove(&mut self, position: usize) -> Entry {
        self.entries.remove(position)
    }

    /// Notes that an entry was thrown away which may be stored all the same.
    pub fn throw_away(&mut self, id: LocalId) {
        self.thrown_away.insert(id, ());
    }

    /// Returns `true` if a stored message is an entry that was thrown away; once.
    pub fn was_thrown_away(&mut self, message: &Message) -> bool {
        message.client_id.as_ref().is_some_and(|id| self.thrown_away.remove(id).is_some())
    }

    /// Notes that a stored message is one of ours, so that it is not taken for another of the same text.
    pub fn settle(&mut self, id: MessageId) {
        self.settled.insert(id, ());
    }

    /// The entry that a stored message is, where it is one.
    ///
    /// By its `clientId` where it carries one. Else it is an entry that was sent, has its text, is older than it, and
    /// has its author. Where nobody says who the visitor is (`me`), the author is taken on trust, but only for an entry
    /// that is being looked for: sending it again would be wrong more often than this.
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

    /// Whether it will be known later if a stored message is an entry: by the answer that is awaited, or when somebody
    /// says who the visitor is. Until then it is not to be shown as somebody's: it would stand there twice.
    #[must_use]
    pub fn awaits_word_of(&self, message: &Message, me: Option<&str>) -> bool {
        let awaited = |entry: &Entry| matches!(entry.delivery, Delivery::Sending | Delivery::Unknown { .. });
        let may_be = |entry: &Entry| awaited(entry) && entry.may_be(message, self.is_same);
        me.is_none() && message.client_id.is_none() && self.entries.iter().any(may_be)
    }
}
