// The oldest Android that the SDK supports. A class by itself: one process can have the core for one version of
// Android.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.ChatSessionCloseReason
import com.contactcenter.sdk.Recorder
import com.contactcenter.sdk.eventually
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [OLDEST])
class OldestAndroidTest {
    private val app = App()

    @After
    fun close() = app.close()

    @Test
    fun aConversationIsHeldOnTheOldestAndroid() {
        ContactCenterAndroid.onNewToken(application, "one")
        val seen = Recorder()
        val communicator = app.communicator(seen)
        val agent = app.simulator.chat(communicator.chat())
        agent.say("Hello")
        seen.awaitText("Hello")
        eventually("the subscription") { app.subscriptions() == listOf(subscriptionOf("one")) }
        agent.say("Look here")
        assertTrue(ContactCenterAndroid.onMessageReceived(mapOf("chatID" to agent.id)))
        seen.awaitText("Look here")
        runBlocking { communicator.endChat(agent.id) }
        assertEquals(ChatSessionCloseReason.ENDED_BY_CLIENT, seen.awaitClosed())
    }
}
