// The types of BPContactCenter 2.1.0-beta as its apps use them: constructors, destructuring, comparisons, and what the server's
// events become.

package com.contactcenter.sdk.compat

import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.SimulatedChat
import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.eventually
import com.contactcenter.sdk.text
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit

@Timeout(60)
class OldShapesTest {
    private val simulator = Simulator()
    private val api = ContactCenterCommunicator.init(simulator.configuration)
    private val received = CopyOnWriteArrayList<ContactCenterEvent>()

    init {
        api.callback = object : ContactCenterEventsInterface {
            override fun chatSessionEvents(result: Result<List<ContactCenterEvent>, Error>) {
                if (result is Success) received += result.value
            }
        }
    }

    @AfterEach
    fun close() {
        api.close()
        simulator.close()
    }

    @Test
    fun messageTextIsWhatTheServerSent() {
        val agent = begin()
        agent.send("""{"event":"chat_session_message","msg":"<b>Hi</b>","msg_text":"Hi"}""")
        agent.send("""{"event":"chat_session_message","msg":"<b>Hi</b> again"}""")
        agent.send("""{"event":"chat_session_message","msg":"<img src=\"a.png\">","msg_text":""}""")
        val shown = awaitEvents<ContactCenterEvent.ChatSessionMessage>(3).map { it.messageText ?: it.message }
        assertEquals(listOf("Hi", "<b>Hi</b> again", "<img src=\"a.png\">"), shown)
    }

    @Test
    fun messageOf200HasItsFormat() {
        val agent = begin()
        val ids = CompletableFuture<String>()
        api.sendChatMessage(agent.id, "1 < 2", ContactCenterCommunicating.ContentFormat.TEXT) {}
        api.sendChatMessage(
            chatID = agent.id,
            content = "<b>3</b>",
            format = ContactCenterCommunicating.ContentFormat.HTML,
            messageID = null,
        ) { ids.complete((it as Success).value) }
        assertEquals("${agent.id}:2", ids.get(20, TimeUnit.SECONDS))
        eventually("both") { agent.clientEvents("chat_session_message").size == 2 }
        val (plain, html) = agent.clientEvents("chat_session_message")
        assertEquals("1 &lt; 2" to "1 < 2", plain.text("msg") to plain.text("msg_text"))
        assertEquals("<b>3</b>", html.text("msg"))
        assertFalse("msg_text" in html)
    }

    @Test
    fun signalingDataHasItsOldOrderAndTypes() {
        val offer = signalingOf("""{"type":"OFFER_CALL","sdp":"v=0","offerVideo":"true"}""")
        val (candidate, sdp, index, mid, type) = offer
        assertEquals(listOf(null, "v=0", null, null), listOf(candidate, sdp, index, mid))
        assertEquals(SignalingType.OFFER_CALL, type)

        val ice = signalingOf(
            """{"type":"ICE_CANDIDATE","candidate":"candidate:1","sdpMid":"audio","sdpMLineIndex":0}""",
        )
        val written = ContactCenterEvent.SignalingData("candidate:1", null, "0", "audio", SignalingType.ICE_CANDIDATE)
        assertEquals(written, ice)
    }

    @Test
    fun signalingTypesAreTheSixOldOnes() {
        val names = listOf(
            "REQUEST_CALL",
            "END_CALL",
            "CALL_REJECTED",
            "ANSWER_CALL",
            "OFFER_CALL",
            "ICE_CANDIDATE",
        )
        assertEquals(names, SignalingType.entries.map { it.name })
        for (type in SignalingType.entries) {
            val data = signalingOf("""{"type":"$type","candidate":"candidate:1","sdp":"v=0"}""")
            assertEquals(type to null, data.type to data.otherType)
            val answer = when (data.type) {
                SignalingType.REQUEST_CALL, SignalingType.OFFER_CALL -> "ring"
                SignalingType.ANSWER_CALL, SignalingType.ICE_CANDIDATE -> "connect"
                SignalingType.END_CALL, SignalingType.CALL_REJECTED -> "hang up"
                null -> "ignore"
            }
            assertNotEquals("ignore", answer)
        }
    }

    @Test
    fun unknownSignalingTypeIsNullBesideItsWord() {
        for (word in listOf("HOLD", "CALL_STATE", "REQUEST_SMS", "REQUEST_PHONE_CALL")) {
            val data = signalingOf("""{"type":"$word","number":"1"}""")
            assertEquals(null to word, data.type to data.otherType)
        }
    }

    @Test
    fun signalingEventHasNumericIdsForApps() {
        val agent = begin()
        agent.send(
            """{"event":"chat_session_signaling","msg_id":"7","party_id":"P","data":{"type":"END_CALL"},
                "destination_party_id":"Q","timestamp":"1614718748"}""",
        )
        agent.send("""{"event":"chat_session_signaling","msg_id":"5F0C-uuid","data":{"type":"END_CALL"}}""")
        agent.send("""{"event":"chat_session_signaling","data":{"type":"END_CALL"}}""")
        val events = awaitEvents<ContactCenterEvent.ChatSessionSignaling>(3)
        val end = ContactCenterEvent.SignalingData(type = SignalingType.END_CALL)
        assertEquals(ContactCenterEvent.ChatSessionSignaling(end, "P", "7", "Q", 1_614_718_748), events[0])
        assertEquals(listOf(7, -1, -1), events.map { it.msg_id.toInt() })
        assertNull(events[1].party_id)
        val defaults = ContactCenterEvent.ChatSessionSignaling(end)
        assertEquals(listOf(null, "-1", null), defaults.run { listOf(party_id, msg_id, destination_party_id) })
    }

    @Test
    fun eventsWithoutFieldsAreConstructedAndCompared() {
        val events = listOf(
            ContactCenterEvent.ChatSessionEnded(),
            ContactCenterEvent.ChatSessionDisconnect(),
            ContactCenterEvent.ChatSessionEnd(),
        )
        for ((event, name) in events.zip(listOf("Ended", "Disconnect", "End"))) {
            assertEquals("ChatSession$name()", event.toString())
            assertEquals(1, events.count { it == event && it.hashCode() == event.hashCode() })
        }
        assertEquals(ContactCenterEvent.ChatSessionEnded(), ContactCenterEvent.ChatSessionEnded())

        val agent = begin()
        agent.act("end")
        val ended = awaitEvents<ContactCenterEvent.ChatSessionEnded>(1).single()
        assertEquals(ContactCenterEvent.ChatSessionEnded(), ended)
    }

    @Test
    fun eventsHaveTheirOldDefaults() {
        val before = System.currentTimeMillis() / 1000
        val party = ContactCenterEvent.ChatSessionPartyJoined(type = ContactCenterChatSessionPartyType.Internal)
        val times = listOf(
            ContactCenterEvent.ChatSessionMessage(partyID = null, message = "Hello").timestamp,
            ContactCenterEvent.ChatSessionMessageDelivered("1", null).timestamp,
            ContactCenterEvent.ChatSessionMessageRead("1", null).timestamp,
            party.timestamp,
            ContactCenterEvent.ChatSessionPartyLeft("P").timestamp,
            ContactCenterEvent.ChatSessionTyping(null).timestamp,
            ContactCenterEvent.ChatSessionNotTyping(null).timestamp,
            ContactCenterEvent.ChatSessionLocation(null, null, 48.5f, -16.25f).timestamp,
            ContactCenterEvent.ChatSessionTimeoutWarning("Still there?").timestamp,
            ContactCenterEvent.ChatSessionInactivityTimeout("Goodbye").timestamp,
            ContactCenterEvent.ChatSessionFile("a.png", "f", "image", "P").timestamp,
            ContactCenterEvent.ChatSessionFormSubmit(partyID = null).timestamp,
            ContactCenterEvent.ChatSessionCaseSet("case").timestamp,
            ContactCenterEvent.ChatSessionSignaling(ContactCenterEvent.SignalingData()).timestamp,
        )
        val after = System.currentTimeMillis() / 1000
        assertTrue(times.all { it in before..after }, "seconds: $times")
        assertEquals("", party.partyID + party.firstName + party.lastName + party.displayName)
        assertTrue(ContactCenterEvent.ChatSessionUnknownEvent().errorDescription.isNotEmpty())
        val status = ContactCenterEvent.ChatSessionMessageStatus(ContactCenterChatSessionState.Connected, "20")
        assertEquals("Connected 20", "${status.state} ${status.estimatedWaitTime}")
    }

    @Test
    fun addressOfFileIsAssignable() {
        val file = ContactCenterEvent.ChatSessionFile("a.png", "f", "image", "P")
        assertNull(file.url)
        file.url = "file:///cache/a.png"
        assertEquals("file:///cache/a.png", file.url)
    }

    @Test
    @Suppress("DEPRECATION")
    fun errorsKeepTheirOldNames() {
        val event = ContactCenterEvent.ChatSessionMessage(partyID = null, message = "my secret")
        val failure = IllegalStateException("no JSON")
        val errors: List<ContactCenterError> = listOf(
            ContactCenterError.FailedToCodeJSON(event, failure),
            ContactCenterError.VolleyError(failure),
        )
        for (error in errors) {
            val inner = when (error) {
                is ContactCenterError.FailedToCodeJSON -> error.jsonException
                is ContactCenterError.VolleyError -> error.volleyException
                else -> null
            }
            assertSame(failure, inner)
            assertFalse(error.toString().contains("secret"), "$error")
            assertNull(error.cause)
        }
        assertSame(event, (errors[0] as ContactCenterError.FailedToCodeJSON).event)
    }

    @Test
    @Suppress("DEPRECATION")
    fun errorsOfTheNetworkHaveTheirCauseUnderItsOldName() {
        val timeout = ContactCenterException.Timeout("why").asError() as ContactCenterError.FailedToCreateURLRequest
        assertSame(timeout.cause, timeout.volleyException)
        val page = ContactCenterException.UnexpectedResponse("why", 502).asError() as ContactCenterError.BadStatusCode
        assertSame(page.cause, page.volleyException)
        assertTrue(page.volleyException is ContactCenterException.UnexpectedResponse)
    }

    private fun signalingOf(data: String): ContactCenterEvent.SignalingData {
        val count = received.count { it is ContactCenterEvent.ChatSessionSignaling }
        begin().send("""{"event":"chat_session_signaling","party_id":"P","data":$data}""")
        return awaitEvents<ContactCenterEvent.ChatSessionSignaling>(count + 1).last().data
    }

    private fun begin(): SimulatedChat {
        val chatID = CompletableFuture<String>()
        api.requestChat("", "Ann", emptyMap()) { result ->
            when (result) {
                is Success -> chatID.complete(result.value.chatID)
                is Failure -> chatID.completeExceptionally(result.reason)
            }
        }
        return simulator.chat(chatID.get(20, TimeUnit.SECONDS))
    }

    private inline fun <reified T : ContactCenterEvent> awaitEvents(count: Int): List<T> {
        eventually("$count of ${T::class.simpleName}") { received.filterIsInstance<T>().size == count }
        return received.filterIsInstance<T>()
    }
}
