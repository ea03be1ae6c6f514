//! The panic boundary.
//!
//! Where a panic stops. A defect of ours, or of a library's, must cost one call and not the host app: no panic may cross into Swift or
//! Kotlin, where a function that returns no error has no way to tell of one.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `work` returns; none where it panics. Whatever it leaves half done is the caller's to look at no more.
pub(crate) fn contained<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
