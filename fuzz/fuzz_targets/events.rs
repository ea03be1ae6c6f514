//! The events of polls, histories and case histories.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| contact_center_core::internals::events(bytes));
