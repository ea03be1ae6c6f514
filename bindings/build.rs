//! Android's newer devices have pages of 16 KB and refuse a library whose segments are laid out for smaller ones.
//! It stands here and not in a cargo configuration, because `RUSTFLAGS` in the environment would silence that. Linux gets the same
//! layout, so that it is tested where no Android is.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if target == "android" || target == "linux" {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-z,max-page-size=16384");
    }
}
