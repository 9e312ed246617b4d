//! The user's calendar.

use std::cell::Cell;

use crate::model::time::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// In every time zone, days begin and clocks change on a quarter of an hour in UTC.
const QUARTER_MS: i64 = 900_000;

/// Returns the user's day that contains an instant, counted from an arbitrary day.
#[must_use]
pub fn day_of(instant: Timestamp) -> i64 {
    thread_local! {
        // Neighbouring messages arrived close together, so the browser is asked only once per quarter of an hour.
        static LAST: Cell<(i64, i64)> = const { Cell::new((i64::MIN, 0)) };
    }
    let quarter = instant.0.div_euclid(QUARTER_MS);
    let (last, day) = LAST.get();
    if last == quarter {
        return day;
    }
    let day = ask_day_of(instant);
    LAST.set((quarter, day));
    day
}

fn ask_day_of(instant: Timestamp) -> i64 {
    let date = js_sys::Date::new(&(instant.0 as f64).into());
    // The offset of that day, not of today: the clocks may have changed since.
    let offset_minutes = date.get_timezone_offset();
    let local = if offset_minutes.is_finite() { instant.0 - offset_minutes as i64 * 60_000 } else { instant.0 };
    local.div_euclid(DAY_MS)
}
