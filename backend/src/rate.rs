//! A limit on how often one person may do a thing.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::error::ApiError;
use crate::person::Person;

/// After so many calls, people who have not been seen for a while are forgotten.
const FORGET_EVERY: u32 = 1_024;

type Instant = <MonotonicClock as Clock>::Instant;

/// So many a second and person, and twice that in a burst.
pub struct RateLimit {
    limiter: RateLimiter<String, HashMapStateStore<String>, MonotonicClock, NoOpMiddleware<Instant>>,
    calls: AtomicU32,
}

impl RateLimit {
    /// Allows `rate` a second.
    pub fn per_second(rate: NonZeroU32) -> Self {
        let burst = rate.saturating_add(rate.get());
        Self { limiter: RateLimiter::hashmap(Quota::per_second(rate).allow_burst(burst)), calls: AtomicU32::new(0) }
    }

    /// Counts one call, or refuses it and says when to come again.
    pub fn check(&self, person: &Person) -> Result<(), ApiError> {
        if self.calls.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter
            .check_key(&person.id)
            .map_err(|until| ApiError::RateLimited(until.wait_time_from(self.limiter.clock().now())))
    }
}
