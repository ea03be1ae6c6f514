// The API of the SDK as interfaces, so that the tests of an app can replace it by a test double. This file has the calls for the
// contact center and for a chat as a whole; the interfaces that it extends have the calls within a chat, by topic.

package com.contactcenter.sdk

/**
 * The calls of the SDK for one contact center. [ContactCenterMessages] has those for messages; [ContactCenterForms],
 * [ContactCenterFiles] and [ContactCenterCalls] have the others within a chat.
 *
 * Every `suspend` function may be called from any thread and on any dispatcher, and does not block. If it fails it throws a
 * [ContactCenterException]: [ContactCenterException.InvalidArgument] before anything is sent, and
 * [ContactCenterException.ShutDown] after the communicator was shut down. A call is queued when it is made, so the messages
 * of one coroutine are sent in the order of its calls.
 *
 * Cancelling the coroutine ends the call at once. A query ([getVersion], [getChatHistory], a transfer, …) then drops its
 * request. A command ([sendChatMessage], [endChat], a receipt, …) was handed over before, and is sent all the same.
 */
public interface ContactCenterCommunicating :
    ContactCenterMessages,
    ContactCenterForms,
    ContactCenterFiles,
    ContactCenterCalls,
    ContactCenterRecording {
    /** Returns the version of the server, for information. */
    public suspend fun getVersion(): ContactCenterVersion

    /** Returns whether the contact center is open, and if known the expected wait. It does not depend on logged-in agents. */
    public suspend fun checkAvailability(): ContactCenterServiceAvailability

    /** Returns the parameters that the scenario expects of [requestChat]. */
    public suspend fun getParameters(): List<ContactCenterParameter>

    /** Returns the forms of the contact center, and its settings for the look of the chat. */
    public suspend fun getWidgetConfiguration(): ContactCenterWidgetConfiguration

    /**
     * Starts a chat, or finds the live chat of this client, and opens it: from now on its events are delivered. A chat that
     * was live before begins with its history, delivered with [EventOrigin.HISTORY]. Call it before any other function for
     * the chat.
     *
     * @param phoneNumber the customer's number for a callback.
     * @param from the customer's name, for the scenario variable `$(item.from)`.
     * @param parameters values for the scenario, by name.
     */
    public suspend fun requestChat(
        phoneNumber: String? = null,
        from: String,
        parameters: Map<String, String> = emptyMap(),
    ): ContactCenterChatSessionProperties

    /**
     * Starts or finds a chat like the other [requestChat], with everything that a request can hold: a first message, the
     * user's platform, and parameters that are JSON values.
     *
     * @throws ContactCenterException.InvalidArgument if a name is among both kinds of parameters.
     */
    public suspend fun requestChat(request: ContactCenterChatRequest): ContactCenterChatSessionProperties

    /** Returns the live session of this client id, or null. Does not open it: [requestChat] does. */
    public suspend fun getActiveChat(): ContactCenterChatSessionProperties?

    /** Returns all events of a session, of both sides, in the order of the server. The delegate does not receive them. */
    public suspend fun getChatHistory(chatID: String): List<ContactCenterEvent>

    /**
     * Returns all sessions of the CRM case of this session.
     *
     * @throws ContactCenterException.ChatSessionCaseNotSpecified before [ContactCenterEvent.ChatSessionCaseSet].
     */
    public suspend fun getCaseHistory(chatID: String): List<ContactCenterChatSession>

    /**
     * Closes the CRM case of the session.
     *
     * @throws ContactCenterException.ChatSessionCaseNotSpecified without a case.
     * @throws ContactCenterException.ChatSessionCrmServerException if the CRM fails.
     */
    public suspend fun closeCase(chatID: String)

    /** Leaves the conversation and keeps the session: the server may continue, for example with a survey. The chat stays open. */
    public suspend fun disconnectChat(chatID: String)

    /**
     * Leaves the conversation and completes the session. The chat closes with
     * [ChatSessionCloseReason.ENDED_BY_CLIENT]. Succeeds also if the chat is closed already.
     *
     * @throws ContactCenterException.Transport in the background, where the SDK sends nothing.
     */
    public suspend fun endChat(chatID: String)

    /**
     * Subscribes the chat for pushes through APNs. Call it after every [requestChat], and again when the token changes.
     *
     * @param deviceToken the raw token in hexadecimal digits.
     * @param appBundleID the APNs topic, which is the bundle identifier of the app.
     */
    public suspend fun subscribeForRemoteNotificationsAPNs(chatID: String, deviceToken: String, appBundleID: String)

    /**
     * Subscribes the chat for pushes through Firebase, as an Android app. Call it after every [requestChat], and again when
     * the token changes.
     *
     * @param deviceToken the token of Firebase, which is sent unchanged.
     */
    public suspend fun subscribeForRemoteNotificationsFirebase(chatID: String, deviceToken: String)

    /** Ends the push subscription of this chat. */
    public suspend fun unsubscribeFromRemoteNotifications(chatID: String)

    /**
     * Passes a push to the SDK, which triggers one background fetch. Returns at once.
     *
     * An open chat is polled, unless a poll is running. For another chat the SDK asks the server whether it is the live
     * session of this client, and if so opens it, beginning with its history.
     *
     * @param userInfo the payload, for example the `data` of a Firebase message. Strings, numbers and booleans at the top
     *   level are used; everything else is ignored. `chatID` names the chat.
     * @throws ContactCenterException.InvalidArgument for a payload without a usable `chatID`, most likely a push that does not
     *   come from the contact center.
     */
    @Throws(ContactCenterException::class)
    public fun appDidReceiveMessage(userInfo: Map<*, *>)

    /**
     * Handles a push like [appDidReceiveMessage], and returns when the delegate and the flows have received the events of the push.
     * Use it in a process that the system may stop as soon as the push is handled.
     *
     * A callback may block on this call. It then does not wait for the delegate, which is called again only after that callback has
     * returned. Nor does it wait for a callback that takes longer than 5 s. Outside of a callback, do not block the only thread of
     * the callback dispatcher on this call: that is a deadlock.
     *
     * In the foreground it does not wait for events, which the poll brings. Without a network it waits until there is one: limit it
     * with `withTimeoutOrNull`. If it is cancelled, the fetch that it has begun goes on.
     *
     * @param userInfo the payload, as for [appDidReceiveMessage].
     * @return true if the chat is the live session of this client; false if it is not, and the push has no effect.
     * @throws ContactCenterException.InvalidArgument for a payload without a usable `chatID`.
     * @throws ContactCenterException if the contact center could not be reached. The events are delivered after the next push, or
     *   in the foreground.
     */
    public suspend fun handlePush(userInfo: Map<*, *>): Boolean

    /**
     * Sets whether the device has a network. Without one no chat sends requests; when it is back, each chat polls at once,
     * without waiting for a backoff to end. Returns at once. Does nothing after [shutdown], so a listener of the platform
     * need not be removed first.
     */
    public fun setNetworkAvailable(available: Boolean)

    /**
     * Sets whether the app is in the foreground. In the background the SDK sends no request and runs no timer; a push
     * triggers one background fetch. Back in the foreground the chats fetch the events that they have missed, and go on.
     * Returns at once. Does nothing after [shutdown].
     */
    public fun setForeground(foreground: Boolean)

    /**
     * Stops the communicator; blocks for less than a second. After it has returned no callback starts and none is running,
     * except a callback that called it and one that did not return within that second. Running calls end with
     * [ContactCenterException.ShutDown], and all threads are stopped. The sessions on the server go on: [requestChat] of a
     * new communicator with the same client id finds them.
     *
     * May be called more than once, from any thread, and inside a callback.
     */
    public fun shutdown()
}
