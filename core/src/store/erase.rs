//! Erases the store.

use std::{fs, io, path::Path};

use super::{client_id, file_names, handle::unusable};
use crate::model::ContactCenterError;

/// Removes everything that the SDK has ever kept in `storage_directory`: waiting messages, what was delivered, the client id,
/// and what was set aside as damaged. Shut the communicator down first. Other files in the folder stay.
///
/// # Errors
/// `Storage` where something could not be removed.
#[uniffi::export]
pub fn erase_storage(storage_directory: String) -> Result<(), ContactCenterError> {
    erase(Path::new(&storage_directory)).map_err(|error| unusable(&error.kind().to_string()))
}

fn erase(directory: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        let is_ours = name.to_str().is_some_and(|name| client_id::is_file(name) || file_names::is_file(name));
        match is_ours {
            true if entry.file_type()?.is_dir() => fs::remove_dir_all(entry.path())?,
            true => fs::remove_file(entry.path())?,
            false => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_may_have_files_beside_ours_whose_names_begin_like_ours() {
        let folder = tempfile::tempdir().expect("a folder");
        let ours = [
            "client-id",
            "client-id.6f9619ff-8b86-4011-b42d-00c04fc964ff",
            "contact-center-0123456789abcdef.redb",
            "contact-center-0123456789abcdef.redb.set-aside-1700000000000",
            "contact-center-0123456789abcdef.outbox",
            "contact-center-0123456789abcdef.opening",
        ];
        let the_apps = [
            "client-identity.pem",
            "client-id.txt",
            "contact-center-notes.txt",
            "contact-center-0123456789abcdef.redb.copy",
            "contact-center-0123456789abcdef",
        ];
        for name in ours.iter().chain(&the_apps) {
            fs::write(folder.path().join(name), "").expect("a file");
        }
        erase(folder.path()).expect("erased");
        let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").map(|file| file.expect("a file")).collect();
        let mut left: Vec<_> = left.iter().map(|file| file.file_name().into_string().expect("a name")).collect();
        left.sort();
        let mut expected = the_apps.map(str::to_owned);
        expected.sort();
        assert_eq!(left, expected);
    }
}
