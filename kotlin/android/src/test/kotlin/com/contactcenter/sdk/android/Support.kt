// What several tests of the Android parts need: an app with a contact center to talk to, and a platform that does as it
// is told.

package com.contactcenter.sdk.android

import android.app.Application
import android.content.Context
import android.net.ConnectivityManager
import android.net.ConnectivityManager.NetworkCallback
import android.os.Looper
import com.contactcenter.sdk.AppThread
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterEventsDelegating
import com.contactcenter.sdk.Recorder
import com.contactcenter.sdk.SimulatedRequest
import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.eventually
import kotlinx.coroutines.runBlocking
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

/** The newest Android that Robolectric plays on a JVM 17. */
internal const val NEWEST = 35

/** The oldest Android that the SDK supports. */
internal const val OLDEST = 24

internal val application: Application get() = RuntimeEnvironment.getApplication()

/** An app that keeps its data in the application's folders and talks to a contact center of its own. */
internal class App : AutoCloseable {
    val simulator = Simulator()
    val thread = AppThread()
    private val communicators = mutableListOf<ContactCenterCommunicator>()

    /** Trusts the simulator and nothing else, with the storage folder and so the client id of this installation. */
    val configuration: ContactCenterConfiguration
        get() {
            val own = ContactCenterAndroid.configuration(application, "https://unused", "unused", "unused")
            return simulator.configuration.copy(clientID = own.clientID, storageDirectory = own.storageDirectory)
        }

    fun communicator(
        delegate: ContactCenterEventsDelegating = Recorder(),
        configuration: ContactCenterConfiguration = this.configuration,
        options: ContactCenterAndroidOptions = ContactCenterAndroidOptions(),
    ): ContactCenterCommunicator = ContactCenterAndroid
        .createCommunicator(application, configuration, delegate, thread.dispatcher, options)
        .also { communicators += it }

    /** The requests to the API that are no polls, as their paths behind the version. */
    fun requests(): List<String> = simulator.requests().filter { !it.isPoll }.map { it.path.substringAfter("/v2/") }

    /** What was subscribed for, in order. */
    fun subscriptions(): List<String> = simulator.requests().filter(SimulatedRequest::isSubscription).map { it.body }

    override fun close() {
        communicators.forEach { it.shutdown() }
        thread.close()
        simulator.close()
    }
}

internal val SimulatedRequest.isSubscription: Boolean get() = path.endsWith("/notifications")

internal fun subscriptionOf(token: String) = """{"android_firebase_device_token":"$token"}"""

/** A chat of this app, by its id. */
internal fun ContactCenterCommunicator.chat(): String = runBlocking { requestChat(from = "Ann").chatID }

internal val connectivity: ConnectivityManager
    get() = application.getSystemService(Context.CONNECTIVITY_SERVICE) as ConnectivityManager

/** The registered callbacks for the default network. */
internal fun networkCallbacks(): Set<NetworkCallback> = shadowOf(connectivity).networkCallbacks

/** The device loses its network, and notifies the registered callbacks. */
internal fun loseNetwork() {
    val lost = checkNotNull(connectivity.activeNetwork)
    networkCallbacks().toList().forEach { it.onLost(lost) }
}

internal fun findNetwork() {
    val found = checkNotNull(connectivity.activeNetwork)
    networkCallbacks().toList().forEach { it.onAvailable(found) }
}

/** Waits while the main thread, on which tests run, does what it is given. */
internal fun eventuallyOnMain(what: String, condition: () -> Boolean) = eventually(what) {
    shadowOf(Looper.getMainLooper()).idle()
    condition()
}
