// swift-tools-version: 6.0

// This manifest stands at the root of the repository because SwiftPM resolves a git URL only there; everything that
// it speaks of lies below swift/.
//
// The core is a Rust library that has to be linked. For development, here and on Linux, that is the library that
// `cargo build -p contact-center-ffi` leaves in target/debug, or the one in the directory that the environment names
// in CONTACT_CENTER_LIBRARY_DIR. Its directory is also written into the executables that link it (rpath), so that
// `swift test` finds the library without LD_LIBRARY_PATH.
//
// Neither of the two flags can be said without `unsafeFlags`, which SwiftPM refuses in a package that others depend on
// by version. That is no loss: no other package could use a library from somebody's target/debug. Releases for iOS
// will carry the core as an XCFramework, in place of the system library below. Making one takes Xcode, and it is not
// made here yet.

import PackageDescription

let libraryDirectory = Context.environment["CONTACT_CENTER_LIBRARY_DIR"] ?? "\(Context.packageDirectory)/target/debug"

let package = Package(
    name: "ContactCenter",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [
        .library(name: "ContactCenter", targets: ["ContactCenter"])
    ],
    targets: [
        .systemLibrary(name: "ContactCenterFFI", path: "swift/Sources/ContactCenterFFI"),
        .target(
            name: "ContactCenter",
            dependencies: ["ContactCenterFFI"],
            path: "swift/Sources/ContactCenter",
            linkerSettings: [
                .unsafeFlags(["-L", libraryDirectory, "-Xlinker", "-rpath", "-Xlinker", libraryDirectory])
            ]
        ),
        .testTarget(
            name: "ContactCenterTests",
            dependencies: ["ContactCenter"],
            path: "swift/Tests/ContactCenterTests"
        ),
    ],
    swiftLanguageModes: [.v6]
)
