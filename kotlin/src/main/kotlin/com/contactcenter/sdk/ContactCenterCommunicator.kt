// The communicator: the API over the core, with deliveries as Kotlin flows and delegate calls.

package com.contactcenter.sdk

import com.contactcenter.sdk.callbacks.ContactCenterCallbacks
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.SharedFlow
import java.io.File
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit

/**
 * The SDK for one contact center. Call [shutdown] when it is no longer needed: a communicator without a shutdown goes on as
 * long as its delegate refers to it.
 *
 * [events] and [delegate] bring the same updates of its chats, in the same order.
 *
 * @param configuration endpoint, credentials and timeouts. Nothing is sent before the first call.
 * @param delegate receives all updates. It is held until [shutdown], or until it is replaced.
 * @param callbackDispatcher the dispatcher on which the delegate is called, one call at a time; `Dispatchers.Default` by
 *   default.
 * @throws ContactCenterException.InvalidArgument for the first setting that is refused.
 * @throws ContactCenterLibraryError if the native library is missing, or is for another version or another processor.
 */
public class ContactCenterCommunicator
@JvmOverloads
@Throws(ContactCenterException::class)
constructor(
    configuration: ContactCenterConfiguration,
    delegate: ContactCenterEventsDelegating? = null,
    internal val callbackDispatcher: CoroutineDispatcher = Dispatchers.Default,
) : ContactCenterCommunicating,
    AutoCloseable {
    private val deliveries = Deliveries(delegate, callbackDispatcher)
    private val core = CoreLease(connect(configuration, deliveries))
    private val companions = Companions()

    init {
        defaultLogSink()?.let { setLogSink(it) }
    }

    /**
     * The settings in force, defaults included, for example for a support report. "…" replaces the client id, and the user
     * and the password of the proxy.
     */
    public val configuration: ContactCenterConfiguration = core.use { it.configuration() }

    /** The delegate, which receives all updates from now on; null for none. */
    public var delegate: ContactCenterEventsDelegating? by deliveries::delegate

    /**
     * The updates of all chats of this communicator.
     *
     * There is no replay: a subscriber gets the updates from its subscription on, so subscribe before [requestChat]. A slow
     * subscriber loses nothing: its updates are buffered without a bound. Like every shared flow, this one never completes;
     * after [shutdown] no updates are added.
     */
    public val events: SharedFlow<ChatUpdate> get() = deliveries.events

    /**
     * Returns the updates of one chat from its beginning, however long after [requestChat] the flow is collected. It completes
     * after [ChatUpdate.Closed], and when the communicator is shut down. [chatID] may be in upper or lower case.
     *
     * Updates without a collector are kept for the next one (at most the latest 1,000), so a screen that is left and opened
     * again misses nothing. Collectors at the same time get the same updates; a later one begins with the first update that no
     * collector has processed. A slow collector loses nothing: its updates are buffered without a bound, and are kept for the
     * next collector if it is cancelled.
     *
     * An update counts as processed when the collector's block has returned. If the collector is cancelled inside its block,
     * the next collector gets that update again, and only that one: storing it twice should have no effect. Operators that
     * prefetch updates (`buffer`, `flowOn`, …) lose their buffer when they are cancelled.
     *
     * The flow of a closed chat completes at once, after [ChatUpdate.Closed] alone if all other updates were processed. This
     * holds for the last 100 chats.
     */
    public fun events(chatID: String): Flow<ChatUpdate> = deliveries.of(chatID)

    /** All calls with completions instead of coroutines, for Java. Completions are called on the dispatcher of the delegate. */
    public val callbacks: ContactCenterCallbacks by lazy { ContactCenterCallbacks(this, callbackDispatcher) }

    /** For Java: the delegate and the completions of [callbacks] are called on [callbackExecutor]. */
    @Throws(ContactCenterException::class)
    public constructor(
        configuration: ContactCenterConfiguration,
        delegate: ContactCenterEventsDelegating?,
        callbackExecutor: Executor,
    ) : this(configuration, delegate, callbackExecutor.asCoroutineDispatcher())

    override suspend fun getVersion(): ContactCenterVersion = core.use { it.getVersion() }

    override suspend fun checkAvailability(): ContactCenterServiceAvailability = core.use { it.checkAvailability() }

    override suspend fun getParameters(): List<ContactCenterParameter> = core.use { it.getParameters() }

    override suspend fun getWidgetConfiguration(): ContactCenterWidgetConfiguration =
        core.use { it.getWidgetConfiguration() }

    override suspend fun requestChat(
        phoneNumber: String?,
        from: String,
        parameters: Map<String, String>,
    ): ContactCenterChatSessionProperties =
        core.use { it.requestChat(phoneNumber, from, copyOf("parameters", parameters)) }

    override suspend fun requestChat(request: ContactCenterChatRequest): ContactCenterChatSessionProperties =
        core.use { it.requestChatWith(request.checked()) }

    override suspend fun getActiveChat(): ContactCenterChatSessionProperties? = core.use { it.getActiveChat() }

    override suspend fun getChatHistory(chatID: String): List<ContactCenterEvent> =
        core.use { it.getChatHistory(chatID) }

    override suspend fun getCaseHistory(chatID: String): List<ContactCenterChatSession> =
        core.use { it.getCaseHistory(chatID) }

    /** Queues a message; [handover] receives its id in the order of the updates. */
    internal fun handOver(chatID: String, message: CoreOutgoingMessage, handover: MessageHandover): Unit =
        core.use { it.handOverMessage(chatID, message.checked(), inOrder(handover)) }

    /** Retries a message; [handover] is called in the order of the updates. */
    internal fun retry(chatID: String, messageID: String, handover: MessageHandover): Unit =
        core.use { it.retryMessageWithCompletion(chatID, messageID, inOrder(handover)) }

    private fun inOrder(handover: MessageHandover): CoreMessageCompletion = object : CoreMessageCompletion {
        override fun handedOver(messageID: String) =
            deliveries.call({ failed(ContactCenterException.ShutDown()) }) { handover.handedOver(messageID) }

        override fun failed(error: ContactCenterException) = handover.failed(error)
    }

    override suspend fun sendChatMessage(chatID: String, message: String, format: MessageFormat): String =
        core.use { it.sendChatMessage(chatID, message.bounded("message"), format) }

    override suspend fun sendChatAnswer(chatID: String, answer: String, directiveID: String): String =
        core.use { it.sendChatAnswer(chatID, answer.bounded("answer"), directiveID) }

    override suspend fun sendChatFile(
        chatID: String,
        fileID: String,
        fileName: String,
        fileType: ContactCenterFileType,
    ): String = core.use { it.sendChatFile(chatID, fileID, fileName.bounded("file_name"), fileType) }

    override suspend fun sendLocation(chatID: String, latitude: Double, longitude: Double, url: String?): String =
        core.use { it.sendLocation(chatID, latitude, longitude, url?.bounded("url")) }

    override suspend fun retryChatMessage(chatID: String, messageID: String): Unit =
        core.use { it.retryChatMessage(chatID, messageID) }

    override suspend fun discardChatMessage(chatID: String, messageID: String): Unit =
        core.use { it.discardChatMessage(chatID, messageID) }

    override suspend fun getUnsentMessages(chatID: String): List<ContactCenterUnsentMessage> =
        core.use { it.getUnsentMessages(chatID) }

    override suspend fun chatMessageDelivered(chatID: String, messageID: String): Unit =
        core.use { it.chatMessageDelivered(chatID, messageID) }

    override suspend fun chatMessageRead(chatID: String, messageID: String): Unit =
        core.use { it.chatMessageRead(chatID, messageID) }

    override suspend fun chatTyping(chatID: String, draft: String?): Unit = core.use {
        if (draft == null) it.chatTyping(chatID) else it.chatTypingWithDraft(chatID, draft.bounded("draft"))
    }

    override suspend fun chatNotTyping(chatID: String): Unit = core.use { it.chatNotTyping(chatID) }

    override suspend fun sendNavigation(chatID: String, page: String, title: String): Unit =
        core.use { it.sendNavigation(chatID, page.bounded("page"), title.bounded("title")) }

    override suspend fun sendFormData(
        chatID: String,
        formRequestID: String,
        formName: String,
        data: Map<String, Any?>,
    ): Unit = core.use { it.sendFormData(chatID, formRequestID, formName, jsonObject("data", data)) }

    override suspend fun answerFormInText(chatID: String, formRequestID: String, text: String): String =
        core.use { it.answerFormInText(chatID, formRequestID, text.bounded("text")) }

    override suspend fun cancelForm(chatID: String, formRequestID: String, formName: String): Unit =
        core.use { it.cancelForm(chatID, formRequestID, formName) }

    override suspend fun rejectUnknownForm(chatID: String, formRequestID: String, formName: String): Unit =
        core.use { it.rejectUnknownForm(chatID, formRequestID, formName) }

    override suspend fun sendSecureFormData(
        chatID: String,
        formRequestID: String,
        formName: String,
        data: Map<String, Any?>,
    ): Unit = core.use { it.sendSecureFormData(chatID, formRequestID, formName, jsonObject("data", data)) }

    override suspend fun cancelSecureForm(chatID: String, formRequestID: String, formName: String): Unit =
        core.use { it.cancelSecureForm(chatID, formRequestID, formName) }

    override suspend fun uploadFile(file: File, progress: TransferProgress?): ContactCenterUploadedFile =
        core.use { core -> transferring(progress) { core.uploadFile(file.absolutePath, it) } }

    override suspend fun uploadData(
        data: ByteArray,
        fileName: String,
        progress: TransferProgress?,
    ): ContactCenterUploadedFile = core.use { core ->
        transferring(progress) { transfer ->
            gathered(data).use { core.uploadGatheredData(it, fileName, transfer) }
        }
    }

    override suspend fun downloadFile(
        chatID: String,
        fileID: String,
        directory: File,
        fileName: String,
        progress: TransferProgress?,
    ): ContactCenterDownloadedFile = core.use { core ->
        transferring(progress) { core.downloadFile(chatID, fileID, directory.absolutePath, fileName, it) }
    }

    override suspend fun downloadFileURL(
        fileURL: String,
        directory: File,
        fileName: String,
        progress: TransferProgress?,
    ): ContactCenterDownloadedFile = core.use { core ->
        transferring(progress) { core.downloadFileUrl(fileURL, directory.absolutePath, fileName, it) }
    }

    override suspend fun getPartyPhoto(chatID: String, partyID: String): ContactCenterImage? =
        core.use { apart { it.getPartyPhoto(chatID, partyID) } }

    override suspend fun getChatIcon(chatID: String): ContactCenterImage? =
        core.use { apart { it.getChatIcon(chatID) } }

    override suspend fun getIceServers(chatID: String): List<ContactCenterIceServer> =
        core.use { it.getIceServers(chatID) }

    override suspend fun sendSignaling(chatID: String, destinationPartyID: String, data: ContactCenterSignaling): Unit =
        core.use { it.sendSignaling(chatID, destinationPartyID, data) }

    /** [sendSignaling] with an id of the app's choice, as apps of BPContactCenter number their messages. */
    internal suspend fun sendSignaling(
        chatID: String,
        destinationPartyID: String,
        data: ContactCenterSignaling,
        messageID: String,
    ): Unit = core.use { it.sendSignaling(chatID, destinationPartyID, data, messageID) }

    override suspend fun rejectCobrowsing(chatID: String): Unit = core.use { it.rejectCobrowsing(chatID) }

    override suspend fun startCobrowsing(
        chatID: String,
        providerType: String,
        cobrowsingURL: String,
        cobrowsingID: String,
    ): Unit = core.use { it.startCobrowsing(chatID, providerType, cobrowsingURL, cobrowsingID) }

    override suspend fun endCobrowsing(chatID: String): Unit = core.use { it.endCobrowsing(chatID) }

    override suspend fun closeCase(chatID: String): Unit = core.use { it.closeCase(chatID) }

    override suspend fun disconnectChat(chatID: String): Unit = core.use { it.disconnectChat(chatID) }

    override suspend fun endChat(chatID: String): Unit = core.use { it.endChat(chatID) }

    override suspend fun subscribeForRemoteNotificationsAPNs(
        chatID: String,
        deviceToken: String,
        appBundleID: String,
    ): Unit = core.use { it.subscribeForRemoteNotificationsApns(chatID, deviceToken, appBundleID) }

    override suspend fun subscribeForRemoteNotificationsFirebase(chatID: String, deviceToken: String): Unit =
        core.use { it.subscribeForRemoteNotificationsFirebase(chatID, deviceToken, FirebasePlatform.ANDROID) }

    override suspend fun unsubscribeFromRemoteNotifications(chatID: String): Unit =
        core.use { it.unsubscribeFromRemoteNotifications(chatID) }

    @Throws(ContactCenterException::class)
    override fun appDidReceiveMessage(userInfo: Map<*, *>): Unit =
        core.use { it.appDidReceiveMessage(scalarsOf(userInfo)) }

    override suspend fun handlePush(userInfo: Map<*, *>): Boolean {
        val payload = scalarsOf(userInfo)
        return deliveries.settledAfter { core.use { it.handlePush(payload) } }
    }

    override fun setNetworkAvailable(available: Boolean) {
        core.useIfOpen { it.setNetworkAvailable(available) }
    }

    override fun setForeground(foreground: Boolean) {
        core.useIfOpen { it.setForeground(foreground) }
    }

    /**
     * Sets the log sink, which replaces the previous one; null turns logging off. It is held until [shutdown], which delivers
     * the remaining lines for up to 50 ms. It is called on a thread of its own, so a slow or failing sink affects nothing else.
     * No line holds a message, a name, a number, a token, the id of a client or of a file, or more than the first eight
     * characters of a chat id.
     *
     * @param level the least severe level that the sink receives; `INFO` by default.
     * @throws ContactCenterException.ShutDown after [shutdown].
     * @throws ContactCenterException.Internal if the system cannot start a thread.
     */
    @JvmOverloads
    @Throws(ContactCenterException::class)
    public fun setLogSink(
        sink: ContactCenterLogging?,
        level: ContactCenterLogLevel = ContactCenterLogLevel.INFO,
    ): Unit = core.use { it.setLogSink(sink?.let(::GuardedSink), level) }

    override fun startRecording(maxBytes: Int): Unit = core.use { it.startRecording(maxBytes) }

    override fun stopRecording(): String? = core.use { it.stopRecording() }

    override fun shutdown() {
        val deadline = System.nanoTime() + SHUTDOWN_LIMIT_NANOS
        companions.close()
        deliveries.stop()
        core.close()
        deliveries.awaitEnd(deadline)
    }

    /** The same as [shutdown]. */
    override fun close(): Unit = shutdown()

    /** What watches the platform for this communicator is closed with it; at once, where that has happened already. */
    internal fun closesWithIt(companion: AutoCloseable): Unit = companions.add(companion)

    /** What watches the platform for this communicator now. */
    internal fun companions(): List<AutoCloseable> = companions.all()
}

/** How long a shutdown waits for a delegate; with a margin to the promised second, for a machine that is busy. */
private val SHUTDOWN_LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(700)

private fun connect(configuration: ContactCenterConfiguration, deliveries: Deliveries): CoreCommunicator = try {
    CoreLibrary.require()
    coreCommunicator(configuration.checked(), CoreBridge(deliveries::post))
} catch (refused: Throwable) {
    deliveries.stop()
    throw refused
}
