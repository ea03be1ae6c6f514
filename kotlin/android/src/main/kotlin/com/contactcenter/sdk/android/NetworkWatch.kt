// Whether there is a network for this app, and when it becomes another one.

package com.contactcenter.sdk.android

import android.content.Context
import android.net.ConnectivityManager
import android.net.Network
import android.util.Log

/**
 * Calls [report] at once if there is no network, and at each change, until it is closed. When one network replaces another
 * it reports no network in between: connections over the old one are dead, and may take half a minute to notice.
 *
 * Without the permission ACCESS_NETWORK_STATE (an app can remove it from its manifest) nothing is reported, and the SDK
 * detects the loss of the network by failed requests.
 */
internal class NetworkWatch(context: Context, private val report: (Boolean) -> Unit) :
    ConnectivityManager.NetworkCallback(),
    AutoCloseable {
    private val connectivity = context.getSystemService(Context.CONNECTIVITY_SERVICE) as? ConnectivityManager
    private var current: Network? = null
    private var blocked = false
    private var reported = true

    init {
        synchronized(this) {
            try {
                connectivity?.registerDefaultNetworkCallback(this)
                if (connectivity != null && connectivity.activeNetwork == null) tell()
            } catch (refused: RuntimeException) {
                // SecurityException for the missing permission; on some devices without a reason, or for too many
                // callbacks.
                if (context.isDebuggable()) {
                    Log.w(LOG_TAG, "the state of the network is not known: ${refused.javaClass.name}")
                }
            }
        }
    }

    @Synchronized
    override fun onAvailable(network: Network) {
        if (current != null && current != network) {
            current = null
            tell()
        }
        current = network
        tell()
    }

    @Synchronized
    override fun onLost(network: Network) {
        if (current != network) return
        current = null
        tell()
    }

    /** From Android 10 on: the network is there, but not for this app, to save power or data. */
    @Synchronized
    override fun onBlockedStatusChanged(network: Network, blocked: Boolean) {
        this.blocked = blocked
        tell()
    }

    override fun close() {
        try {
            connectivity?.unregisterNetworkCallback(this)
        } catch (_: RuntimeException) {
            // It was never registered.
        }
    }

    private fun tell() {
        val available = current != null && !blocked
        if (available == reported) return
        reported = available
        report(available)
    }
}
