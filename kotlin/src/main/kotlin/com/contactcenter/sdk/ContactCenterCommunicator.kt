// The class that an app makes: the contract over the core, and deliveries in the form that Kotlin expects.

package com.contactcenter.sdk

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.SharedFlow
import java.util.concurrent.TimeUnit

/**
 * The SDK for one contact centre. [shutdown] it when it is no longer needed: a communicator that is forgotten goes on for
 * as long as its delegate refers to it.
 *
 * What happens in its chats reaches the app by [events] and by [delegate], the same updates in the same order.
 *
 * @param configuration which contact centre, as whom, and how patiently. Nothing is sent before the first call.
 * @param delegate receives everything that happens. It is held until [shutdown] or until another takes its place.
 * @param callbackDispatcher where the delegate is called; one update at a time, whatever its number of threads.
 * @throws ContactCenterException.InvalidArgument for the first setting that is refused.
 * @throws ContactCenterException.Tls where the platform has no roots to trust.
 */
public class ContactCenterCommunicator(
    configuration: ContactCenterConfiguration,
    delegate: ContactCenterEventsDelegating? = null,
    callbackDispatcher: CoroutineDispatcher = Dispatchers.Default,
) : ContactCenterCommunicating,
    AutoCloseable {
    private val deliveries = Deliveries(delegate, callbackDispatcher)
    private val core = CoreLease(connect(configuration, deliveries))

    /** Receives everything that happens from now on; nothing, if there is none. */
    public var delegate: ContactCenterEventsDelegating? by deliveries::delegate

    /**
     * Everything that happens in the chats of this communicator.
     *
     * There is no replay: a subscriber gets what happens while it is there, so subscribe before [requestChat]. It loses
     * nothing of that, however slow it is: what it has not taken yet is kept without a bound. Like every shared flow, this
     * one never completes; after [shutdown] nothing is added to what a subscriber has not taken yet.
     */
    public val events: SharedFlow<ChatUpdate> get() = deliveries.events

    override suspend fun getVersion(): ContactCenterVersion = core.use { it.getVersion() }

    override suspend fun checkAvailability(): ContactCenterServiceAvailability = core.use { it.checkAvailability() }

    override suspend fun requestChat(
        phoneNumber: String?,
        from: String,
        parameters: Map<String, String>,
    ): ContactCenterChatSessionProperties = core.use { it.requestChat(phoneNumber, from, parameters) }

    override suspend fun getChatHistory(chatID: String): List<ContactCenterEvent> =
        core.use { it.getChatHistory(chatID) }

    override suspend fun getCaseHistory(chatID: String): List<ContactCenterChatSession> =
        core.use { it.getCaseHistory(chatID) }

    override suspend fun sendChatMessage(chatID: String, message: String, format: MessageFormat): String =
        core.use { it.sendChatMessage(chatID, message, format) }

    override suspend fun retryChatMessage(chatID: String, messageID: String): Unit =
        core.use { it.retryChatMessage(chatID, messageID) }

    override suspend fun discardChatMessage(chatID: String, messageID: String): Unit =
        core.use { it.discardChatMessage(chatID, messageID) }

    override suspend fun chatMessageDelivered(chatID: String, messageID: String): Unit =
        core.use { it.chatMessageDelivered(chatID, messageID) }

    override suspend fun chatMessageRead(chatID: String, messageID: String): Unit =
        core.use { it.chatMessageRead(chatID, messageID) }

    override suspend fun chatTyping(chatID: String): Unit = core.use { it.chatTyping(chatID) }

    override suspend fun chatNotTyping(chatID: String): Unit = core.use { it.chatNotTyping(chatID) }

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

    override fun appDidReceiveMessage(userInfo: Map<*, *>): Unit =
        core.use { it.appDidReceiveMessage(scalarsOf(userInfo)) }

    override fun setNetworkAvailable(available: Boolean) {
        core.useIfOpen { it.setNetworkAvailable(available) }
    }

    override fun setForeground(foreground: Boolean) {
        core.useIfOpen { it.setForeground(foreground) }
    }

    override fun shutdown() {
        val deadline = System.nanoTime() + SHUTDOWN_LIMIT_NANOS
        deliveries.stop()
        core.close()
        deliveries.awaitEnd(deadline)
    }

    /** The same as [shutdown]. */
    override fun close(): Unit = shutdown()
}

/** How long a shutdown waits for a delegate; with a margin to the promised second, for a machine that is busy. */
private val SHUTDOWN_LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(700)

private fun connect(configuration: ContactCenterConfiguration, deliveries: Deliveries): CoreCommunicator = try {
    CoreThreads.keepAttached()
    CoreCommunicator(configuration, CoreBridge(deliveries::post))
} catch (refused: Throwable) {
    deliveries.stop()
    throw refused
}

/** The part of a push that the core takes: names with texts. */
internal fun scalarsOf(userInfo: Map<*, *>): Map<String, String> = buildMap {
    for ((name, value) in userInfo) {
        val isScalar = value is CharSequence || value is Number || value is Boolean
        if (name is String && isScalar) put(name, value.toString())
    }
}
