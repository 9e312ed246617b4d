//! Random identifiers and seeds.

use wasm_bindgen::JsCast;

use crate::model::message::LocalId;

/// The number of letters in an id.
pub const LENGTH: usize = 36;

/// A new UUID.
#[must_use]
pub fn uuid() -> LocalId {
    let mut bytes = random_bytes();
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(LENGTH);
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from(b"0123456789abcdef"[usize::from(nibble)]));
        }
    }
    text.into()
}

/// Returns a seed for jitter.
#[must_use]
pub fn seed() -> u64 {
    let bytes = random_bytes();
    bytes.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// Pages without TLS lack `crypto.randomUUID` but have `getRandomValues`.
fn random_bytes() -> [u8; 16] {
    let mut bytes = [0; 16];
    let crypto = js_sys::Reflect::get(&js_sys::global(), &"crypto".into()).ok();
    let crypto = crypto.and_then(|crypto| crypto.dyn_into::<web_sys::Crypto>().ok());
    if crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok()) {
        return bytes;
    }
    bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    bytes
}
