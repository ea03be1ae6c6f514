//! Who this installation is: the client id, made once and kept where the user says.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

/// The id that was given, else the one in `store` (made there the first time), else one for this run only.
pub(crate) fn client_id(given: Option<String>, store: Option<&Path>) -> Result<String, String> {
    match (given, store) {
        (Some(id), _) => Ok(id),
        (None, Some(store)) => kept_in(store).map_err(|error| format!("{}: {error}", store.display())),
        (None, None) => Ok(fresh()),
    }
}

fn fresh() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn kept_in(store: &Path) -> io::Result<String> {
    let file = store.join("client-id");
    fs::create_dir_all(store)?;
    match fs::read_to_string(&file) {
        Ok(id) if !id.trim().is_empty() => return Ok(id.trim().to_owned()),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    // Under another name first: a process that dies while writing leaves no half of an id behind.
    let unfinished = store.join(format!("client-id.{}", std::process::id()));
    let id = fresh();
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut writer = options.open(&unfinished)?;
    writer.write_all(id.as_bytes())?;
    writer.sync_all()?;
    fs::rename(&unfinished, &file)?;
    Ok(id)
}
