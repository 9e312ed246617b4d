//! The session's state of one channel.

use std::sync::Arc;

use super::io::ChannelInfo;
use super::options::Options;
use super::suspects::Suspects;
pub use super::task::{RETRY, Task};
use super::ticket::RequestId;
use super::whole::Wholes;
use crate::model::connection::Status;
use crate::model::failure::Failure;
use crate::model::history::Look;
use crate::model::message::{ChannelId, LocalId, OrderKey, Person};
use crate::model::random::Random;
use crate::model::reading::Reading;
use crate::model::reason::Reason;
use crate::model::snapshot::Unconfirmed;
use crate::model::time::Millis;
use crate::model::timeline::{HeadView, Timeline};
use crate::model::typing::Typists;

/// Something to fetch once, if the backend offers it.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// True if it is offered and was not fetched yet.
    pub wanted: bool,
    /// The calls.
    pub task: Task,
}

impl Extra {
    /// Returns `true` if it should be fetched now.
    #[must_use]
    pub fn is_due(&self, now: Millis) -> bool {
        self.wanted && self.task.is_due(now)
    }

    /// Records an answer: fetched, refused permanently, or to be requested again.
    pub fn conclude(&mut self, failure: Option<&Failure>, now: Millis, random: &mut Random) {
        match failure {
            None | Some(Failure::Refused { .. }) => *self = Self::default(),
            Some(Failure::SignedOut) => self.task.asked = None,
            Some(failure) => self.task.failed(now, failure.retry_after(), random),
        }
    }

    /// Returns when it is requested again, if it waits for its time.
    #[must_use]
    pub fn deadline(&self) -> Option<Millis> {
        self.task.deadline().filter(|_| self.wanted)
    }
}

/// Catching up: reading the history until no gap is left after the last known message.
#[derive(Clone, Debug, Default)]
pub struct Sync {
    /// The calls.
    pub task: Task,
    /// The number of messages it has brought.
    pub read: usize,
    /// How many of the last pages made no gap smaller.
    pub stuck: u32,
    /// True if the extension `after` failed and must not be used for this.
    pub without_after: bool,
    /// True if this only verifies messages of a living connection, which is not shown.
    pub is_check: bool,
}

/// Reading the history on request.
#[derive(Clone, Debug, Default)]
pub struct Demand {
    /// The call under way.
    pub asked: Option<RequestId>,
    /// How many of the last pages brought nothing.
    pub stuck: u32,
    /// Why the last call failed.
    pub failed: Option<Reason>,
}

/// Finding out if the head of the outbox was stored.
#[derive(Clone, Debug)]
pub struct Looking {
    /// The own message.
    pub entry: LocalId,
    /// How far the history was read.
    pub look: Look,
    /// The call under way.
    pub asked: Option<RequestId>,
}

/// One channel.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Its entry in the sidebar.
    pub info: ChannelInfo,
    /// Its messages.
    pub timeline: Timeline,
    /// How far the user has read it.
    pub reading: Reading,
    /// Sending the reading position to the backend.
    pub telling: Task,
    /// When that was last done.
    pub told_at: Option<Millis>,
    /// The people typing.
    pub typists: Typists,
    /// True if its history is wanted: it was opened, or has unsent messages.
    pub opened: bool,
    /// Counts how often messages may have been missed: an answer to an older call does not reach to the end.
    pub epoch: u32,
    /// Catching up, while in progress.
    pub sync: Option<Sync>,
    /// When the backend was last read up to the end.
    pub verified_at: Millis,
    /// How many messages have arrived by events since then.
    pub unverified: u32,
    /// Why the first page could not be loaded.
    pub unavailable: Option<Reason>,
    /// Set while its messages are from an earlier visit, and the backend has not said what changed since.
    pub kept: Option<Unconfirmed>,
    /// True if some of them are from an earlier visit, even if the backend has confirmed them.
    pub had_kept: bool,
    /// True if only an earlier visit knew it: the backend has listed no channels yet.
    pub is_only_kept: bool,
    /// Messages that a page did not list, until a second one agrees.
    pub suspects: Option<Suspects>,
    /// Messages to read again.
    pub wholes: Wholes,
    /// Reading older messages.
    pub older: Demand,
    /// Finding out if the head of the outbox was stored.
    pub looking: Option<Looking>,
    /// The backend asked not to be sent anything before this time.
    pub send_not_before: Millis,
    /// Messages that earlier visits left in the outbox, in its order.
    pub restored: Vec<LocalId>,
    /// The last report.
    pub shown_head: Option<HeadView>,
    /// The people last reported as typing.
    pub shown_typists: Vec<Arc<Person>>,
}

impl Channel {
    /// Creates a channel that was not opened yet.
    #[must_use]
    pub fn new(info: ChannelInfo, options: &Options) -> Self {
        Self {
            info,
            timeline: Timeline::new(options.day_of, options.is_same),
            reading: Reading::default(),
            telling: Task::default(),
            told_at: None,
            typists: Typists::default(),
            opened: false,
            epoch: 0,
            sync: None,
            verified_at: 0,
            unverified: 0,
            unavailable: None,
            kept: None,
            had_kept: false,
            is_only_kept: false,
            suspects: None,
            wholes: Wholes::default(),
            older: Demand::default(),
            looking: None,
            send_not_before: 0,
            restored: Vec::new(),
            shown_head: None,
            shown_typists: Vec::new(),
        }
    }

    /// The user had read it up to one of these positions before this visit.
    pub fn had_read(&mut self, marks: &[(ChannelId, OrderKey)]) {
        let mark = marks.iter().find(|(id, _)| *id == self.info.id).map(|(_, mark)| mark.clone());
        self.reading.had_read(mark);
    }

    /// Returns `true` if everything that was ever published is here, as far as it was loaded.
    #[must_use]
    pub fn is_caught_up(&self) -> bool {
        match &self.sync {
            Some(sync) => sync.is_check,
            None => self.kept.is_none() && self.timeline.gaps().at_end().is_none(),
        }
    }

    /// Returns what to show about catching up while it is in progress. A page that failed once and arrives a second
    /// later is not shown as a failure if there is something to read meanwhile.
    #[must_use]
    pub fn catching_up(&self) -> Status {
        let failures = self.sync.as_ref().map_or(0, |sync| sync.task.failures);
        match (&self.unavailable, self.timeline.is_loaded()) {
            (Some(_), false) => Status::Behind(None),
            (Some(why), true) if failures > 1 => Status::Behind(Some(why.clone())),
            _ => Status::Syncing,
        }
    }

    /// From now on messages may be missed.
    pub fn lose_track(&mut self) {
        self.epoch += 1;
        self.timeline.lose_track();
    }

    /// Verifies messages that came by events, without showing that.
    pub fn check(&mut self) {
        self.lose_track();
        self.sync = Some(Sync { is_check: true, ..Sync::default() });
    }

    /// Returns the content above the first row.
    #[must_use]
    pub fn head(&self) -> HeadView {
        use crate::model::timeline::gaps::Edge;
        match self.timeline.gaps().at_start() {
            None => HeadView::Start,
            // It was empty when it was last read.
            Some(gap) if gap.to == Edge::End && self.timeline.is_loaded() => HeadView::Start,
            Some(gap) if gap.to == Edge::End => match &self.unavailable {
                Some(why) => HeadView::Unavailable(why.clone()),
                None => HeadView::Unknown,
            },
            // Unverified messages are the last ones, even if they are all there is: they are being read again.
            Some(_) if self.timeline.gaps().at_end().is_some() && self.shown_head == Some(HeadView::Start) => {
                HeadView::Start
            }
            Some(_) => match (&self.older.asked, &self.older.failed) {
                (Some(_), _) => HeadView::Loading,
                (None, Some(why)) => HeadView::Failed(why.clone()),
                (None, None) => HeadView::More,
            },
        }
    }
}
