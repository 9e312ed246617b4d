//! Retry delays: exponential backoff with full jitter, so that clients that failed together do not return together.

use super::random::Random;
use super::time::Millis;

/// Delays that double from `base` to `cap`; each attempt waits a random part of its delay.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    /// The longest wait before the first retry.
    pub base: Millis,
    /// The longest wait before any retry.
    pub cap: Millis,
}

impl Backoff {
    /// Returns the wait before retry number `attempt` (from 0), at least a quarter of a second so that nothing spins.
    pub fn delay(&self, attempt: u32, random: &mut Random) -> Millis {
        let most = self.base.saturating_mul(1 << attempt.min(16)).min(self.cap);
        random.up_to(most).max(250)
    }
}
