// swift-tools-version: 6.0

// The conversations of a new user's program as tests, which Xcode can run in an iPhone simulator (scripts/test-iphone).

import PackageDescription

let package = Package(
    name: "OnDevice",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [
        .library(name: "OnDevice", targets: ["OnDevice"])
    ],
    dependencies: [
        .package(name: "ContactCenter", path: "../../..")
    ],
    targets: [
        .target(
            name: "OnDevice",
            dependencies: [
                .product(name: "ContactCenter", package: "ContactCenter"),
                .product(name: "ContactCenterCompatibility", package: "ContactCenter"),
            ],
            path: "OnDevice"),
        .testTarget(name: "OnDeviceTests", dependencies: ["OnDevice"], path: "OnDeviceTests"),
    ],
    swiftLanguageModes: [.v6]
)
