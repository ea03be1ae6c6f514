// An Android app of BPContactCenter 2.0.0 holds a conversation over this SDK.

package com.contactcenter.sdk.compat

import OldChatApp
import com.contactcenter.sdk.SimulatedChat
import com.contactcenter.sdk.android.App
import com.contactcenter.sdk.android.ContactCenterAndroid
import com.contactcenter.sdk.android.NEWEST
import com.contactcenter.sdk.android.application
import com.contactcenter.sdk.android.subscriptionOf
import com.contactcenter.sdk.eventually
import com.contactcenter.sdk.json
import com.contactcenter.sdk.text
import kotlinx.serialization.json.JsonObject
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class OldChatAppTest {
    private val device = App()
    private val api = ContactCenterCommunicator.init(device.configuration, application, device.thread.dispatcher)
    private val app = OldChatApp(api)

    @After
    fun close() {
        api.close()
        device.close()
        ContactCenterAndroid.eraseStorage(application)
    }

    @Test
    fun appOf200HoldsAConversation() {
        val agent = begin()
        agent.act("join")
        agent.send(
            """{"event":"chat_session_message","msg_id":"1","party_id":"P","msg":"<b>Hi</b> Ann","msg_text":"Hi Ann"}""",
        )
        agent.send("""{"event":"chat_session_typing","party_id":"P"}""")
        eventually("the greeting") { app.isAgentTyping }
        eventually("the receipts") { agent.hasReceipts(1) }
        assertEquals("1", agent.clientEvents("chat_session_message_delivered").single().text("ref_msg_id"))

        app.type()
        app.send("Is 1 < 2?\nAnd 2 & 3?")
        app.sendStyled("<i>Thanks</i>")
        eventually("both messages") { agent.clientEvents("chat_session_message").size == 2 }
        val (plain, styled) = agent.clientEvents("chat_session_message")
        assertEquals("Is 1 < 2?\nAnd 2 & 3?", plain.text("msg_text"))
        assertEquals("Is 1 &lt; 2?<br>And 2 &amp; 3?", plain.text("msg"))
        assertEquals("<i>Thanks</i>", styled.text("msg"))
        assertEquals(listOf("${agent.id}:1", "${agent.id}:2"), listOf(plain, styled).map { it.text("msg_id") })

        app.pause()
        agent.send("""{"event":"chat_session_not_typing","party_id":"P"}""")
        agent.say("Still there?")
        eventually("the poll to take both away") { agent.queuedEvents.isEmpty() && agent.isPolled }
        app.onMessageReceived(mapOf("chatID" to agent.id, "body" to "Still there?"))
        settle()
        assertEquals(true, app.isAgentTyping)
        app.resume()
        eventually("the question") { app.lines.any { it.endsWith(": Still there?") } }
        assertEquals(false, app.isAgentTyping)

        app.onNewToken("token")
        eventually("the subscription") { subscriptionOf("token") in device.subscriptions() }

        val count = CompletableFuture<Int>()
        app.countMessages(count::complete)
        assertEquals(4, count.get(20, TimeUnit.SECONDS))

        app.leaveAgent()
        eventually("the receipts of the survey") { agent.hasReceipts(3) }
        assertEquals(1, agent.clientEvents("chat_session_disconnect").size)
        app.end()
        eventually("the end") { agent.clientEvents("chat_session_end").size == 1 }
        settle()
        val expected = """
            We are open
            Welcome, Ann
            Alex Agent joined
            P: Hi Ann
            P: Still there?
            P left
            P: How would you rate this conversation, from 1 to 5?
        """.trimIndent()
        assertEquals(expected, app.lines.joinToString("\n").replace(PARTY_ID, "P"))
    }

    private fun begin(): SimulatedChat {
        app.start("Ann")
        eventually("the chat and the opening hours") { app.lines.size == 2 }
        val request = device.simulator.requests().single { it.method == "POST" && it.path.endsWith("/chats") }
        val parameters = (json(request.body) as JsonObject).getValue("parameters")
        assertEquals(json("""{"email":"ann@example.com","order":{"number":7}}"""), parameters)
        val agent = device.simulator.chat(app.chatID)
        eventually("a poll") { agent.isPolled }
        return agent
    }

    private fun SimulatedChat.hasReceipts(count: Int) =
        listOf("delivered", "read").all { clientEvents("chat_session_message_$it").size == count }

    /** Returns when all callbacks so far are done. A call's completion follows the events before it. */
    private fun settle() {
        val done = CompletableFuture<Unit>()
        api.getVersion { done.complete(Unit) }
        done.get(20, TimeUnit.SECONDS)
        device.thread.settle()
    }
    private companion object {
        /** The ids of the simulator's parties. */
        val PARTY_ID = Regex("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
    }
}
