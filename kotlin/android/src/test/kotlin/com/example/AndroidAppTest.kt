// What the README shows, run as it stands there.

package com.example

import com.contactcenter.sdk.android.NEWEST
import com.contactcenter.sdk.android.application
import com.contactcenter.sdk.android.networkCallbacks
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST], application = AndroidApp::class)
class AndroidAppTest {
    @Test
    fun theAppOfTheReadmeHasACommunicatorThatWatchesItsDevice() {
        val communicator = (application as AndroidApp).communicator
        assertEquals(1, networkCallbacks().size)
        communicator.shutdown()
        assertEquals(0, networkCallbacks().size)
    }
}
