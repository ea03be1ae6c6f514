// The API with completions instead of coroutines, for Java and for apps that come from BPContactCenter.

package com.contactcenter.sdk.callbacks

import com.contactcenter.sdk.ContactCenterChatRequest
import com.contactcenter.sdk.ContactCenterChatSession
import com.contactcenter.sdk.ContactCenterChatSessionProperties
import com.contactcenter.sdk.ContactCenterCommunicating
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterEvent
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.ContactCenterParameter
import com.contactcenter.sdk.ContactCenterServiceAvailability
import com.contactcenter.sdk.ContactCenterVersion
import com.contactcenter.sdk.ContactCenterWidgetConfiguration
import com.contactcenter.sdk.CoreOutgoingMessage
import com.contactcenter.sdk.MessageFormat
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers

/**
 * The calls of a communicator, with completions. [ContactCenterCommunicating] documents what each call does, and its errors.
 *
 * May be used from any thread, and does not block. A call is queued when it is made. Its completion is called once, on the
 * dispatcher and never inside the call, with the result or with a [ContactCenterException]; calls that a shutdown ends, and
 * those after it, complete with [ContactCenterException.ShutDown]. The handle that a call returns cancels it.
 *
 * If [dispatcher] is that of the communicator, the completion of a message is called in the order of the updates: after the one
 * that reports the message, and before any of its statuses but `Pending`.
 *
 * @param communicator the communicator; `communicator.callbacks` is an instance on the communicator's own dispatcher.
 * @param dispatcher the dispatcher of completions; `ExecutorsKt.from(executor)` makes one of a Java executor.
 */
public class ContactCenterCallbacks @JvmOverloads constructor(
    private val communicator: ContactCenterCommunicating,
    dispatcher: CoroutineDispatcher = Dispatchers.Default,
) {
    private val calls = CompletedCalls(
        dispatcher,
        (communicator as? ContactCenterCommunicator)?.takeIf { it.callbackDispatcher === dispatcher },
    )

    /** Messages of a chat. */
    public val messages: MessageCallbacks = MessageCallbacks(communicator, calls)

    /** Forms of a chat. */
    public val forms: FormCallbacks = FormCallbacks(communicator, calls)

    /** Files and images. */
    public val files: FileCallbacks = FileCallbacks(communicator, calls)

    /** Calls and co-browsing. */
    public val signaling: SignalingCallbacks = SignalingCallbacks(communicator, calls)

    /** [ContactCenterCommunicating.getVersion]. */
    public fun getVersion(completion: Completion<ContactCenterVersion>): Cancellable =
        calls.start(completion) { communicator.getVersion() }

    /** [ContactCenterCommunicating.checkAvailability]. */
    public fun checkAvailability(completion: Completion<ContactCenterServiceAvailability>): Cancellable =
        calls.start(completion) { communicator.checkAvailability() }

    /** [ContactCenterCommunicating.getParameters]. */
    public fun getParameters(completion: Completion<List<ContactCenterParameter>>): Cancellable =
        calls.start(completion) { communicator.getParameters() }

    /** [ContactCenterCommunicating.getWidgetConfiguration]. */
    public fun getWidgetConfiguration(completion: Completion<ContactCenterWidgetConfiguration>): Cancellable =
        calls.start(completion) { communicator.getWidgetConfiguration() }

    /** [ContactCenterCommunicating.requestChat]. */
    public fun requestChat(
        phoneNumber: String?,
        from: String,
        parameters: Map<String, String>,
        completion: Completion<ContactCenterChatSessionProperties>,
    ): Cancellable = calls.start(completion) { communicator.requestChat(phoneNumber, from, parameters) }

    /** [ContactCenterCommunicating.requestChat] without a phone number. */
    public fun requestChat(
        from: String,
        parameters: Map<String, String>,
        completion: Completion<ContactCenterChatSessionProperties>,
    ): Cancellable = requestChat(null, from, parameters, completion)

    /** [ContactCenterCommunicating.requestChat] with everything that a request can hold. */
    public fun requestChat(
        request: ContactCenterChatRequest,
        completion: Completion<ContactCenterChatSessionProperties>,
    ): Cancellable = calls.start(completion) { communicator.requestChat(request) }

    /** [ContactCenterCommunicating.getActiveChat]; succeeds with null if there is none. */
    public fun getActiveChat(completion: Completion<ContactCenterChatSessionProperties?>): Cancellable =
        calls.start(completion) { communicator.getActiveChat() }

    /** [ContactCenterCommunicating.getChatHistory]. */
    public fun getChatHistory(chatID: String, completion: Completion<List<ContactCenterEvent>>): Cancellable =
        calls.start(completion) { communicator.getChatHistory(chatID) }

    /** [ContactCenterCommunicating.getCaseHistory]. */
    public fun getCaseHistory(chatID: String, completion: Completion<List<ContactCenterChatSession>>): Cancellable =
        calls.start(completion) { communicator.getCaseHistory(chatID) }

    /** [ContactCenterCommunicating.closeCase]. */
    public fun closeCase(chatID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { communicator.closeCase(chatID) }

    /** [ContactCenterCommunicating.sendChatMessage] of a plain text; completes with the id of the message. */
    public fun sendChatMessage(chatID: String, message: String, completion: Completion<String>): Cancellable =
        calls.send(completion, chatID, CoreOutgoingMessage.Text(message, MessageFormat.TEXT)) {
            communicator.sendChatMessage(chatID, message)
        }

    /** [ContactCenterCommunicating.chatMessageDelivered]. */
    public fun chatMessageDelivered(chatID: String, messageID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { communicator.chatMessageDelivered(chatID, messageID) }

    /** [ContactCenterCommunicating.chatMessageRead]. */
    public fun chatMessageRead(chatID: String, messageID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { communicator.chatMessageRead(chatID, messageID) }

    /** [ContactCenterCommunicating.chatTyping]. */
    public fun chatTyping(chatID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { communicator.chatTyping(chatID) }

    /** [ContactCenterCommunicating.chatNotTyping]. */
    public fun chatNotTyping(chatID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { communicator.chatNotTyping(chatID) }

    /** [ContactCenterCommunicating.disconnectChat]. */
    public fun disconnectChat(chatID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { communicator.disconnectChat(chatID) }

    /** [ContactCenterCommunicating.endChat]. */
    public fun endChat(chatID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { communicator.endChat(chatID) }

    /** [ContactCenterCommunicating.subscribeForRemoteNotificationsAPNs]. */
    public fun subscribeForRemoteNotificationsAPNs(
        chatID: String,
        deviceToken: String,
        appBundleID: String,
        completion: Completion<Unit>,
    ): Cancellable = calls.start(completion) {
        communicator.subscribeForRemoteNotificationsAPNs(chatID, deviceToken, appBundleID)
    }

    /** [ContactCenterCommunicating.subscribeForRemoteNotificationsFirebase]. */
    public fun subscribeForRemoteNotificationsFirebase(
        chatID: String,
        deviceToken: String,
        completion: Completion<Unit>,
    ): Cancellable = calls.start(completion) {
        communicator.subscribeForRemoteNotificationsFirebase(chatID, deviceToken)
    }

    /** [ContactCenterCommunicating.unsubscribeFromRemoteNotifications]. */
    public fun unsubscribeFromRemoteNotifications(chatID: String, completion: Completion<Unit>): Cancellable =
        calls.start(completion) { communicator.unsubscribeFromRemoteNotifications(chatID) }

    /** [ContactCenterCommunicating.handlePush]. */
    public fun handlePush(userInfo: Map<*, *>, completion: Completion<Boolean>): Cancellable =
        calls.start(completion) { communicator.handlePush(userInfo) }

    /** [ContactCenterCommunicating.appDidReceiveMessage]. */
    @Throws(ContactCenterException::class)
    public fun appDidReceiveMessage(userInfo: Map<*, *>): Unit = communicator.appDidReceiveMessage(userInfo)
}
