//! Forgetting everything.

use std::{fs, io, path::Path};

use super::handle::{FILE, unusable};
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
        let is_ours =
            entry.file_name().to_str().is_some_and(|name| name.starts_with(FILE) || name.starts_with("client-id"));
        match is_ours {
            true if entry.file_type()?.is_dir() => fs::remove_dir_all(entry.path())?,
            true => fs::remove_file(entry.path())?,
            false => {}
        }
    }
    Ok(())
}
