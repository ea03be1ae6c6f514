// What is told of the network, with a connectivity manager as Robolectric plays it.

package com.contactcenter.sdk.android

import android.net.ConnectivityManager
import android.net.ConnectivityManager.NetworkCallback
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowConnectivityManager
import org.robolectric.shadows.ShadowNetwork

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [OLDEST, NEWEST])
class NetworkWatchTest {
    private val told = mutableListOf<Boolean>()
    private var watch: NetworkWatch? = null

    @After
    fun close() {
        watch?.close()
    }

    @Test
    fun whileThereIsANetworkNothingIsTold() {
        watch()
        findNetwork()
        assertEquals(emptyList<Boolean>(), told)
    }

    @Test
    fun aDeviceWithoutANetworkIsToldOfAtOnce() {
        shadowOf(connectivity).setActiveNetworkInfo(null)
        watch()
        assertEquals(listOf(false), told)
    }

    @Test
    fun aNetworkThatGoesAndComesIsTold() {
        watch()
        findNetwork()
        loseNetwork()
        findNetwork()
        assertEquals(listOf(false, true), told)
    }

    @Test
    fun fromOneNetworkToAnotherThereIsNoneInBetween() {
        val watch = watch()
        watch.onAvailable(ShadowNetwork.newInstance(1))
        watch.onAvailable(ShadowNetwork.newInstance(2))
        assertEquals(listOf(false, true), told)
        watch.onLost(ShadowNetwork.newInstance(1))
        assertEquals("the one that is left behind is lost later", listOf(false, true), told)
    }

    @Test
    fun aNetworkThatIsBlockedForTheAppIsNone() {
        val watch = watch()
        val network = ShadowNetwork.newInstance(1)
        watch.onAvailable(network)
        watch.onBlockedStatusChanged(network, true)
        watch.onBlockedStatusChanged(network, false)
        assertEquals(listOf(false, true), told)
    }

    @Test
    fun oneThatIsClosedListensNoMore() {
        watch().close()
        assertEquals(emptySet<NetworkCallback>(), networkCallbacks())
        watch().close()
    }

    @Test
    @Config(shadows = [Forbidding::class])
    fun withoutThePermissionNothingIsToldAndNothingBreaks() {
        watch().close()
        assertEquals(emptyList<Boolean>(), told)
    }

    private fun watch() = NetworkWatch(application, told::add).also { watch = it }

    /** As the platform answers an app that may not know. */
    @Implements(ConnectivityManager::class)
    class Forbidding : ShadowConnectivityManager() {
        @Implementation
        override fun registerDefaultNetworkCallback(callback: NetworkCallback?): Unit =
            throw SecurityException("ACCESS_NETWORK_STATE")
    }
}
