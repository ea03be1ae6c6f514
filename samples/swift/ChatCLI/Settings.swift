// The command line: pairs of a name and a value.

import ContactCenter
import Foundation

/// What the command line says.
struct Settings {
    static let usage = """
        usage: ChatCLI --base-url URL --tenant-url URL --app-id ID [--name NAME] [--store FOLDER] [--ca-file FILE]

          --store     where the client id and messages that wait are kept; without it every run is another customer
          --ca-file   the only authority whose certificates are trusted, in PEM or DER; the system's otherwise

        Type a message and press return. /history shows the whole conversation, /end ends it.
        """

    /// How the customer is called.
    let name: String
    let configuration: ContactCenterConfiguration

    /// - Throws: ``UsageError``; `ContactCenterError` where the store cannot be used.
    init(_ arguments: [String]) throws {
        var values: [String: String] = [:]
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard Self.names.contains(name), let value = rest.popFirst() else { throw UsageError() }
            values[name] = value
        }
        guard let baseURL = values["--base-url"], let tenantURL = values["--tenant-url"], let appID = values["--app-id"]
        else { throw UsageError() }
        let store = values["--store"]
        let authority = try values["--ca-file"].map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
        name = values["--name"] ?? "A customer"
        configuration = ContactCenterConfiguration(
            baseURL: baseURL, tenantURL: tenantURL, appID: appID,
            clientID: try store.map(storedClientID(storageDirectory:)) ?? UUID().uuidString,
            extraRootCertificates: authority.map { [$0] } ?? [], trustExtraRootsOnly: authority != nil,
            storageDirectory: store)
    }

    private static let names: Set = ["--base-url", "--tenant-url", "--app-id", "--name", "--store", "--ca-file"]
}

/// The command line is not as it should be.
struct UsageError: Error {}
