//! The ways in which a call to the backend can fail, by what can be done about them.

use std::fmt;

use super::reason::Reason;
use super::time::Millis;

/// A call without a usable answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer: a network failure or a timeout. It is not known if the call had an effect.
    NoAnswer,
    /// 401: the user is not signed in. The call had no effect.
    SignedOut,
    /// 429: too many calls. The call had no effect.
    TooMany {
        /// How long to wait, if the backend said so.
        retry_after: Option<Millis>,
    },
    /// 408, 5xx, or an answer that cannot be read. It is not known if the call had an effect: the original
    /// application answers 500 for messages that it has stored.
    Broken {
        /// The HTTP status.
        status: u16,
        /// How long to wait, if the backend said so.
        retry_after: Option<Millis>,
        /// The backend's message, or the problem with its answer.
        why: Reason,
    },
    /// Any other 4xx: refused permanently. The call had no effect.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The backend's message.
        why: Reason,
    },
}

impl Failure {
    /// Returns the failure for an HTTP status and the answer's message, which may be empty.
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

    /// Returns the failure for a redirect that is not followed: to a sign-in page, or because the configured address
    /// is not the final one. A POST may have had an effect before.
    #[must_use]
    pub fn redirected() -> Self {
        Self::Broken { status: 302, retry_after: None, why: Reason::Redirected }
    }

    /// Returns the failure for an answer that breaks the contract; the problem is described for developers.
    #[must_use]
    pub fn unexpected(what: &str) -> Self {
        Self::Broken { status: 200, retry_after: None, why: Reason::Unexpected(what.into()) }
    }

    /// Returns how long the backend asked to wait.
    #[must_use]
    pub fn retry_after(&self) -> Option<Millis> {
        match self {
            Self::TooMany { retry_after } | Self::Broken { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Returns the reason to show to a person.
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
