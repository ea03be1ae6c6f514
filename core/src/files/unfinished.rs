//! Unfinished downloads: hidden files under a temporary name. Only the end of a process leaves one behind; later downloads into the
//! same folder remove it.

use std::{
    fs::{self, DirEntry},
    io,
    path::Path,
    time::Duration,
};

use tempfile::{Builder, NamedTempFile};

const PREFIX: &str = ".contact-center-";
const SUFFIX: &str = ".part";
/// How many letters and digits stand between the two.
const RANDOM: usize = 6;
/// What has not been written to for so long is no download of any process that is still at work.
const STALE_AFTER: Duration = Duration::from_secs(24 * 3600);
/// How many entries of a folder are looked at: it may be the user's own, with any number of files.
const MAX_ENTRIES: usize = 10_000;

/// A new unfinished file in `directory`, removed when it is dropped. Those that earlier processes have left behind are removed first.
pub(super) fn create_in(directory: &Path) -> io::Result<NamedTempFile> {
    remove_stale(directory);
    Builder::new().prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM).tempfile_in(directory)
}

/// What cannot be removed stays, and does not keep the new download from its work.
fn remove_stale(directory: &Path) {
    let entries = fs::read_dir(directory).into_iter().flatten().take(MAX_ENTRIES);
    for entry in entries.flatten().filter(is_stale) {
        let _ = fs::remove_file(entry.path());
    }
}

/// Whether it has a name of ours to the letter, is a file itself and no link to one, and is old.
fn is_stale(entry: &DirEntry) -> bool {
    entry.file_name().to_str().is_some_and(is_ours)
        && entry.metadata().is_ok_and(|metadata| {
            let age = metadata.modified().ok().and_then(|modified| modified.elapsed().ok());
            metadata.is_file() && age.is_some_and(|age| age > STALE_AFTER)
        })
}

fn is_ours(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use std::{
        fs::File,
        time::{Duration, SystemTime},
    };

    use super::*;

    /// Defect 70.
    #[test]
    fn stale_unfinished_downloads_are_removed_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let file = |name: &str, hours: u64| {
            let file = File::create(path(name)).expect("a file");
            file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3600)).expect("its time");
        };
        file(".contact-center-aB3xYz.part", 25);
        file(".contact-center-000000.part", 2400);
        let kept = [
            (".contact-center-young1.part", 23),
            (".contact-center-notes.part", 48),
            (".contact-center-aB3xYz1.part", 48),
            (".contact-center-aB-xYz.part", 48),
            (".contact-center-aB3xYz.part.txt", 48),
            ("contact-center-aB3xYz.part", 48),
            ("photo.png", 48),
        ];
        kept.iter().for_each(|(name, hours)| file(name, *hours));
        fs::create_dir(path(".contact-center-folder.part")).expect("a folder");
        let aged = File::open(path(".contact-center-folder.part")).expect("the folder");
        aged.set_modified(SystemTime::UNIX_EPOCH).expect("its time");
        #[cfg(unix)]
        std::os::unix::fs::symlink(path("photo.png"), path(".contact-center-linked.part")).expect("a link");

        let unfinished = create_in(folder.path()).expect("a new one");
        let name = unfinished.path().file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        assert!(is_ours(&name), "{name}");
        drop(unfinished);
        let left = fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut left: Vec<_> = left.map(|name| name.into_string().expect("a name")).collect();
        left.sort();
        let mut expected: Vec<_> = kept.iter().map(|(name, _)| (*name).to_owned()).collect();
        expected.push(".contact-center-folder.part".to_owned());
        if cfg!(unix) {
            expected.push(".contact-center-linked.part".to_owned());
        }
        expected.sort();
        assert_eq!(left, expected);
    }
}
