//! Calls that are repeated until one is answered.

use super::ticket::RequestId;
use crate::model::backoff::Backoff;
use crate::model::random::Random;
use crate::model::time::Millis;

/// Between tries of a call that failed.
pub const RETRY: Backoff = Backoff { base: 1_000, cap: 30_000 };

/// Something that is done by calls, one after the other, until it is done.
#[derive(Clone, Debug, Default)]
pub struct Task {
    /// The call under way.
    pub asked: Option<RequestId>,
    /// When a failed call is tried again.
    pub retry_at: Option<Millis>,
    /// Before this the backend asked not to be called again.
    pub not_before: Millis,
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
        self.not_before = now + retry_after.unwrap_or(0);
        self.failures += 1;
    }

    /// There is hope again: what waits for time alone is due, but not what the backend asked us to wait for.
    pub fn hurry(&mut self) {
        self.retry_at = self.retry_at.map(|at| at.min(self.not_before));
    }

    /// When the next call is due, where one waits for its time.
    #[must_use]
    pub fn deadline(&self) -> Option<Millis> {
        self.retry_at.filter(|_| self.asked.is_none())
    }

    /// The call was answered.
    pub fn answered(&mut self) {
        *self = Self::default();
    }
}
