//! What is on the queue.

use std::sync::Arc;

use collabspace_chat::model::failure::Failure;
use collabspace_chat::model::message::LocalId;
use collabspace_chat::model::operations::OperationRecord;
use collabspace_chat::model::outbox::Record;
use collabspace_chat::model::session::{Call, FileToSend, ForUpload, Input, LiveInput, Ticket};
use collabspace_chat::model::tabs::{ReadId, Word};

use crate::sharing::Report;

/// Something that will happen.
#[derive(Clone, Debug)]
pub enum Happening {
    /// A tab is told something, if it still lives.
    Tell {
        tab: usize,
        life: u32,
        input: Input,
    },
    Alarm {
        tab: usize,
        life: u32,
        set: u64,
        is_late: bool,
    },
    /// A call reaches the backend; `from` is the own message that it is to store.
    Reach {
        tab: usize,
        life: u32,
        call: Call,
        from: Option<LocalId>,
    },
    /// A request of the feed reaches the backend, made by a tab for others of its browser or for itself.
    ReachFeed {
        tab: usize,
        life: u32,
        id: ReadId,
        since: Arc<str>,
    },
    /// What became of it.
    WasRead {
        tab: usize,
        life: u32,
        id: ReadId,
        answer: Result<Arc<str>, Failure>,
    },
    /// All that is sent of a file reaches the backend.
    ReachUpload {
        tab: usize,
        life: u32,
        ticket: Ticket<ForUpload>,
        file: FileToSend,
    },
    /// A message is changed, and nobody waits for word of it any more.
    CommitChange {
        author: usize,
        call: Call,
    },
    /// A message is stored of which nobody waits for word any more.
    Commit {
        author: usize,
        call: Call,
        from: LocalId,
    },
    Publish {
        event: LiveInput,
    },
    /// A tab writes what is kept of channels.
    Keeps {
        tab: usize,
        life: u32,
    },
    /// A tab reads what is kept of channels.
    Looks {
        tab: usize,
        life: u32,
    },
    /// Something arrives on a connection.
    Arrive {
        connection: usize,
        input: LiveInput,
    },
    /// A tab's connection reports something.
    Report {
        tab: usize,
        life: u32,
        input: LiveInput,
    },
    /// A tab hears another one of its browser.
    Word {
        tab: usize,
        life: u32,
        word: Word<Report>,
    },
    /// A tab gets the lock that it has asked for, or loses it to another one.
    Lock {
        tab: usize,
        life: u32,
        claim: u64,
        is_granted: bool,
    },
    /// The alarm of what a tab shares.
    Tick {
        tab: usize,
        life: u32,
        set: u64,
    },
    /// The tab takes what has come by events since it last did.
    Frame {
        tab: usize,
        life: u32,
    },
    /// A try to connect has come to its end.
    Connected {
        tab: usize,
        life: u32,
        attempt: u64,
    },
    /// A connection asks for its subscription.
    Subscribe {
        connection: usize,
    },
    /// The tab notices that its connection has been silent for too long.
    Unheard {
        tab: usize,
        life: u32,
        connection: usize,
    },
    /// The service notices that a connection has ended.
    Ended {
        connection: usize,
    },
    /// The disk has written, or dropped.
    Wrote {
        tab: usize,
        life: u32,
        record: Record,
    },
    WroteOperation {
        tab: usize,
        life: u32,
        record: OperationRecord,
    },
    Dropped {
        tab: usize,
        life: u32,
        id: LocalId,
    },
    /// The next thing that somebody does, or that goes wrong.
    Act,
    SignsIn {
        person: usize,
    },
    NetworkIsBack {
        tab: usize,
        life: u32,
    },
    Reopens {
        tab: usize,
    },
    /// A living tab takes over what a closed one of the same person left on disk.
    Adopts {
        tab: usize,
        life: u32,
        from: usize,
    },
}

impl Happening {
    /// The tab in which it happens, if it does in one.
    pub fn place(&self) -> Option<(usize, u32)> {
        match self {
            Self::Tell { tab, life, .. }
            | Self::Alarm { tab, life, .. }
            | Self::Report { tab, life, .. }
            | Self::Word { tab, life, .. }
            | Self::Lock { tab, life, .. }
            | Self::Tick { tab, life, .. }
            | Self::WasRead { tab, life, .. }
            | Self::Frame { tab, life }
            | Self::Connected { tab, life, .. }
            | Self::Unheard { tab, life, .. }
            | Self::Wrote { tab, life, .. }
            | Self::WroteOperation { tab, life, .. }
            | Self::Dropped { tab, life, .. }
            | Self::NetworkIsBack { tab, life }
            | Self::Adopts { tab, life, .. } => Some((*tab, *life)),
            _ => None,
        }
    }
}
