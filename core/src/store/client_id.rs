//! The id of this installation, in a file of its own: a damaged database must not cost a customer the session.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

use super::{handle::unusable, private};
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
    private::create_folder(directory)?;
    match fs::read_to_string(&file) {
        Ok(id) if !id.trim().is_empty() => return Ok(id.trim().to_owned()),
        Ok(_) => {}
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
