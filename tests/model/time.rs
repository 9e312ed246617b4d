//! Instants as backends write them.

use collabspace_chat::model::time::Timestamp;

fn parse(text: &str) -> Option<i64> {
    Timestamp::parse(text).map(|at| at.0)
}

#[test]
fn what_backends_write_is_read() {
    assert_eq!(parse("1970-01-01T00:00:00Z"), Some(0));
    assert_eq!(parse("2026-11-23T12:41:25.123Z"), Some(1_795_437_685_123));
    assert_eq!(parse("2026-11-23T12:41:25.123456789Z"), Some(1_795_437_685_123));
    assert_eq!(parse("2026-11-23T12:41:25.1Z"), Some(1_795_437_685_100));
    assert_eq!(parse("2026-11-23T13:41:25.123+01:00"), Some(1_795_437_685_123));
    assert_eq!(parse("2026-11-23 11:11:25.123-0130"), Some(1_795_437_685_123));
    assert_eq!(parse("1969-12-31T23:59:59.999Z"), Some(-1));
    assert_eq!(parse("2024-02-29T00:00:00Z"), Some(1_709_164_800_000));
}

#[test]
fn what_is_no_instant_is_not() {
    for text in [
        "",
        "now",
        "2026-11-23",
        "2026-11-23T12:41:25",
        "2026-11-23T12:41:25.Z",
        "2026-11-23T12:41:25Zx",
        "2026-11-23T12:41:25+1:00",
        "2026-11-23T12:41:25+99:00",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z",
        "+026-01-01T00:00:00Z",
        "2026-01-01T00:00:0éZ",
        "９026-01-01T00:00:00Z",
    ] {
        assert_eq!(parse(text), None, "{text:?}");
    }
}

#[test]
fn every_day_of_four_centuries_survives_the_way_there_and_back() {
    for day in 0..146_097 * 2 {
        let at = Timestamp((day - 146_097) * 86_400_000 + 12_345_678);
        assert_eq!(Timestamp::parse(&at.to_iso()), Some(at));
    }
    assert_eq!(Timestamp(0).to_iso(), "1970-01-01T00:00:00.000Z");
    assert_eq!(Timestamp(i64::MAX).to_iso(), "9999-12-31T23:59:59.999Z");
    assert_eq!(Timestamp(i64::MAX).next(), Timestamp::parse("9999-12-31T23:59:59.999Z").expect("it is an instant"));
    assert!(Timestamp(i64::MIN).to_iso().starts_with("0001-01-01"));
}
