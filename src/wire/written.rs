//! A small JSON writer. A library's generic writer would outweigh the rest of this module.

/// A JSON object being written, field by field.
pub(super) struct Written(String);

impl Written {
    /// Creates an object without fields.
    pub fn new() -> Self {
        Self(String::new())
    }

    /// Adds a text field.
    pub fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        self.quoted(text);
    }

    /// Adds a whole number field.
    pub fn number(&mut self, name: &str, number: i64) {
        self.json(name, &number.to_string());
    }

    /// Adds a field with raw JSON.
    pub fn json(&mut self, name: &str, json: &str) {
        self.name(name);
        self.0.push_str(json);
    }

    /// Adds a field with a list of texts.
    pub fn texts(&mut self, name: &str, texts: &[std::sync::Arc<str>]) {
        self.name(name);
        self.0.push('[');
        for (at, text) in texts.iter().enumerate() {
            if at > 0 {
                self.0.push(',');
            }
            self.quoted(text);
        }
        self.0.push(']');
    }

    /// Returns the object as text.
    pub fn finish(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }

    fn name(&mut self, name: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.quoted(name);
        self.0.push(':');
    }

    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.0.extend(['\\', c]),
                '\0'..'\u{20}' => {
                    let digit = |digit: u32| char::from_digit(digit, 16).unwrap_or('0');
                    self.0.push_str("\\u00");
                    self.0.extend([digit(u32::from(c) / 16), digit(u32::from(c) % 16)]);
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_out_as_it_went_in() {
        for text in ["", "plain", "\"quoted\" \\ back", "a\nb\tc\r\u{0}\u{1f}\u{7f}", "é 李 👍🏽 \u{2028}"] {
            let mut written = Written::new();
            written.text(text, text);
            written.number("n", -7);
            written.json("o", &Written::new().finish());
            let expected = serde_json::json!({ text: text, "n": -7, "o": {} });
            assert_eq!(serde_json::from_str::<serde_json::Value>(&written.finish()).expect("JSON"), expected);
        }
    }
}
