// Scenarios of what else is said and shown in a chat, of docs/maintainers/scenarios.md.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionLocation
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessage
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageDelete
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageEdit
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionNavigation
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionPartyJoined
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSignaling
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@Timeout(60)
class ContentScenariosTest {
    private val simulator = Simulator()
    private val seen = Recorder()

    @AfterEach
    fun close() = simulator.close()

    @Test
    fun aPlaceAndAPageAreShown(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            val placeID = communicator.sendLocation(agent.id, 48.2082, -16.5, "https://maps.example.com/?q=1")
            communicator.sendNavigation(agent.id, "https://acme.example.com/cart", "Your cart")
            eventually("both to arrive") {
                listOf("chat_session_location", "chat_session_navigation").all { agent.clientEvents(it).isNotEmpty() }
            }
            val place = agent.clientEvents("chat_session_location").single()
            assertEquals(
                listOf(placeID, "48.2082", "-16.5", "https://maps.example.com/?q=1"),
                listOf("msg_id", "latitude", "longitude", "url").map(place::text),
            )
            val page = agent.clientEvents("chat_session_navigation").single()
            assertEquals("https://acme.example.com/cart", page.text("page"))
            assertEquals("Your cart", page.text("title"))

            agent.act("send_location", "latitude" to "52.52", "longitude" to "13.405")
            val theirs = seen.awaitEvent<ChatSessionLocation>()
            assertEquals(52.52 to 13.405, theirs.latitude to theirs.longitude)
            val history = communicator.getChatHistory(agent.id)
            assertEquals(
                listOf(true, true, false),
                history.filter { it is ChatSessionLocation || it is ChatSessionNavigation }
                    .map { it.isFromCustomer(agent.id) },
            )
        }
    }

    @Test
    fun aCallIsSignalled(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            agent.act("join")
            val party = checkNotNull(seen.awaitEvent<ChatSessionPartyJoined>().partyID)
            agent.signal("""{"type":"OFFER_CALL","sdp":"v=0","offerVideo":"true"}""")
            val offer = seen.awaitEvent<ChatSessionSignaling>()
            assertEquals(ContactCenterSignaling.OfferCall("v=0", offerVideo = true), offer.data)
            assertEquals(party, offer.partyID)
            val words = listOf(
                ContactCenterSignaling.AnswerCall("v=1") to """{"type":"ANSWER_CALL","sdp":"v=1"}""",
                ContactCenterSignaling.IceCandidate("candidate:1", "0", 0) to
                    """{"type":"ICE_CANDIDATE","candidate":"candidate:1","sdpMid":"0","sdpMLineIndex":0}""",
                ContactCenterSignaling.EndCall to """{"type":"END_CALL"}""",
            )
            for ((word, data) in words) {
                communicator.sendSignaling(agent.id, party, word)
                val sent = agent.clientEvents("chat_session_signaling").last()
                assertEquals(party, sent.text("destination_party_id"))
                assertEquals(json(data), sent["data"])
            }

            agent.act("request_cobrowsing")
            seen.awaitEvent<ContactCenterEvent.ChatSessionCobrowsingRequested>()
            communicator.rejectCobrowsing(agent.id)
            communicator.startCobrowsing(agent.id, "surfly", "https://browse.example.com/1", "browse-1")
            communicator.endCobrowsing(agent.id)
            val (rejected, started, ended) = listOf("rejected", "started", "ended").map {
                agent.clientEvents("chat_session_cobrowsing_$it").single()
            }
            assertEquals(3, setOf(rejected, started, ended).map { it.text("msg_id") }.toSet().size)
            assertEquals(
                listOf("surfly", "https://browse.example.com/1", "browse-1"),
                listOf("provider_type", "cobrowsing_url", "cobrowsing_id").map(started::text),
            )
        }
    }

    @Test
    fun everyEventReachesTheApp(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            EVERY_EVENT.forEach { (sent, _) -> agent.send(sent) }
            agent.act("inactivity_timeout", "text" to "Goodbye")
            assertEquals(ChatSessionCloseReason.INACTIVITY_TIMEOUT, seen.awaitClosed())
            val (timeout, events) = seen.events.last() to seen.events.dropLast(1)
            assertEquals(EVERY_EVENT.map { (_, typed) -> typed }.joinToString("\n"), events.joinToString("\n"))
            assertEquals("Goodbye", (timeout as ContactCenterEvent.ChatSessionInactivityTimeout).messageText)

            val next = simulator.openChat(communicator)
            next.act("end")
            seen.awaitEvent<ContactCenterEvent.ChatSessionEnded>()
        }
    }

    @Test
    fun aMessageIsEditedAndDeleted(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            agent.act("join")
            agent.say("Helo")
            val messageID = checkNotNull(seen.awaitText("Helo").messageID)
            agent.act("edit_message", "msg_id" to messageID, "text" to "Hello & welcome")
            val edit = seen.awaitEvent<ChatSessionMessageEdit>()
            assertEquals(messageID, edit.messageID)
            assertEquals("Hello &amp; welcome", edit.message)
            assertEquals("Hello & welcome", edit.messageText)
            agent.act("delete_message", "msg_id" to messageID)
            assertEquals(messageID, seen.awaitEvent<ChatSessionMessageDelete>().messageID)
            assertEquals(1, seen.messages.size)
        }
    }

    @Test
    fun iceServersParametersAndFormsAreRead(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            assertNull(communicator.getActiveChat())
            val agent = simulator.openChat(communicator)
            assertEquals(agent.id, communicator.getActiveChat()?.chatID)
            val plain = communicator.getIceServers(agent.id)
            val turn = ContactCenterIceServer(
                listOf("turn:turn.example.com:3478?transport=udp"),
                "caller",
                "example",
            )
            assertEquals(listOf(ContactCenterIceServer(listOf("stun:stun.example.com:3478"), null, null), turn), plain)
            simulator.change("ice_servers_form", json("\"encrypted\""))
            assertEquals(plain, communicator.getIceServers(agent.id))

            assertEquals(
                listOf(
                    ContactCenterParameter("first_name", ContactCenterParameterType.FirstName),
                    ContactCenterParameter("last_name", ContactCenterParameterType.LastName),
                    ContactCenterParameter("email", ContactCenterParameterType.Email),
                ),
                communicator.getParameters(),
            )

            val form = communicator.getWidgetConfiguration().forms.first { it.name == "contact" }
            assertEquals("How can we reach you?", form.title)
            assertEquals("Send" to "Not now", form.submitButtonText to form.cancelButtonText)
            val topic = form.fields.first { it.type == ContactCenterFormFieldType.RadioButtons }
            assertTrue(topic.required)
            assertEquals("What is it about?", topic.label)
            assertEquals("radio_buttons", json(topic.raw).jsonObject.text("formFieldType"))
        }
    }

    @Test
    fun theInitialMessageGoesOutWithTheRequest(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val request = ContactCenterChatRequest(
                from = "Ann",
                parameters = mapOf("email" to "ann@example.com"),
                nestedParameters = mapOf("logging" to true, "location" to mapOf("latitude" to "1", "longitude" to "2")),
                userPlatform = ContactCenterUserPlatform(os = "Android 16", model = "Pixel 10"),
                initialMessage = "1 < 2?",
            )
            val properties = communicator.requestChat(request)
            val messageID = checkNotNull(properties.initialMessageID)
            val body = json(simulator.requests().single { it.method == "POST" && it.path.endsWith("/chats") }.body)
            assertEquals(
                json(
                    """{"email":"ann@example.com","location":{"latitude":"1","longitude":"2"},"logging":true,""" +
                        """"user_platform":{"os":"Android 16","model":"Pixel 10"}}""",
                ),
                body.jsonObject["parameters"],
            )
            val initial = body.jsonObject.getValue("initial_message").jsonObject
            assertEquals(
                listOf(messageID, "1 &lt; 2?", "1 < 2?"),
                listOf("msg_id", "msg", "msg_text").map(initial::text),
            )
            seen.await("the message to be sent") { updates ->
                updates.find {
                    it == ChatUpdate.MessageStatusChanged(properties.chatID, messageID, MessageStatus.Sent)
                }
            }
            val kept = communicator.getChatHistory(properties.chatID).filterIsInstance<ChatSessionMessage>().single()
            assertEquals(messageID, kept.messageID)
            assertTrue(kept.isFromCustomer(properties.chatID))
        }
    }
}
