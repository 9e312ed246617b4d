//! Why something failed, as a value. The strings of a language turn it into words for a person.
//!
//! Its English form is used where only text is possible: in the log, and on disk beside a refused message, where
//! [`Reason::parse`] reads it again.

use std::fmt;
use std::sync::Arc;

use super::text::MESSAGE_LIMIT;

/// Why something failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A call was not answered.
    NoAnswer,
    /// 401.
    SignedOut,
    /// 429.
    TooMany,
    /// A redirect that is not followed: to a sign-in page, or from an address that is not the final one.
    Redirected,
    /// The server's answer breaks the contract; described in English for developers. May be empty.
    Unexpected(Arc<str>),
    /// The server failed with this HTTP status and no message.
    Failed(u16),
    /// The server refused it with this HTTP status and no message.
    Refused(u16),
    /// The server has no older messages.
    NoOlder,
    /// The page was closed while a message was being sent.
    PageClosed,
    /// An earlier release stored a message without recording which chat of the site it belongs to.
    UnknownChat,
    /// The live service did not answer the subscription.
    Unsubscribed,
    /// A message has files, but the chat no longer accepts any.
    NoFiles,
    /// A message has a file whose bytes the browser did not keep.
    NoBytes,
    /// A message has this many characters, more than [`MESSAGE_LIMIT`].
    TooLong(usize),
    /// The message of the server or the live service, in any language.
    Words(Arc<str>),
    /// No reason was given.
    Unsaid,
}

/// The reasons that consist only of words.
const PLAIN: [(Reason, &str); 11] = [
    (Reason::NoAnswer, "the server did not answer"),
    (Reason::SignedOut, "you are signed out"),
    (Reason::TooMany, "too many messages at once"),
    (Reason::Redirected, "you are signed out, or the server's address is not the final one"),
    (Reason::NoOlder, "the server gives no older messages"),
    (Reason::PageClosed, "the page was closed while sending"),
    (Reason::UnknownChat, "it was written before an update of the chat, perhaps for another chat of this site"),
    (Reason::Unsubscribed, "the subscription was not answered"),
    (Reason::NoFiles, "this chat takes no files any more"),
    (Reason::NoBytes, "the browser has not kept the file: attach it again"),
    (Reason::Unsaid, "no reason was given"),
];

const UNEXPECTED: &str = "the server's answer is not of the expected form";
const FAILED: &str = "the server failed";
const REFUSED: &str = "the server refused it";
const HTTP: &str = " (HTTP ";

impl Reason {
    /// Returns the reason for a message from an answer or an error, in any language.
    #[must_use]
    pub fn words(words: &str) -> Self {
        let words = words.trim();
        if words.is_empty() { Self::Unsaid } else { Self::Words(words.into()) }
    }

    /// Returns the reason with this English form; any other text becomes [`Reason::Words`].
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if let Some((reason, _)) = PLAIN.iter().find(|(_, english)| *english == text) {
            return reason.clone();
        }
        let within = |start: &str, end: &str| text.strip_prefix(start)?.strip_suffix(end);
        let status = |english: &str| within(english, ")")?.strip_prefix(HTTP)?.parse().ok();
        let details = || within(UNEXPECTED, ")")?.strip_prefix(" (");
        if let Some(status) = status(FAILED) {
            Self::Failed(status)
        } else if let Some(status) = status(REFUSED) {
            Self::Refused(status)
        } else if text == UNEXPECTED {
            Self::Unexpected("".into())
        } else if let Some(details) = details() {
            Self::Unexpected(details.into())
        } else {
            Self::words(text)
        }
    }
}

/// Writes it in English, without a full stop.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unexpected(details) if details.is_empty() => f.write_str(UNEXPECTED),
            Self::Unexpected(details) => write!(f, "{UNEXPECTED} ({details})"),
            Self::Failed(status) => write!(f, "{FAILED}{HTTP}{status})"),
            Self::Refused(status) => write!(f, "{REFUSED}{HTTP}{status})"),
            Self::TooLong(length) => {
                write!(f, "the message has {length} characters, at most {MESSAGE_LIMIT} can be sent")
            }
            Self::Words(words) => f.write_str(words),
            plain => {
                let english = PLAIN.iter().find(|(reason, _)| reason == plain).map_or("", |(_, english)| english);
                f.write_str(english)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_in_english_is_read_again() {
        let others = [
            Reason::Unexpected("".into()),
            Reason::Unexpected("`messages` is missing (found: null)".into()),
            Reason::Failed(503),
            Reason::Refused(403),
            Reason::Words("not in this channel (ask Ada)".into()),
        ];
        for reason in PLAIN.iter().map(|(reason, _)| reason).chain(&others) {
            assert_eq!(Reason::parse(&reason.to_string()), *reason);
        }
    }

    #[test]
    fn what_reads_like_a_reason_and_is_none_is_somebodys_words() {
        for text in ["the server failed (HTTP x)", "the server failed", "the server refused it (HTTP 403) again"] {
            assert_eq!(Reason::parse(text), Reason::Words(text.into()));
        }
        assert_eq!(Reason::parse(" "), Reason::Unsaid);
    }
}
