// Shown in the guide "Push notifications". Compiled on Apple's platforms alone.

#if canImport(UIKit) && !os(watchOS)
    import ContactCenter
    import UIKit

    final class PushAppDelegate: NSObject, UIApplicationDelegate {
        var communicator: ContactCenterCommunicator?
        var registration: PushRegistration?

        func application(
            _ application: UIApplication,
            didFinishLaunchingWithOptions options: [UIApplication.LaunchOptionsKey: Any]? = nil
        ) -> Bool {
            application.registerForRemoteNotifications()
            return true
        }

        func application(
            _ application: UIApplication, didRegisterForRemoteNotificationsWithDeviceToken deviceToken: Data
        ) {
            Task { try await registration?.changed(token: .apns(deviceToken)) }
        }

        func application(
            _ application: UIApplication, didReceiveRemoteNotification userInfo: [AnyHashable: Any],
            fetchCompletionHandler completionHandler: @escaping (UIBackgroundFetchResult) -> Void
        ) {
            if application.applicationState == .background { communicator?.setForeground(false) }
            guard let communicator else { return completionHandler(.noData) }
            communicator.handlePush(userInfo) { result in
                switch result {
                case .success(let isLive): completionHandler(isLive ? .newData : .noData)
                case .failure(.InvalidArgument): completionHandler(.noData)
                case .failure: completionHandler(.failed)
                }
            }
        }
    }
#endif
