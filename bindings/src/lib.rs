//! The library that Swift and Kotlin load. It holds no logic: it carries the core's exported functions
//! over into a library of its own.

contact_center_core::uniffi_reexport_scaffolding!();
