//! What a session keeps of one channel.

use std::sync::Arc;

use super::io::{ChannelInfo, RequestId};
use crate::model::backoff::Backoff;
use crate::model::history::Look;
use crate::model::message::{LocalId, Person};
use crate::model::random::Random;
use crate::model::time::Millis;
use crate::model::timeline::{DayOf, HeadView, Timeline};
use crate::model::typing::Typists;

/// Between tries of a call that failed.
pub const RETRY: Backoff = Backoff { base: 1_000, cap: 30_000 };

/// Something that is done by calls, one after the other, until it is done.
#[derive(Clone, Debug, Default)]
pub struct Task {
    /// The call under way.
    pub asked: Option<RequestId>,
    /// When a failed call is tried again.
    pub retry_at: Option<Millis>,
    /// How many calls failed in a row.
    pub failures: u32,
}

impl Task {
    /// Whether a call may be made now.
    #[must_use]
    pub fn is_due(&self, now: Millis) -> bool {
        self.asked.is_none() && self.retry_at.is_none_or(|at| at <= now)
    }

    /// The call failed; the next is made after a while.
    pub fn failed(&mut self, now: Millis, retry_after: Option<Millis>, random: &mut Random) {
        self.asked = None;
        self.retry_at = Some(now + retry_after.unwrap_or_else(|| RETRY.delay(self.failures, random)));
        self.failures += 1;
    }

    /// The call was answered.
    pub fn answered(&mut self) {
        *self = Self::default();
    }
}

/// Catching up: the history is read until no gap is left after the last known message.
#[derive(Clone, Debug, Default)]
pub struct Sync {
    /// The calls.
    pub task: Task,
    /// How many pages were read.
    pub pages: u32,
    /// How many of the last pages made no gap smaller.
    pub stuck: u32,
    /// Whether the extension `after` failed and must not be used for this.
    pub without_after: bool,
}

/// Reading the history on a person's demand.
#[derive(Clone, Debug, Default)]
pub struct Demand {
    /// The call under way.
    pub asked: Option<RequestId>,
    /// How many of the last pages brought nothing.
    pub stuck: u32,
    /// Why the last call failed.
    pub failed: Option<Arc<str>>,
}

/// Looking whether the head of the outbox was stored.
#[derive(Clone, Debug)]
pub struct Looking {
    /// The own message.
    pub entry: LocalId,
    /// How far it was read.
    pub look: Look,
    /// The call under way.
    pub asked: Option<RequestId>,
}

/// One channel.
#[derive(Clone, Debug)]
pub struct Channel {
    /// As the sidebar lists it.
    pub info: ChannelInfo,
    /// Its messages.
    pub timeline: Timeline,
    /// Who types.
    pub typists: Typists,
    /// Whether its history is wanted: it was opened, or has unsent messages.
    pub opened: bool,
    /// Counts how often messages may have been missed: an answer to an older call does not reach to the end.
    pub epoch: u32,
    /// Catching up, while it goes on.
    pub sync: Option<Sync>,
    /// Why the first page could not be had.
    pub unavailable: Option<Arc<str>>,
    /// Older messages.
    pub older: Demand,
    /// Looking for the head of the outbox.
    pub looking: Option<Looking>,
    /// What was last reported.
    pub shown_head: Option<HeadView>,
    /// Who was last reported to type.
    pub shown_typists: Vec<Arc<Person>>,
}

impl Channel {
    /// A channel that was not opened yet.
    #[must_use]
    pub fn new(info: ChannelInfo, day_of: DayOf) -> Self {
        Self {
            info,
            timeline: Timeline::new(day_of),
            typists: Typists::default(),
            opened: false,
            epoch: 0,
            sync: None,
            unavailable: None,
            older: Demand::default(),
            looking: None,
            shown_head: None,
            shown_typists: Vec::new(),
        }
    }

    /// Whether everything that was ever published is here, as far as it was loaded at all.
    #[must_use]
    pub fn is_caught_up(&self) -> bool {
        self.sync.is_none() && self.timeline.gaps().at_end().is_none()
    }

    /// From now on messages may be missed.
    pub fn lose_track(&mut self) {
        self.epoch += 1;
        self.timeline.lose_track();
    }

    /// What stands above the first row.
    #[must_use]
    pub fn head(&self) -> HeadView {
        use crate::model::timeline::gaps::Edge;
        match self.timeline.gaps().at_start() {
            None => HeadView::Start,
            Some(gap) if gap.to == Edge::End => match &self.unavailable {
                Some(why) => HeadView::Unavailable(why.clone()),
                None => HeadView::Unknown,
            },
            Some(_) => match (&self.older.asked, &self.older.failed) {
                (Some(_), _) => HeadView::Loading,
                (None, Some(why)) => HeadView::Failed(why.clone()),
                (None, None) => HeadView::More,
            },
        }
    }
}
