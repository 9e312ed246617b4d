//! File ids, which contain the uploader and the file.

use sha2::{Digest, Sha256};

/// The number of digits for an owner, and for one of their files.
const OWNER: usize = 16;
const FILE: usize = 32;

/// Returns the id of the file that this person uploads as `client_id`. It is the same each time, so that a repeated
/// upload stores one file, and cannot be guessed without the secret.
pub fn file_id(secret: &[u8], owner_id: &str, client_id: &str) -> String {
    let text = format!("attachment-id\n{owner_id}\n{}", client_id.to_ascii_lowercase());
    let mac = hmac::Mac::finalize(crate::pusher::hmac_sha256(secret, text.as_bytes())).into_bytes();
    let mut file = hex::encode(mac);
    file.truncate(FILE);
    format!("{}-{file}", owner(owner_id))
}

/// Returns the name of an owner's folder.
pub fn owner(owner_id: &str) -> String {
    let mut digits = hex::encode(Sha256::digest(owner_id.as_bytes()));
    digits.truncate(OWNER);
    digits
}

/// Splits an id into the owner's part and the file's; `None` if `id` is not valid.
pub fn parts(id: &str) -> Option<(&str, &str)> {
    let is_hex = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let (owner, file) = id.split_once('-')?;
    (owner.len() == OWNER && file.len() == FILE && is_hex(owner) && is_hex(file)).then_some((owner, file))
}

/// Returns `true` if it is a valid file id.
pub fn is_file_id(id: &str) -> bool {
    parts(id).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_has_one_id_and_another_person_s_has_another() {
        let client_id = "0190163d-8694-739b-aea5-966c26f8ad91";
        let id = file_id(b"secret", "ada", client_id);
        assert!(is_file_id(&id) && crate::limits::is_id(&id), "{id}");
        assert_eq!(id, file_id(b"secret", "ada", &client_id.to_uppercase()));
        let others = [
            file_id(b"secret", "grace", client_id),
            file_id(b"other", "ada", client_id),
            file_id(b"secret", "ada", "0190163d-8694-739b-aea5-966c26f8ad92"),
        ];
        assert!(!others.contains(&id));
    }

    #[test]
    fn nothing_else_names_a_file() {
        let digits = "0".repeat(FILE);
        for wrong in ["", "-", "../..", &digits, &format!("{}-{digits}", "x".repeat(OWNER)), &format!("0-{digits}")] {
            assert!(!is_file_id(wrong), "{wrong}");
        }
    }
}
