//! Maps I/O errors to errors of the model. A path is never quoted.

use std::io::{self, ErrorKind};

use crate::model::ContactCenterError;

/// For something that went wrong with a file that is in use already.
pub(super) fn failed(error: io::Error) -> ContactCenterError {
    let reason = match error.kind() {
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::QuotaExceeded => "the share of the disk is used up".to_owned(),
        ErrorKind::FileTooLarge => "it is larger than a file may be there".to_owned(),
        kind => kind.to_string(),
    };
    ContactCenterError::File { reason }
}

/// For a file to be sent that cannot be opened.
pub(super) fn path_refused(error: io::Error) -> ContactCenterError {
    let reason = match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput | ErrorKind::InvalidFilename => {
            "names no file"
        }
        ErrorKind::PermissionDenied => "names a file that may not be read",
        _ => return failed(error),
    };
    ContactCenterError::invalid("path", reason)
}

/// Whether the disk is full, as opposed to not writable.
pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_is_full_is_told_as_such_wherever_it_shows() {
        let full = || io::Error::from(ErrorKind::StorageFull);
        let told = ContactCenterError::File { reason: "the disk is full".to_owned() };
        assert!(is_full(&full()));
        assert_eq!([failed(full()), path_refused(full())], [told.clone(), told]);
    }
}
