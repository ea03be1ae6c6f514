// An app as it was written for BPMobileMessaging, in Swift 5: a service that receives the events, and the view model of its
// chat. Of its move to this SDK only one line tells, the import below. Nothing here knows of the simulator or of tests.

import ContactCenterCompatibility
import Foundation

/// The part of the app that holds the SDK.
final class ChatService {
    lazy var contactCenterService: ContactCenterCommunicating = makeService()
    var onEvents: (([ContactCenterEvent]) -> Void)?
    var onFailure: ((Error) -> Void)?
    var deviceToken: String?

    private let makeService: () -> ContactCenterCommunicating

    init(makeService: @escaping () -> ContactCenterCommunicating) {
        self.makeService = makeService
        contactCenterService.delegate = self
    }

    func userDidReceivePush(_ userInfo: [AnyHashable: Any]) {
        contactCenterService.appDidReceiveMessage(userInfo)
    }
}

extension ChatService: ContactCenterEventsDelegating {
    func chatSessionEvents(result: Result<[ContactCenterEvent], Error>) {
        switch result {
        case .success(let events):
            DispatchQueue.main.async { self.onEvents?(events) }
        case .failure(let error):
            DispatchQueue.main.async { self.onFailure?(error) }
        }
    }
}

/// What the chat's screen shows. Used on the main queue.
final class ChatViewModel {
    enum Line: Equatable {
        case mine(String, id: String)
        case theirs(String, from: String)
        case notice(String)
    }

    private(set) var lines: [Line] = []
    private(set) var currentChatID: String?
    private(set) var isChatAvailable = false
    private(set) var isConnected = false
    private(set) var isAgentTyping = false
    private(set) var isOver = false
    private(set) var canShowPastConversations = false
    private(set) var pastConversations: [ContactCenterChatSession] = []
    private(set) var readMessages: Set<String> = []
    private(set) var deliveredMessages: Set<String> = []
    private(set) var errors: [Error] = []

    private let service: ChatService
    private var parties: [String: String] = [:]

    init(service: ChatService) {
        self.service = service
        service.onEvents = { [weak self] events in self?.process(events) }
        service.onFailure = { [weak self] error in self?.errors.append(error) }
    }

    func checkAvailability() {
        service.contactCenterService.checkAvailability { [weak self] result in
            DispatchQueue.main.async {
                switch result {
                case .success(let availability):
                    self?.isChatAvailable = availability.chat == .available
                case .failure(let error):
                    self?.errors.append(error)
                }
            }
        }
    }

    func requestChat(from name: String) {
        service.contactCenterService.requestChat(phoneNumber: "12345", from: name, parameters: ["topic": "billing"]) {
            [weak self] result in
            DispatchQueue.main.async {
                switch result {
                case .success(let properties):
                    self?.currentChatID = properties.chatID
                    self?.subscribeForNotifications()
                case .failure(let error):
                    self?.errors.append(error)
                }
            }
        }
    }

    private func subscribeForNotifications() {
        guard let chatID = currentChatID, let deviceToken = service.deviceToken else { return }
        service.contactCenterService.subscribeForRemoteNotificationsFirebase(
            chatID: chatID, deviceToken: deviceToken, with: collectFailure)
    }

    func send(_ text: String) {
        guard let chatID = currentChatID else { return }
        service.contactCenterService.sendChatMessage(chatID: chatID, message: text, format: .Text) {
            [weak self] result in
            DispatchQueue.main.async {
                switch result {
                case .success(let messageID):
                    self?.lines.append(.mine(text, id: messageID))
                case .failure(let error):
                    self?.errors.append(error)
                }
            }
        }
    }

    func typingChanged(isTyping: Bool) {
        guard let chatID = currentChatID else { return }
        if isTyping {
            service.contactCenterService.chatTyping(chatID: chatID, with: collectFailure)
        } else {
            service.contactCenterService.chatNotTyping(chatID: chatID, with: collectFailure)
        }
    }

    func showPastConversations() {
        guard let chatID = currentChatID else { return }
        service.contactCenterService.getCaseHistory(chatID: chatID) { [weak self] result in
            DispatchQueue.main.async {
                switch result {
                case .success(let sessions): self?.pastConversations = sessions
                case .failure(let error): self?.errors.append(error)
                }
            }
        }
    }

    func endCurrentChat() {
        guard let chatID = currentChatID else { return }
        service.contactCenterService.disconnectChat(chatID: chatID) { [weak self] result in
            guard case .success = result else { return }
            self?.service.contactCenterService.endChat(chatID: chatID) { [weak self] result in
                DispatchQueue.main.async {
                    if case .success = result { self?.isOver = true }
                }
            }
        }
    }

    private func process(_ events: [ContactCenterEvent]) {
        guard let chatID = currentChatID else {
            errors.append(CocoaError(.featureUnsupported))
            return
        }
        for event in events {
            switch event {
            case .chatSessionMessage(let messageID, let partyID, let message, let messageText, _):
                lines.append(.theirs(messageText ?? message, from: parties[partyID ?? ""] ?? ""))
                if let messageID = messageID {
                    let service = service.contactCenterService
                    service.chatMessageDelivered(chatID: chatID, messageID: messageID, with: collectFailure)
                    service.chatMessageRead(chatID: chatID, messageID: messageID, with: collectFailure)
                }
            case .chatSessionMessageDelivered(let messageID, _, _):
                deliveredMessages.insert(messageID ?? "")
            case .chatSessionMessageRead(let messageID, _, _):
                readMessages.insert(messageID ?? "")
            case .chatSessionStatus(let state, let estimatedWaitTime):
                isConnected = state == .connected
                if state == .queued { lines.append(.notice("Wait \(estimatedWaitTime) s")) }
            case .chatSessionCaseSet(let caseID, _):
                canShowPastConversations = caseID != nil
            case .chatSessionPartyJoined(let partyID, let firstName, let lastName, let displayName, _, _):
                let name = displayName ?? "\(firstName ?? "") \(lastName ?? "")"
                parties[partyID] = name
                lines.append(.notice("\(name) joined"))
            case .chatSessionPartyLeft(let partyID, _):
                lines.append(.notice("\(parties[partyID] ?? "") left"))
            case .chatSessionTyping:
                isAgentTyping = true
            case .chatSessionNotTyping:
                isAgentTyping = false
            case .chatSessionLocation(_, _, let latitude, let longitude, _):
                lines.append(.notice("At \(latitude), \(longitude)"))
            case .chatSessionTimeoutWarning(let message, _), .chatSessionInactivityTimeout(let message, _):
                lines.append(.notice(message))
            case .chatSessionEnded:
                isOver = true
            case .chatSessionDisconnect, .chatSessionEnd:
                break
            }
        }
    }

    private func collectFailure(_ result: Result<Void, Error>) {
        guard case .failure(let error) = result else { return }
        DispatchQueue.main.async { self.errors.append(error) }
    }
}

/// What such an app has in its tests.
struct ServiceDouble: ContactCenterCommunicating {
    weak var delegate: ContactCenterEventsDelegating?
    var answer: Result<String, Error> = .success("1")

    func getVersion(with completion: @escaping ((Result<ContactCenterVersion, Error>) -> Void)) {
        completion(.success(ContactCenterVersion(serverVersion: "5")))
    }
    func checkAvailability(with completion: @escaping ((Result<ContactCenterServiceAvailability, Error>) -> Void)) {
        completion(.success(ContactCenterServiceAvailability(chat: .available, estimatedWaitTime: nil)))
    }
    func requestChat(
        phoneNumber: String?, from: String, parameters: [String: String],
        with completion: @escaping ((Result<ContactCenterChatSessionProperties, Error>) -> Void)
    ) {
        let properties = ContactCenterChatSessionProperties(
            chatID: "chat", state: .queued, estimatedWaitTime: nil, isNewChat: true, phoneNumber: phoneNumber)
        completion(.success(properties))
    }
    func getChatHistory(chatID: String, with completion: @escaping ((Result<[ContactCenterEvent], Error>) -> Void)) {
        completion(.success([.chatSessionEnded]))
    }
    func getCaseHistory(
        chatID: String, with completion: @escaping ((Result<[ContactCenterChatSession], Error>) -> Void)
    ) {
        completion(.success([ContactCenterChatSession(chatID: chatID, createdTime: Date(), events: [])]))
    }
    func sendChatMessage(
        chatID: String, message: String, format: ContentFormat,
        with completion: @escaping (Result<String, Error>) -> Void
    ) {
        completion(answer)
    }
    func chatMessageDelivered(
        chatID: String, messageID: String, with completion: @escaping (Result<Void, Error>) -> Void
    ) {
        completion(.success(()))
    }
    func chatMessageRead(chatID: String, messageID: String, with completion: @escaping (Result<Void, Error>) -> Void) {
        completion(.success(()))
    }
    func chatTyping(chatID: String, with completion: @escaping (Result<Void, Error>) -> Void) {
        completion(.success(()))
    }
    func chatNotTyping(chatID: String, with completion: @escaping (Result<Void, Error>) -> Void) {
        completion(.success(()))
    }
    func closeCase(chatID: String, with completion: @escaping ((Result<Void, Error>) -> Void)) {
        completion(.success(()))
    }
    func disconnectChat(chatID: String, with completion: @escaping (Result<Void, Error>) -> Void) {
        completion(.success(()))
    }
    func endChat(chatID: String, with completion: @escaping (Result<Void, Error>) -> Void) {
        completion(.success(()))
    }
    func subscribeForRemoteNotificationsAPNs(
        chatID: String, deviceToken: String, with completion: @escaping (Result<Void, Error>) -> Void
    ) {
        completion(.failure(ContactCenterError.chatSessionTooManyParameters))
    }
    func subscribeForRemoteNotificationsFirebase(
        chatID: String, deviceToken: String, with completion: @escaping (Result<Void, Error>) -> Void
    ) {
        completion(.success(()))
    }
    func appDidReceiveMessage(_ userInfo: [AnyHashable: Any]) {}
}
