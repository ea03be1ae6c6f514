//! The certificates of a simulator in a file, so that a restarted one is trusted by the same clients.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::Path,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::{CertificateKind, Certificates, certificates::VALID_AFTER};

/// Certificates that are about to expire are not used again.
const MARGIN: Duration = Duration::from_secs(24 * 60 * 60);

impl Certificates {
    /// The certificates that the file keeps. Without a file, makes new ones of that kind and the file, which only its
    /// owner can read: it holds the server's private key.
    ///
    /// # Errors
    ///
    /// A file with certificates of another kind, expired ones, or anything else. The file stays as it is.
    pub fn kept_in(file: &Path, kind: CertificateKind) -> io::Result<Self> {
        match fs::read_to_string(file) {
            Ok(text) => read(&text, kind).map_err(|reason| {
                let message = format!("{}: {reason}; delete the file to make new certificates", file.display());
                io::Error::new(ErrorKind::InvalidData, message)
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let certificates = Self::of(kind);
                write(file, &certificates, kind)?;
                Ok(certificates)
            }
            Err(error) => Err(io::Error::new(error.kind(), format!("{}: {error}", file.display()))),
        }
    }
}

fn read(text: &str, kind: CertificateKind) -> Result<Certificates, &'static str> {
    const OTHER: &str = "this is no authority file";
    let record: Value = serde_json::from_str(text).map_err(|_| OTHER)?;
    let certificates = Certificates::from_record(&record).ok_or(OTHER)?;
    if record["kind"] != name(kind) {
        return Err("it keeps certificates of another kind");
    }
    let age = now().saturating_sub(Duration::from_secs(record["made"].as_u64().ok_or(OTHER)?));
    if age + MARGIN > VALID_AFTER { Err("its certificates have expired") } else { Ok(certificates) }
}

fn write(file: &Path, certificates: &Certificates, kind: CertificateKind) -> io::Result<()> {
    let mut record = certificates.record();
    record["kind"] = json!(name(kind));
    record["made"] = json!(now().as_secs());
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(record.to_string().as_bytes())
}

fn name(kind: CertificateKind) -> String {
    kind.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
