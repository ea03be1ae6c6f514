# Sourced, after common.sh, by what builds for Apple's platforms and by what checks of it what can be checked elsewhere.
# shellcheck shell=bash

# The libraries of the XCFramework: devices, simulators, Macs.
# shellcheck disable=SC2034  # used by scripts that source this
apple_targets=(aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios aarch64-apple-darwin x86_64-apple-darwin)

# apple_bills FOLDER: an SBOM for each of them, contact-center-native-TARGET.cdx.json.
apple_bills() {
  local target folder
  folder=$(mktemp -d)
  mkdir -p "$1"
  for target in "${apple_targets[@]}"; do
    scripts/build-sbom --target "$target" "$folder" >/dev/null
    mv "$folder/contact-center-native.cdx.json" "$1/contact-center-native-$target.cdx.json"
  done
  rmdir "$folder"
}
