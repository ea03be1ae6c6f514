//! The id of this installation, in a file of its own: a damaged database must not cost a customer the session.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::Path,
};

use super::handle::unusable;
use crate::model::ContactCenterError;

const FILE: &str = "client-id";

/// The client id of this installation: made the first time (a UUID) and kept in `storage_directory` for good.
///
/// # Errors
/// `Storage` where the folder can be neither read nor written.
#[uniffi::export]
pub fn stored_client_id(storage_directory: String) -> Result<String, ContactCenterError> {
    read_or_make(Path::new(&storage_directory)).map_err(|error| unusable(&error.kind().to_string()))
}

fn read_or_make(directory: &Path) -> io::Result<String> {
    let file = directory.join(FILE);
    fs::create_dir_all(directory)?;
    match fs::read_to_string(&file) {
        Ok(id) if !id.trim().is_empty() => return Ok(id.trim().to_owned()),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    // Under another name first: a process that dies while writing leaves no half of an id behind.
    let unfinished = directory.join(format!("{FILE}.{}", std::process::id()));
    let id = uuid::Uuid::new_v4().to_string();
    let mut writer = create_private(&unfinished)?;
    writer.write_all(id.as_bytes())?;
    writer.sync_all()?;
    fs::rename(&unfinished, &file)?;
    Ok(id)
}

/// Creates a file that nobody but this user may read.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
