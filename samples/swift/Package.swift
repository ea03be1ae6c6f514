// swift-tools-version: 6.0

// Two apps made with the SDK: a chat in a terminal, and a chat with SwiftUI whose view model stands in a module of its own, without
// SwiftUI, so that it is compiled and tested wherever Swift is. An app of one's own names the repository's URL and a version here.

import PackageDescription

let package = Package(
    name: "contact-center-samples",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [
        .executable(name: "ChatCLI", targets: ["ChatCLI"]),
        .library(name: "ChatModel", targets: ["ChatModel"]),
        .executable(name: "ChatApp", targets: ["ChatApp"]),
    ],
    dependencies: [
        .package(name: "ContactCenter", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "ChatCLI",
            dependencies: [.product(name: "ContactCenter", package: "ContactCenter")],
            path: "ChatCLI"),
        .target(
            name: "ChatModel",
            dependencies: [.product(name: "ContactCenter", package: "ContactCenter")],
            path: "ChatModel"),
        .executableTarget(
            name: "ChatApp",
            dependencies: ["ChatModel", .product(name: "ContactCenter", package: "ContactCenter")],
            path: "ChatApp"),
        .testTarget(
            name: "SamplesTests",
            dependencies: ["ChatCLI", "ChatModel", .product(name: "ContactCenter", package: "ContactCenter")],
            path: "Tests"),
    ],
    swiftLanguageModes: [.v6]
)
