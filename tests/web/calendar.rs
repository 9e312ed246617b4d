//! The visitor's calendar.

use collabspace_chat::browser::calendar::day_of;
use collabspace_chat::model::time::Timestamp;
use js_sys::Reflect;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Replaced, function};

const HOUR: i64 = 3_600_000;
/// 2025-11-23T00:00:00Z.
const MIDNIGHT: i64 = 1_763_856_000_000;

/// A visitor somewhere else: no page can change its time zone, only what `Date` says of it.
fn zone(offset_minutes: &str) -> Replaced {
    let date = Reflect::get(&js_sys::global(), &"Date".into()).expect("Date");
    let prototype = Reflect::get(&date, &"prototype".into()).expect("its prototype");
    Replaced::new(&prototype, "getTimezoneOffset", &function("", offset_minutes))
}

fn day(instant: i64) -> i64 {
    day_of(Timestamp(instant))
}

#[wasm_bindgen_test]
fn a_day_begins_at_the_visitors_midnight() {
    for (offset_minutes, midnight) in
        [(0, MIDNIGHT), (-330, MIDNIGHT - 330 * 60_000), (480, MIDNIGHT + 8 * HOUR), (-840, MIDNIGHT - 14 * HOUR)]
    {
        let _zone = zone(&format!("return {offset_minutes}"));
        assert_eq!(day(midnight), day(midnight - 1) + 1, "{offset_minutes}");
        assert_eq!(day(midnight), day(midnight + 24 * HOUR - 1), "{offset_minutes}");
    }
}

#[wasm_bindgen_test]
fn the_offset_is_that_of_the_day_not_of_today() {
    // Clocks were set back by an hour, from two hours ahead of UTC to one, at this instant.
    let change = MIDNIGHT + HOUR;
    let _zone = zone(&format!("return this.getTime() < {change} ? -120 : -60"));
    assert_eq!(day(MIDNIGHT - 2 * HOUR), day(MIDNIGHT - 2 * HOUR - 1) + 1);
    assert_eq!(day(MIDNIGHT - 2 * HOUR), day(MIDNIGHT + 23 * HOUR - 1), "a day of 25 hours");
    assert_eq!(day(MIDNIGHT + 23 * HOUR), day(MIDNIGHT + 23 * HOUR - 1) + 1);
}

#[wasm_bindgen_test]
fn days_before_1970_and_instants_of_no_calendar_are_days_too() {
    let _zone = zone("return isNaN(this) ? NaN : 0");
    assert_eq!((day(-1), day(0), day(-24 * HOUR), day(-24 * HOUR - 1)), (-1, 0, -1, -2));
    assert!(day(i64::MIN) < day(0) && day(0) < day(i64::MAX));
}
