//! Reads and writes the stored channels. In a chunk.

use std::rc::{Rc, Weak};

use super::{Inner, Offline, Work};
use crate::app::log;
use crate::browser::cookie;
use crate::browser::formats::now;
use crate::browser::lock::{self, Asked};
use crate::browser::outbox::StorageError;
use crate::browser::snapshots::database::{Changes, Texts};
use crate::browser::tab;
use crate::model::message::{ChannelId, PersonId};
use crate::model::session::{Change, Output, Session};
use crate::model::snapshot::{Entry, Index, NamedChannel, Ownership, Snapshot, ownership};
use crate::model::time::{Millis, Timestamp};
use crate::wire::snapshot::{index_from_json, index_to_json, snapshot_from_json, snapshot_to_json};

/// The name of the index in the database. No channel can have this name.
const INDEX: &str = "index";

fn name_of(channel: &ChannelId) -> String {
    ["channel ", channel].concat()
}

/// Shows the stored messages of the open channel, if they are the user's.
pub fn look(offline: Offline) -> Work {
    Box::pin(async move {
        if offline.0.is_looking.replace(true) {
            return;
        }
        let mut shown = None;
        while let Some(person) = offline.reader() {
            let (selected, is_loaded) = offline.selected();
            // The user may have opened another channel meanwhile.
            if is_loaded || shown.as_ref() == Some(&selected) {
                break;
            }
            if offline.show(&person, &selected).await.is_err() {
                // The record is corrupt, or of another release: it is not worth keeping.
                offline.wipe();
            }
            shown = Some(selected);
        }
        offline.0.is_looking.set(false);
    })
}

/// Writes the changed channels.
pub fn write(offline: Offline) -> Work {
    Box::pin(async move {
        if offline.0.is_refused.get() || offline.0.is_writing.replace(true) {
            return;
        }
        let is_writer = offline.is_writer().await;
        if is_writer && let Err(StorageError(why)) = offline.keep().await {
            offline.0.is_refused.set(true);
            offline.wipe();
            log::warn(&["the browser keeps nothing for reading without a network (", &why, ")"].concat());
        }
        offline.0.is_writing.set(false);
        // Channels that could not be written yet may be confirmed by then, even if they do not change.
        if is_writer && !offline.0.changed.borrow().is_empty() {
            offline.write_soon();
        }
    })
}

/// The channels to write.
struct Due {
    person: PersonId,
    selected: ChannelId,
    snapshots: Vec<Snapshot>,
    /// The channels whose stored rows are certain to be current.
    sure: Vec<ChannelId>,
    channels: Vec<NamedChannel>,
}

impl Offline {
    fn on_session(&self, act: &mut dyn FnMut(&mut Session, Millis) -> Output) {
        if let Some(on_session) = &*self.0.on_session.borrow() {
            on_session(act);
        }
    }

    /// Returns the user, if the stored messages are theirs and may be shown now.
    fn reader(&self) -> Option<PersonId> {
        let mut reader = None;
        self.on_session(&mut |session, _| {
            reader = session.visitor().filter(|person| session.may_show_kept(person)).cloned();
            Output::default()
        });
        let reader = reader.filter(|person| self.is_still(person));
        reader.filter(|person| ownership(&self.0.kept.owner(), Some(person)) == Ownership::Own)
    }

    /// Returns `false` if the site's cookie now names another person, or no one.
    fn is_still(&self, person: &PersonId) -> bool {
        let named = self.0.cookie.as_deref().map(cookie::value);
        named.is_none_or(|named| named.as_deref() == Some(&**person))
    }

    /// Returns the open channel, and whether the backend has shown its history.
    fn selected(&self) -> (ChannelId, bool) {
        let (mut selected, mut is_loaded) = (ChannelId::default(), false);
        self.on_session(&mut |session, _| {
            selected = session.selected().clone();
            is_loaded = session.channel(&selected).is_some_and(|channel| channel.timeline.is_loaded());
            Output::default()
        });
        (selected, is_loaded)
    }

    /// Shows the open channel and then, without a network, the others, so that they can be searched.
    async fn show(&self, person: &PersonId, selected: &ChannelId) -> Result<(), ()> {
        // The database may be fine even if it cannot be opened.
        let Ok(texts) = Texts::open(self.0.kept.name()).await else { return Ok(()) };
        let Ok(read) = texts.read(&[INDEX, &name_of(selected)]).await else { return Err(()) };
        let [Some(index), text] = &read[..] else { return Ok(()) };
        let index = index_from_json(index).ok().filter(|index| index.person == *person).ok_or(())?;
        // It may have been wiped while it was read.
        if self.reader().is_none() {
            return Ok(());
        }
        self.on_session(&mut |session, now| session.show_kept_channels(person, index.channels.clone(), now));
        if self.0.workspace.borrow().is_none()
            && let Some(name) = &index.workspace
        {
            let changes = || vec![Change::Workspace(name.clone())];
            self.on_session(&mut |_, _| Output { changes: changes(), ..Output::default() });
        }
        if let Some(text) = text {
            self.show_one(person, &index, selected, text)?;
        }
        if tab::is_online() {
            return Ok(());
        }
        for entry in index.entries.iter().filter(|entry| entry.channel != *selected) {
            let Ok(read) = texts.read(&[&name_of(&entry.channel)]).await else { return Err(()) };
            if let [Some(text)] = &read[..] {
                self.show_one(person, &index, &entry.channel, text)?;
            }
        }
        Ok(())
    }

    fn show_one(&self, person: &PersonId, index: &Index, channel: &ChannelId, text: &str) -> Result<(), ()> {
        let (of, snapshot) = snapshot_from_json(text).map_err(|_| ())?;
        let entry = index.entry(channel).filter(|_| of == *person && snapshot.channel == *channel).ok_or(())?;
        let mut snapshot = Some(Snapshot { as_of: snapshot.as_of.max(entry.as_of), ..snapshot });
        if self.reader().is_some() {
            self.on_session(&mut |session, now| {
                snapshot.take().map_or_else(Output::default, |snapshot| session.show_snapshot(person, snapshot, now))
            });
        }
        Ok(())
    }

    /// Returns `true` if this tab is the one that writes. Otherwise it will write once the writing tab is gone.
    async fn is_writer(&self) -> bool {
        if self.0.lock.borrow().is_some() {
            return true;
        }
        match lock::take_if_free(self.0.kept.name()).await {
            Asked::Granted(lock) => *self.0.lock.borrow_mut() = Some(lock),
            Asked::Unsupported => {}
            Asked::Taken => {
                self.await_lock();
                return false;
            }
        }
        true
    }

    fn await_lock(&self) {
        if self.0.awaits_lock.replace(true) {
            return;
        }
        let (inner, name): (Weak<Inner>, _) = (Rc::downgrade(&self.0), self.0.kept.name().to_owned());
        wasm_bindgen_futures::spawn_local(async move {
            let lock = lock::hold(&name).await;
            if let Some(inner) = inner.upgrade() {
                inner.awaits_lock.set(false);
                *inner.lock.borrow_mut() = lock;
                Self(inner).write_soon();
            }
        });
    }

    /// Writes rows, their cursors and the index in one transaction.
    async fn keep(&self) -> Result<(), StorageError> {
        let Some(due) = self.due().filter(|due| self.is_still(&due.person)) else { return Ok(()) };
        let is_leaving = self.0.is_leaving.replace(false);
        if due.snapshots.is_empty() && self.0.forgotten.borrow().is_empty() && !is_leaving {
            return Ok(());
        }
        let kept = &self.0.kept;
        match ownership(&kept.owner(), Some(&due.person)) {
            Ownership::Own => {}
            Ownership::Nothing if self.0.may_claim.replace(false) => {
                if !kept.claim(&due.person) {
                    return Err(StorageError("no local storage".to_owned()));
                }
            }
            // Another tab has wiped it, for a reason that this one will learn, too.
            Ownership::Nothing | Ownership::Anothers => return Ok(()),
        }
        self.0.may_claim.set(false);
        let texts = Texts::open(kept.name()).await?;
        let read = texts.read(&[INDEX]).await?;
        let known = read.into_iter().flatten().next().and_then(|text| index_from_json(&text).ok());
        let known = known.filter(|index| index.person == due.person);
        let mut changes = Changes { clears: known.is_none(), ..Changes::default() };
        let mut index = known.unwrap_or_else(|| Index::of(due.person.clone()));
        for channel in self.0.forgotten.take() {
            index.forget(&channel);
            changes.deletes.push(name_of(&channel));
        }
        let at = now();
        for snapshot in &due.snapshots {
            let text = snapshot_to_json(&due.person, snapshot);
            let used_at = index.entry(&snapshot.channel).map_or(at, |entry| entry.used_at);
            let channel = snapshot.channel.clone();
            index.put(Entry { channel, used_at, as_of: snapshot.as_of, bytes: text.len() });
            changes.puts.push((name_of(&snapshot.channel), text));
        }
        for entry in &mut index.entries {
            if entry.channel == due.selected {
                entry.used_at = at;
            }
            if due.sure.contains(&entry.channel) {
                entry.as_of = at;
            }
        }
        for channel in index.evict() {
            let name = name_of(&channel);
            changes.puts.retain(|(put, _)| *put != name);
            changes.deletes.push(name);
        }
        index.channels = due.channels;
        if let Some(name) = &*self.0.workspace.borrow() {
            index.workspace = Some(name.clone());
        }
        changes.puts.push((INDEX.to_owned(), index_to_json(&index)));
        texts.write(&changes).await?;
        // Wiped meanwhile: the rows just written must not stay.
        if ownership(&kept.owner(), Some(&due.person)) != Ownership::Own {
            kept.wipe();
        }
        Ok(())
    }

    fn due(&self) -> Option<Due> {
        let changed = self.0.changed.take();
        let (mut due, mut later): (Option<Due>, Vec<ChannelId>) = (None, Vec::new());
        let at: Timestamp = now();
        self.on_session(&mut |session, _| {
            let Some(person) = session.keeper().cloned() else {
                later.clone_from(&changed);
                return Output::default();
            };
            let mut snapshots = Vec::new();
            for id in &changed {
                match session.snapshot(id, at) {
                    Some(snapshot) => snapshots.push(snapshot),
                    None => later.push(id.clone()),
                }
            }
            let channels = session.named_channels();
            let is_sure = |id: &ChannelId| !later.contains(id) && session.is_sure_of(id);
            let sure = channels.iter().map(|channel| channel.id.clone()).filter(is_sure).collect();
            due = Some(Due { person, selected: session.selected().clone(), snapshots, sure, channels });
            Output::default()
        });
        // Channels that could not be written are retried soon.
        self.0.changed.borrow_mut().extend(later);
        due
    }
}
