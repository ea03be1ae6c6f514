// The one door of the Android layer: what an app calls instead of putting the parts together itself.

package com.contactcenter.sdk.android

import android.app.Application
import android.content.Context
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterEventsDelegating
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.ContactCenterLibraryError
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers

/**
 * Makes communicators that know the device they run on, and hands them the pushes.
 *
 * Create the communicator in [Application.onCreate] and keep it for as long as the process lives: then it is there too
 * when a push starts the process. Every function may be called from any thread; those that read or write files say so.
 */
public object ContactCenterAndroid {
    /**
     * Settings for this installation: its client id is made the first time and kept for good, where no backup takes it
     * along. Reads a file. Change what else there is to change with `copy`.
     *
     * @param baseURL the server, as in `https://acme.example.com`.
     * @param tenantURL the tenant's domain, as in `acme.example.com`.
     * @param appID under which the contact centre knows this app.
     * @throws ContactCenterException.Storage where the id can be neither read nor kept.
     * @throws ContactCenterLibraryError where the native library is not in the app, or not for this device; it says
     *   what to do.
     */
    @JvmStatic
    @Throws(ContactCenterException::class)
    public fun configuration(
        context: Context,
        baseURL: String,
        tenantURL: String,
        appID: String,
    ): ContactCenterConfiguration =
        ContactCenterConfiguration(baseURL, tenantURL, appID, clientID = StoreFolder(context).clientID())

    /**
     * A communicator that follows the app in and out of the foreground and from network to network, gets its pushes,
     * and keeps what must survive the process, until its [shutdown][ContactCenterCommunicator.shutdown]. It trusts the
     * certificates that the app trusts elsewhere: the system's, with what the network security configuration adds for
     * all hosts, and those of the configuration.
     *
     * In a debuggable app it logs to [logcat][ContactCenterLogcat], in others to nobody, until
     * [setLogSink][ContactCenterCommunicator.setLogSink] says otherwise.
     *
     * Reads the system's certificates, which takes some tens of milliseconds on a slow device.
     *
     * @param delegate receives everything that happens, until the shutdown or until another takes its place.
     * @param callbackDispatcher where the delegate is called; the main thread by default.
     * @param options what not to do by itself.
     * @throws ContactCenterException.InvalidArgument for the first setting that is refused, or before the app has an
     *   application.
     * @throws ContactCenterException.Tls where the platform has no roots to trust.
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
        val storage = configuration.storageDirectory ?: folder.path.takeIf { options.keepsMessages }
        val settings = configuration.copy(storageDirectory = storage)
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

    /**
     * Hands on what a push brought; to be called by `FirebaseMessagingService.onMessageReceived` with the message's
     * `data`. Returns at once, and never throws: a push of any shape is either taken or not.
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
     * @throws ContactCenterException.InvalidArgument for an empty token; the one before stays.
     * @throws ContactCenterException.Storage where it cannot be kept. It holds for this run all the same.
     */
    @JvmStatic
    @Throws(ContactCenterException::class)
    public fun onNewToken(context: Context, token: String): Unit = PushBridge.change(token, StoreFolder(context))

    /**
     * Removes all that the SDK has kept on this device: waiting messages, the client id, the push token. Shut the
     * communicators down first. The next [configuration] is that of a new installation.
     *
     * @throws ContactCenterException.Storage where something could not be removed.
     */
    @JvmStatic
    @Throws(ContactCenterException::class)
    public fun eraseStorage(context: Context): Unit = PushBridge.forget(StoreFolder(context))

    private fun application(context: Context): Application = context.applicationContext as? Application
        ?: throw ContactCenterException.InvalidArgument("context", "belongs to no application before its onCreate")
}
