// The contract: what an app can ask of the SDK. Interfaces, so that an app can test itself without a contact center. Here stand
// the contact center and the chat as a whole; what goes on in a chat stands by topic in the interfaces that this one extends.

package com.contactcenter.sdk

/**
 * The calls of the SDK for one contact center. What is said in a chat is in [ContactCenterMessages]; [ContactCenterForms],
 * [ContactCenterFiles] and [ContactCenterCalls] hold the rest.
 *
 * Every `suspend` call may be made from any thread and from any dispatcher; none blocks. It throws a
 * [ContactCenterException] when it fails, [ContactCenterException.InvalidArgument] before anything was sent, and
 * [ContactCenterException.ShutDown] once the communicator has been shut down. A call is queued in the moment in which it is
 * made, so what one coroutine sends goes out in the order of its calls.
 *
 * Cancelling the coroutine ends the call at once. One that asks ([getVersion], [getChatHistory], a transfer, …) drops its request.
 * One that tells ([sendChatMessage], [endChat], a receipt, …) has been handed over by then, and is sent all the same.
 */
public interface ContactCenterCommunicating :
    ContactCenterMessages,
    ContactCenterForms,
    ContactCenterFiles,
    ContactCenterCalls,
    ContactCenterRecording {
    /** The server's version, for information. */
    public suspend fun getVersion(): ContactCenterVersion

    /** Whether the contact center is open, and perhaps how long the wait is. Says nothing of agents who are logged in. */
    public suspend fun checkAvailability(): ContactCenterServiceAvailability

    /** The parameters that the scenario expects of [requestChat]. */
    public suspend fun getParameters(): List<ContactCenterParameter>

    /** Forms, and how the contact center wants its chat to look. */
    public suspend fun getWidgetConfiguration(): ContactCenterWidgetConfiguration

    /**
     * Starts a chat, or finds the live one of this client, and opens it: from now on its events arrive. A chat that was
     * live before begins with its history, delivered with [EventOrigin.HISTORY]. Must come before any other call for the
     * chat.
     *
     * @param phoneNumber for a callback.
     * @param from goes to the scenario variable `$(item.from)`.
     * @param parameters go to the scenario by their names.
     */
    public suspend fun requestChat(
        phoneNumber: String? = null,
        from: String,
        parameters: Map<String, String> = emptyMap(),
    ): ContactCenterChatSessionProperties

    /**
     * The same with everything that a request may hold: a first message, what the device is, parameters that are more than a
     * text.
     *
     * @throws ContactCenterException.InvalidArgument where a name stands among both kinds of parameters.
     */
    public suspend fun requestChat(request: ContactCenterChatRequest): ContactCenterChatSessionProperties

    /** The live session of this client id, if there is one. Does not open it: [requestChat] does. */
    public suspend fun getActiveChat(): ContactCenterChatSessionProperties?

    /** All events of a session, the client's and the server's, in the server's order. They are not delivered besides. */
    public suspend fun getChatHistory(chatID: String): List<ContactCenterEvent>

    /**
     * All sessions of the session's CRM case.
     *
     * @throws ContactCenterException.ChatSessionCaseNotSpecified before [ContactCenterEvent.ChatSessionCaseSet].
     */
    public suspend fun getCaseHistory(chatID: String): List<ContactCenterChatSession>

    /**
     * Closes the CRM case of the session.
     *
     * @throws ContactCenterException.ChatSessionCaseNotSpecified without a case.
     * @throws ContactCenterException.ChatSessionCrmServerException where the CRM fails.
     */
    public suspend fun closeCase(chatID: String)

    /** Leaves the conversation and keeps the session: the server may go on, with a survey for one. The chat stays open. */
    public suspend fun disconnectChat(chatID: String)

    /**
     * Leaves the conversation and completes the session. The chat closes with
     * [ChatSessionCloseReason.ENDED_BY_CLIENT]. Succeeds as well if the chat is over already.
     *
     * @throws ContactCenterException.Transport in the background, where nothing is sent.
     */
    public suspend fun endChat(chatID: String)

    /**
     * Asks for pushes through APNs. Call it after every [requestChat], and again whenever the token changes.
     *
     * @param deviceToken the raw token in hexadecimal digits.
     * @param appBundleID the topic.
     */
    public suspend fun subscribeForRemoteNotificationsAPNs(chatID: String, deviceToken: String, appBundleID: String)

    /**
     * Asks for pushes through Firebase, as an Android app. Call it after every [requestChat], and again whenever the token
     * changes.
     *
     * @param deviceToken goes to the server as it is.
     */
    public suspend fun subscribeForRemoteNotificationsFirebase(chatID: String, deviceToken: String)

    /** Asks for no more pushes for this chat. */
    public suspend fun unsubscribeFromRemoteNotifications(chatID: String)

    /**
     * Tells the SDK of a push: its data, of which `chatID` says what chat it is about. Returns at once.
     *
     * A chat that is open is asked for news unless it is being asked already. Of one that is not, the server is asked
     * whether it is this client's live session; if so it is opened, beginning with its history.
     *
     * @param userInfo a Firebase message's `data`, for one. Texts, numbers and truth values at the top level count; all
     *   else is ignored.
     * @throws ContactCenterException.InvalidArgument for a payload without a usable `chatID`: a push that is not of the contact
     *   center, most likely.
     */
    @Throws(ContactCenterException::class)
    public fun appDidReceiveMessage(userInfo: Map<*, *>)

    /**
     * Does the same, and returns when the delegate has had everything that the push was about, and the flows too: for a process that
     * the system may stop as soon as the push is dealt with.
     *
     * A callback may block on it. The delegate is called again only when that callback has returned, so this does not wait for the
     * delegate then. Nor does it wait for a callback that takes longer than 5 s. Outside of a callback, do not block on it the only thread
     * that the delegate is called on: neither could go on.
     *
     * On the screen it does not wait for news, which come by themselves. Without a network it waits until there is one: give it a
     * limit (`withTimeoutOrNull`). Where it is cancelled, what it has begun goes on.
     *
     * @param userInfo as for [appDidReceiveMessage].
     * @return true where the chat is the live session of this client; false where it is not, and nothing comes of the push.
     * @throws ContactCenterException.InvalidArgument for a payload without a usable `chatID`.
     * @throws ContactCenterException where the contact center could not be asked: what the push was about comes with the next one,
     *   or on the screen.
     */
    public suspend fun handlePush(userInfo: Map<*, *>): Boolean

    /**
     * What the platform says of the network. While there is none, no chat asks for news; as soon as there is, each asks
     * without waiting out a pause. Returns at once. Does nothing after [shutdown], so that a listener of the platform need
     * not be removed first.
     */
    public fun setNetworkAvailable(available: Boolean)

    /**
     * Whether the app is on the screen. In the background the SDK is quiet: no request, no timer; a push looks once what
     * there is. Back in the foreground the chats read what they have missed, and go on. Returns at once. Does nothing after
     * [shutdown].
     */
    public fun setForeground(foreground: Boolean)

    /**
     * Stops everything, blocking for less than a second. When it has returned, no delivery starts and none is running
     * (but the one from inside which it was called, and one that would not return in that second); calls that were under
     * way end with [ContactCenterException.ShutDown]; no thread is left. The sessions on the server go on: [requestChat]
     * of a new communicator with the same client id finds them.
     *
     * May be called twice, from any thread, and from inside a delivery.
     */
    public fun shutdown()
}
