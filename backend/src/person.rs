//! A signed-in person.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// A signed-in person. Their JSON is the contract's answer of `GET /api/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub email: String,
    pub avatar: String,
}

impl Person {
    /// The Pusher channel that only this person may subscribe to.
    pub fn pusher_channel(&self) -> String {
        format!("private-user-{}", self.id)
    }

    /// Returns the person of that name. The id is derived from the name, so that the same name is the same person.
    pub fn named(name: &str) -> Self {
        Self {
            id: hex::encode(&Sha256::digest(name.as_bytes())[..12]),
            name: name.to_owned(),
            email: String::new(),
            avatar: String::new(),
        }
    }
}
