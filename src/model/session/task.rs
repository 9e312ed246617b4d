//! Calls that are repeated until one is answered.

use super::ticket::RequestId;
use crate::model::backoff::Backoff;
use crate::model::random::Random;
use crate::model::time::Millis;

/// The delays between attempts of a failed call.
pub const RETRY: Backoff = Backoff { base: 1_000, cap: 30_000 };

/// Work that is done by calls, one after the other, until it is finished.
#[derive(Clone, Debug, Default)]
pub struct Task {
    /// The call under way.
    pub asked: Option<RequestId>,
    /// When to retry a failed call.
    pub retry_at: Option<Millis>,
    /// The backend asked not to be called before this time.
    pub not_before: Millis,
    /// The number of failed calls in a row.
    pub failures: u32,
}

impl Task {
    /// Returns `true` if a call may be made now.
    #[must_use]
    pub fn is_due(&self, now: Millis) -> bool {
        self.asked.is_none() && self.retry_at.is_none_or(|at| at <= now)
    }

    /// The call failed; the next follows after a delay.
    pub fn failed(&mut self, now: Millis, retry_after: Option<Millis>, random: &mut Random) {
        self.asked = None;
        self.retry_at = Some(now + retry_after.unwrap_or_else(|| RETRY.delay(self.failures, random)));
        self.not_before = now + retry_after.unwrap_or(0);
        self.failures += 1;
    }

    /// Skips the backoff and retries now, but still honours `Retry-After`.
    pub fn hurry(&mut self) {
        self.retry_at = self.retry_at.map(|at| at.min(self.not_before));
    }

    /// Returns when the next call is due, if one waits for its time.
    #[must_use]
    pub fn deadline(&self) -> Option<Millis> {
        self.retry_at.filter(|_| self.asked.is_none())
    }

    /// The call was answered.
    pub fn answered(&mut self) {
        *self = Self::default();
    }
}
