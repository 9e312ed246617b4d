//! The visitor's calendar.

use crate::model::time::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// The day on which an instant falls for the visitor, counted from some day on.
#[must_use]
pub fn day_of(instant: Timestamp) -> i64 {
    let date = js_sys::Date::new(&(instant.0 as f64).into());
    // The offset of that day, not of today: clocks may have been changed since.
    let offset_minutes = date.get_timezone_offset();
    let local = if offset_minutes.is_finite() { instant.0 - offset_minutes as i64 * 60_000 } else { instant.0 };
    local.div_euclid(DAY_MS)
}
