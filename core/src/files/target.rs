//! Targets of downloads.
//!
//! Where a download goes: a hidden file under a temporary name, which gets its own name when it is whole. Whatever happens
//! before that, nothing stays.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::NamedTempFile;
use tokio::{
    fs::File,
    io::AsyncWriteExt,
    task::{block_in_place, spawn_blocking},
};

use super::{Meter, disk, names, unfinished};
use crate::{
    http::{Download, Failure},
    model::{ContactCenterDownloadedFile, ContactCenterError},
};

/// Four times of what can be uploaded, in bytes. A server that sends more has gone mad.
const LARGEST_DOWNLOAD: u64 = 100 * 1024 * 1024;
/// How much waits for the disk at a time, in bytes.
const PIECE: usize = 64 * 1024;
/// How many files of one name there may be in a folder.
const MOST_OF_ONE_NAME: u32 = 1000;

pub(crate) struct Target {
    directory: PathBuf,
    name: String,
    temporary: NamedTempFile,
}

impl Target {
    /// A place in `directory`, which must exist. `file_name` is made safe first.
    pub(crate) async fn new(directory: String, file_name: &str) -> Result<Self, ContactCenterError> {
        let name = names::portable_name(file_name);
        let made = spawn_blocking(move || {
            Ok(Self { temporary: temporary_in(&directory)?, directory: directory.into(), name })
        });
        made.await.unwrap_or_else(|_| Err(ContactCenterError::ShutDown {}))
    }

    /// Writes what comes and gives the file its name when it is whole.
    pub(crate) async fn receive(
        self,
        mut download: Download,
        meter: &Arc<Meter>,
    ) -> Result<ContactCenterDownloadedFile, Failure> {
        let content_type = download.content_type();
        let total = download.length();
        refuse_too_large(total.unwrap_or(0))?;
        meter.starts(total);
        let mut file = File::from_std(self.temporary.as_file().try_clone().map_err(disk::failed)?);
        file.set_max_buf_size(PIECE);
        let mut size = 0;
        while let Some(piece) = download.next().await? {
            size += piece.len() as u64;
            refuse_too_large(size)?;
            file.write_all(&piece).await.map_err(disk::failed)?;
            meter.moved(piece.len());
        }
        file.flush().await.map_err(disk::failed)?;
        file.sync_all().await.map_err(disk::failed)?;
        // In one go: from here on, the file is there and the transfer has succeeded.
        let path = block_in_place(|| self.keep()).map_err(disk::failed)?;
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        Ok(ContactCenterDownloadedFile { path: path.to_string_lossy().into_owned(), size, content_type })
    }

    /// Gives the file its name, or the first one with a number that is free.
    fn keep(self) -> io::Result<PathBuf> {
        let mut temporary = self.temporary;
        for number in 1..=MOST_OF_ONE_NAME {
            let path = self.directory.join(match number {
                1 => self.name.clone(),
                _ => names::numbered(&self.name, number),
            });
            match give_name(temporary, &path) {
                Ok(()) => return Ok(path),
                Err((error, unnamed)) if error.kind() == ErrorKind::AlreadyExists => temporary = unnamed,
                Err((error, _)) => return Err(error),
            }
        }
        Err(ErrorKind::AlreadyExists.into())
    }
}

fn temporary_in(directory: &str) -> Result<NamedTempFile, ContactCenterError> {
    let refuse = |reason| Err(ContactCenterError::invalid("directory", reason));
    if directory.is_empty() {
        return refuse("is empty");
    }
    match fs::metadata(directory) {
        Ok(kind) if kind.is_dir() => {}
        Err(error) if error.kind() != ErrorKind::NotADirectory => return refuse("does not exist"),
        _ => return refuse("is not a folder"),
    }
    match unfinished::create_in(Path::new(directory)) {
        Err(error) if disk::is_full(&error) => Err(disk::failed(error)),
        Err(_) => refuse("cannot be written to"),
        Ok(temporary) => Ok(temporary),
    }
}

fn refuse_too_large(size: u64) -> Result<(), ContactCenterError> {
    if size > LARGEST_DOWNLOAD {
        return Err(ContactCenterError::File { reason: "it is larger than 100 MB".to_owned() });
    }
    Ok(())
}

/// A rename that refuses to replace anything. Not every file system has that, and older Androids end a process that asks
/// for it; there the name is claimed with an empty file first.
fn give_name(temporary: NamedTempFile, path: &Path) -> Result<(), (io::Error, NamedTempFile)> {
    if cfg!(target_os = "android") {
        return claim_name(temporary, path);
    }
    match temporary.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => Err((refused.error, refused.file)),
        Err(refused) => claim_name(refused.file, path),
    }
}

fn claim_name(temporary: NamedTempFile, path: &Path) -> Result<(), (io::Error, NamedTempFile)> {
    if let Err(error) = OpenOptions::new().write(true).create_new(true).open(path) {
        return Err((error, temporary));
    }
    temporary.persist(path).map(drop).map_err(|refused| {
        let _ = fs::remove_file(path);
        (refused.error, refused.file)
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_name_that_is_taken_is_left_alone_in_both_ways_of_giving_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        let temporary = || {
            let mut file = NamedTempFile::new_in(folder.path()).expect("a file");
            file.write_all(b"whole").expect("written");
            file
        };
        for give in [give_name, claim_name] {
            give(temporary(), &path).expect("the name is free");
            assert_eq!(fs::read(&path).expect("it is there"), b"whole");
            let (error, unnamed) = give(temporary(), &path).expect_err("the name is taken");
            assert_eq!(error.kind(), ErrorKind::AlreadyExists);
            drop(unnamed);
            assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
            fs::remove_file(&path).expect("removed");
        }
    }
}
