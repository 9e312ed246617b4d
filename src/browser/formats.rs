//! Times, days, numbers and lists of a language, in the visitor's time zone, by the browser's `Intl`.
//!
//! Making a formatter costs far more than using it, so each is made once.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

pub use super::calendar::day_of;
use crate::model::time::Timestamp;

/// The formatters of one language.
pub struct Formats {
    locales: Array,
    time: Function,
    day: Function,
    day_and_time: Function,
    number: Function,
    parts: Intl::DateTimeFormat,
    plural: Intl::PluralRules,
    list: Intl::ListFormat,
    relative: Intl::RelativeTimeFormat,
}

impl Formats {
    /// Those of a language, by a BCP 47 tag that `Intl` takes; without one, of the browser's own.
    #[must_use]
    pub fn new(tag: Option<&str>) -> Self {
        let locales: Array = tag.into_iter().map(JsValue::from).collect();
        let clock = Intl::DateTimeFormat::new(&locales, &options(&[("timeStyle", "short")]));
        let day = options(&[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")]);
        let both = options(&[("dateStyle", "long"), ("timeStyle", "short")]);
        Self {
            time: clock.format(),
            day: Intl::DateTimeFormat::new(&locales, &day).format(),
            day_and_time: Intl::DateTimeFormat::new(&locales, &both).format(),
            number: Intl::NumberFormat::new(&locales, &Object::new()).format(),
            parts: clock,
            plural: Intl::PluralRules::new(&locales, &Object::new()),
            list: Intl::ListFormat::new(&locales, &Object::new()),
            relative: Intl::RelativeTimeFormat::new(&locales, &options(&[("numeric", "auto")])),
            locales,
        }
    }

    /// The time of day: "10:42", "10:42 AM".
    #[must_use]
    pub fn time(&self, instant: Timestamp) -> String {
        call(&self.time, &date(instant))
    }

    /// The time of day without the half of the day, for where there is room for little more than digits: "10:42".
    #[must_use]
    pub fn short_time(&self, instant: Timestamp) -> String {
        let date = date(instant);
        if date.get_time().is_nan() {
            // `formatToParts` would throw.
            return String::new();
        }
        let parts = self.parts.format_to_parts(&date);
        let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok().and_then(|text| text.as_string());
        let kept = parts.iter().filter(|part| text(part, "type").as_deref() != Some("dayPeriod"));
        let digits: String = kept.filter_map(|part| text(&part, "value")).collect();
        digits.trim().to_owned()
    }

    /// The day with its weekday: "Sunday, 23 November 2025".
    #[must_use]
    pub fn day(&self, instant: Timestamp) -> String {
        call(&self.day, &date(instant))
    }

    /// The day and the time: "23 November 2025 at 10:42".
    #[must_use]
    pub fn day_and_time(&self, instant: Timestamp) -> String {
        call(&self.day_and_time, &date(instant))
    }

    /// A day by its distance, to stand by itself: "Today", "Yesterday", "3 days ago".
    #[must_use]
    pub fn days_ago(&self, days: i64) -> String {
        let text = self.relative.format(-(days as f64), "day");
        // Within a sentence it begins small, where the language knows capitals.
        let capital = text.char_at(0).to_locale_upper_case(self.locales.get(0).as_string().as_deref());
        [String::from(capital), String::from(text.slice(1, text.length()))].concat()
    }

    /// So many seconds from now: "in 4 seconds".
    #[must_use]
    pub fn in_seconds(&self, seconds: i64) -> String {
        self.relative.format(seconds as f64, "second").into()
    }

    /// A number with the language's digits and separators: "4,812".
    #[must_use]
    pub fn number(&self, number: usize) -> String {
        call(&self.number, &JsValue::from(number as f64))
    }

    /// The plural category of a number: `zero`, `one`, `two`, `few`, `many` or `other`.
    #[must_use]
    pub fn plural(&self, number: usize) -> String {
        self.plural.select(number as f64).into()
    }

    /// Several as one: "Ada, Grace and Linus".
    #[must_use]
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        let items: Array = items.iter().map(|item| JsValue::from(item.as_ref())).collect();
        self.list.format(&items).into()
    }
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
