//! Classifies failures of the database.

use mongodb::error::{Error, ErrorKind, RETRYABLE_WRITE_ERROR, WriteFailure};

use crate::store::StoreError;

/// Error codes of a server that is no longer, or not yet, the primary (MongoDB's specification of server discovery,
/// "not writable primary" and "node is recovering").
const CHANGING: [i32; 7] = [91, 189, 10107, 11600, 11602, 13435, 13436];
/// The call exceeded its time limit.
const OUT_OF_TIME: i32 = 50;
/// A unique index already has the key.
const DUPLICATE_KEY: i32 = 11000;

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let text = words(&error);
        match error.kind.as_ref() {
            ErrorKind::Command(command) if command.code == OUT_OF_TIME => Self::TooLong(text),
            _ if is_away(&error) => Self::Away(text),
            _ => Self::Failed(text),
        }
    }
}

/// Returns `true` if the database recovers by itself.
fn is_away(error: &Error) -> bool {
    let by_kind = match error.kind.as_ref() {
        ErrorKind::Io(_)
        | ErrorKind::ServerSelection { .. }
        | ErrorKind::ConnectionPoolCleared { .. }
        | ErrorKind::DnsResolve { .. } => true,
        ErrorKind::Command(command) => CHANGING.contains(&command.code),
        _ => false,
    };
    by_kind || error.contains_label(RETRYABLE_WRITE_ERROR)
}

/// Returns `true` if a unique index rejected the document.
pub fn is_duplicate(error: &Error) -> bool {
    match error.kind.as_ref() {
        ErrorKind::Command(command) => command.code == DUPLICATE_KEY,
        ErrorKind::Write(WriteFailure::WriteError(write)) => write.code == DUPLICATE_KEY,
        _ => false,
    }
}

/// Describes the failure in one line, without the driver's own details.
fn words(error: &Error) -> String {
    error.kind.to_string().lines().collect::<Vec<_>>().join(" ")
}
