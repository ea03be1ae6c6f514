// swift-tools-version: 6.0

// A new user's package, as the guide "Getting started" shows it. scripts/test-consumers puts it into an empty folder, and a
// repository and a version of its own instead of these.

import PackageDescription

let package = Package(
    name: "NewUser",
    platforms: [.iOS(.v15), .macOS(.v12)],
    dependencies: [
        .package(url: "https://example.com/contact-center.git", from: "0.1.0")
    ],
    targets: [
        .executableTarget(
            name: "NewUser",
            dependencies: [
                .product(name: "ContactCenter", package: "contact-center"),
                .product(name: "ContactCenterCompatibility", package: "contact-center"),
            ])
    ]
)
