//! How a call of the backend can fail, by what may be done about it.

use std::fmt;

use super::reason::Reason;
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
        why: Reason,
    },
    /// Any other 4xx: refused for good. The call had no effect.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The backend's words.
        why: Reason,
    },
}

impl Failure {
    /// The failure that an HTTP status stands for, with the words of the answer, which may be empty.
    #[must_use]
    pub fn from_status(status: u16, words: &str, retry_after: Option<Millis>) -> Self {
        let why = |without: fn(u16) -> Reason| match Reason::words(words) {
            Reason::Unsaid => without(status),
            words => words,
        };
        match status {
            401 => Self::SignedOut,
            429 => Self::TooMany { retry_after },
            400..=499 if status != 408 => Self::Refused { status, why: why(Reason::Refused) },
            _ => Self::Broken { status, retry_after, why: why(Reason::Failed) },
        }
    }

    /// A call that was answered with a redirect which is not followed: to a page to sign in at, or because the
    /// configured address is not the final one. A POST may have had an effect before.
    #[must_use]
    pub fn redirected() -> Self {
        Self::Broken { status: 302, retry_after: None, why: Reason::Redirected }
    }

    /// A call that was answered, but not by what the contract says: what is wrong with the answer, for developers.
    #[must_use]
    pub fn unexpected(what: &str) -> Self {
        Self::Broken { status: 200, retry_after: None, why: Reason::Unexpected(what.into()) }
    }

    /// How long the backend asked us to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Millis> {
        match self {
            Self::TooMany { retry_after } | Self::Broken { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// What a person is told of it.
    #[must_use]
    pub fn reason(&self) -> Reason {
        match self {
            Self::NoAnswer => Reason::NoAnswer,
            Self::SignedOut => Reason::SignedOut,
            Self::TooMany { .. } => Reason::TooMany,
            Self::Broken { why, .. } | Self::Refused { why, .. } => why.clone(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason().fmt(f)
    }
}
