// The calls of BPContactCenter, under its names and in its shapes.

package com.contactcenter.sdk.compat

import java.io.File
import java.util.UUID

/**
 * What an app that was written against BPContactCenter calls. Every completion is called once, on the dispatcher that the
 * communicator was made with, with a value or with a [ContactCenterError].
 */
public interface ContactCenterCommunicating {
    /** Where requests go. */
    public val baseURL: String

    /** Which contact centre. */
    public val tenantURL: String

    /** The scenario entry. */
    public val appID: String

    /** This installation. */
    public val clientID: String

    /** Receives what happens. */
    public var delegate: ContactCenterEventsInterface?

    /** The server's version. */
    public fun getVersion(completion: (Result<ContactCenterVersion, Error>) -> Unit)

    /** Whether the contact centre is open. */
    public fun checkAvailability(completion: (Result<ContactCenterServiceAvailability, Error>) -> Unit)

    /** All events of the chat. */
    public fun getChatHistory(chatID: String, completion: (Result<List<ContactCenterEvent>, Error>) -> Unit)

    /** All sessions of the chat's case. */
    public fun getCaseHistory(chatID: String, completion: (Result<ChatSessionCaseHistoryDto, Error>) -> Unit)

    /**
     * Starts a chat or finds the live one; its events arrive from now on.
     *
     * @param phoneNumber for a callback; none is needed.
     * @param parameters texts, numbers, truth values, null, and lists and maps of these.
     */
    public fun requestChat(
        phoneNumber: String?,
        from: String,
        parameters: Map<String, Any?>,
        completion: (Result<ContactCenterChatSessionProperties, Error>) -> Unit,
    )

    /**
     * Hands over a message and completes with its id, `chatId:messageNumber`, when it is queued.
     *
     * @param messageID not used: the SDK makes the id, so that receipts can be matched.
     */
    public fun sendChatMessage(
        chatID: String,
        message: String,
        messageID: UUID? = null,
        completion: (Result<String, Error>) -> Unit,
    )

    /** The app has the message. Completes with an empty text. */
    public fun chatMessageDelivered(chatID: String, messageID: String, completion: (Result<String, Error>) -> Unit)

    /** The user has read the message. Completes with an empty text. */
    public fun chatMessageRead(chatID: String, messageID: String, completion: (Result<String, Error>) -> Unit)

    /** The user is typing. Completes with an empty text. */
    public fun chatTyping(chatID: String, completion: (Result<String, Error>) -> Unit)

    /** The user has stopped typing. Completes with an empty text. */
    public fun chatNotTyping(chatID: String, completion: (Result<String, Error>) -> Unit)

    /** Leaves the conversation and keeps the session. Completes with an empty text. */
    public fun disconnectChat(chatID: String, completion: (Result<String, Error>) -> Unit)

    /** Leaves the conversation and completes the session. Completes with an empty text. */
    public fun endChat(chatID: String, completion: (Result<String, Error>) -> Unit)

    /** Asks for pushes through Firebase; [chatID] comes first. Completes with an empty text. */
    public fun subscribeForRemoteNotificationsFirebase(
        chatID: String,
        deviceToken: String,
        completion: (Result<String, Error>) -> Unit,
    )

    /** Tells of a push. One that is not of the contact centre is ignored. */
    public fun appDidReceiveMessage(userInfo: Map<*, *>)

    /** Closes the case of the chat. Completes with an empty text. */
    public fun closeCase(chatID: String, completion: (Result<String, Error>) -> Unit)

    /**
     * Lets the events of the chat arrive again after [stopPolling], those first that came meanwhile. Nothing needs to be
     * started after [requestChat]. Fails with [ContactCenterError.SessionNotCreated] for a chat that was not requested.
     */
    public fun startPolling(chatID: String, completion: (Result<Boolean, Error>) -> Unit)

    /**
     * Keeps the events of the chat back until [startPolling]. The connection stays, so that the server keeps the session and
     * messages go out. Fails with [ContactCenterError.SessionNotCreated] for a chat that was not requested.
     */
    public fun stopPolling(chatID: String, completion: (Result<Boolean, Error>) -> Unit)

    /**
     * Shows the other side a file that was uploaded. Completes, when it is queued, with the event that it is.
     *
     * @param fileType `image` or `attachment`.
     */
    public fun sendChatFile(
        chatID: String,
        fileID: String,
        fileName: String,
        fileType: String,
        completion: (Result<List<ContactCenterEvent.ChatSessionFile>, Error>) -> Unit,
    )

    /** Brings bytes to the server as they are, whatever they hold, at most 25 MB; they are not to be changed before the completion. */
    public fun uploadFile(
        fileName: String,
        image: ByteArray,
        completion: (Result<ContactCenterUploadedFileInfo, Error>) -> Unit,
    )

    /** Brings a file to the server, at most 25 MB. */
    public fun uploadFile(file: File, completion: (Result<ContactCenterUploadedFileInfo, Error>) -> Unit)

    /**
     * Says a word about a call.
     *
     * @param partyID to whom.
     * @param messageID not used: the SDK numbers what it sends.
     */
    public fun sendSignalingData(
        chatID: String,
        partyID: String,
        messageID: Int,
        data: ContactCenterEvent.SignalingData,
        completion: (Result<String, Error>) -> Unit,
    )
}
