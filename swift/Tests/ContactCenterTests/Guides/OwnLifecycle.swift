// Shown in the guide "Background and network".

import ContactCenter

/// For an app that knows better than the system when its chat is of interest.
final class OwnLifecycle: Sendable {
    let communicator: ContactCenterCommunicator

    init(configuration: ContactCenterConfiguration) throws {
        communicator = try ContactCenterCommunicator(configuration: configuration, followsSystem: false)
    }

    func chatIsHidden() {
        communicator.setForeground(false)
    }

    func chatIsShown() {
        communicator.setForeground(true)
    }

    func userLogsOut() {
        communicator.shutdown()
    }
}
