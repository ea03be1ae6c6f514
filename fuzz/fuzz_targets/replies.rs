//! Every other answer with a status of success.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| contact_center_core::internals::replies(bytes));
