//! Formats times, days, numbers and lists in a language and the user's time zone, with the browser's `Intl`.
//!
//! Creating a formatter costs far more than using it (some ten milliseconds on a slow phone), so each is created
//! once, on demand.

use std::cell::OnceCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

pub use super::calendar::day_of;
use crate::model::time::Timestamp;

/// The formatters of one language.
pub struct Formats {
    locales: Array,
    clock: OnceCell<(Intl::DateTimeFormat, Function)>,
    day: OnceCell<Function>,
    day_and_time: OnceCell<Function>,
    number: OnceCell<Function>,
    plural: OnceCell<Intl::PluralRules>,
    list: OnceCell<Intl::ListFormat>,
    relative: OnceCell<Intl::RelativeTimeFormat>,
}

impl Formats {
    /// Creates the formatters of a language, given as a BCP 47 tag that `Intl` accepts; without one, of the browser's
    /// language.
    #[must_use]
    pub fn new(tag: Option<&str>) -> Self {
        Self {
            locales: tag.into_iter().map(JsValue::from).collect(),
            clock: OnceCell::new(),
            day: OnceCell::new(),
            day_and_time: OnceCell::new(),
            number: OnceCell::new(),
            plural: OnceCell::new(),
            list: OnceCell::new(),
            relative: OnceCell::new(),
        }
    }

    fn dates(&self, entries: &[(&str, &str)]) -> Intl::DateTimeFormat {
        Intl::DateTimeFormat::new(&self.locales, &options(entries))
    }

    fn clock(&self) -> &(Intl::DateTimeFormat, Function) {
        self.clock.get_or_init(|| {
            let clock = self.dates(&[("timeStyle", "short")]);
            let format = clock.format();
            (clock, format)
        })
    }

    fn relative(&self) -> &Intl::RelativeTimeFormat {
        self.relative.get_or_init(|| Intl::RelativeTimeFormat::new(&self.locales, &options(&[("numeric", "auto")])))
    }

    /// The time of day: "10:42", "10:42 AM".
    #[must_use]
    pub fn time(&self, instant: Timestamp) -> String {
        call(&self.clock().1, &date(instant))
    }

    /// The time of day without AM or PM, for places with little room: "10:42".
    #[must_use]
    pub fn short_time(&self, instant: Timestamp) -> String {
        let date = date(instant);
        if date.get_time().is_nan() {
            // `formatToParts` would throw.
            return String::new();
        }
        let parts = self.clock().0.format_to_parts(&date);
        let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok().and_then(|text| text.as_string());
        let kept = parts.iter().filter(|part| text(part, "type").as_deref() != Some("dayPeriod"));
        let digits: String = kept.filter_map(|part| text(&part, "value")).collect();
        digits.trim().to_owned()
    }

    /// The day with its weekday: "Sunday, 23 November 2025".
    #[must_use]
    pub fn day(&self, instant: Timestamp) -> String {
        let entries = [("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];
        call(self.day.get_or_init(|| self.dates(&entries).format()), &date(instant))
    }

    /// The day and the time: "23 November 2025 at 10:42".
    #[must_use]
    pub fn day_and_time(&self, instant: Timestamp) -> String {
        let entries = [("dateStyle", "long"), ("timeStyle", "short")];
        call(self.day_and_time.get_or_init(|| self.dates(&entries).format()), &date(instant))
    }

    /// A day relative to today, as a text on its own: "Today", "Yesterday", "3 days ago".
    #[must_use]
    pub fn days_ago(&self, days: i64) -> String {
        let text = self.relative().format(-(days as f64), "day");
        // `Intl` writes it in lowercase, for use within a sentence.
        let capital = text.char_at(0).to_locale_upper_case(self.locales.get(0).as_string().as_deref());
        [String::from(capital), String::from(text.slice(1, text.length()))].concat()
    }

    /// A number of seconds from now: "in 4 seconds", "in 5 minutes".
    #[must_use]
    pub fn in_seconds(&self, seconds: i64) -> String {
        let (count, unit) = if seconds > 90 { ((seconds + 59) / 60, "minute") } else { (seconds, "second") };
        self.relative().format(count as f64, unit).into()
    }

    /// A number with the language's digits and separators: "4,812".
    #[must_use]
    pub fn number(&self, number: usize) -> String {
        let format = || Intl::NumberFormat::new(&self.locales, &Object::new()).format();
        call(self.number.get_or_init(format), &JsValue::from(number as f64))
    }

    /// The plural category of a number: `zero`, `one`, `two`, `few`, `many` or `other`.
    #[must_use]
    pub fn plural(&self, number: usize) -> String {
        let rules = || Intl::PluralRules::new(&self.locales, &Object::new());
        self.plural.get_or_init(rules).select(number as f64).into()
    }

    /// A list: "Ada, Grace and Linus".
    #[must_use]
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        let items: Array = items.iter().map(|item| JsValue::from(item.as_ref())).collect();
        let list = || Intl::ListFormat::new(&self.locales, &Object::new());
        self.list.get_or_init(list).format(&items).into()
    }
}

/// The instant on the user's wall clock.
#[must_use]
pub fn now() -> Timestamp {
    Timestamp(Date::now() as i64)
}

fn date(instant: Timestamp) -> Date {
    Date::new(&JsValue::from(instant.0 as f64))
}

/// `format` is a getter that returns a bound function. It throws for an invalid date, for which there is nothing to
/// show.
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
