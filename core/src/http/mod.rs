//! HTTP: one client, the endpoints, and what each way of failing means. Nothing here retries; what
//! to do about a failure is the machine's business.

mod api;
mod client;
mod connections;
mod cookies;
mod deferred_verifier;
mod download;
mod endpoints;
mod failure;
mod headers;
mod pinned_verifier;
mod pins;
mod platform_roots;
mod proxy;
mod redirects;
mod tls_failure;
mod trust;

pub(crate) use api::Api;
pub(crate) use download::Download;
#[cfg(feature = "internals")]
pub(crate) use endpoints::Endpoints;
pub(crate) use failure::Failure;
pub use platform_roots::{ContactCenterPlatformRoots, ContactCenterPlatformRootsError};
pub use trust::usable_root_certificates;
