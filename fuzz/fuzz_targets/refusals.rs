//! Answers that refuse, and texts.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| contact_center_core::internals::refusals(bytes));
