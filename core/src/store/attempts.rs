//! Detection of stores that end the process when they are opened.
//!
//! Some damage does what no code can catch: it asks for memory that the device does not have, and the system ends the process. A
//! store must not do that to every start of the app, so a file beside the database tells of the openings that never came back.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

use super::private;

/// So many openings end the process before a file is given up. One of them may be an app that was killed in that very moment.
const MOST: usize = 3;
/// A younger one may still be at work, in another process.
const UNDERWAY: Duration = Duration::from_secs(10);

/// What the name of the file ends with; it begins like that of its database.
pub(super) const ENDING: &str = "opening";

/// An opening that is under way. That it came back, whatever it found, is known when this is dropped.
pub(super) struct Attempt {
    path: PathBuf,
}

impl Attempt {
    /// Notes that an opening of `database` begins. A disk that does not take the note is no reason not to open.
    pub(super) fn begin(database: &Path, now_ms: u64) -> Self {
        let attempt = Self { path: path(database) };
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        let _ = private::open(&mut options, &attempt.path).and_then(|mut file| writeln!(file, "{now_ms}"));
        attempt
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether opening `database` has ended the process so often that it would do so again.
pub(super) fn is_hopeless(database: &Path, now_ms: u64) -> bool {
    let begun = fs::read_to_string(path(database)).unwrap_or_default();
    let begun = begun.lines().filter_map(|line| line.parse::<u64>().ok());
    begun.filter(|begun| u128::from(now_ms.saturating_sub(*begun)) > UNDERWAY.as_millis()).count() >= MOST
}

/// Forgets the openings of `database` that never came back.
pub(super) fn forget(database: &Path) {
    let _ = fs::remove_file(path(database));
}

fn path(database: &Path) -> PathBuf {
    database.with_extension(ENDING)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: u64 = 60_000;

    /// The process ends where it stands: nothing is dropped.
    fn dies(database: &Path, now_ms: u64) {
        std::mem::forget(Attempt::begin(database, now_ms));
    }

    #[test]
    fn a_file_is_given_up_after_three_openings_that_never_came_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = folder.path().join("a.redb");
        for minute in 1..=3 {
            assert!(!is_hopeless(&database, minute * MINUTE));
            dies(&database, minute * MINUTE);
        }
        assert!(is_hopeless(&database, 4 * MINUTE));
    }

    #[test]
    fn an_opening_that_came_back_clears_the_file_of_those_that_did_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = folder.path().join("a.redb");
        (1..=2).for_each(|minute| dies(&database, minute * MINUTE));
        drop(Attempt::begin(&database, 3 * MINUTE));
        (4..=5).for_each(|minute| dies(&database, minute * MINUTE));
        assert!(!is_hopeless(&database, 6 * MINUTE));
    }

    #[test]
    fn openings_that_may_still_be_at_work_do_not_count_and_neither_do_those_of_a_clock_that_was_set_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = folder.path().join("a.redb");
        (1..=9).for_each(|second| dies(&database, MINUTE + second * 1000));
        assert!(!is_hopeless(&database, MINUTE + 10_000));
        assert!(!is_hopeless(&database, 1));
        assert!(is_hopeless(&database, 2 * MINUTE));
    }
}
