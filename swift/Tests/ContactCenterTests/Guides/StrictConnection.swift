// Shown in the guide "Connections".

import ContactCenter
import Foundation

/// Settings of an app that knows the keys of its contact center, and goes out through a proxy where its company has one.
func strictConfiguration(
    pins: [String], ownRoots: [Data], proxyURL: String?, storageFolder: URL
) throws -> ContactCenterConfiguration {
    ContactCenterConfiguration(
        baseURL: "https://acme.example.com",
        tenantURL: "acme.example.com",
        appID: "app",
        clientID: try storedClientID(storageDirectory: storageFolder.path),
        extraRootCertificates: ownRoots,
        pinnedPublicKeys: pins,
        proxyURL: proxyURL,
        storageDirectory: storageFolder.path)
}
