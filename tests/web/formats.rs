//! Times, days and numbers, in whatever language the browser has.

use collabspace_chat::browser::formats::{day, day_and_time, now, number, short_time, time};
use collabspace_chat::model::time::Timestamp;
use js_sys::Date;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::Uncaught;

/// An afternoon where the visitor is.
fn afternoon() -> Timestamp {
    Timestamp(Date::new_with_year_month_day_hr_min_sec(2025, 10, 23, 14, 42, 31).get_time() as i64)
}

#[wasm_bindgen_test]
fn a_time_has_the_visitors_hour_and_minute() {
    for text in [time(afternoon()), short_time(afternoon()), day_and_time(afternoon())] {
        assert!(text.contains("14") || text.contains('2'), "{text}");
        assert!(text.contains("42") && !text.contains("31"), "{text}");
    }
}

#[wasm_bindgen_test]
fn the_short_time_is_the_time_without_the_half_of_the_day() {
    for hour in 0..24 {
        let instant = Timestamp(Date::new_with_year_month_day_hr_min_sec(2025, 10, 23, hour, 5, 0).get_time() as i64);
        let (long, short) = (time(instant), short_time(instant));
        assert!(!short.contains(char::is_alphabetic), "{short}");
        assert!(long.contains(&short), "{short} of {long}");
        assert_eq!(short, short.trim());
    }
}

#[wasm_bindgen_test]
fn a_day_names_the_weekday_and_the_year() {
    let (this, next) = (day(afternoon()), day(Timestamp(afternoon().0 + 7 * 86_400_000)));
    for text in [&this, &day_and_time(afternoon())] {
        assert!(text.contains("23") && text.contains("2025"), "{text}");
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    assert_eq!(words(&this), words(&next), "the same weekday a week later");
    assert_ne!(words(&this), words(&day(Timestamp(afternoon().0 + 86_400_000))), "another the day after");
    assert!(!this.contains("42"), "{this}");
}

#[wasm_bindgen_test]
fn a_number_has_separators() {
    assert_eq!(number(7), "7");
    let text = number(1_234_567);
    assert_eq!(text.chars().filter(char::is_ascii_digit).collect::<String>(), "1234567");
    assert!(text.len() > 7, "{text}");
}

#[wasm_bindgen_test]
fn an_instant_that_no_calendar_has_is_shown_as_nothing() {
    let uncaught = Uncaught::watch();
    for instant in [Timestamp(i64::MIN), Timestamp(i64::MAX)] {
        assert_eq!([time(instant), short_time(instant), day(instant), day_and_time(instant)], [""; 4]);
    }
    uncaught.assert_none();
}

#[wasm_bindgen_test]
fn now_is_the_wall_clock() {
    let before = Date::now() as i64;
    let now = now().0;
    assert!(before <= now && now <= Date::now() as i64);
}
