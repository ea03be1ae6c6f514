// The privacy manifest that goes into every app: that it is there, and that it is in Apple's words. A wrong one is refused by the
// App Store, weeks after it could have been seen here.

import XCTest

@testable import ContactCenter

final class PrivacyManifestTests: XCTestCase {
    private struct Manifest: Decodable, Equatable {
        struct Collected: Decodable, Equatable {
            let NSPrivacyCollectedDataType: String
            let NSPrivacyCollectedDataTypeLinked: Bool
            let NSPrivacyCollectedDataTypeTracking: Bool
            let NSPrivacyCollectedDataTypePurposes: [String]
        }
        struct Accessed: Decodable, Equatable {
            let NSPrivacyAccessedAPIType: String
            let NSPrivacyAccessedAPITypeReasons: [String]
        }
        let NSPrivacyTracking: Bool
        let NSPrivacyTrackingDomains: [String]
        let NSPrivacyCollectedDataTypes: [Collected]
        let NSPrivacyAccessedAPITypes: [Accessed]
    }

    func testThePrivacyManifestIsInThePackageAndInApplesWords() throws {
        let url = try XCTUnwrap(Bundle.module.url(forResource: "PrivacyInfo", withExtension: "xcprivacy"))
        let data = try Data(contentsOf: url)
        let manifest = try PropertyListDecoder().decode(Manifest.self, from: data)
        func collected(_ type: String) -> Manifest.Collected {
            .init(
                NSPrivacyCollectedDataType: "NSPrivacyCollectedDataType\(type)",
                NSPrivacyCollectedDataTypeLinked: true, NSPrivacyCollectedDataTypeTracking: false,
                NSPrivacyCollectedDataTypePurposes: ["NSPrivacyCollectedDataTypePurposeAppFunctionality"])
        }
        XCTAssertEqual(
            manifest,
            Manifest(
                NSPrivacyTracking: false, NSPrivacyTrackingDomains: [],
                NSPrivacyCollectedDataTypes: [collected("CustomerSupport"), collected("DeviceID")],
                NSPrivacyAccessedAPITypes: [
                    .init(
                        NSPrivacyAccessedAPIType: "NSPrivacyAccessedAPICategoryFileTimestamp",
                        NSPrivacyAccessedAPITypeReasons: ["C617.1", "3B52.1"])
                ]))
        let keys = try XCTUnwrap(PropertyListSerialization.propertyList(from: data, format: nil) as? [String: Any]).keys
        XCTAssertEqual(keys.count, 4, "a key that Apple does not know, and this test neither")
    }
}
