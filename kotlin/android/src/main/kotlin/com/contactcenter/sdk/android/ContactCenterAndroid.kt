// The one door of the Android layer: what an app calls instead of putting the parts together itself.

package com.contactcenter.sdk.android

import android.app.Application
import android.content.Context
import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterEventsDelegating
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.ContactCenterLibraryError
import com.contactcenter.sdk.MessageStatus
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import java.util.concurrent.Executor

/**
 * Makes communicators that know the device they run on, and hands them the pushes.
 *
 * Create the communicator in [Application.onCreate] and keep it for as long as the process lives: then it is there too
 * when a push starts the process. Every function may be called from any thread; those that read or write files say so.
 */
public object ContactCenterAndroid {
    /**
     * Settings for this installation: a storage folder that no backup takes along. The SDK makes the client id the first
     * time that it asks the contact center something, and keeps it in that folder for good. Change what else there is to
     * change with `copy`. Reads no file, so it may be called on the main thread.
     *
     * @param baseURL the server, as in `https://acme.example.com`.
     * @param tenantURL the tenant's domain, as in `acme.example.com`.
     * @param appID under which the contact center knows this app.
     */
    @JvmStatic
    public fun configuration(
        context: Context,
        baseURL: String,
        tenantURL: String,
        appID: String,
    ): ContactCenterConfiguration =
        ContactCenterConfiguration(baseURL, tenantURL, appID, clientID = "", storageDirectory = StoreFolder(context).path)

    /**
     * A communicator that follows the app in and out of the foreground and from network to network, gets its pushes,
     * and keeps what must survive the process, until its [shutdown][ContactCenterCommunicator.shutdown]. It trusts the
     * certificates that the app trusts elsewhere: the system's, with what the network security configuration adds for
     * all hosts, and those of the configuration.
     *
     * In a debuggable app it logs to [logcat][ContactCenterLogcat], in others to nobody, until
     * [setLogSink][ContactCenterCommunicator.setLogSink] says otherwise.
     *
     * Reads no file, so it may be called on the main thread; the first call to the contact center waits for what has to
     * be read, and fails with [ContactCenterException.Storage] or [ContactCenterException.Tls] where that cannot be. Only
     * without [keepsMessages][ContactCenterAndroidOptions.keepsMessages] the client id is read at once.
     *
     * @param delegate receives everything that happens, until the shutdown or until another takes its place.
     * @param callbackDispatcher where the delegate is called; the main thread by default.
     * @param options what not to do by itself.
     * @throws ContactCenterException.InvalidArgument for the first setting that is refused, or before the app has an
     *   application.
     * @throws ContactCenterException.Storage without `keepsMessages`, where the client id can be neither read nor kept.
     * @throws ContactCenterLibraryError where the native library is not in the app, or not for this device; it says
     *   what to do.
     */
    @JvmStatic
    @JvmOverloads
    @Throws(ContactCenterException::class)
    public fun createCommunicator(
        context: Context,
        configuration: ContactCenterConfiguration,
        delegate: ContactCenterEventsDelegating? = null,
        callbackDispatcher: CoroutineDispatcher = Dispatchers.Main,
        options: ContactCenterAndroidOptions = ContactCenterAndroidOptions(),
    ): ContactCenterCommunicator {
        val application = application(context)
        val folder = StoreFolder(application)
        val settings = if (options.keepsMessages) configuration.keptIn(folder) else configuration.keptNowhere(folder)
        val communicator = ContactCenterCommunicator(settings, delegate, callbackDispatcher)
        if (application.isDebuggable()) communicator.setLogSink(ContactCenterLogcat())
        if (options.followsForeground) {
            communicator.closesWithIt(ForegroundWatch(application, communicator::setForeground))
        }
        if (options.followsNetwork) {
            communicator.closesWithIt(NetworkWatch(application, communicator::setNetworkAvailable))
        }
        if (options.receivesPushes) communicator.closesWithIt(PushBridge.attach(communicator, folder))
        return communicator
    }

    /** For Java: the delegate, and the completions of `callbacks`, are called on [callbackExecutor]. */
    @JvmStatic
    @JvmOverloads
    @Throws(ContactCenterException::class)
    public fun createCommunicator(
        context: Context,
        configuration: ContactCenterConfiguration,
        delegate: ContactCenterEventsDelegating?,
        callbackExecutor: Executor,
        options: ContactCenterAndroidOptions = ContactCenterAndroidOptions(),
    ): ContactCenterCommunicator =
        createCommunicator(context, configuration, delegate, callbackExecutor.asCoroutineDispatcher(), options)

    /**
     * Sends a message although no activity is visible: the answer to a notification, for one. In the background a message
     * waits for the foreground; here the SDK does as in the foreground until the server has the message, it has failed, or
     * [limitMillis] are over, and follows the app again afterwards.
     *
     * The chat has to be open: in a process that was started for the answer, `requestChat` comes first. A
     * `BroadcastReceiver` keeps its process for the answer by `goAsync`, which lasts for some ten seconds. With
     * `followsForeground` switched off the app tells of the foreground itself, and this waits for it.
     *
     * @return the last that is known of the message: [MessageStatus.Sent] where the server has it,
     *   [MessageStatus.Pending] where the time was over; then it is sent in the foreground.
     * @throws ContactCenterException as `sendChatMessage` does.
     */
    public suspend fun sendFromBackground(
        communicator: ContactCenterCommunicator,
        chatID: String,
        message: String,
        limitMillis: Long = REPLY_LIMIT_MILLIS,
    ): ChatUpdate.MessageStatusChanged = BackgroundReply(communicator, chatID).send(message, limitMillis)

    /**
     * Hands on what a push brought; to be called by `FirebaseMessagingService.onMessageReceived` with the message's
     * `data`. Never throws: a push of any shape is either taken or not.
     *
     * On Firebase's thread it returns when the delegate has had what the push was about, after 9 s at most: the system may
     * stop the process as soon as `onMessageReceived` has returned. On the main thread it returns at once. A worker waits with
     * `handlePush` of the communicator for as long as it likes.
     *
     * @return whether it was for a chat, and some communicator of this process took it. Otherwise it is somebody else's
     *   push, or the app has no communicator yet.
     */
    @JvmStatic
    public fun onMessageReceived(data: Map<*, *>): Boolean = PushBridge.receive(data)

    /**
     * Lets pushes come to this token from now on; to be called by `FirebaseMessagingService.onNewToken`. All open chats
     * ask for them again, and every chat asks that opens later, in later runs of the app too: the token is written to a
     * file.
     *
     * An app that had Firebase before it had this SDK calls it once with the token that it has; the same token again
     * does no harm.
     *
     * @return whether it is kept for later runs. Where it is not (the disk is full), it holds for this one all the same,
     *   and a debuggable app finds the reason in logcat; Firebase tells no token twice, so ask it for the token at the
     *   next start.
     * @throws ContactCenterException.InvalidArgument for an empty token; the one before stays.
     */
    @JvmStatic
    @Throws(ContactCenterException::class)
    public fun onNewToken(context: Context, token: String): Boolean = PushBridge.change(token, context)

    /**
     * Removes all that the SDK has kept on this device: waiting messages, the client id, the push token. Shut the
     * communicators down first. The next [configuration] is that of a new installation.
     *
     * @throws ContactCenterException.Storage where something could not be removed.
     */
    @JvmStatic
    @Throws(ContactCenterException::class)
    public fun eraseStorage(context: Context): Unit = PushBridge.forget(StoreFolder(context))

    private fun ContactCenterConfiguration.keptIn(folder: StoreFolder): ContactCenterConfiguration =
        copy(storageDirectory = storageDirectory ?: folder.path)

    /** Unless the app has named a folder of its own: that setting counts alone. */
    private fun ContactCenterConfiguration.keptNowhere(folder: StoreFolder): ContactCenterConfiguration =
        if (storageDirectory == null || storageDirectory != folder.path) {
            this
        } else {
            copy(storageDirectory = null, clientID = clientID.ifEmpty { folder.clientID() })
        }

    private fun application(context: Context): Application = context.applicationContext as? Application
        ?: throw ContactCenterException.InvalidArgument("context", "belongs to no application before its onCreate")
}

/** Within what Android gives a `BroadcastReceiver`. */
private const val REPLY_LIMIT_MILLIS = 8_000L
