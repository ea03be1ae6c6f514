# Sourced, after common.sh, by every script that builds or packs the library as it ships: how to build it so that the same sources
# give the same bytes wherever they lie, and how to strip it.
# shellcheck shell=bash

# No path of this machine gets into what is built: the repository, the target folder, the sources of crates and of the standard
# library are given the names that they have everywhere. Sets the environment of the builds that follow; the flags stand in place of
# those of cargo's configuration files, as cargo has it. cargo ndk hands them on.
# reproducible_build TARGET
reproducible_build() {
  local target=$1 cargo_home=${CARGO_HOME:-$HOME/.cargo} sysroot commit folder path name flags=() c_flags=""
  sysroot=$(rustc --print sysroot)
  commit=$(rustc -vV | sed -n 's/^commit-hash: //p')
  # cargo names the folder of a registry after its address, so that is taken away as well. The last flag that fits a path wins.
  cargo fetch --locked --quiet
  while IFS=$'\t' read -r path name; do
    flags+=("--remap-path-prefix=$path=$name")
    c_flags+=" -ffile-prefix-map=$path=$name"
  done < <(
    {
      printf '%s\t%s\n' "$cargo_home" cargo "$sysroot/lib/rustlib/src/rust" "/rustc/$commit" "$CARGO_TARGET_DIR" target "$repo" contact-center
      for folder in "$cargo_home"/registry/src/*/; do printf '%s\tcrates\n' "${folder%/}"; done
    } | LC_ALL=C sort
  )
  # shellcheck disable=SC2207  # flags hold no blanks
  flags+=($(link_flags "$target"))
  local IFS=$'\x1f'
  export CARGO_ENCODED_RUSTFLAGS="${flags[*]}"
  # For C under the target's own name: under the common one cargo ndk would hand what is Android's to programs of this machine, too.
  export "CFLAGS_${target//-/_}=${c_flags# }" SOURCE_DATE_EPOCH
  SOURCE_DATE_EPOCH=$(source_date)
}

# What the linker is asked for. Functions that are the same byte for byte are kept once (Rust promises no function an address of its own);
# for Android, relocations in the form that takes a tenth of the place and is read from API 23 on. (Pages of 16 KB are bindings/build.rs's, for
# every build.)
link_flags() {
  case "$1" in
    *-android*) echo "-Clink-arg=-Wl,--icf=all -Clink-arg=-Wl,--pack-dyn-relocs=android" ;;
    # rustc links with lld here and with whatever there is elsewhere.
    x86_64-unknown-linux-gnu) echo "-Clink-arg=-Wl,--icf=all" ;;
  esac
}

# The time that archives and SBOMs bear: that of the last commit, or of the release whose sources these are.
source_date() {
  if [ -n "${SOURCE_DATE_EPOCH:-}" ]; then echo "$SOURCE_DATE_EPOCH"; else git log -1 --format=%ct 2>/dev/null || stat -c %Y Cargo.toml; fi
}

# strip_library FROM TO: a shared library without the symbols that are not looked up at run time. The generator of bindings needs them, an app does
# not. (Of a static library, as on Apple's platforms, the app's own link takes what it needs.)
# The tool is the one that comes with rustc, so that it knows every platform's format and needs no NDK.
strip_library() {
  local sysroot tool
  sysroot=$(rustc --print sysroot)
  tool="$sysroot/lib/rustlib/$(host_target)/bin/rust-objcopy"
  [ -x "$tool" ] || die "this Rust has no rust-objcopy, with which libraries are stripped." "rustup component add llvm-tools"
  mkdir -p "$(dirname "$2")"
  # It is linked to LLVM where rustc has that, without saying so.
  LD_LIBRARY_PATH="$sysroot/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" DYLD_FALLBACK_LIBRARY_PATH="$sysroot/lib" \
    "$tool" --strip-all --remove-section=.comment "$1" "$2"
}

host_target() { rustc -vV | sed -n 's/^host: //p'; }

# library_of TARGET: the name of the shared library there.
library_of() {
  case "$1" in
    *-apple-*) echo libcontact_center_ffi.dylib ;;
    *-windows-*) echo contact_center_ffi.dll ;;
    *) echo libcontact_center_ffi.so ;;
  esac
}
