//! Identifies the caller. A session is a signed token, in a cookie or as a bearer token.
//!
//! This is for demos: anyone who types a name becomes that person. A real site replaces this file
//! with a check of its own session and keeps the rest.

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::error::ApiError;
use crate::message::Timestamp;
use crate::person::Person;

/// The name of the session's cookie.
pub const COOKIE: &str = "collabspace_session";
/// How long a session lasts, in days.
const LIFETIME_DAYS: i64 = 30;

/// What a token says, under the signature.
#[derive(Serialize, Deserialize)]
struct Claims {
    name: String,
    /// When it ends, in milliseconds since 1970.
    expires: i64,
}

/// Issues and verifies tokens: `base64url(claims) "." base64url(HMAC-SHA256(claims))`. Cheap to clone.
#[derive(Clone)]
pub struct Sessions {
    secret: Arc<[u8]>,
}

impl Sessions {
    pub fn new(secret: Vec<u8>) -> Self {
        Self { secret: secret.into() }
    }

    /// A token for this person, good from `now` for 30 days.
    pub fn issue(&self, person: &Person, now: Timestamp) -> String {
        let claims = Claims { name: person.name.clone(), expires: now.0 + LIFETIME_DAYS * 24 * 60 * 60 * 1000 };
        let claims = serde_json::json!(claims).to_string();
        let signature = self.mac(claims.as_bytes()).finalize().into_bytes();
        format!("{}.{}", URL_SAFE_NO_PAD.encode(claims), URL_SAFE_NO_PAD.encode(signature))
    }

    /// Who the token speaks for; `None` where it is malformed, forged or over.
    pub fn verify(&self, token: &str, now: Timestamp) -> Option<Person> {
        let (claims, signature) = token.split_once('.')?;
        let claims = URL_SAFE_NO_PAD.decode(claims).ok()?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.mac(&claims).verify_slice(&signature).ok()?;
        let claims: Claims = serde_json::from_slice(&claims).ok()?;
        (now.0 < claims.expires).then(|| Person::named(&claims.name))
    }

    fn mac(&self, data: &[u8]) -> Hmac<Sha256> {
        crate::pusher::hmac_sha256(&self.secret, data)
    }
}

/// The cookie that carries a token.
pub fn cookie(token: String) -> Cookie<'static> {
    Cookie::build((COOKIE, token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(LIFETIME_DAYS))
        .build()
}

/// A handler that takes a [`Person`] answers 401 to a caller without a session.
impl<S> FromRequestParts<S> for Person
where
    Sessions: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        // Any other scheme than Bearer belongs to a proxy in front and does not identify the caller.
        let bearer = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.strip_prefix("Bearer "))
            .map(str::to_owned);
        let token = bearer
            .or_else(|| CookieJar::from_headers(&parts.headers).get(COOKIE).map(|cookie| cookie.value().to_owned()));
        let sessions = Sessions::from_ref(state);
        token.and_then(|token| sessions.verify(&token, Timestamp::now())).ok_or(ApiError::NotSignedIn)
    }
}
