// A new user's program: a conversation by each of the two products. It fails where the agent does not answer.

import Foundation

let environment = ProcessInfo.processInfo.environment
guard let baseURL = environment["BASE_URL"], let authority = environment["CA_FILE"] else {
    fatalError("BASE_URL and CA_FILE say which contact center")
}
let certificate = try Data(contentsOf: URL(fileURLWithPath: authority))

let today = try await Today(baseURL: baseURL, certificate: certificate).conversation()
print("ContactCenter: \(today)")
let migrated = try await Migrated(baseURL: baseURL, certificate: certificate).conversation()
print("ContactCenterCompatibility: \(migrated)")
