//! The version of the protocol between tabs: a digest of the sources that implement it, so that it changes with them.
//! Tabs of different versions do not hear each other.

/// The version, in hexadecimal.
pub const VERSION: &str = match str::from_utf8(&HEX) {
    Ok(hex) => hex,
    Err(_) => panic!("hexadecimal is ASCII"),
};

/// `tests/architecture` holds that no file of `src/model/tabs` is missing.
const SOURCES: [&[u8]; 7] = [
    include_bytes!("words.rs"),
    include_bytes!("../../pusher/relay.rs"),
    include_bytes!("../../model/tabs/mod.rs"),
    include_bytes!("../../model/tabs/words.rs"),
    include_bytes!("../../model/tabs/leading.rs"),
    include_bytes!("../../model/tabs/following.rs"),
    include_bytes!("../../model/tabs/feed.rs"),
];

const HEX: [u8; 16] = {
    let (digest, mut hex, mut at) = (digest(), [0; 16], 0);
    while at < hex.len() {
        let digit = (digest >> (4 * at) & 0xF) as u8;
        hex[at] = digit + if digit < 10 { b'0' } else { b'a' - 10 };
        at += 1;
    }
    hex
};

/// FNV-1a, of 64 bits.
const fn digest() -> u64 {
    let (mut digest, mut file) = (0xCBF2_9CE4_8422_2325_u64, 0);
    while file < SOURCES.len() {
        let mut at = 0;
        while at < SOURCES[file].len() {
            digest = (digest ^ SOURCES[file][at] as u64).wrapping_mul(0x0100_0000_01B3);
            at += 1;
        }
        file += 1;
    }
    digest
}
