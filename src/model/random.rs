//! The session's source of randomness: a seed given at its start. The same seed gives the same run.

/// A small generator (SplitMix64) for jitter, not for secrets.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Creates a generator that produces the same numbers for the same seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number; all are equally likely.
    pub fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number from `0..=most`; 0 if `most` is below 1.
    pub fn up_to(&mut self, most: i64) -> i64 {
        if most < 1 {
            return 0;
        }
        (self.next_u64() % (most as u64 + 1)) as i64
    }
}
