//! The id of this installation, in a file of its own: a damaged database must not cost a customer the session.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

use super::{handle::unusable, private};
use crate::{configuration::check_id, model::ContactCenterError};

const FILE: &str = "client-id";
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

fn read_or_make(directory: &Path) -> io::Result<String> {
    let file = directory.join(FILE);
    private::create_folder(directory)?;
    match fs::read(&file) {
        Ok(content) => {
            if let Some(id) = usable(&content) {
                return Ok(id.to_owned());
            }
            // A process that dies while the disk is full, or power that fails, leaves a file of nothing, or of zeros.
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    // Under another name first: a process that dies while writing leaves no half of an id behind.
    let unfinished = directory.join(format!("{FILE}.{}", std::process::id()));
    let id = uuid::Uuid::new_v4().to_string();
    let mut options = OpenOptions::new();
    let mut writer = private::open(options.write(true).create(true).truncate(true), &unfinished)?;
    writer.write_all(id.as_bytes())?;
    writer.sync_all()?;
    fs::rename(&unfinished, &file)?;
    Ok(id)
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
    }
}
