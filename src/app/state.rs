//! What is on the screen, as signals. They are written here alone: by the driver, from the session's changes, and by
//! the methods that components call.
//!
//! The rows of a channel are one value, however many they are: the list draws a window of them, each with an element of
//! its own, and looks there for what has changed.

use std::collections::VecDeque;
use std::sync::Arc;

use litemap::LiteMap;

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;

use super::files::HeldFiles;
use super::kept::Kept;
pub use crate::browser::drafts::Edit;
use crate::browser::drafts::{Changed, Drafts};
use crate::browser::ids;
use crate::model::connection::Status;
use crate::model::message::{ChannelId, LocalId, Message, MessageId, OrderKey, Person, PersonId, Reaction, RowKey};
use crate::model::outbox::Record;
use crate::model::session::{Change, ChannelInfo, Event, Refusal, RefusedChange};
use crate::model::timeline::{ChangeKind, GapView, HeadView, Offered, RowChange, RowState, RowView, Shown};
use crate::model::upload::OwnFile;
use crate::reactive::{Signal, Stored, effect};

/// What became of going to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// It stands in this row of this channel.
    Found(ChannelId, RowKey),
    /// It could not be found.
    Missing,
    /// It could not be looked for, for this reason.
    Unreached(ChannelId, MessageId, Arc<str>),
}

/// What the visitor may be told of, wherever they look.
#[derive(Clone, Debug)]
pub enum News {
    /// What somebody else has written.
    Arrived(ChannelId, Message),
    /// An own message is not going to be sent: it was refused, or withdrawn.
    Refused(ChannelId, RowState),
    /// Messages that are missing could not be fetched, and why.
    GapFailed(ChannelId, Arc<str>),
    /// An own change to a message of this channel was not made.
    ChangeRefused(ChannelId, MessageId, RefusedChange, Refusal),
    /// A known message was edited or deleted, by whomever.
    Altered(ChannelId, MessageId, ChangeKind),
    /// Somebody else changed the newest message, which is this now; or reacted to an own one.
    Changed(ChannelId, Arc<RowView>, Option<Reaction>),
}

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
    is_unsaved: Stored<bool>,
    /// Whether it stands as it was found on disk. It is not written back: there it may name the message that it was
    /// sent as.
    is_as_found: Stored<bool>,
    /// The messages that were sent and are not in the outbox on disk yet. Until they are, the draft that they were is
    /// kept: at no moment is a text in neither place.
    pub(super) on_their_way: Signal<LiteMap<LocalId, ()>>,
    /// The edit that was begun: `draft` is its text, and the draft is put aside.
    pub editing: Signal<Option<Edit>>,
    /// The message that the next one answers.
    pub reply_to: Signal<Option<MessageId>>,
    /// The files that go with the next one.
    pub picked: Signal<Vec<OwnFile>>,
    /// How many files are being read that will be picked then.
    pub picking: Signal<usize>,
    /// The draft that was put aside.
    aside: Stored<String>,
    /// Where all of it is kept.
    kept_as: Stored<(ChannelId, Drafts)>,
}

impl ChannelState {
    /// Signals for a channel whose draft is kept in `drafts`; `keeps_unsent` is told where that fails.
    fn new(id: &ChannelId, drafts: Drafts, keeps_unsent: Signal<bool>) -> Self {
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
    fn resume(&self) {
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
    fn take_back_edit(&self, message: &MessageId, text: &str, is_pointless: bool) {
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
    fn put_edit_aside(&self) -> bool {
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
    fn note_stored(&self, rows: &VecDeque<Arc<RowView>>, change: &RowChange) {
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
    fn save(&self) -> bool {
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
    fn show(&self, text: String) {
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

/// All signals of one chat.
#[derive(Clone, Copy, Debug)]
pub struct ChatState {
    /// The state of the connection.
    pub status: Signal<Status>,
    /// Who the visitor is, once that is known.
    pub me: Signal<Option<Arc<Person>>>,
    /// Who is online, the visitor first; `None` where that cannot be known.
    pub people: Signal<Option<Vec<Arc<Person>>>>,
    /// The workspace's name, once the backend has said it.
    pub workspace: Signal<Option<Arc<str>>>,
    /// The channels of the workspace, in order.
    pub channels: Signal<Vec<ChannelInfo>>,
    /// The changes to messages that the backend and the site offer.
    pub offered: Signal<Offered>,
    /// The bytes of files that are picked or on their way.
    pub files: HeldFiles,
    /// The open channel.
    pub selected: Signal<ChannelId>,
    /// The message that was last gone to, until the visitor has been led there or has read that it is missing.
    pub sought: Signal<Option<Sought>>,
    /// What came last, in any channel: all that came at once. For effects, which run before more comes.
    pub news: Signal<Vec<News>>,
    /// Whether the browser keeps what was not sent; `false` once it turned out that it does not.
    pub keeps_unsent: Signal<bool>,
    /// True after a chunk was missing on the server: there is a new version.
    pub is_outdated: Signal<bool>,
    /// True after a press for which a chunk could not be reached.
    pub lacks_chunk: Signal<bool>,
    by_channel: Stored<LiteMap<ChannelId, ChannelState>>,
    /// How many unsent messages lie on the disk that this release cannot read.
    pub unknown_unsent: Signal<usize>,
    kept: Stored<Kept>,
    /// What earlier visits left in the outbox: a draft that was sent as one of these is none.
    restored: Stored<LiteMap<LocalId, ()>>,
    /// Weak, because it owns this value: it could not end otherwise.
    owner: Stored<WeakOwner>,
}

impl ChatState {
    /// Signals that belong to the current reactive owner, for a chat that begins with this channel.
    #[must_use]
    pub fn new(selected: ChannelId, kept: Kept) -> Self {
        Self {
            status: Signal::new(Status::Connecting),
            me: Signal::new(None),
            people: Signal::new(None),
            workspace: Signal::new(None),
            channels: Signal::new(Vec::new()),
            offered: Signal::new(Offered::default()),
            files: HeldFiles::new(),
            selected: Signal::new(selected),
            sought: Signal::new(None),
            news: Signal::new(Vec::new()),
            keeps_unsent: Signal::new(true),
            is_outdated: Signal::new(false),
            lacks_chunk: Signal::new(false),
            by_channel: Stored::new(LiteMap::new()),
            unknown_unsent: Signal::new(0),
            kept: Stored::new(kept),
            restored: Stored::new(LiteMap::new()),
            owner: Stored::new(Owner::current().unwrap_or_default().downgrade()),
        }
    }

    /// A channel's signals; they are made when they are first asked for and live as long as the chat.
    #[must_use]
    pub fn channel(&self, id: &ChannelId) -> ChannelState {
        if let Some(state) = self.by_channel.with_value(|channels| channels.get(id).copied()) {
            return state;
        }
        let owner = self.owner.with_value(WeakOwner::upgrade).unwrap_or_default();
        let state = owner.with(|| ChannelState::new(id, self.drafts(), self.keeps_unsent));
        self.by_channel.update_value(|channels| {
            channels.insert(id.clone(), state);
        });
        state
    }

    /// Takes note that the visitor was led to the message that was gone to, or has read that it is missing.
    pub fn put_sought_away(&self) {
        self.sought.set(None);
    }

    /// Takes note that the browser does not keep what was not sent. The chat may be gone.
    pub(super) fn note_unkept(&self) {
        self.keeps_unsent.set(false);
    }

    /// Takes note that code which is loaded later is not there: with `is_outdated` because there is a new version.
    pub(super) fn note_missing_code(&self, is_outdated: bool) {
        if is_outdated {
            self.is_outdated.set(true);
        }
    }

    /// So many unsent messages on the disk are of a version that this release does not know.
    pub(super) fn note_unknown(&self, count: usize) {
        // The disk may be done after the chat is gone.
        self.unknown_unsent.set(count);
    }

    /// Whether the chat has ended, and its signals with it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.by_channel.try_with_value(|_| ()).is_none()
    }

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
    pub(super) fn begin_sending(&self, id: &ChannelId, text: &str) -> LocalId {
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
    pub(super) fn is_on_its_way(&self, id: &LocalId) -> bool {
        let holds =
            |state: &ChannelState| state.on_their_way.try_with_untracked(|held| held.contains_key(id)).unwrap_or(false);
        // The chat may be gone by now.
        self.by_channel.try_with_value(|channels| channels.values().any(holds)).unwrap_or(false)
    }

    /// A message that was sent is in the outbox on disk: its draft need not be kept any more.
    pub(super) fn note_kept(&self, channel: &ChannelId, id: &LocalId) {
        // The disk may be done after the chat is gone.
        let state = self.by_channel.try_with_value(|channels| channels.get(channel).copied()).flatten();
        if let Some(state) = state {
            state.on_their_way.try_update(|held| held.remove(id));
        }
    }

    /// A message of an earlier visit is in the outbox: where its draft was kept to the last, it would stand there
    /// twice.
    pub(super) fn drop_draft_of(&self, record: &Record) {
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
    pub(super) fn follow(&self, Changed { channel, before }: &Changed) {
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

    /// Up to here the visitor has read a channel. The chat may be gone.
    pub(super) fn keep_read(&self, channel: ChannelId, mark: OrderKey) {
        let _ = self.kept.try_with_value(|kept| kept.read.save(channel, mark));
    }

    /// The visitor has marked what lies behind this place as unread.
    pub(super) fn keep_unread(&self, channel: ChannelId, mark: OrderKey) {
        let _ = self.kept.try_with_value(|kept| kept.read.go_back(channel, mark));
    }

    /// The drafts of the person whom the visitor counts as.
    pub(super) fn drafts(&self) -> Drafts {
        self.kept.with_value(|kept| kept.drafts.clone())
    }

    /// Shows what has changed, then tells of what has happened: once, however much it is.
    pub fn carry_out(&self, changes: Vec<Change>, events: Vec<Event>) {
        let mut news = Vec::new();
        for change in changes {
            match change {
                Change::Rows(id, changes) => self.channel(&id).rows.update(|rows| {
                    for change in changes {
                        news.extend(newly_refused(rows, &change).map(|state| News::Refused(id.clone(), state)));
                        let changed = newly_changed(rows, &change);
                        news.extend(changed.map(|(row, reaction)| News::Changed(id.clone(), row, reaction)));
                        self.channel(&id).note_stored(rows, &change);
                        news.extend(newly_failed_gap(rows, &change).map(|why| News::GapFailed(id.clone(), why)));
                        carry_out_row(rows, change);
                    }
                }),
                other => self.show(other),
            }
        }
        for event in events {
            match event {
                Event::Arrived(id, message) => news.push(News::Arrived(id, message)),
                Event::Altered(_, _, ChangeKind::Reacted) => {}
                Event::Altered(channel, message, kind) => news.push(News::Altered(channel, message, kind)),
                Event::Refused { channel, message, what, why } => {
                    news.push(News::ChangeRefused(channel, message, what, why));
                }
                Event::Found(id, row) => self.sought.set(Some(Sought::Found(id, row))),
                Event::NotFound(_, _, None) => self.sought.set(Some(Sought::Missing)),
                Event::NotFound(id, message, Some(why)) => self.sought.set(Some(Sought::Unreached(id, message, why))),
                // Carried out at once.
                Event::TakenBack(..) | Event::Author(..) => {}
            }
        }
        if !news.is_empty() {
            self.news.set(news);
        }
    }

    fn show(&self, change: Change) {
        match change {
            Change::Head(id, head) => renew(self.channel(&id).head, head),
            Change::Typing(id, typists) => self.channel(&id).typists.set(typists),
            Change::People(people) => self.people.set(people),
            Change::Me(me) => self.me.set(Some(me)),
            Change::Status(status) => {
                match status {
                    Status::SignedOut => self.kept.with_value(Kept::forget_last),
                    Status::Live => self.kept.with_value(Kept::remember),
                    _ => {}
                }
                self.status.set(status);
            }
            Change::Channels(channels) => self.channels.set(channels),
            Change::Workspace(name) => self.workspace.set(Some(name)),
            Change::Offered(offered) => renew(self.offered, offered),
            Change::Selected(id) => renew(self.selected, id),
            // Carried out by the caller, which learns from it what is news.
            Change::Rows(..) => {}
        }
    }
}

/// Whoever follows what hardly changes hears of changes alone, without a memo, of which each type is code of its own.
fn renew<T: PartialEq + 'static>(signal: Signal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}

/// What a row that is there becomes, where that is a message which is not going to be sent. One that comes as such is
/// of an earlier visit.
fn newly_refused(rows: &VecDeque<Arc<RowView>>, change: &RowChange) -> Option<RowState> {
    let RowChange::Set { at, row } = change else { return None };
    let state = row.state().filter(|state| matches!(state, RowState::Failed { .. } | RowState::Withdrawn));
    state.filter(|state| rows[*at].state() != Some(state)).cloned()
}

/// Why a gap that is there could not be filled, where that is new.
fn newly_failed_gap(rows: &VecDeque<Arc<RowView>>, change: &RowChange) -> Option<Arc<str>> {
    let RowChange::Set { at, row } = change else { return None };
    let Some(GapView::Failed(why)) = &row.gap_above else { return None };
    (rows[*at].gap_above != row.gap_above).then(|| why.clone())
}

/// What somebody else has changed that is worth a word: the newest message was edited or deleted, or an own one got a
/// reaction.
fn newly_changed(rows: &VecDeque<Arc<RowView>>, change: &RowChange) -> Option<(Arc<RowView>, Option<Reaction>)> {
    let RowChange::Set { at, row } = change else { return None };
    let before = rows.get(*at)?;
    if row.is_own {
        let known = before.extras.as_ref().map(|extras| &*extras.reactions).unwrap_or_default();
        let is_new = |reaction: &&Reaction| {
            let is_same = |other: &Reaction| other.person == reaction.person && other.emoji == reaction.emoji;
            row.author.as_ref().is_some_and(|me| me.id != reaction.person) && !known.iter().any(is_same)
        };
        let new = row.extras.as_ref()?.reactions.iter().find(is_new)?;
        return Some((row.clone(), Some(new.clone())));
    }
    let edited = |row: &RowView| row.extras.as_ref().and_then(|extras| extras.edited);
    let is_edited = edited(row).is_some() && row.text != before.text;
    let is_deleted = row.shows(Shown::Deleted) && !before.shows(Shown::Deleted);
    (at + 1 == rows.len() && (is_edited || is_deleted)).then(|| (row.clone(), None))
}

fn carry_out_row(rows: &mut VecDeque<Arc<RowView>>, change: RowChange) {
    match change {
        // A page of older messages costs the same, however many there are.
        RowChange::Insert { at: 0, rows: new } => new.into_iter().rev().for_each(|row| rows.push_front(row)),
        RowChange::Insert { at, rows: new } if at == rows.len() => rows.extend(new),
        RowChange::Insert { at, rows: new } => {
            let mut after = rows.split_off(at);
            rows.extend(new);
            rows.append(&mut after);
        }
        RowChange::Set { at, row } => rows[at] = row,
        RowChange::Move { from, to } => {
            if let Some(row) = rows.remove(from) {
                rows.insert(to, row);
            }
        }
        RowChange::Remove { at } => {
            rows.remove(at);
        }
    }
}
