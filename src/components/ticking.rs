//! Countdowns and the change of days, as signals that tick only while something shows them.

use gloo_timers::callback::Interval;

use crate::app::handle::Chat;
use crate::browser::formats;
use crate::model::time::Millis;
use crate::reactive::{Signal, Stored};

/// How often to check for a new day. A timer set for midnight would fire late after a sleep.
const DAY_CHECK_MS: u32 = 60_000;

/// Returns the whole seconds until a time of the session's clock, rounded up, then 0. Ticks until the current
/// reactive owner is cleaned up.
#[must_use]
pub fn seconds_until(chat: Chat, time: Millis) -> Signal<i64> {
    ticking(1000, move || ((time - chat.now()).max(0) + 999) / 1000)
}

/// Returns the user's present day, as counted by [`formats::day_of`]. Watched until the current reactive owner is
/// cleaned up.
#[must_use]
pub fn today() -> Signal<i64> {
    ticking(DAY_CHECK_MS, || formats::day_of(formats::now()))
}

/// A value that is read again at an interval in milliseconds; readers of the signal are notified only of changes.
fn ticking(every_ms: u32, read: impl Fn() -> i64 + 'static) -> Signal<i64> {
    let value = Signal::new(read());
    let interval = Interval::new(every_ms, move || {
        let now = read();
        if value.try_get_untracked().is_some_and(|old| old != now) {
            value.set(now);
        }
    });
    // Owned by the reactive owner, whose cleanup drops the interval, which ends it.
    Stored::new(interval);
    value
}
