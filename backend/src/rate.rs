//! Limits on how often one person, or one address, may make a kind of call.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use crate::client::Client;
use crate::error::ApiError;
use crate::person::Person;

/// After this many calls, keys that were not seen for a while are dropped.
const FORGET_EVERY: u32 = 1_024;

type Instant = <MonotonicClock as Clock>::Instant;
type Limiter<K> = RateLimiter<K, HashMapStateStore<K>, MonotonicClock, NoOpMiddleware<Instant>>;

/// A number of calls a second for each key, and a multiple of it in a burst.
pub struct RateLimit<K: Hash + Eq + Clone> {
    limiter: Limiter<K>,
    calls: AtomicU32,
}

impl<K: Hash + Eq + Clone> RateLimit<K> {
    /// Allows `rate` calls a second, and `burst` times that at once.
    fn new(rate: NonZeroU32, burst: NonZeroU32) -> Self {
        let quota = Quota::per_second(rate).allow_burst(rate.saturating_mul(burst));
        Self { limiter: RateLimiter::hashmap(quota), calls: AtomicU32::new(0) }
    }

    fn count(&self, key: &K) -> Result<(), ApiError> {
        if self.calls.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        self.limiter
            .check_key(key)
            .map_err(|until| ApiError::RateLimited(until.wait_time_from(self.limiter.clock().now())))
    }
}

impl RateLimit<String> {
    /// Allows one person `rate` calls a second, and twice that in a burst.
    pub fn per_person(rate: NonZeroU32) -> Self {
        Self::new(rate, const { NonZeroU32::new(2).unwrap() })
    }

    /// Counts one call. If it is too many, refuses it with the time to wait.
    pub fn check(&self, person: &Person) -> Result<(), ApiError> {
        self.count(&person.id)
    }
}

impl RateLimit<IpAddr> {
    /// Allows one address `rate` calls a second, and ten times that in a burst: many people may share an address, and
    /// their pages all reconnect at the same moment.
    pub fn per_address(rate: NonZeroU32) -> Self {
        Self::new(rate, const { NonZeroU32::new(10).unwrap() })
    }

    /// Counts one call, if the caller's address is known. If it is too many, refuses it with the time to wait.
    pub fn check(&self, client: &Client) -> Result<(), ApiError> {
        client.address.map_or(Ok(()), |address| self.count(&address))
    }
}
