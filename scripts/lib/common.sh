# Sourced by every script: where the repository is, how to speak, how to install.
# shellcheck shell=bash
set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$repo/target}"
cd "$repo"

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }

die() {
  printf '\nerror: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '       %s\n' "$@" >&2
  exit 1
}

# Without colours: Maven prints some even without a terminal.
plain() { sed -u 's/\x1b\[[0-9;]*m//g'; }

have() { command -v "$1" >/dev/null 2>&1; }

# Prints the prefix that installs packages ("" for root, "sudo" where it needs no password), or fails.
installer() {
  if [ "$(id -u)" -eq 0 ]; then
    echo ""
  elif have sudo && sudo -n true 2>/dev/null; then
    echo "sudo -n"
  else
    return 1
  fi
}

# apt_install WHAT_FOR PACKAGE... [-- extra apt-get arguments]
apt_install() {
  local what=$1 prefix
  shift
  have apt-get || die "$what is missing, and this machine has no apt-get." \
    "Install it with your own package manager (Debian calls it: $*) and run this again."
  prefix=$(installer) || die "$what is missing, and this user may not install packages." \
    "As root: apt-get install --no-install-recommends $*" "Then run this again."
  say "installing $what"
  $prefix apt-get update -qq
  $prefix env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# native_library PROFILE: the path of the built library (debug, release or mobile).
native_library() {
  case "$(uname -s)" in
    Darwin) echo "$CARGO_TARGET_DIR/$1/libcontact_center_ffi.dylib" ;;
    *) echo "$CARGO_TARGET_DIR/$1/libcontact_center_ffi.so" ;;
  esac
}

# The version of the SDK: it stands in Cargo.toml and nowhere else by hand, but for kotlin/pom.xml, which is checked.
version() {
  sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1
}
