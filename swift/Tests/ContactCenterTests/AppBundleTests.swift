// Where the app lies that holds an extension: its pushes have the topic of the app.

@testable import ContactCenter
import XCTest

final class AppBundleTests: XCTestCase {
    func testAnExtensionSpeaksForTheAppThatHoldsIt() {
        let apps = [
            "/apps/Shop.app": "/apps/Shop.app",
            "/apps/Shop.app/PlugIns/Reply.appex": "/apps/Shop.app",
            "/apps/Shop.app/Extensions/Reply.appex": "/apps/Shop.app",
            "/Applications/Shop.app/Contents/PlugIns/Reply.appex": "/Applications/Shop.app",
            // Nothing is known of what does not lie as the system lays it.
            "/elsewhere/Reply.appex": "/elsewhere/Reply.appex",
            "/tools/chat": "/tools/chat",
        ]
        for (bundle, app) in apps {
            XCTAssertEqual(appURL(holding: URL(fileURLWithPath: bundle, isDirectory: true)).path, app)
        }
    }
}
