//! The client id file.
//!
//! The id of this installation, in a file of its own: a damaged database must not cost a customer the session.

use std::{
    fs::{self, OpenOptions},
    io::{self, Read, Write},
    path::Path,
    sync::{Mutex, PoisonError},
};

use super::{handle::unusable, private};
use crate::{configuration::check_id, model::ContactCenterError};

const FILE: &str = "client-id";
/// How the name of one begins that is being written; an id follows.
const UNFINISHED: &str = "client-id.";
/// Longer than any that an app would put there in place of ours.
const LONGEST: usize = 1000;

/// The client id of this installation: made the first time (a UUID) and kept in `storage_directory` for good. One that was
/// damaged, so that no server could be told of it, is replaced.
///
/// # Errors
/// `Storage` where the folder can be neither read nor written.
#[uniffi::export]
pub fn stored_client_id(storage_directory: String) -> Result<String, ContactCenterError> {
    read_or_make(Path::new(&storage_directory)).map_err(|error| unusable(&error.kind().to_string()))
}

/// Whether a file of this name is the id's, or the beginning of one.
pub(super) fn is_file(name: &str) -> bool {
    name == FILE || name.strip_prefix(UNFINISHED).is_some_and(|id| uuid::Uuid::try_parse(id).is_ok())
}

/// One at a time: at the first start a push and the app's own screen may both want the id.
static TURN: Mutex<()> = Mutex::new(());

fn read_or_make(directory: &Path) -> io::Result<String> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let file = directory.join(FILE);
    private::create_folder(directory)?;
    // A process that dies while the disk is full, or power that fails, leaves a file of nothing, or of zeros.
    let is_damaged = match read(&file)? {
        Some(Ok(id)) => return Ok(id),
        Some(Err(Unusable)) => true,
        None => false,
    };
    // Under another name first: a process that dies while writing leaves no half of an id behind.
    let id = uuid::Uuid::new_v4().to_string();
    let unfinished = directory.join(format!("{UNFINISHED}{id}"));
    let kept = write(&unfinished, &id).and_then(|()| put_in_place(&unfinished, &file, is_damaged));
    // It is gone where it was renamed.
    let _ = fs::remove_file(&unfinished);
    kept?;
    match read(&file)? {
        Some(Ok(id)) => Ok(id),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

fn write(file: &Path, id: &str) -> io::Result<()> {
    let mut writer = private::open(OpenOptions::new().write(true).create_new(true), file)?;
    writer.write_all(id.as_bytes())?;
    writer.sync_all()
}

/// Where another process (an extension of the app) was first, the id is that one's.
fn put_in_place(unfinished: &Path, file: &Path, replaces: bool) -> io::Result<()> {
    if replaces {
        return fs::rename(unfinished, file);
    }
    match fs::hard_link(unfinished, file) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        // Android has no such links for apps.
        Err(_) => fs::rename(unfinished, file),
        Ok(()) => Ok(()),
    }
}

struct Unusable;

/// The id in the file, where there is one.
fn read(file: &Path) -> io::Result<Option<Result<String, Unusable>>> {
    let mut content = Vec::new();
    match private::open(OpenOptions::new().read(true), file) {
        Ok(file) => file.take(LONGEST as u64 + 2).read_to_end(&mut content)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(Some(usable(&content).map(str::to_owned).ok_or(Unusable)))
}

/// The id, where it is one that the settings would accept.
fn usable(content: &[u8]) -> Option<&str> {
    let id = std::str::from_utf8(content).ok()?.trim();
    (id.len() <= LONGEST && check_id("client_id", id).is_ok()).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_client_id_is_replaced_for_good_and_a_good_one_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(FILE);
        for damaged in [&b""[..], b" \n", &[0; 36], b"an \"id\"", b"one,two", b"\xff\xfe", &[b'x'; 1001]] {
            fs::write(&file, damaged).expect("written");
            let id = read_or_make(folder.path()).expect("an id");
            assert_eq!(check_id("client_id", &id), Ok(()), "{damaged:?}");
            assert_eq!(read_or_make(folder.path()).expect("an id"), id);
        }
        fs::write(&file, "mine\n").expect("written");
        assert_eq!(read_or_make(folder.path()).expect("an id"), "mine");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left behind");
    }

    #[test]
    fn whoever_asks_for_the_client_id_at_once_with_others_gets_the_same() {
        for _ in 0..20 {
            let folder = tempfile::tempdir().expect("a folder");
            let ask = || {
                std::thread::scope(|scope| {
                    let asking: Vec<_> =
                        (0..4).map(|_| scope.spawn(|| read_or_make(folder.path()).expect("an id"))).collect();
                    asking.into_iter().map(|asking| asking.join().expect("an answer")).collect::<Vec<_>>()
                })
            };
            let ids = ask();
            assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        }
    }
}
