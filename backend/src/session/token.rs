//! Signed tokens: `base64url(claims) "." base64url(HMAC-SHA256(claims))`.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::message::Timestamp;
use crate::person::Person;

/// How long a session lasts, in days.
pub const LIFETIME_DAYS: i64 = 30;

/// The signed part of a token.
#[derive(Serialize, Deserialize)]
struct Claims {
    name: String,
    /// The end of the session, in milliseconds since 1970.
    expires: i64,
    /// Random, so that two sessions of one person differ. Tokens of the first release have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
}

/// A session that a token proves.
#[derive(Debug)]
pub struct Session {
    pub person: Person,
    /// Identifies the session in the store without revealing the token.
    pub hash: String,
    pub expires: Timestamp,
    /// True if the first release issued the token.
    pub is_of_first_release: bool,
}

/// Issues and verifies tokens. Cheap to clone.
#[derive(Clone)]
pub struct Tokens {
    secret: Arc<[u8]>,
}

impl Tokens {
    pub fn new(secret: Vec<u8>) -> Self {
        Self { secret: secret.into() }
    }

    /// Issues a token for this person, valid from `now` for 30 days.
    pub fn issue(&self, person: &Person, now: Timestamp) -> String {
        let claims = Claims {
            name: person.name.clone(),
            expires: now.0 + LIFETIME_DAYS * 24 * 60 * 60 * 1000,
            id: Some(uuid::Uuid::now_v7().simple().to_string()),
        };
        let claims = serde_json::json!(claims).to_string();
        let signature = self.mac(claims.as_bytes()).finalize().into_bytes();
        format!("{}.{}", URL_SAFE_NO_PAD.encode(claims), URL_SAFE_NO_PAD.encode(signature))
    }

    /// Returns the session of the token, or `None` if it is malformed, forged or expired. Does not check if the
    /// session was revoked.
    pub fn verify(&self, token: &str, now: Timestamp) -> Option<Session> {
        let (claims, signature) = token.split_once('.')?;
        let bytes = URL_SAFE_NO_PAD.decode(claims).ok()?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.mac(&bytes).verify_slice(&signature).ok()?;
        let claims: Claims = serde_json::from_slice(&bytes).ok()?;
        (now.0 < claims.expires).then(|| Session {
            person: Person::named(&claims.name),
            // Of the signed bytes, so that one session has one hash, however its token is spelled.
            hash: hex::encode(Sha256::digest(&bytes)),
            expires: Timestamp(claims.expires),
            is_of_first_release: claims.id.is_none(),
        })
    }

    fn mac(&self, data: &[u8]) -> Hmac<Sha256> {
        crate::pusher::hmac_sha256(&self.secret, data)
    }
}
