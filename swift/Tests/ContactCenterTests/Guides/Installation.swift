// Shown in the guide "Getting started".

import ContactCenter
import Foundation

/// The one communicator of the app, for the chats of this installation.
func makeCommunicator(baseURL: URL, tenantURL: URL, appID: String) throws -> ContactCenterCommunicator {
    let configuration = try ContactCenterConfiguration(
        baseURL: baseURL, tenantURL: tenantURL, appID: appID, storageFolder: ContactCenterStorage.folder())
    return try ContactCenterCommunicator(configuration: configuration)
}
