//! Anything that can happen to a chat, from the bytes of answers through the machine to the delegate.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| contact_center_core::internals::session(bytes));
