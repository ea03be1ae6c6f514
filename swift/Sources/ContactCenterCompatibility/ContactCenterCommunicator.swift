// The communicator of BPMobileMessaging, carried out by that of the module ContactCenter.

import ContactCenter
import Dispatch
import Foundation

/// The settings of the module `ContactCenter`, for what the old initialiser does not say.
public typealias ContactCenterConfiguration = ContactCenter.ContactCenterConfiguration

/// A contact center, with the calls of BPMobileMessaging.
///
/// Releasing the last reference stops the communicator in less than a second; running calls then fail with an error.
/// ``contactCenter`` has the calls that BPMobileMessaging does not have.
public final class ContactCenterCommunicator: ContactCenterCommunicating, @unchecked Sendable {
    /// The communicator of the module `ContactCenter`, for an app that migrates call by call; `nil` if the settings were refused.
    ///
    /// Do not set its delegate, which this class uses.
    public var contactCenter: ContactCenter.ContactCenterCommunicator? { try? outcome.get() }

    /// The communicator, or why there is none. An app of BPMobileMessaging expects no error when it makes one, and gets it with
    /// its first call instead.
    private let outcome: Result<ContactCenter.ContactCenterCommunicator, any Error>
    private let translator: EventsTranslator
    /// Where the app is called, once at a time.
    private let queue: DispatchQueue

    /// The delegate, which receives the events. It is held weakly. Updates are dropped while there is no delegate.
    public var delegate: (any ContactCenterEventsDelegating)? {
        get { translator.delegate }
        set { translator.delegate = newValue }
    }

    /// Creates a communicator with the settings of BPMobileMessaging. Sends nothing. If a setting is refused, every call fails with
    /// that error.
    ///
    /// Unsent messages and fingerprints of delivered events are stored in the app's Application Support.
    ///
    /// - Parameters:
    ///   - baseURL: The address of the server. In an http URL the scheme becomes https and port 80 is dropped; another port and the
    ///     path are kept.
    ///   - tenantURL: The domain of the tenant, with or without a scheme.
    ///   - appID: The id of this app in the contact center.
    ///   - clientID: The id of this installation, which is generated once and never changes.
    public convenience init(baseURL: URL, tenantURL: URL, appID: String, clientID: String) {
        self.init(
            configuration: ContactCenterConfiguration(
                baseURL: httpsURL(baseURL).absoluteString, tenantURL: tenantURL.host ?? tenantURL.absoluteString,
                appID: appID,
                clientID: clientID, storageDirectory: try? ContactCenterStorage.folder().path))
    }

    /// Creates a communicator with any settings. Sends nothing. If a setting is refused, every call fails with that error.
    ///
    /// - Parameters:
    ///   - configuration: The settings.
    ///   - callbackQueue: The queue of the delegate and of completions, which are called one at a time, on a concurrent queue too.
    ///     The default is a background queue, as in BPMobileMessaging.
    public init(
        configuration: ContactCenterConfiguration,
        callbackQueue: DispatchQueue = DispatchQueue(label: "com.contactcenter.compatibility")
    ) {
        let queue = DispatchQueue(label: "com.contactcenter.compatibility.calls", target: callbackQueue)
        let translator = EventsTranslator(queue: queue)
        self.queue = queue
        self.translator = translator
        outcome = Result {
            try ContactCenter.ContactCenterCommunicator(
                configuration: configuration, delegate: translator, callbackQueue: queue)
        }
    }

    deinit {
        // Not only let go of: an app that makes the next one at once expects its store to be free by then.
        contactCenter?.shutdown()
        translator.end()
    }
}

/// The URL with https instead of http, and without the port of http.
func httpsURL(_ url: URL) -> URL {
    guard url.scheme?.lowercased() == "http", var components = URLComponents(url: url, resolvingAgainstBaseURL: true)
    else { return url }
    components.scheme = "https"
    if components.port == 80 { components.port = nil }
    return components.url ?? url
}

// The documentation is the protocol's.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension ContactCenterCommunicator {
    public func getVersion(with completion: @escaping @Sendable (Result<ContactCenterVersion, any Error>) -> Void) {
        call(completion, { .init(serverVersion: $0.serverVersion) }) { $0.getVersion(with: $1) }
    }

    public func checkAvailability(
        with completion: @escaping @Sendable (Result<ContactCenterServiceAvailability, any Error>) -> Void
    ) {
        call(completion, ContactCenterServiceAvailability.init) { $0.checkAvailability(with: $1) }
    }

    public func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String],
        with completion: @escaping @Sendable (Result<ContactCenterChatSessionProperties, any Error>) -> Void
    ) {
        translator.requestBegins()
        let completion: @Sendable (Result<ContactCenterChatSessionProperties, any Error>) -> Void = {
            [translator] result in
            completion(result)
            translator.requestEnded(chatID: try? result.get().chatID)
        }
        call(completion, ContactCenterChatSessionProperties.init) {
            $0.requestChat(phoneNumber: phoneNumber, from: from, parameters: parameters, with: $1)
        }
    }

    public func getChatHistory(
        chatID: String, with completion: @escaping @Sendable (Result<[ContactCenterEvent], any Error>) -> Void
    ) {
        let receipt = Date()
        call(completion, { events in events.compactMap { .init($0, receivedAt: receipt) } }) {
            $0.getChatHistory(chatID: chatID, with: $1)
        }
    }

    public func getCaseHistory(
        chatID: String, with completion: @escaping @Sendable (Result<[ContactCenterChatSession], any Error>) -> Void
    ) {
        call(completion, { chats in chats.map(ContactCenterChatSession.init) }) {
            $0.getCaseHistory(chatID: chatID, with: $1)
        }
    }

    public func sendChatMessage(
        chatID: String, message: String, format: ContentFormat,
        with completion: @escaping @Sendable (Result<String, any Error>) -> Void
    ) {
        translator.sendBegins()
        call({ [translator] in translator.sendEnded($0, completion) }, { $0 }) {
            $0.sendChatMessage(chatID: chatID, message: message, format: format.format, with: $1)
        }
    }

    public func chatMessageDelivered(
        chatID: String, messageID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void
    ) {
        call(completion, { $0 }) { $0.chatMessageDelivered(chatID: chatID, messageID: messageID, with: $1) }
    }

    public func chatMessageRead(
        chatID: String, messageID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void
    ) {
        call(completion, { $0 }) { $0.chatMessageRead(chatID: chatID, messageID: messageID, with: $1) }
    }

    public func chatTyping(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        call(completion, { $0 }) { $0.chatTyping(chatID: chatID, with: $1) }
    }

    public func chatNotTyping(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        call(completion, { $0 }) { $0.chatNotTyping(chatID: chatID, with: $1) }
    }

    public func closeCase(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        call(completion, { $0 }) { $0.closeCase(chatID: chatID, with: $1) }
    }

    public func disconnectChat(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        call(completion, { $0 }) { $0.disconnectChat(chatID: chatID, with: $1) }
    }

    public func endChat(chatID: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        call(completion, { $0 }) { $0.endChat(chatID: chatID, with: $1) }
    }

    public func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void
    ) {
        call(completion, { $0 }) {
            $0.subscribeForRemoteNotificationsAPNs(chatID: chatID, deviceToken: deviceToken, with: $1)
        }
    }

    public func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, with completion: @escaping @Sendable (Result<Void, any Error>) -> Void
    ) {
        call(completion, { $0 }) {
            $0.subscribeForRemoteNotificationsFirebase(chatID: chatID, deviceToken: deviceToken, with: $1)
        }
    }

    public func appDidReceiveMessage(_ userInfo: [AnyHashable: Any]) {
        contactCenter?.appDidReceiveMessage(userInfo)
    }
}

extension ContactCenterCommunicator {
    private typealias Answer<Value> = Result<Value, ContactCenter.ContactCenterError>

    /// Makes a call before it returns, so that calls take effect in the order in which they are made, and tells the app on its
    /// queue what it came to.
    private func call<Value, Translation: Sendable>(
        _ completion: @escaping @Sendable (Result<Translation, any Error>) -> Void,
        _ translate: @escaping (Value) -> Translation,
        _ make: (ContactCenter.ContactCenterCommunicator, @escaping (Answer<Value>) -> Void) -> Void
    ) {
        switch outcome {
        case .success(let contactCenter):
            make(contactCenter) { answer in completion(answer.map(translate).mapError(translated)) }
        case .failure(let error):
            queue.async { completion(.failure(translated(error))) }
        }
    }
}
