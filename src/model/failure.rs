//! How a call of the backend can fail, by what may be done about it.

use std::fmt;
use std::sync::Arc;

use super::time::Millis;

/// A call that brought no usable answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer: the network, a time limit. Whether the call had an effect is not known.
    NoAnswer,
    /// 401: the visitor is not signed in. The call had no effect.
    SignedOut,
    /// 429: too many calls. The call had no effect.
    TooMany {
        /// How long to wait, where the backend said it.
        retry_after: Option<Millis>,
    },
    /// 408, 5xx, or an answer that cannot be read. Whether the call had an effect is not known: the original
    /// application answers 500 for messages that it has stored.
    Broken {
        /// The HTTP status.
        status: u16,
        /// How long to wait, where the backend said it.
        retry_after: Option<Millis>,
        /// The backend's words, or what is wrong with its answer.
        words: Arc<str>,
    },
    /// Any other 4xx: refused for good. The call had no effect.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The backend's words.
        words: Arc<str>,
    },
}

impl Failure {
    /// The failure that an HTTP status stands for.
    #[must_use]
    pub fn from_status(status: u16, words: &str, retry_after: Option<Millis>) -> Self {
        match status {
            401 => Self::SignedOut,
            429 => Self::TooMany { retry_after },
            400..=499 if status != 408 => Self::Refused { status, words: words.into() },
            _ => Self::Broken { status, retry_after, words: words.into() },
        }
    }

    /// A call that was answered with a redirect which is not followed: to a page to sign in at, or because the
    /// configured address is not the final one. A POST may have had an effect before.
    #[must_use]
    pub fn redirected() -> Self {
        let words = "you are signed out, or the server's address is not the final one";
        Self::Broken { status: 302, retry_after: None, words: words.into() }
    }

    /// A call that was answered, but not by what the contract says: what is wrong with the answer, for developers.
    #[must_use]
    pub fn unexpected(what: &str) -> Self {
        let words = "the server's answer is not of the expected form";
        let words = if what.is_empty() { words.into() } else { [words, " (", what, ")"].concat().into() };
        Self::Broken { status: 200, retry_after: None, words }
    }

    /// How long the backend asked us to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Millis> {
        match self {
            Self::TooMany { retry_after } | Self::Broken { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAnswer => f.write_str("the server did not answer"),
            Self::SignedOut => f.write_str("you are signed out"),
            Self::TooMany { .. } => f.write_str("too many messages at once"),
            Self::Broken { words, .. } | Self::Refused { words, .. } if !words.is_empty() => f.write_str(words),
            Self::Broken { status, .. } => write!(f, "the server failed (HTTP {status})"),
            Self::Refused { status, .. } => write!(f, "the server refused it (HTTP {status})"),
        }
    }
}
