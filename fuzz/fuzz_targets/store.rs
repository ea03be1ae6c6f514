//! What lies on the disk: a damaged file, or forged records.
#![no_main]

// The database panics over some damage, and the store contains it: only what leaves the store is a finding.
libfuzzer_sys::fuzz_target!(
    init: std::panic::set_hook(Box::new(|panic| {
        if !panic.location().is_some_and(|place| place.file().contains("redb")) {
            eprintln!("{panic}");
        }
    })),
    |bytes: &[u8]| contact_center_core::internals::store(bytes)
);
