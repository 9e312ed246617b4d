//! Identifies the caller. A session is a signed token, in a cookie or as a bearer token; signing out
//! revokes it in the store.
//!
//! **Your own session check goes here.** The demonstration signs people in under any name they type. A real site lets
//! [`Sessions::person`] ask its own sessions, by its cookie or its token, and keeps the rest: handlers take a
//! [`Person`] and answer 401 without one.

pub mod cookie;
mod token;

pub use token::{Session, Tokens};

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum_extra::extract::cookie::CookieJar;

use crate::client::Client;
use crate::error::ApiError;
use crate::message::Timestamp;
use crate::person::Person;
use crate::store::Revocations;

/// Issues, checks and revokes sessions. Cheap to clone.
#[derive(Clone)]
pub struct Sessions {
    tokens: Tokens,
    revocations: Arc<dyn Revocations>,
}

impl Sessions {
    pub fn new(secret: Vec<u8>, revocations: Arc<dyn Revocations>) -> Self {
        Self { tokens: Tokens::new(secret), revocations }
    }

    /// Issues a token for this person.
    pub fn issue(&self, person: &Person) -> String {
        self.tokens.issue(person, Timestamp::now())
    }

    /// Returns the person who makes the call with these headers. Asks the store every time, so that a sign-out at one
    /// of several backends takes effect at once at all of them.
    async fn person(&self, headers: &HeaderMap, client: Client) -> Result<Person, ApiError> {
        let session = match bearer(headers) {
            Some(token) => self.tokens.verify(token, Timestamp::now()),
            None => self.of_cookie(headers, client),
        };
        let session = session.ok_or(ApiError::NotSignedIn)?;
        if self.revocations.is_revoked(session.hash).await? {
            return Err(ApiError::NotSignedIn);
        }
        Ok(session.person)
    }

    fn of_cookie(&self, headers: &HeaderMap, client: Client) -> Option<Session> {
        let jar = CookieJar::from_headers(headers);
        let verified = |name| self.tokens.verify(jar.get(name)?.value(), Timestamp::now());
        if !client.is_https {
            return verified(cookie::PLAIN);
        }
        // A subdomain may have planted the plain name; only what the first release issued is read from it.
        verified(cookie::HOST).or_else(|| verified(cookie::PLAIN).filter(|session| session.is_of_first_release))
    }

    /// Revokes every session whose token these headers carry.
    pub async fn revoke(&self, headers: &HeaderMap) -> Result<(), ApiError> {
        let jar = CookieJar::from_headers(headers);
        let cookies = [cookie::HOST, cookie::PLAIN].into_iter().filter_map(|name| Some(jar.get(name)?.value()));
        for token in bearer(headers).into_iter().chain(cookies) {
            // Only tokens that we signed are stored: others are not sessions, and would fill the store.
            if let Some(session) = self.tokens.verify(token, Timestamp::now()) {
                self.revocations.revoke(session.hash, session.expires).await?;
            }
        }
        Ok(())
    }
}

/// Returns the bearer token, if there is one. Any other scheme belongs to a proxy in front and does not identify the
/// caller.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// A handler that takes a [`Person`] answers 401 to a caller without a session.
impl<S> FromRequestParts<S> for Person
where
    Sessions: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let client = parts.extensions.get().copied().unwrap_or_default();
        Sessions::from_ref(state).person(&parts.headers, client).await
    }
}
