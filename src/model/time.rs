//! The two clocks of the model, which must never be mixed.
//!
//! [`Millis`] counts from an arbitrary origin and never goes back: the session's deadlines use it. [`Timestamp`] is
//! the backend's wall clock, as in a message's `createdAt`: the order of messages uses it. They are never compared
//! with each other, so a user's clock that is wrong by hours changes nothing.

/// Milliseconds of the session's own clock (in the browser: `performance.now()`), or a span of them.
pub type Millis = i64;

/// An instant of the backend's clock: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// The first and the last instant that can be written with a year of four digits.
const RANGE: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

impl Timestamp {
    /// Reads ISO 8601 as backends write it: `2026-11-23T12:41:25Z`, with any number of fractional digits (those after
    /// the third are dropped) and `Z` or an offset such as `+01:00`. Returns `None` for anything else, including
    /// dates that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() < 20 || bytes[4] != b'-' || bytes[7] != b'-' || !matches!(bytes[10], b'T' | b't' | b' ') {
            return None;
        }
        if bytes[13] != b':' || bytes[16] != b':' {
            return None;
        }
        let (year, month, day) = (number(bytes, 0, 4)?, number(bytes, 5, 2)?, number(bytes, 8, 2)?);
        let (hour, minute, second) = (number(bytes, 11, 2)?, number(bytes, 14, 2)?, number(bytes, 17, 2)?);
        if year < 1 || !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let (fraction, at) = fraction(bytes, 19)?;
        let offset = offset(bytes, at)?;
        let seconds = ((days_from_civil(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
        let millis = seconds * 1000 + fraction - offset * 60_000;
        RANGE.contains(&millis).then_some(Self(millis))
    }

    /// Writes ISO 8601 with milliseconds and `Z`, as the contract requires.
    #[must_use]
    pub fn to_iso(self) -> String {
        let millis = self.0.clamp(*RANGE.start(), *RANGE.end());
        let (days, rest) = (millis.div_euclid(86_400_000), millis.rem_euclid(86_400_000));
        let (year, month, day) = civil_from_days(days);
        let (hour, minute, second, fraction) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:03}Z")
    }

    /// Returns the instant one millisecond later: as an exclusive `before`, it includes this instant.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1).min(*RANGE.end()))
    }

    /// Returns the instant one millisecond earlier.
    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.saturating_sub(1).max(*RANGE.start()))
    }
}

fn number(bytes: &[u8], from: usize, digits: usize) -> Option<i64> {
    bytes
        .get(from..from + digits)?
        .iter()
        .try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

/// Returns the milliseconds of an optional fraction, and where it ends.
fn fraction(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    if !matches!(bytes.get(at), Some(b'.' | b',')) {
        return Some((0, at));
    }
    let digits = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        return None;
    }
    let kept = digits.min(3);
    let scale = [100, 10, 1][kept - 1];
    Some((number(bytes, at + 1, kept)? * scale, at + 1 + digits))
}

/// Returns how many minutes the written time is ahead of UTC; the text must end after it.
fn offset(bytes: &[u8], at: usize) -> Option<i64> {
    let sign = match bytes.get(at)? {
        b'Z' | b'z' => return (bytes.len() == at + 1).then_some(0),
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let minutes_at = match bytes.len() - at {
        6 if bytes[at + 3] == b':' => at + 4,
        5 => at + 3,
        _ => return None,
    };
    let (hours, minutes) = (number(bytes, at + 1, 2)?, number(bytes, minutes_at, 2)?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// Returns the days since 1970-01-01 of a date of the proleptic Gregorian calendar, counted in years that begin in
/// March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}
