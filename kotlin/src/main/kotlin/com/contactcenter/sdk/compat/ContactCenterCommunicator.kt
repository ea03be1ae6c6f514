// BPContactCenter's communicator over ours. Every call goes to the one that the rest of the SDK has; here are only names and shapes.

package com.contactcenter.sdk.compat

import com.contactcenter.sdk.ContactCenterChatRequest
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterEventsDelegating
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.ContactCenterFileType
import com.contactcenter.sdk.ContactCenterServiceChatAvailability.AVAILABLE
import com.contactcenter.sdk.ContactCenterServiceChatAvailability.UNAVAILABLE
import com.contactcenter.sdk.ContactCenterSignaling
import com.contactcenter.sdk.MessageFormat
import com.contactcenter.sdk.callbacks.CompletedCalls
import com.contactcenter.sdk.jsonObject
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import java.io.File
import java.util.UUID
import com.contactcenter.sdk.ContactCenterCommunicator as Communicator
import com.contactcenter.sdk.callbacks.Result as Outcome

/**
 * The communicator of an app that was written against BPContactCenter. [init] makes one; [communicator] has everything that
 * BPContactCenter has not.
 */
public class ContactCenterCommunicator internal constructor(
    private val configuration: ContactCenterConfiguration,
    dispatcher: CoroutineDispatcher,
    make: (ContactCenterConfiguration, ContactCenterEventsDelegating, CoroutineDispatcher) -> Communicator,
) : ContactCenterCommunicating,
    AutoCloseable {
    private val gate = EventsGate(configuration.baseURL)
    private val calls = CompletedCalls(dispatcher)
    private val made = runCatching { make(configuration, gate, dispatcher) }

    init {
        // A bad setting is told by every call; what is no setting is not for an app to go on with.
        made.exceptionOrNull()?.let { if (it !is ContactCenterException) throw it }
    }

    override val baseURL: String get() = configuration.baseURL
    override val tenantURL: String get() = configuration.tenantURL
    override val appID: String get() = configuration.appID
    override val clientID: String get() = configuration.clientID

    /** Receives what happens in the chat. */
    public var callback: ContactCenterEventsInterface? by gate::callback

    /** The same as [callback]. */
    override var delegate: ContactCenterEventsInterface? by gate::callback

    /** Without effect: how long a request for events may take is a setting (`pollTimeoutMs`), and needs none. */
    public var callbackWaitingTimeMS: Int = 20_000

    /**
     * The communicator underneath, for what BPContactCenter has not. It knows the same chats.
     *
     * @throws ContactCenterException where a setting was refused.
     */
    public val communicator: Communicator get() = made.getOrThrow()

    override fun getVersion(completion: (Result<ContactCenterVersion, Error>) -> Unit): Unit =
        call(completion) { getVersion() }

    override fun checkAvailability(completion: (Result<ContactCenterServiceAvailability, Error>) -> Unit): Unit =
        call(completion) {
            val availability = checkAvailability()
            ContactCenterServiceAvailability(
                when (availability.chat) {
                    AVAILABLE -> ContactCenterServiceChatAvailability.Available
                    UNAVAILABLE -> ContactCenterServiceChatAvailability.Unavailable
                },
                availability.estimatedWaitTime,
            )
        }

    override fun getChatHistory(chatID: String, completion: (Result<List<ContactCenterEvent>, Error>) -> Unit): Unit =
        call(completion) { getChatHistory(chatID).map { it.forCompatibility(baseURL) } }

    override fun getCaseHistory(chatID: String, completion: (Result<ChatSessionCaseHistoryDto, Error>) -> Unit): Unit =
        call(completion) {
            val sessions = getCaseHistory(chatID).map { session ->
                val events = session.events.map { it.forCompatibility(baseURL) }
                ContactCenterChatSession(session.chatID, (session.createdTime ?: 0) / 1000, events)
            }
            ChatSessionCaseHistoryDto(sessions)
        }

    override fun requestChat(
        phoneNumber: String?,
        from: String,
        parameters: Map<String, Any?>,
        completion: (Result<ContactCenterChatSessionProperties, Error>) -> Unit,
    ): Unit = call(completion) {
        val chat = requestChat(
            ContactCenterChatRequest(phoneNumber, from, nestedParameters = jsonObject("parameters", parameters)),
        )
        gate.opened(chat.chatID)
        ContactCenterChatSessionProperties(
            chat.chatID,
            chat.state.forCompatibility(),
            chat.estimatedWaitTime,
            chat.isNewChat,
            chat.phoneNumber ?: "Undefined",
        )
    }

    override fun sendChatMessage(
        chatID: String,
        content: String,
        format: ContactCenterCommunicating.ContentFormat,
        messageID: UUID?,
        completion: (Result<String, Error>) -> Unit,
    ): Unit = call(completion) {
        val formatOfContent = when (format) {
            ContactCenterCommunicating.ContentFormat.TEXT -> MessageFormat.TEXT
            ContactCenterCommunicating.ContentFormat.HTML -> MessageFormat.HTML
        }
        sendChatMessage(chatID, content, formatOfContent)
    }

    override fun chatMessageDelivered(
        chatID: String,
        messageID: String,
        completion: (Result<String, Error>) -> Unit,
    ): Unit = tell(completion) { chatMessageDelivered(chatID, messageID) }

    override fun chatMessageRead(
        chatID: String,
        messageID: String,
        completion: (Result<String, Error>) -> Unit,
    ): Unit = tell(completion) { chatMessageRead(chatID, messageID) }

    override fun chatTyping(chatID: String, completion: (Result<String, Error>) -> Unit): Unit =
        tell(completion) { chatTyping(chatID) }

    override fun chatNotTyping(chatID: String, completion: (Result<String, Error>) -> Unit): Unit =
        tell(completion) { chatNotTyping(chatID) }

    override fun disconnectChat(chatID: String, completion: (Result<String, Error>) -> Unit): Unit =
        tell(completion) { disconnectChat(chatID) }

    override fun endChat(chatID: String, completion: (Result<String, Error>) -> Unit): Unit =
        tell(completion) { endChat(chatID) }

    override fun subscribeForRemoteNotificationsFirebase(
        chatID: String,
        deviceToken: String,
        completion: (Result<String, Error>) -> Unit,
    ): Unit = tell(completion) { subscribeForRemoteNotificationsFirebase(chatID, deviceToken) }

    override fun appDidReceiveMessage(userInfo: Map<Any, Any>) {
        try {
            made.getOrNull()?.appDidReceiveMessage(userInfo)
        } catch (_: ContactCenterException) {
            // Not of the contact center, or too late.
        }
    }

    override fun closeCase(chatID: String, completion: (Result<String, Error>) -> Unit): Unit =
        tell(completion) { closeCase(chatID) }

    override fun startPolling(chatID: String, completion: (Result<Boolean, Error>) -> Unit) {
        answer(completion, gate.isOpen(chatID)) { gate.start(chatID) }
    }

    override fun stopPolling(chatID: String, completion: (Result<Boolean, Error>) -> Unit): Unit =
        answer(completion, gate.stop(chatID)) {}

    override fun sendChatFile(
        chatID: String,
        fileID: String,
        fileName: String,
        fileType: String,
        completion: (Result<List<ContactCenterEvent.ChatSessionFile>, Error>) -> Unit,
    ): Unit = call(completion) {
        val type = when (fileType) {
            "image" -> ContactCenterFileType.Image
            "attachment" -> ContactCenterFileType.Attachment
            else -> ContactCenterFileType.Other(fileType)
        }
        sendChatFile(chatID, fileID, fileName, type)
        listOf(file(fileName, fileID, type, chatID, linkTo(baseURL, fileID), now()))
    }

    override fun uploadFile(
        fileName: String,
        image: ByteArray,
        completion: (Result<ContactCenterUploadedFileInfo, Error>) -> Unit,
    ): Unit = call(completion) {
        val uploaded = uploadData(image, fileName)
        ContactCenterUploadedFileInfo(uploaded.fileName, uploaded.fileID)
    }

    override fun uploadFile(file: File, completion: (Result<ContactCenterUploadedFileInfo, Error>) -> Unit): Unit =
        call(completion) {
            val uploaded = uploadFile(file)
            ContactCenterUploadedFileInfo(uploaded.fileName, uploaded.fileID)
        }

    override fun sendSignalingData(
        chatID: String,
        partyID: String,
        messageID: Int,
        data: ContactCenterEvent.SignalingData,
        completion: (Result<Any, Error>) -> Unit,
    ): Unit = tell(completion) {
        sendSignaling(chatID, partyID, ContactCenterSignaling.Other(data.toJson()), messageID.toString())
    }

    /** Ends everything; see [Communicator.shutdown]. BPContactCenter goes on until the process ends. */
    override fun close() {
        made.getOrNull()?.shutdown()
    }

    private fun <T> call(completion: (Result<T, Error>) -> Unit, call: suspend Communicator.() -> T) {
        calls.start({ completion(it.forCompatibility()) }) { made.getOrThrow().call() }
    }

    /** What concerns the gate alone; [afterwards] runs where the completion does. */
    private fun answer(completion: (Result<Boolean, Error>) -> Unit, isOpen: Boolean, afterwards: () -> Unit) {
        calls.start<Unit>({
            completion(if (isOpen) Success(true) else Failure(ContactCenterError.SessionNotCreated()))
            afterwards()
        }) {}
    }

    /** Makes a call without a result, for which BPContactCenter returns the body of the server's answer. */
    private fun tell(completion: (Result<String, Error>) -> Unit, call: suspend Communicator.() -> Unit): Unit =
        call(completion) {
            call()
            ""
        }

    public companion object : PlatformFactory {
        /**
         * Creates a communicator. If a setting is refused, every call fails with that error. Completions and events are called on
         * [Dispatchers.Default]; the other `init` takes a dispatcher, and on Android there is one with a `Context`.
         */
        @JvmStatic
        public fun init(
            baseURL: String,
            tenantURL: String,
            appID: String,
            clientID: String,
        ): ContactCenterCommunicator = init(ContactCenterConfiguration(baseURL, tenantURL, appID, clientID))

        /**
         * Creates a communicator with all settings.
         *
         * @param dispatcher where completions and events arrive.
         */
        @JvmStatic
        @JvmOverloads
        public fun init(
            configuration: ContactCenterConfiguration,
            dispatcher: CoroutineDispatcher = Dispatchers.Default,
        ): ContactCenterCommunicator = ContactCenterCommunicator(configuration, dispatcher, ::Communicator)
    }
}

private fun <T> Outcome<T, ContactCenterException>.forCompatibility(): Result<T, Error> = when (this) {
    is Outcome.Success -> Success(value)
    is Outcome.Failure -> Failure(reason.asError())
}

private fun ContactCenterEvent.SignalingData.toJson(): String = jsonObject(
    "data",
    buildMap {
        val implied = SignalingType.ICE_CANDIDATE.takeIf { candidate != null }
        (otherType ?: (type ?: implied)?.name)?.let { put("type", it) }
        candidate?.let { put("candidate", it) }
        sdpMid?.let { put("sdpMid", it) }
        sdpMLineIndex?.let { put("sdpMLineIndex", it.toIntOrNull() ?: it) }
        sdp?.let { put("sdp", it) }
    },
)
