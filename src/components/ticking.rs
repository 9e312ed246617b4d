//! Counting down, and the passing of days, as signals that tick only while somebody shows them.

use gloo_timers::callback::Interval;

use crate::app::handle::Chat;
use crate::browser::formats;
use crate::model::time::Millis;
use crate::reactive::{Signal, Stored};

/// How often it is looked whether a new day has begun. A timer set for midnight would come late after a sleep.
const DAY_CHECK_MS: u32 = 60_000;

/// The whole seconds from now to a time of the session's clock, rounded up; 0 from then on. It ticks until the current
/// reactive owner is cleaned up.
#[must_use]
pub fn seconds_until(chat: Chat, time: Millis) -> Signal<i64> {
    ticking(1000, move || ((time - chat.now()).max(0) + 999) / 1000)
}

/// The day that it is for the visitor, as [`formats::day_of`] counts. It is watched until the current reactive owner is
/// cleaned up.
#[must_use]
pub fn today() -> Signal<i64> {
    ticking(DAY_CHECK_MS, || formats::day_of(formats::now()))
}

/// A value that is read again every so many milliseconds; who reads the signal hears of changes alone.
fn ticking(every_ms: u32, read: impl Fn() -> i64 + 'static) -> Signal<i64> {
    let value = Signal::new(read());
    let interval = Interval::new(every_ms, move || {
        let now = read();
        if value.try_get_untracked().is_some_and(|old| old != now) {
            value.set(now);
        }
    });
    // Owned by the reactive owner: cleaning that up drops the interval, which ends it.
    Stored::new(interval);
    value
}
