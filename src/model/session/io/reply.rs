//! What became of the calls of a session.

use std::sync::Arc;

use super::channel_info::ChannelInfo;
use crate::model::failure::Failure;
use crate::model::history::{Changes, Page};
use crate::model::message::{Attachment, Message, MessageId, Person};
use crate::model::session::ticket::{
    ForChanges, ForChannels, ForDeletion, ForFeatures, ForMe, ForOperation, ForPage, ForPost, ForReading, ForTyping,
    ForUpload, Ticket,
};
use crate::model::time::Timestamp;
use crate::model::upload::FileLimits;

/// What became of a call, with the ticket that came with it.
#[derive(Clone, Debug)]
pub enum Reply {
    /// The features of the contract that the backend offers, none for the baseline; and what files it takes.
    Features(Ticket<ForFeatures>, Result<(Vec<String>, Option<FileLimits>), Failure>),
    /// Who the visitor is, and their own Pusher channel if there is one.
    Me(Ticket<ForMe>, Result<(Arc<Person>, Option<Arc<str>>), Failure>),
    /// The channels of the workspace, and the workspace's name if the backend says it.
    Channels(Ticket<ForChannels>, Result<(Vec<ChannelInfo>, Option<Arc<str>>), Failure>),
    /// A page of the history.
    Page(Ticket<ForPage>, Result<Page, Failure>),
    /// What changed after a position in the feed.
    Changes(Ticket<ForChanges>, Result<Changes, Failure>),
    /// The message was stored.
    Posted(Ticket<ForPost>, Result<Posted, Failure>),
    /// A message was to be edited or reacted to.
    Changed(Ticket<ForOperation>, Result<Changed, Failure>),
    /// The message was deleted.
    Deleted(Ticket<ForDeletion>, Result<(), Failure>),
    /// The others were told that the visitor types, or has stopped.
    Typing(Ticket<ForTyping>, Result<(), Failure>),
    /// The reading position is kept.
    Read(Ticket<ForReading>, Result<(), Failure>),
    /// The backend has the file, under this id.
    Uploaded(Ticket<ForUpload>, Result<Arc<str>, Failure>),
}

impl Reply {
    /// Why the call brought no usable answer, if it did not.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Features(_, result) => result.as_ref().err(),
            Self::Me(_, result) => result.as_ref().err(),
            Self::Channels(_, result) => result.as_ref().err(),
            Self::Page(_, result) => result.as_ref().err(),
            Self::Changes(_, result) => result.as_ref().err(),
            Self::Posted(_, result) => result.as_ref().err(),
            Self::Changed(_, result) => result.as_ref().err(),
            Self::Deleted(_, result) => result.as_ref().err(),
            Self::Typing(_, result) => result.as_ref().err(),
            Self::Read(_, result) => result.as_ref().err(),
            Self::Uploaded(_, result) => result.as_ref().err(),
        }
    }
}

/// What became of a message that was to be changed, which is this now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It was changed.
    Done(Message),
    /// It was not, because its content is another by now.
    Conflict(Message),
}

/// What the backend says of a message that it stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Its id.
    pub id: MessageId,
    /// What was stored; empty if it was deleted since.
    pub text: Arc<str>,
    /// The sender's name.
    pub author_name: Arc<str>,
    /// When it was stored.
    pub created_at: Timestamp,
    /// Its files.
    pub attachments: Vec<Attachment>,
    /// Its version, if the backend counts.
    pub rev: Option<u64>,
    /// Set if it was stored by an earlier try and has been deleted since.
    pub is_deleted: bool,
}
