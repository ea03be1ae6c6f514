// swift-tools-version: 6.0

// This manifest stands at the root of the repository because SwiftPM resolves a git URL only there; everything that
// it speaks of lies below swift/.
//
// The core is a Rust library that has to be linked. Where it comes from, the first that applies:
//
// 1. CONTACT_CENTER_XCFRAMEWORK in the environment names an XCFramework of one's own (scripts/build-xcframework).
// 2. CONTACT_CENTER_LIBRARY_DIR names the directory of a library of one's own. That is also the way to build on a Mac for
//    another platform: a manifest learns which machine it is read on, not which one is built for.
// 3. In a working copy: the library that `cargo build -p contact-center-ffi` leaves in target/debug. It goes before a
//    release, which would be tested instead of the sources at hand.
// 4. On Apple platforms: the XCFramework of the release that is named below, once there is one.
// 5. Else: the library that is installed on the machine, which pkg-config finds (scripts/install-library). That is the way
//    of Linux.
//
// In 2 and 3 the directory is also written into the executables that link the library (rpath), so that `swift test` finds it
// without LD_LIBRARY_PATH. Neither flag can be said without `unsafeFlags`, which SwiftPM refuses in a package that others
// depend on by version.

import Foundation
import PackageDescription

// Written by scripts/release, on one line: where the XCFramework of this version lies, and its checksum.
let release: (url: String, checksum: String)? = nil

#if canImport(Darwin)
    let hostIsApple = true
#else
    let hostIsApple = false
#endif

let folders = Context.packageDirectory.split(separator: "/").map(String.init)

func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

// What SwiftPM has fetched holds all files, too. It is told by where it lies: checkouts beside the repositories that they are
// made from, and what comes from a registry in a folder of that name.
let parent = "/" + folders.dropLast().joined(separator: "/")
let isCheckout = parent.hasSuffix("/checkouts") && exists(parent + "/../repositories")
let isFromRegistry = parent.contains("/registry/downloads/")
let isWorkingCopy = exists(Context.packageDirectory + "/Cargo.toml") && !isCheckout && !isFromRegistry
let ownLibraries =
    Context.environment["CONTACT_CENTER_LIBRARY_DIR"]
    ?? (isWorkingCopy ? Context.packageDirectory + "/target/debug" : nil)

/// The C face of the core, which the Swift sources import.
let core: Target
/// How the core is linked, where its own target does not say so.
var linkerSettings: [LinkerSetting] = []

if let path = Context.environment["CONTACT_CENTER_XCFRAMEWORK"] {
    // SwiftPM wants it relative to the package.
    let up = folders.map { _ in ".." }.joined(separator: "/")
    core = .binaryTarget(name: "ContactCenterFFI", path: path.hasPrefix("/") ? up + path : path)
} else if let directory = ownLibraries {
    core = .systemLibrary(name: "ContactCenterFFI", path: "swift/Sources/ContactCenterFFI")
    linkerSettings.append(.unsafeFlags(["-L", directory, "-Xlinker", "-rpath", "-Xlinker", directory]))
} else if hostIsApple, let release {
    core = .binaryTarget(name: "ContactCenterFFI", url: release.url, checksum: release.checksum)
} else {
    core = .systemLibrary(
        name: "ContactCenterFFI", path: "swift/Sources/ContactCenterFFI", pkgConfig: "contact_center_ffi")
}

// A static library does not say which frameworks it needs: certificates are judged by the system.
let applePlatforms: [Platform] = [.iOS, .macOS]
linkerSettings += ["Security", "CoreFoundation"].map { .linkedFramework($0, .when(platforms: applePlatforms)) }

let package = Package(
    name: "ContactCenter",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [
        .library(name: "ContactCenter", targets: ["ContactCenter"]),
        .library(name: "ContactCenterCompatibility", targets: ["ContactCenterCompatibility"]),
    ],
    targets: [
        core,
        .target(
            name: "ContactCenter",
            dependencies: ["ContactCenterFFI"],
            path: "swift/Sources/ContactCenter",
            resources: [.copy("PrivacyInfo.xcprivacy")],
            linkerSettings: linkerSettings
        ),
        .target(
            name: "ContactCenterCompatibility",
            dependencies: ["ContactCenter"],
            path: "swift/Sources/ContactCenterCompatibility"
        ),
        .testTarget(
            name: "ContactCenterTests",
            dependencies: ["ContactCenter"],
            path: "swift/Tests/ContactCenterTests"
        ),
        // Apps that come from BPMobileMessaging are written in Swift 5, and so is the one in here.
        .testTarget(
            name: "ContactCenterCompatibilityTests",
            dependencies: ["ContactCenterCompatibility"],
            path: "swift/Tests/ContactCenterCompatibilityTests",
            swiftSettings: [.swiftLanguageMode(.v5)]
        ),
    ],
    swiftLanguageModes: [.v6]
)
