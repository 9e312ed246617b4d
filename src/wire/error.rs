//! Errors in foreign JSON.

use std::fmt;

use serde_json::Value;

/// The field's name if the whole text is wrong.
pub(super) const WHOLE: &str = "the text";

/// The value of a field that is missing or `null`.
pub(super) const NOTHING: &str = "nothing";

/// The maximum length of a foreign text in an error, in characters.
const SHOWN: usize = 60;

/// One invalid field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError {
    /// Its path, such as `messages[3].createdAt`.
    pub field: String,
    /// Its value, shortened.
    pub holds: String,
    /// The expected value, in words that can follow "it should hold".
    pub expected: String,
}

impl WireError {
    /// Reports the field at `path`; an empty path is the whole text.
    pub(super) fn new(path: &str, value: Option<&Value>, expected: &str) -> Self {
        let field = if path.is_empty() { WHOLE } else { path };
        Self { field: field.to_owned(), holds: described(value), expected: expected.to_owned() }
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} holds {}; it should hold {}", self.field, self.holds, self.expected)
    }
}

impl std::error::Error for WireError {}

/// Describes a value for a person: its kind, and as much of it as fits on a line.
fn described(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => NOTHING.to_owned(),
        Some(Value::Bool(value)) => value.to_string(),
        Some(Value::Number(value)) => match (value.as_i64(), value.as_u64(), value.as_f64()) {
            (Some(whole), ..) => whole.to_string(),
            (None, Some(whole), _) => whole.to_string(),
            (None, None, number) => decimal(number.unwrap_or_default()),
        },
        Some(Value::String(text)) => format!("\"{}\"", shortened(text)),
        Some(Value::Array(list)) => format!("a list of {}", list.len()),
        Some(Value::Object(_)) => "an object".to_owned(),
    }
}

/// Writes a fractional number, to six decimals: enough to recognise it. Writing any number exactly takes tables.
fn decimal(number: f64) -> String {
    let millionths = (number.abs() * 1e6).round();
    // If no decimals are left.
    if millionths >= 9e15 {
        return "a number that is too large".to_owned();
    }
    let (whole, rest) = (millionths as u64 / 1_000_000, millionths as u64 % 1_000_000);
    let decimals = ["0".repeat(6 - rest.to_string().len()), rest.to_string()].concat();
    let sign = if number < 0.0 { "-" } else { "" };
    [sign, &whole.to_string(), ".", decimals.trim_end_matches('0')].concat().trim_end_matches('.').to_owned()
}

/// Returns the beginning of a foreign text, without control characters.
pub(super) fn shortened(text: &str) -> String {
    let mut rest = text.chars().filter(|c| !c.is_control());
    let mut shown: String = rest.by_ref().take(SHOWN).collect();
    if rest.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn a_number_that_is_not_whole_is_known_again() {
        for (number, shown) in [(1.5, "1.5"), (-80.25, "-80.25"), (0.000_001, "0.000001"), (1e-9, "0"), (12.0, "12")] {
            assert_eq!(decimal(number), shown);
        }
        assert_eq!(decimal(1e300), "a number that is too large");
    }
}
