// The entry point of the Android layer: communicators that follow the device, and Firebase messages and tokens.

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
 * Makes communicators that observe the device they run on, and passes pushes to them.
 *
 * Create the communicator in [Application.onCreate] and keep it for as long as the process lives: then it also exists
 * when a push starts the process. Every function may be called from any thread; those that read or write files say so.
 */
public object ContactCenterAndroid {
    /**
     * Returns the configuration of this installation, with a storage folder that is excluded from backups. The SDK
     * generates the client id before its first request and keeps it in that folder. Change other settings with `copy`.
     * Reads no file, so it may be called on the main thread.
     *
     * @param baseURL the address of the server, for example `https://acme.example.com`.
     * @param tenantURL the domain of the tenant, for example `acme.example.com`.
     * @param appID the id of this app in the contact center.
     */
    @JvmStatic
    public fun configuration(
        context: Context,
        baseURL: String,
        tenantURL: String,
        appID: String,
    ): ContactCenterConfiguration = ContactCenterConfiguration(
        baseURL,
        tenantURL,
        appID,
        clientID = "",
        storageDirectory = StoreFolder(context).path,
    )

    /**
     * Makes a communicator that observes the foreground and the networks of the app, receives its pushes, and stores
     * unsent messages, until its [shutdown][ContactCenterCommunicator.shutdown]. It trusts the same certificates as the
     * app: those of the system, those that the network security configuration adds for all hosts, and those of
     * [configuration].
     *
     * In a debuggable app it logs to [logcat][ContactCenterLogcat]. In other apps it logs nothing until
     * [setLogSink][ContactCenterCommunicator.setLogSink] is called.
     *
     * Reads no file, so it may be called on the main thread. The first call to the contact center waits until the client
     * id and the certificates were read, and fails with [ContactCenterException.Storage] or [ContactCenterException.Tls]
     * if they cannot be read. Without [keepsMessages][ContactCenterAndroidOptions.keepsMessages] the client id is read at
     * once.
     *
     * @param delegate receives all updates until the shutdown, or until it is replaced.
     * @param callbackDispatcher the dispatcher on which the delegate is called; the main thread by default.
     * @param options the observers to switch off.
     * @throws ContactCenterException.InvalidArgument for the first setting that is refused, and before the application
     *   object of the app exists.
     * @throws ContactCenterException.Storage without `keepsMessages`, if the client id can be neither read nor stored.
     * @throws ContactCenterLibraryError if the native library is missing, or is for another device; its message says what
     *   to do.
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
     * Sends a message while no activity is visible, for example the answer to a notification. In the background a message
     * normally waits for the foreground. This call sets the SDK to the foreground until the message is sent, has failed,
     * or [limitMillis] have passed; then the SDK observes the app again.
     *
     * The chat has to be open: in a process that was started for the answer, call `requestChat` first. A
     * `BroadcastReceiver` keeps its process alive with `goAsync`, for about ten seconds. If `followsForeground` is
     * switched off, this call waits until the app calls `setForeground`.
     *
     * @param limitMillis the time limit in milliseconds; 8,000 by default.
     * @return the last known status of the message: [MessageStatus.Sent] if the server has it, [MessageStatus.Pending] if
     *   the time limit was reached; it is then sent in the foreground.
     * @throws ContactCenterException as `sendChatMessage` does.
     */
    public suspend fun sendFromBackground(
        communicator: ContactCenterCommunicator,
        chatID: String,
        message: String,
        limitMillis: Long = REPLY_LIMIT_MILLIS,
    ): ChatUpdate.MessageStatusChanged = BackgroundReply(communicator, chatID).send(message, limitMillis)

    /**
     * Passes a push to the communicators of this process. Call it in `FirebaseMessagingService.onMessageReceived` with the
     * `data` of the message. Never throws, whatever the push contains.
     *
     * On Firebase's thread it returns when the delegate has received the events of the push, after 9 s at most: the system
     * may stop the process as soon as `onMessageReceived` has returned. On the main thread it returns at once. A worker
     * that needs more time calls `handlePush` of the communicator.
     *
     * @return true if the push is for a chat and a communicator of this process took it; false if it belongs to another
     *   part of the app, or if the app has no communicator yet.
     */
    @JvmStatic
    public fun onMessageReceived(data: Map<*, *>): Boolean = PushBridge.receive(data)

    /**
     * Stores the push token, and subscribes all open chats with it, and every chat that opens later, in later runs of the
     * app too. Call it in `FirebaseMessagingService.onNewToken`. Writes a file.
     *
     * An app that used Firebase before it used this SDK calls it once with the token that it has. Repeated calls with the
     * same token have no effect.
     *
     * @return true if the token is stored for later runs. If it cannot be stored (for example because the disk is full), it
     *   is used in this run only, and a debuggable app finds the reason in logcat. Firebase reports a token once, so ask it
     *   for the token at the next start.
     * @throws ContactCenterException.InvalidArgument for an empty token; the previous token stays in use.
     */
    @JvmStatic
    @Throws(ContactCenterException::class)
    public fun onNewToken(context: Context, token: String): Boolean = PushBridge.change(token, context)

    /**
     * Removes everything that the SDK has stored on this device: unsent messages, the client id and the push token. Shut
     * the communicators down first. The next [configuration] is that of a new installation. Deletes files.
     *
     * @throws ContactCenterException.Storage if a file could not be removed.
     */
    @JvmStatic
    @Throws(ContactCenterException::class)
    public fun eraseStorage(context: Context): Unit = PushBridge.forget(StoreFolder(context))

    private fun ContactCenterConfiguration.keptIn(folder: StoreFolder): ContactCenterConfiguration =
        copy(storageDirectory = storageDirectory ?: folder.path)

    /** A folder that the app has set itself stays in use. */
    private fun ContactCenterConfiguration.keptNowhere(folder: StoreFolder): ContactCenterConfiguration =
        if (storageDirectory == null || storageDirectory != folder.path) {
            this
        } else {
            copy(storageDirectory = null, clientID = clientID.ifEmpty { folder.clientID() })
        }

    private fun application(context: Context): Application = context.applicationContext as? Application
        ?: throw ContactCenterException.InvalidArgument("context", "belongs to no application before its onCreate")
}

/** Less than the ten seconds that Android grants a `BroadcastReceiver`. */
private const val REPLY_LIMIT_MILLIS = 8_000L
