//! Sources of uploads.
//!
//! What is uploaded: a file or bytes, looked at before the first byte is sent and handed on piece by piece.

use std::{path::Path, sync::Arc};

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::stream;
use reqwest::{
    Body,
    multipart::{Form, Part},
};
use tokio::{
    fs::{self, File},
    io::AsyncReadExt,
};

use super::{Meter, disk, names};
use crate::model::{ContactCenterError, ContactCenterFileType};

type Result<T> = std::result::Result<T, ContactCenterError>;

/// What the server takes, in bytes.
const LARGEST_FILE: u64 = 25 * 1024 * 1024;
/// How much of a file is in memory at a time, in bytes.
const PIECE: usize = 64 * 1024;
/// The name of the form's part. Servers are known not to care.
const PART: &str = "file";

pub(crate) struct Source {
    pub(crate) file_name: String,
    pub(crate) file_type: ContactCenterFileType,
    length: u64,
    content: Content,
}

enum Content {
    File(File),
    Data(Bytes),
}

impl Source {
    /// A file of this device, under its own name.
    pub(crate) async fn open(path: &str) -> Result<Self> {
        let refuse = |reason| Err(ContactCenterError::invalid("path", reason));
        if path.is_empty() {
            return refuse("is empty");
        }
        // Asked before it is opened, because opening a pipe waits for its other end.
        let kind = fs::metadata(path).await.map_err(disk::path_refused)?;
        if kind.is_dir() {
            return refuse("is a folder");
        }
        if !kind.is_file() {
            return refuse("names something that is not a file");
        }
        let file = File::open(path).await.map_err(disk::path_refused)?;
        let length = file.metadata().await.map_err(disk::path_refused)?.len();
        let name = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
        check_length("path", length)?;
        Ok(Self::new(&name, length, Content::File(file)))
    }

    /// Bytes under a name. They are not copied.
    pub(crate) fn from_data(data: Vec<u8>, file_name: &str) -> Result<Self> {
        if file_name.trim().is_empty() {
            return Err(ContactCenterError::invalid("file_name", "is empty"));
        }
        let length = data.len() as u64;
        check_length("data", length)?;
        Ok(Self::new(file_name, length, Content::Data(data.into())))
    }

    fn new(name: &str, length: u64, content: Content) -> Self {
        // A quote in a header is escaped by some and encoded by others, and not every server reads both.
        let file_name = names::safe_name(name).replace('"', "'");
        Self { file_type: names::file_type(&file_name), file_name, length, content }
    }

    /// The body of the request, which reads as it is sent.
    pub(crate) fn into_form(self, meter: Arc<Meter>) -> Result<Form> {
        meter.starts(Some(self.length));
        let media_type = names::media_type(&self.file_name);
        let pieces = Pieces { content: self.content, left: self.length, handed_on: 0, meter };
        let pieces = stream::try_unfold(pieces, |mut pieces| async move {
            Ok::<_, ContactCenterError>(pieces.next().await?.map(|piece| (piece, pieces)))
        });
        let part = Part::stream_with_length(Body::wrap_stream(pieces), self.length).file_name(self.file_name);
        match part.mime_str(media_type.essence_str()) {
            Ok(part) => Ok(Form::new().part(PART, part)),
            Err(_) => Err(ContactCenterError::Internal { reason: "a media type that is none".to_owned() }),
        }
    }
}

/// Refuses what no server takes.
pub(super) fn check_length(argument: &'static str, length: u64) -> Result<()> {
    match length {
        0 => Err(ContactCenterError::invalid(argument, "is empty")),
        length if length > LARGEST_FILE => Err(ContactCenterError::invalid(argument, "is larger than 25 MB")),
        _ => Ok(()),
    }
}

struct Pieces {
    content: Content,
    left: u64,
    /// The length of the last piece. It counts as sent when the connection asks for the next one.
    handed_on: usize,
    meter: Arc<Meter>,
}

impl Pieces {
    async fn next(&mut self) -> Result<Option<Bytes>> {
        self.meter.moved(std::mem::take(&mut self.handed_on));
        let length = PIECE.min(usize::try_from(self.left).unwrap_or(PIECE));
        let piece = match &mut self.content {
            Content::Data(data) => data.split_to(length),
            Content::File(file) => read_on(file, length).await?,
        };
        self.left -= piece.len() as u64;
        self.handed_on = piece.len();
        Ok(Some(piece).filter(|piece| !piece.is_empty()))
    }
}

/// Up to `length` bytes more; none are left where it is zero. A form that promises another length than the file has by now
/// would reach the server maimed.
async fn read_on(file: &mut File, length: usize) -> Result<Bytes> {
    let changed = |how: &str| ContactCenterError::File { reason: format!("it became {how} while it was sent") };
    let mut piece = BytesMut::with_capacity(length.max(1));
    let read = file.read_buf(&mut (&mut piece).limit(length.max(1))).await.map_err(disk::failed)?;
    match (length, read) {
        (0, 0) => Ok(Bytes::new()),
        (0, _) => Err(changed("longer")),
        (_, 0) => Err(changed("shorter")),
        _ => Ok(piece.freeze()),
    }
}
