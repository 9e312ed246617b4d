//! Times, days, numbers and lists, in whatever language the browser has, and in those that the page speaks.

use collabspace_chat::browser::formats::{Formats, now};
use collabspace_chat::model::time::Timestamp;
use js_sys::Date;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::Uncaught;

/// Those of the browser's own language.
fn own() -> Formats {
    Formats::new(None)
}

/// An afternoon where the visitor is.
fn afternoon() -> Timestamp {
    Timestamp(Date::new_with_year_month_day_hr_min_sec(2025, 10, 23, 14, 42, 31).get_time() as i64)
}

#[wasm_bindgen_test]
fn a_time_has_the_visitors_hour_and_minute() {
    for text in [own().time(afternoon()), own().short_time(afternoon()), own().day_and_time(afternoon())] {
        assert!(text.contains("14") || text.contains('2'), "{text}");
        assert!(text.contains("42") && !text.contains("31"), "{text}");
    }
}

#[wasm_bindgen_test]
fn the_short_time_is_the_time_without_the_half_of_the_day() {
    for hour in 0..24 {
        let instant = Timestamp(Date::new_with_year_month_day_hr_min_sec(2025, 10, 23, hour, 5, 0).get_time() as i64);
        let (long, short) = (own().time(instant), own().short_time(instant));
        assert!(!short.contains(char::is_alphabetic), "{short}");
        assert!(long.contains(&short), "{short} of {long}");
        assert_eq!(short, short.trim());
    }
}

#[wasm_bindgen_test]
fn a_day_names_the_weekday_and_the_year() {
    let (this, next) = (own().day(afternoon()), own().day(Timestamp(afternoon().0 + 7 * 86_400_000)));
    for text in [&this, &own().day_and_time(afternoon())] {
        assert!(text.contains("23") && text.contains("2025"), "{text}");
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    assert_eq!(words(&this), words(&next), "the same weekday a week later");
    assert_ne!(words(&this), words(&own().day(Timestamp(afternoon().0 + 86_400_000))), "another the day after");
    assert!(!this.contains("42"), "{this}");
}

#[wasm_bindgen_test]
fn a_number_has_separators() {
    assert_eq!(own().number(7), "7");
    let text = own().number(1_234_567);
    assert_eq!(text.chars().filter(char::is_ascii_digit).collect::<String>(), "1234567");
    assert!(text.len() > 7, "{text}");
}

#[wasm_bindgen_test]
fn an_instant_that_no_calendar_has_is_shown_as_nothing() {
    let uncaught = Uncaught::watch();
    for instant in [Timestamp(i64::MIN), Timestamp(i64::MAX)] {
        assert_eq!(
            [own().time(instant), own().short_time(instant), own().day(instant), own().day_and_time(instant)],
            [""; 4]
        );
    }
    uncaught.assert_none();
}

#[wasm_bindgen_test]
fn each_language_has_its_own_way() {
    let (german, arabic, hindi) = (Formats::new(Some("de")), Formats::new(Some("ar-EG")), Formats::new(Some("hi-IN")));
    assert_eq!(german.number(4_812), "4.812");
    assert_eq!(arabic.number(4_812), "٤٬٨١٢");
    assert_eq!(hindi.number(123_456), "1,23,456");
    assert_eq!(german.time(afternoon()), "14:42");
    assert_eq!(german.day(afternoon()), "Sonntag, 23. November 2025");
    assert!(Formats::new(Some("ja")).day(afternoon()).starts_with("2025年11月23日"));
}

#[wasm_bindgen_test]
fn a_list_is_joined_as_the_language_joins_it() {
    let names = ["Ada", "Grace", "Linus"];
    for (tag, list) in [
        ("en-GB", "Ada, Grace and Linus"),
        ("de", "Ada, Grace und Linus"),
        ("ar", "Ada وGrace وLinus"),
        ("zh", "Ada、Grace和Linus"),
    ] {
        assert_eq!(Formats::new(Some(tag)).list(&names), list);
    }
    assert_eq!(own().list(&["Ada"]), "Ada");
    assert_eq!(own().list::<&str>(&[]), "");
}

#[wasm_bindgen_test]
fn a_number_has_the_category_that_the_language_gives_it() {
    let categories = |tag, numbers: &[usize]| -> Vec<String> {
        let formats = Formats::new(Some(tag));
        numbers.iter().map(|number| formats.plural(*number)).collect()
    };
    let arabic = categories("ar", &[0, 1, 2, 3, 10, 11, 99, 100]);
    assert_eq!(arabic, ["zero", "one", "two", "few", "few", "many", "many", "other"]);
    assert_eq!(categories("fr", &[0, 1, 2]), ["one", "one", "other"]);
    assert_eq!(categories("ja", &[1]), ["other"]);
}

#[wasm_bindgen_test]
fn what_is_near_in_time_has_words() {
    let (english, german) = (Formats::new(Some("en")), Formats::new(Some("de")));
    assert_eq!([english.days_ago(0), english.days_ago(1), english.days_ago(3)], ["Today", "Yesterday", "3 days ago"]);
    assert_eq!([german.days_ago(0), german.days_ago(1)], ["Heute", "Gestern"]);
    assert_eq!([english.in_seconds(1), english.in_seconds(4)], ["in 1 second", "in 4 seconds"]);
    assert_eq!(Formats::new(Some("ar-EG")).days_ago(0), "اليوم");
}

#[wasm_bindgen_test]
fn now_is_the_wall_clock() {
    let before = Date::now() as i64;
    let now = now().0;
    assert!(before <= now && now <= Date::now() as i64);
}
