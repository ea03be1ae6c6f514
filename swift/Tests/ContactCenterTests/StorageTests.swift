// The folder that outlives the process, and the client id in it.

import ContactCenter
import XCTest

final class StorageTests: SimulatorTestCase {
    func testTheFolderIsMadeForThisUserAloneAndFoundAgain() throws {
        let container = try temporaryFolder().appendingPathComponent("Application Support")
        let folder = try ContactCenterStorage.folder(in: container)
        XCTAssertEqual(folder.path, container.appendingPathComponent("ContactCenter").path)
        let note = folder.appendingPathComponent("note")
        try Data("kept".utf8).write(to: note)

        XCTAssertEqual(try ContactCenterStorage.folder(in: container).path, folder.path)
        XCTAssertEqual(try Data(contentsOf: note), Data("kept".utf8))
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
        XCTAssertEqual(attributes[.posixPermissions] as? NSNumber, 0o700)
    }

    func testAFolderThatCannotBeMadeIsAnErrorWithoutItsPath() throws {
        let file = try temporaryFolder().appendingPathComponent("secret.txt")
        try Data().write(to: file)
        XCTAssertThrowsError(try ContactCenterStorage.folder(in: file)) { error in
            guard case .Storage(let reason)? = error as? ContactCenterError else { return XCTFail("\(error)") }
            XCTAssertFalse(reason.contains("secret"), reason)
        }
    }

    func testSettingsForAFolderLeaveTheClientIdToTheFirstCall() throws {
        let folder = try ContactCenterStorage.folder(in: try temporaryFolder())
        let url = try XCTUnwrap(URL(string: "https://acme.example.com"))
        func make() throws -> ContactCenterConfiguration {
            try ContactCenterConfiguration(baseURL: url, tenantURL: url, appID: "app", storageFolder: folder)
        }
        let configuration = try make()
        XCTAssertEqual(configuration.clientID, "")
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.path), [], "nothing is read or made")
        XCTAssertEqual(try make(), configuration)
        XCTAssertEqual(configuration.storageDirectory, folder.path)
        XCTAssertEqual(configuration.tenantURL, "acme.example.com")
        let clientID = try storedClientID(storageDirectory: folder.path)
        XCTAssertNotNil(UUID(uuidString: clientID))
        XCTAssertEqual(try storedClientID(storageDirectory: folder.path), clientID)
    }

    func testAnAddressIsNoFolder() async throws {
        let url = try XCTUnwrap(URL(string: "https://acme.example.com"))
        let error = await failure(
            of: try ContactCenterConfiguration(baseURL: url, tenantURL: url, appID: "app", storageFolder: url))
        XCTAssertEqual(error, .InvalidArgument(argument: "storage_directory", reason: "must be a file URL"))
    }
}
