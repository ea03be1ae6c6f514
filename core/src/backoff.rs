//! Exponential backoff with jitter. It computes pauses; nothing here sleeps.

use std::time::Duration;

/// Exponential pauses with full jitter: the n-th is drawn evenly from zero to `initial · 2ⁿ`, so that clients who lost a
/// server together do not come back together. From the cap on it is drawn from the upper fifth below `max`: by
/// then the clients are scattered, and an outage is to cost few requests (ten minutes at the default settings: at most 30).
#[derive(Debug)]
pub(crate) struct Backoff {
    initial: Duration,
    max: Duration,
    /// Failures in a row; a success sets it to zero.
    failures: u32,
    random: fastrand::Rng,
}

impl Backoff {
    pub(crate) fn new(initial: Duration, max: Duration, seed: u64) -> Self {
        Self { initial, max, failures: 0, random: fastrand::Rng::with_seed(seed) }
    }

    pub(crate) fn next(&mut self) -> Duration {
        let ceiling = doubled(self.initial, self.failures, self.max);
        self.failures = self.failures.saturating_add(1);
        let floor = if ceiling < self.max { 0.0 } else { 0.8 };
        ceiling.mul_f64(floor + (1.0 - floor) * self.random.f64())
    }

    /// An unpredictable number.
    pub(crate) fn draw(&mut self) -> u64 {
        self.random.u64(..)
    }

    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }
}

/// `initial · 2^times`, at most `max`.
pub(crate) fn doubled(initial: Duration, times: u32, max: Duration) -> Duration {
    initial.checked_mul(1u32.checked_shl(times).unwrap_or(u32::MAX)).map_or(max, |pause| pause.min(max))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_ceiling_doubles_up_to_the_cap_and_starts_over_after_a_success() {
        let ceilings: Vec<_> = (0..8).map(|n| doubled(SECOND, n, 30 * SECOND).as_secs()).collect();
        assert_eq!(ceilings, [1, 2, 4, 8, 16, 30, 30, 30]);
        assert_eq!(doubled(SECOND, u32::MAX, 30 * SECOND), 30 * SECOND);

        let mut backoff = Backoff::new(SECOND, 30 * SECOND, 1);
        for n in 0..100 {
            assert!(backoff.next() <= doubled(SECOND, n, 30 * SECOND));
        }
        backoff.reset();
        assert!(backoff.next() <= SECOND);
    }

    #[test]
    fn the_whole_range_below_the_ceiling_is_used() {
        let pauses: Vec<_> =
            (0..1000).map(|seed| Backoff::new(SECOND, 30 * SECOND, seed).next().as_secs_f64()).collect();
        for tenth in 0..10 {
            let low = f64::from(tenth) / 10.0;
            let hits = pauses.iter().filter(|pause| (low..low + 0.1).contains(*pause)).count();
            assert!((50..200).contains(&hits), "{hits} of 1000 pauses in the tenth from {low}");
        }
    }
}
