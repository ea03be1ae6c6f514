//! The roots of a platform that the core cannot ask itself: the app's side reads them when the first certificate is verified.

use std::{fmt, sync::Arc};

use rustls::OtherError;

/// The source of the roots that the platform trusts, for platforms on which the core cannot read them itself (Android).
#[uniffi::export(foreign)]
pub trait ContactCenterPlatformRoots: Send + Sync {
    /// The platform's roots, each in DER or PEM; those that cannot be read are passed over. Called by the first connection of a
    /// communicator, on a thread of the SDK, which may wait for the disk there. After a failure the next connection asks again.
    ///
    /// # Errors
    /// The call that needed the connection fails with `Tls` and the reason.
    fn platform_roots(&self) -> Result<Vec<Vec<u8>>, ContactCenterPlatformRootsError>;
}

/// The platform does not hand out its roots.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
pub enum ContactCenterPlatformRootsError {
    /// Why, without anything secret: the reason is logged.
    Unavailable {
        /// In words.
        reason: String,
    },
}

impl fmt::Display for ContactCenterPlatformRootsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Unavailable { reason } = self;
        f.write_str(reason)
    }
}

impl std::error::Error for ContactCenterPlatformRootsError {}

impl From<uniffi::UnexpectedUniFFICallbackError> for ContactCenterPlatformRootsError {
    /// The text of a foreign exception may hold anything, so it is left out.
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable { reason: "asking for them failed unexpectedly".to_owned() }
    }
}

/// No roots to verify with.
#[derive(Debug)]
pub(super) struct NoRoots(pub(super) String);

impl fmt::Display for NoRoots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no roots to trust on this platform, or unusable ones ({})", self.0)
    }
}

impl std::error::Error for NoRoots {}

impl From<NoRoots> for rustls::Error {
    fn from(error: NoRoots) -> Self {
        Self::Other(OtherError(Arc::new(error)))
    }
}
