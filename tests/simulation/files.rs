//! Messages with files: uploaded at every moment at which something can go wrong. A message goes out with all of its
//! files, once, and each tab holds the bytes of its files as long as they are needed, and no longer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::{Attachment, AttachmentKind, LocalId};
use collabspace_chat::model::outbox::Record;
use collabspace_chat::model::session::{Call, FileToSend, ForUpload, Input, PersonInput, Reply, TabInput, Ticket};
use collabspace_chat::model::timeline::{RowState, RowView};
use collabspace_chat::model::upload::{FileLimits, LANES, OwnFile};

use crate::calls::REFUSED;
use crate::plan::Fault;
use crate::world::{Happening, World, channel};

/// What the backend takes.
pub const LIMITS: FileLimits = FileLimits { max_bytes: 1_000, max_count: 3 };

/// All files of a run.
#[derive(Debug, Default)]
pub struct Files {
    picked: usize,
    /// The files of each own message, by the ids that they were picked under.
    of: BTreeMap<LocalId, Vec<LocalId>>,
    /// The backend's id of each file that it has, by whom it is from and the id that it was picked under.
    stored: BTreeMap<(usize, LocalId), Arc<str>>,
}

/// What a tab holds of them.
#[derive(Debug, Default)]
pub struct Held {
    /// The messages of whose files it has the bytes.
    bytes: BTreeSet<LocalId>,
    /// How many uploads are under way.
    under_way: usize,
}

impl Held {
    /// The bytes of what lies on the disk are read with it.
    pub fn told(&mut self, input: &Input) {
        match input {
            Input::Tab(TabInput::Restored(records)) => {
                self.bytes.extend(records.iter().map(|record| record.id.clone()));
            }
            Input::Replied(Reply::Uploaded(..)) => self.under_way -= 1,
            _ => {}
        }
    }

    /// The session needs a message no more.
    pub fn forget(&mut self, entry: &LocalId) {
        self.bytes.remove(entry);
    }
}

impl World {
    /// Picks the files of the next message: mostly none.
    pub fn pick_files(&mut self, tab: usize, entry: &LocalId) -> Vec<OwnFile> {
        if !self.plan.files || !self.is_faulty || self.tabs[tab].session.is_none() || self.random.up_to(3) > 0 {
            return Vec::new();
        }
        let count = 1 + self.random.up_to(2);
        let files: Vec<_> = (0..count)
            .map(|_| {
                self.files.picked += 1;
                let is_refused = self.random.up_to(5) == 0 && self.strikes(Fault::Refusal);
                let id = format!("{}file-{}", if is_refused { REFUSED } else { "" }, self.files.picked);
                let size = 1 + self.random.up_to(999) as u64;
                OwnFile {
                    id: id.as_str().into(),
                    name: id.into(),
                    size,
                    is_picture: false,
                    dimensions: None,
                    thumbhash: None,
                    alt: None,
                }
            })
            .collect();
        self.files.of.insert(entry.clone(), files.iter().map(|file| file.id.clone()).collect());
        self.tabs[tab].held.bytes.insert(entry.clone());
        files
    }

    /// Returns `true` if a message has files.
    pub fn has_files(&self, entry: &LocalId) -> bool {
        self.files.of.contains_key(entry)
    }

    /// Returns `true` if the backend always refuses one of a message's files.
    pub fn has_refused_file(&self, entry: &LocalId) -> bool {
        self.files.of.get(entry).is_some_and(|files| files.iter().any(|file| file.starts_with(REFUSED)))
    }

    /// Judges an upload that a tab is about to begin.
    pub fn judge_upload(&mut self, tab: usize, file: &FileToSend) -> Result<(), String> {
        let (FileToSend { entry, file, .. }, life) = (file, self.tabs[tab].life);
        if self.discarded.get(entry).is_some_and(|(_, then)| *then == life) {
            return Err(format!("tab {tab} uploads {file} of {entry}, which was thrown away"));
        }
        if !self.promised.contains_key(entry) {
            return Err(format!("tab {tab} uploads {file} before {entry} is on disk"));
        }
        if !self.files.of.get(entry).is_some_and(|files| files.contains(file)) {
            return Err(format!("tab {tab} uploads {file}, which is not of {entry}"));
        }
        let held = &mut self.tabs[tab].held;
        if !held.bytes.contains(entry) {
            return Err(format!("tab {tab} has let go of the bytes of {file} of {entry}"));
        }
        held.under_way += 1;
        if held.under_way > LANES {
            return Err(format!("tab {tab} uploads {} files at a time", held.under_way));
        }
        Ok(())
    }

    /// Judges a post that a tab is about to make: it has all files, and the backend has them.
    pub fn judge_post(&self, tab: usize, call: &Call, from: Option<&LocalId>) -> Result<(), String> {
        let Call::Post { attachments, .. } = call else { return Ok(()) };
        let person = self.tabs[tab].person;
        let files = from.and_then(|from| self.files.of.get(from)).into_iter().flatten();
        let all: Vec<_> = files.map(|file| self.files.stored.get(&(person, file.clone())).cloned()).collect();
        let sent: Vec<_> = attachments.iter().cloned().map(Some).collect();
        if all == sent { Ok(()) } else { Err(format!("tab {tab} posts {from:?} with {sent:?} of {all:?}")) }
    }

    /// What becomes of an upload. Some of its bytes are sent in any case.
    pub fn reach_upload(&mut self, tab: usize, life: u32, ticket: Ticket<ForUpload>, file: FileToSend) {
        let FileToSend { entry, file, .. } = file;
        let bytes = self.random.up_to(1_000) as u64;
        let input = Input::Tab(TabInput::Uploaded { entry, file: file.clone(), bytes });
        self.after(0, 50, Happening::Tell { tab, life, input });
        // A request of a closed tab may have left; nobody hears what becomes of it.
        let has_network = self.tabs[tab].life != life || self.tabs[tab].has_network;
        let mut result = Err(Failure::NoAnswer);
        if has_network && !self.strikes(Fault::LostRequest) {
            let author = self.tabs[tab].person;
            result = self.lets_in(author).and_then(|()| self.store_file(author, &file));
            if result.is_ok() && self.strikes(Fault::ErrorAfterCommit) {
                result = Err(Failure::from_status(500, "the disk is slow", None));
            }
            if self.strikes(Fault::LostAnswer) {
                result = Err(Failure::NoAnswer);
            }
        }
        let most = if self.random.up_to(20) == 0 { 4_000 } else { 400 };
        let input = Input::Replied(Reply::Uploaded(ticket, result));
        self.after(50, most, Happening::Tell { tab, life, input });
    }

    /// The backend has all bytes of a file. It is the same one if it comes again.
    pub fn store_file(&mut self, author: usize, file: &LocalId) -> Result<Arc<str>, Failure> {
        if file.starts_with(REFUSED) {
            return Err(Failure::from_status(413, "too large", None));
        }
        let id: Arc<str> = format!("stored-{file}").into();
        Ok(self.files.stored.entry((author, file.clone())).or_insert(id).clone())
    }

    /// Who sent files that failed too often tries again.
    pub fn retry_files(&mut self, tab: usize) -> Result<(), String> {
        for name in ["general", "random"] {
            let failed = |row: &&Arc<RowView>| matches!(row.state(), Some(RowState::Failed { .. }));
            let ids = self.tabs[tab].rows(name).iter().filter(failed).filter_map(|row| row.local_id().cloned());
            let ids: Vec<_> = ids.filter(|id| self.has_files(id)).collect();
            for id in ids {
                self.tell(tab, Input::Person(PersonInput::Retry { channel: channel(name), id }))?;
            }
        }
        Ok(())
    }

    /// Every stored message has all its files, and no tab holds bytes of which nobody has need.
    pub fn judge_files(&self) -> Result<(), String> {
        for stored in &self.backend.stored {
            let sent = self.files.of.get(&stored.from).map_or(0, Vec::len);
            let has = stored.message.content.attachments.len();
            if sent != has {
                return Err(format!("{} is stored with {has} of {sent} files", stored.from));
            }
        }
        for tab in &self.tabs {
            let is_needed = |entry: &LocalId| tab.disk.iter().any(|record: &Record| record.id == *entry);
            if let Some(entry) = tab.held.bytes.iter().find(|entry| self.has_files(entry) && !is_needed(entry)) {
                return Err(format!("tab {} still holds the bytes of {entry}", tab.number));
            }
        }
        Ok(())
    }
}

/// A file as a message has it.
pub fn attachment(id: &Arc<str>) -> Attachment {
    Attachment {
        id: Some(id.clone()),
        kind: AttachmentKind::File,
        url: format!("/files/{id}").into(),
        name: id.clone(),
        mime: None,
        size: None,
        dimensions: None,
        thumbhash: None,
        alt: None,
    }
}
