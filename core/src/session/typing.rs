//! When to tell the other side that the user is typing. A value: nothing here sleeps or sends.

use std::time::{Duration, Instant};

/// However often the app reports a key, the other side is told at most this often.
const LEAST_PAUSE: Duration = Duration::from_secs(5);
/// A user who has reported nothing for this long has stopped.
const IDLE: Duration = Duration::from_secs(10);

#[derive(Debug, Default)]
pub(super) struct Typing {
    /// When the other side was told last.
    told_at: Option<Instant>,
    /// Whether the other side believes that the user types.
    is_believed: bool,
    /// When the user last pressed a key.
    pressed_at: Option<Instant>,
}

impl Typing {
    /// The user types. True where the other side is to be told.
    pub(super) fn typed(&mut self, now: Instant) -> bool {
        self.pressed_at = Some(now);
        let tell = self.told_at.is_none_or(|told_at| now >= told_at + LEAST_PAUSE);
        if tell {
            self.told_at = Some(now);
            self.is_believed = true;
        }
        tell
    }

    /// The user has stopped, or sends what was typed. True where the other side believes otherwise.
    pub(super) fn stopped(&mut self) -> bool {
        std::mem::take(&mut self.is_believed)
    }

    /// When the user will have been idle for long enough to have stopped.
    pub(super) fn stops_at(&self) -> Option<Instant> {
        self.pressed_at.filter(|_| self.is_believed).map(|pressed_at| pressed_at + IDLE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_side_is_told_at_most_every_five_seconds_and_that_it_stopped_after_ten_idle_ones() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut typing = Typing::default();
        let told: Vec<_> = (0..=12).filter(|second| typing.typed(at(*second))).collect();
        assert_eq!(told, [0, 5, 10]);
        assert_eq!(typing.stops_at(), Some(at(22)));
        assert!(typing.stopped());
        assert!(!typing.stopped(), "once");
        assert_eq!(typing.stops_at(), None);
    }

    #[test]
    fn who_stops_and_begins_again_is_told_of_no_more_often() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut typing = Typing::default();
        let told = (0..=12).filter(|second| {
            let tell = typing.typed(at(*second));
            assert_eq!(typing.stopped(), tell);
            tell
        });
        assert_eq!(told.collect::<Vec<_>>(), [0, 5, 10]);
    }
}
