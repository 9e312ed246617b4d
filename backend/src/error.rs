//! Every refusal of the API: one type, one shape, `{"error": "text"}` with the right status.

use std::time::Duration;

use axum::Json;
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::rejection::{FormRejection, JsonRejection, PathRejection, QueryRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::attachments::FileError;
use crate::message::Message;
use crate::store::StoreError;

/// The retry delay while the store is away: electing a new primary takes a few seconds.
const STORE_AWAY: Duration = Duration::from_secs(2);

/// Why a call was refused. The text is written for the person who made the call.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// 400: a parameter is missing or malformed.
    #[error("{0}")]
    BadRequest(String),
    /// 401: no session, or one that is forged or has expired.
    #[error("You are not signed in, or your session has expired. Sign in and try again.")]
    NotSignedIn,
    /// 403: signed in, but not a member of the workspace or channel.
    #[error("{0}")]
    Forbidden(String),
    /// 404: no such thing.
    #[error("{0}")]
    NotFound(String),
    /// 405: the path exists, the method does not.
    #[error("This path does not support that method.")]
    MethodNotAllowed,
    /// 408: no byte of the body came for a while.
    #[error("The request's body stopped coming. Send it again.")]
    TooSlow,
    /// 409: the message cannot take this change. The caller gets its present version.
    #[error("{text}")]
    Conflict { text: &'static str, message: Option<Box<Message>> },
    /// 410: the feed cannot be read from this cursor.
    #[error("since is a position that this server does not have, or no longer has. Read the history again.")]
    Gone,
    /// 413: see [`crate::limits::BODY_BYTES`].
    #[error("The request is too large. The limit is {} bytes.", crate::limits::BODY_BYTES)]
    TooLarge,
    /// 413: a file that is too large, or beyond the quota.
    #[error("{0}")]
    FileTooLarge(FileError),
    /// 507: the disk is full.
    #[error("{0}")]
    NoRoom(FileError),
    /// 500: the disk refused. The cause is logged, but not sent to the caller.
    #[error("{0}")]
    Disk(FileError),
    /// 415: the body does not have the content type that the path reads.
    #[error("{0}")]
    UnsupportedMediaType(String),
    /// 429: over the rate limit; the answer carries `Retry-After`.
    #[error("Too many requests at once. Try again in {} s.", whole_seconds(.0))]
    RateLimited(Duration),
    /// 500: the store failed. The cause is logged, but not sent to the caller.
    #[error("The server's message store failed. Nothing was changed. Try again later.")]
    Store,
    /// 503: the store is away; the answer carries `Retry-After`. A message that was just sent may or may not be
    /// stored, which is known only once the store is back.
    #[error("The server cannot reach its message store right now. Try again in {} s.", STORE_AWAY.as_secs())]
    StoreAway,
    /// 503: a search took longer than allowed.
    #[error("This search takes too long. Search for a longer word, in one channel or for one person's messages.")]
    SearchTooLong,
}

impl ApiError {
    fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::Gone => StatusCode::GONE,
            Self::TooLarge | Self::FileTooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoRoom(_) => StatusCode::INSUFFICIENT_STORAGE,
            Self::Disk(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::UnsupportedMediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::RateLimited(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Store => StatusCode::INTERNAL_SERVER_ERROR,
            Self::StoreAway | Self::SearchTooLong => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// When to try again, if that is known.
    fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RateLimited(wait) => Some(*wait),
            Self::StoreAway => Some(STORE_AWAY),
            _ => None,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut body = json!({ "error": self.to_string() });
        if let Self::Conflict { message: Some(message), .. } = &self {
            body["message"] = json!(message);
        }
        let mut response = (self.status(), Json(body)).into_response();
        if let Some(wait) = self.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(whole_seconds(&wait)));
        }
        response
    }
}

/// `Retry-After` has only whole seconds; rounded up, so that a client that obeys it is let in.
fn whole_seconds(wait: &Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        match error {
            // The store itself has logged that it is away, once instead of for every call.
            StoreError::Away(_) => Self::StoreAway,
            StoreError::TooLong(_) => Self::SearchTooLong,
            StoreError::Failed(_) => {
                tracing::error!("{error}");
                Self::Store
            }
        }
    }
}

impl From<FileError> for ApiError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Empty => Self::BadRequest(error.to_string()),
            FileError::TooLarge(_) | FileError::OverQuota { .. } => Self::FileTooLarge(error),
            FileError::NoRoom => {
                tracing::error!("The disk of the attachments is full.");
                Self::NoRoom(error)
            }
            FileError::Disk(ref cause) => {
                tracing::error!("The folder of the attachments cannot be used: {cause}");
                Self::Disk(error)
            }
        }
    }
}

impl From<MultipartRejection> for ApiError {
    fn from(rejection: MultipartRejection) -> Self {
        Self::UnsupportedMediaType(rejection.body_text())
    }
}

impl From<MultipartError> for ApiError {
    fn from(error: MultipartError) -> Self {
        let text = "The body ended before the file did, or is not multipart/form-data. Send it again.";
        rejected(&error, StatusCode::BAD_REQUEST, text.into())
    }
}

/// Returns axum's rejection in the contract's form.
fn rejected(rejection: &(dyn std::error::Error + 'static), status: StatusCode, text: String) -> ApiError {
    let mut causes = std::iter::successors(Some(rejection), |error| error.source());
    if causes.any(|cause| cause.is::<tower_http::timeout::TimeoutError>()) {
        return ApiError::TooSlow;
    }
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => ApiError::UnsupportedMediaType(text),
        _ => ApiError::BadRequest(text),
    }
}

impl From<JsonRejection> for ApiError {
    fn from(rejection: JsonRejection) -> Self {
        rejected(&rejection, rejection.status(), rejection.body_text())
    }
}

impl From<FormRejection> for ApiError {
    fn from(rejection: FormRejection) -> Self {
        rejected(&rejection, rejection.status(), rejection.body_text())
    }
}

impl From<PathRejection> for ApiError {
    fn from(rejection: PathRejection) -> Self {
        rejected(&rejection, rejection.status(), rejection.body_text())
    }
}

impl From<QueryRejection> for ApiError {
    fn from(rejection: QueryRejection) -> Self {
        rejected(&rejection, rejection.status(), rejection.body_text())
    }
}
