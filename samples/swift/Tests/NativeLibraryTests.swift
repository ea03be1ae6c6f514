// A native library that is not the one of this package: that it is said, with what to do. In processes of their own, since one process
// loads a library once; on Linux, where a test can replace one by another.

#if os(Linux)
    import XCTest

    final class NativeLibraryTests: XCTestCase {
        func testALibraryWithAnotherContractIsSaidToBeOfAnotherVersion() async throws {
            try await assertIsOfAnotherVersion("ffi_contact_center_core_uniffi_contract_version")
        }

        func testALibraryInWhichACallHasChangedIsSaidToBeOfAnotherVersion() async throws {
            try await assertIsOfAnotherVersion(
                "uniffi_contact_center_core_checksum_method_contactcentercommunicator_send_chat_file")
        }

        func testAStoreThatIsAskedForBeforeACommunicatorSaysTheSame() async throws {
            try await assertIsOfAnotherVersion("ffi_contact_center_core_uniffi_contract_version", "--store", "/nowhere")
        }

        /// Runs the program with a library in which one function answers something else, and which stands before the right one.
        private func assertIsOfAnotherVersion(
            _ function: String, _ arguments: String..., file: StaticString = #filePath, line: UInt = #line
        ) async throws {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            defer { try? FileManager.default.removeItem(at: folder) }
            let source = folder.appendingPathComponent("other.c")
            let library = folder.appendingPathComponent("other.so")
            try Data("int \(function)(void) { return 1; }".utf8).write(to: source)
            let compiler = try Process.run(
                URL(fileURLWithPath: "/usr/bin/env"),
                arguments: ["cc", "-shared", "-fPIC", "-o", library.path, source.path])
            compiler.waitUntilExit()
            XCTAssertEqual(compiler.terminationStatus, 0, file: file, line: line)

            // No server listens at this address, and no request is sent.
            let server = ["--base-url", "https://127.0.0.1:9", "--tenant-url", "acme.example.com", "--app-id", "app"]
            let terminal = try Terminal(server + arguments, environment: ["LD_PRELOAD": library.path])
            let status = try await terminal.status()
            XCTAssertEqual(status, 1, "it has not come to its own end", file: file, line: line)
            try await waitUntil("the last word: \(terminal.errors)") {
                terminal.errors == """
                    ! ContactCenter: the native library (libcontact_center_ffi) is of another version than this package. \
                    Take both from the same release, and remove other copies from where libraries are found.

                    """
            }
        }
    }
#endif
