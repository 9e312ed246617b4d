//! Times and ids for messages, in one order.

use uuid::{ContextV7, Uuid};

use crate::message::Timestamp;

/// Returns (`created_at`, `id`) pairs, each greater than the one before, whatever the clock does.
pub struct Sequence {
    last: Timestamp,
    context: ContextV7,
}

impl Sequence {
    /// Continues after `newest`, the last instant given out before the process started.
    ///
    /// The first instant is later than that one: a tie would be decided by the ids, which are ordered only within one
    /// process.
    pub fn after(newest: Option<Timestamp>) -> Self {
        Self { last: newest.map_or(Timestamp(0), |newest| Timestamp(newest.0 + 1)), context: ContextV7::new() }
    }

    /// Returns the next pair, if the clock says `now`. Ties of the instant are possible; going back is not.
    pub fn next(&mut self, now: Timestamp) -> (Timestamp, String) {
        self.last = self.last.max(now);
        let millis = self.last.0.max(0) as u64;
        let stamp = uuid::Timestamp::from_unix(&self.context, millis / 1000, (millis % 1000) as u32 * 1_000_000);
        (self.last, Uuid::new_v7(stamp).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000_000;

    #[test]
    fn pairs_rise_while_the_clock_stands_goes_on_and_goes_back() {
        let mut sequence = Sequence::after(None);
        let mut last = sequence.next(Timestamp(NOW));
        for now in (0..20_000).map(|i| NOW + [0, 0, 5, -3_600_000][i % 4] + i as i64 / 1000) {
            let next = sequence.next(Timestamp(now));
            assert!(next > last, "{next:?} does not follow {last:?}");
            last = next;
        }
    }

    #[test]
    fn a_new_process_goes_on_behind_the_old_one_although_the_clock_went_back() {
        // Ids of one instant are ordered by a number that each process draws at random.
        for _ in 0..64 {
            let mut old = Sequence::after(None);
            let last = old.next(Timestamp(NOW));
            let next = Sequence::after(Some(last.0)).next(Timestamp(NOW - 60_000));
            assert!(next > last, "{next:?} does not follow {last:?}");
        }
    }
}
