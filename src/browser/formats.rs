//! Times, days and numbers in the visitor's language and time zone, by the browser's `Intl`.
//!
//! Making a formatter costs far more than using it, so each is made once.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

pub use super::calendar::day_of;
use crate::model::time::Timestamp;

/// The formatters of one page.
struct Formats {
    time: Function,
    day: Function,
    day_and_time: Function,
    number: Function,
    parts: Intl::DateTimeFormat,
}

impl Formats {
    fn new() -> Self {
        let locales = Array::new();
        let clock = Intl::DateTimeFormat::new(&locales, &options(&[("timeStyle", "short")]));
        let day = options(&[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")]);
        let both = options(&[("dateStyle", "long"), ("timeStyle", "short")]);
        Self {
            time: clock.format(),
            day: Intl::DateTimeFormat::new(&locales, &day).format(),
            day_and_time: Intl::DateTimeFormat::new(&locales, &both).format(),
            number: Intl::NumberFormat::new(&locales, &Object::new()).format(),
            parts: clock,
        }
    }
}

thread_local! {
    static FORMATS: Formats = Formats::new();
}

/// The time of day, as the visitor writes it: "10:42", "10:42 AM".
#[must_use]
pub fn time(instant: Timestamp) -> String {
    FORMATS.with(|formats| call(&formats.time, &date(instant)))
}

/// The time of day without the half of the day, for where there is room for little more than digits: "10:42".
#[must_use]
pub fn short_time(instant: Timestamp) -> String {
    let date = date(instant);
    if date.get_time().is_nan() {
        // `formatToParts` would throw.
        return String::new();
    }
    let parts = FORMATS.with(|formats| formats.parts.format_to_parts(&date));
    let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok().and_then(|text| text.as_string());
    let kept = parts.iter().filter(|part| text(part, "type").as_deref() != Some("dayPeriod"));
    let digits: String = kept.filter_map(|part| text(&part, "value")).collect();
    digits.trim().to_owned()
}

/// The day with its weekday: "Sunday, 23 November 2025".
#[must_use]
pub fn day(instant: Timestamp) -> String {
    FORMATS.with(|formats| call(&formats.day, &date(instant)))
}

/// The day and the time: "23 November 2025 at 10:42".
#[must_use]
pub fn day_and_time(instant: Timestamp) -> String {
    FORMATS.with(|formats| call(&formats.day_and_time, &date(instant)))
}

/// A number with the separators of the visitor's language: "4,812".
#[must_use]
pub fn number(number: usize) -> String {
    FORMATS.with(|formats| call(&formats.number, &JsValue::from(number as f64)))
}

/// This instant, by the visitor's wall clock.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp(Date::now() as i64)
}

fn date(instant: Timestamp) -> Date {
    Date::new(&JsValue::from(instant.0 as f64))
}

/// `format` is a getter that gives a bound function. It throws for a date that is none, which has nothing to show.
fn call(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn options(entries: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in entries {
        // Setting a property of a new, plain object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from(*name), &JsValue::from(*value));
    }
    options
}
