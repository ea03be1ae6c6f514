//! What lies on the disk: a damaged file, or records that nobody has written.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| contact_center_core::internals::store(bytes));
