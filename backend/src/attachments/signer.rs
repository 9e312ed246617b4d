//! Signed addresses. An `<img>` cannot send a bearer token, so the address itself grants access.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;

use crate::message::{Attachment, Message, Timestamp};

const HOUR: i64 = 60 * 60;
/// How long an address is valid at least, in hours.
const HOURS: i64 = 24;

/// Signs and checks the addresses of files. Cheap to clone.
#[derive(Clone)]
pub struct Signer(Arc<[u8]>);

impl Signer {
    pub fn new(secret: &[u8]) -> Self {
        Self(secret.into())
    }

    /// Returns the address of a file for people with a session.
    pub fn path(id: &str) -> String {
        format!("/api/attachments/{id}")
    }

    /// Signs the addresses of a message's files.
    pub fn sign_all(&self, message: &mut Message) {
        message.attachments.iter_mut().for_each(|file| self.sign(file));
    }

    /// Signs the address of a file, if it belongs to this backend.
    pub fn sign(&self, file: &mut Attachment) {
        if let Some(id) = file.id.as_deref().filter(|id| super::is_file_id(id)) {
            file.url = self.address(id, Timestamp::now());
        }
    }

    /// Stays the same for an hour, so that browsers find the file in their cache.
    fn address(&self, id: &str, now: Timestamp) -> String {
        let until = (now.0 / 1000 / HOUR + HOURS + 1) * HOUR;
        let signature = URL_SAFE_NO_PAD.encode(self.mac(id, until).finalize().into_bytes());
        format!("{}?until={until}&signature={signature}", Self::path(id))
    }

    /// Returns `true` if the signature is ours and has not expired. `until` is in seconds since 1970.
    pub fn is_good(&self, id: &str, until: &str, signature: &str, now: Timestamp) -> bool {
        let Ok(until) = until.parse::<i64>() else { return false };
        let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else { return false };
        now.0 / 1000 < until && self.mac(id, until).verify_slice(&signature).is_ok()
    }

    fn mac(&self, id: &str, until: i64) -> hmac::Hmac<sha2::Sha256> {
        crate::pusher::hmac_sha256(&self.0, format!("attachment\n{id}\n{until}").as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn an_address_is_good_for_a_day_and_for_one_file() {
        let signer = Signer::new(b"secret");
        let address = signer.address("id", NOW);
        let (_, query) = address.split_once("?until=").unwrap();
        let (until, signature) = query.split_once("&signature=").unwrap();
        let later = |hours: i64| Timestamp(NOW.0 + hours * HOUR * 1000);
        assert!(signer.is_good("id", until, signature, later(HOURS)));
        assert!(!signer.is_good("id", until, signature, later(HOURS + 1)));
        assert!(!signer.is_good("other", until, signature, NOW));
        assert!(!signer.is_good("id", &format!("{until}0"), signature, NOW));
        assert!(!signer.is_good("id", until, "", NOW));
        assert!(!Signer::new(b"other").is_good("id", until, signature, NOW));
        assert_eq!(address, signer.address("id", Timestamp(NOW.0 + 60_000)));
    }
}
