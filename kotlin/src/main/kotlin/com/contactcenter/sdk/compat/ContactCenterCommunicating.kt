// The calls of BPContactCenter, under its names and in its shapes.

package com.contactcenter.sdk.compat

import java.util.UUID

/**
 * The calls of an app that was written for BPContactCenter.
 *
 * Every completion is called once, on the dispatcher that the communicator was made with, with a value or with a
 * [ContactCenterError].
 *
 * The interface serves apps of 2.0.0 and of 2.1.0-beta, so that each implements it in tests with the members that it knows: a
 * member that only one of the two has is not abstract. Unless it is overridden, it completes with
 * [ContactCenterError.CommonCCError]; [ContactCenterCommunicator] overrides them all.
 */
public interface ContactCenterCommunicating : PlatformCommunicating {
    /** The format of a message's content. */
    public enum class ContentFormat {
        /** Plain text. */
        TEXT,

        /** The message is HTML and is sent as it stands. */
        HTML,
    }

    /** The URL of the server. */
    public val baseURL: String

    /** The domain name of the contact center. */
    public val tenantURL: String

    /** The id of the scenario entry. */
    public val appID: String

    /** The id of this installation. */
    public val clientID: String

    /** The callback for events. */
    public var delegate: ContactCenterEventsInterface?

    /** Requests the server's version. */
    public fun getVersion(completion: (Result<ContactCenterVersion, Error>) -> Unit)

    /** Requests whether the contact center is open. */
    public fun checkAvailability(completion: (Result<ContactCenterServiceAvailability, Error>) -> Unit)

    /** Requests all events of the chat. */
    public fun getChatHistory(chatID: String, completion: (Result<List<ContactCenterEvent>, Error>) -> Unit)

    /** Requests all sessions of the chat's case. */
    public fun getCaseHistory(chatID: String, completion: (Result<ChatSessionCaseHistoryDto, Error>) -> Unit)

    /**
     * Queues a plain-text message, and completes with its id, `chatId:messageNumber`. The call of 2.1.0-beta.
     *
     * @param messageID ignored: the SDK makes the id, by which receipts refer to the message.
     */
    public fun sendChatMessage(
        chatID: String,
        message: String,
        messageID: UUID? = null,
        completion: (Result<String, Error>) -> Unit,
    ): Unit = sendChatMessage(chatID, message, ContentFormat.TEXT, messageID, completion)

    /**
     * Queues a message, and completes with its id, `chatId:messageNumber`. The call of 2.0.0.
     *
     * @param content plain text or HTML, as [format] says.
     * @param messageID ignored: the SDK makes the id, by which receipts refer to the message.
     */
    public fun sendChatMessage(
        chatID: String,
        content: String,
        format: ContentFormat,
        messageID: UUID? = null,
        completion: (Result<String, Error>) -> Unit,
    ): Unit = completion(notImplemented("sendChatMessage with a format"))

    /** Sends that the app has received the message. Completes with an empty text. */
    public fun chatMessageDelivered(chatID: String, messageID: String, completion: (Result<String, Error>) -> Unit)

    /** Sends that the user has read the message. Completes with an empty text. */
    public fun chatMessageRead(chatID: String, messageID: String, completion: (Result<String, Error>) -> Unit)

    /** Sends that the user is typing. Completes with an empty text. */
    public fun chatTyping(chatID: String, completion: (Result<String, Error>) -> Unit)

    /** Sends that the user has stopped typing. Completes with an empty text. */
    public fun chatNotTyping(chatID: String, completion: (Result<String, Error>) -> Unit)

    /** Leaves the conversation and keeps the session. Completes with an empty text. */
    public fun disconnectChat(chatID: String, completion: (Result<String, Error>) -> Unit)

    /** Leaves the conversation and completes the session. Completes with an empty text. */
    public fun endChat(chatID: String, completion: (Result<String, Error>) -> Unit)

    /** Subscribes for pushes through Firebase. Note the order: [chatID] comes first. Completes with an empty text. */
    public fun subscribeForRemoteNotificationsFirebase(
        chatID: String,
        deviceToken: String,
        completion: (Result<String, Error>) -> Unit,
    )

    /** Passes on a push. The SDK ignores those that are not of the contact center. */
    public fun appDidReceiveMessage(userInfo: Map<Any, Any>)

    /** Closes the case of the chat. Completes with an empty text. */
    public fun closeCase(chatID: String, completion: (Result<String, Error>) -> Unit)

    /**
     * Resumes the delivery of the chat's events after [stopPolling], with those first that arrived meanwhile. [requestChat]
     * starts it by itself. Fails with [ContactCenterError.SessionNotCreated] for a chat that was not requested.
     */
    public fun startPolling(chatID: String, completion: (Result<Boolean, Error>) -> Unit)

    /**
     * Defers the events of the chat until [startPolling]. The connection stays open, so that the server keeps the session and
     * messages go out. Fails with [ContactCenterError.SessionNotCreated] for a chat that was not requested.
     */
    public fun stopPolling(chatID: String, completion: (Result<Boolean, Error>) -> Unit)

    /**
     * Queues a message that shows an uploaded file, and completes with its event. A call of 2.1.0-beta.
     *
     * @param fileType `image` or `attachment`.
     */
    public fun sendChatFile(
        chatID: String,
        fileID: String,
        fileName: String,
        fileType: String,
        completion: (Result<List<ContactCenterEvent.ChatSessionFile>, Error>) -> Unit,
    ): Unit = completion(notImplemented("sendChatFile"))

    /**
     * Sends a WebRTC signaling message to a party, and completes with an empty text when the server has it. A call of
     * 2.1.0-beta.
     *
     * @param partyID the party that receives it.
     * @param messageID the id that the message carries.
     */
    public fun sendSignalingData(
        chatID: String,
        partyID: String,
        messageID: Int,
        data: ContactCenterEvent.SignalingData,
        completion: (Result<Any, Error>) -> Unit,
    ): Unit = completion(notImplemented("sendSignalingData"))
}

internal fun notImplemented(call: String): Failure<Error> =
    Failure(ContactCenterError.CommonCCError("$call is not implemented here"))
