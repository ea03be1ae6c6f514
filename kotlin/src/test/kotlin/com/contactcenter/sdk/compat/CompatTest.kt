// Code that was written against BPContactCenter, run over this SDK.

package com.contactcenter.sdk.compat

import OldApp
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.EVERY_EVENT
import com.contactcenter.sdk.PATIENCE_SECONDS
import com.contactcenter.sdk.SimulatedChat
import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.TlsFailure
import com.contactcenter.sdk.eventually
import com.contactcenter.sdk.json
import com.contactcenter.sdk.text
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.put
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

@Timeout(60)
class CompatTest {
    private val simulator = Simulator()
    private val api = ContactCenterCommunicator.init(simulator.configuration)
    private val app = OldApp(api)

    @AfterEach
    fun close() {
        api.close()
        simulator.close()
    }

    @Test
    fun anOldAppHoldsAConversation() {
        val agent = begin()
        agent.act("join")
        agent.say("Hello")
        app.say("Where is my parcel?")
        eventually("the greeting") { app.lines.any { it.endsWith(": Hello") } }
        eventually("the receipts") { agent.clientEvents("chat_session_message_read").size == 1 }
        eventually("the message") { agent.clientEvents("chat_session_message").size == 1 }
        assertEquals("Where is my parcel?", agent.clientEvents("chat_session_message").single().text("msg_text"))
        assertTrue("joined Alex Agent (Internal)" in app.lines, "${app.lines}")

        assertEquals("${agent.id}:2", await { api.sendChatMessage(agent.id, "And one more", completion = it) })
        val events = await { api.getChatHistory(agent.id, it) }
        val history = events.filterIsInstance<ContactCenterEvent.ChatSessionMessage>()
        assertEquals(listOf("Hello", "Where is my parcel?", "And one more"), history.map { it.message })
        val now = System.currentTimeMillis() / 1000
        assertTrue(history.all { it.timestamp in now - 600..now + 600 }, "seconds: $history")

        assertEquals("", await { api.endChat(agent.id, it) })
        assertTrue(app.lines.none { it.startsWith("failed") || it.startsWith("not sent") }, "${app.lines}")
    }

    @Test
    fun everyEventHasItsOldFormAndIsDeliveredOnce() {
        val agent = begin()
        app.lines.clear()
        EVERY_EVENT.forEach { (sent, _) -> agent.send(sent) }
        agent.act("inactivity_timeout", "text" to "Goodbye")
        eventually("the last") { "timeout Goodbye" in app.lines }
        val link = "${simulator.baseURL}/clientweb/file/f"
        assertEquals(
            """
            status Connecting 20
            unknown chat_session_info
            joined Alex (Internal)
            typing P
            not typing P
            2 P: Hi<br>there
            unknown chat_session_message_edit
            unknown chat_session_message_delete
            delivered x:1
            read x:1
            file a.png image $link
            file a.pdf attachment https://cdn.example.com/a.pdf
            at 48.5 -16.25 https://maps.example.com
            form contact 7 60
            submitted {name=Ann} 7
            unknown chat_session_secure_form_show
            unknown chat_session_secure_form_cancel
            unknown chat_session_cobrowsing_requested
            signal CALL_REJECTED of P
            case case-7
            warning Still there?
            left P
            unknown chat_session_novelty
            timeout Goodbye
            """.trimIndent(),
            app.lines.joinToString("\n"),
        )
    }

    @Test
    fun whatComesWhilePollingIsStoppedArrivesInOrderWhenItStarts() {
        val agent = begin()
        assertEquals(true, await { api.stopPolling(agent.id, it) })
        app.lines.clear()
        for (number in 1..3) agent.say("message $number")
        app.say("messages go out meanwhile")
        eventually("it to arrive") { agent.clientEvents("chat_session_message").isNotEmpty() }
        eventually("the poll to take all away") { agent.queuedEvents.isEmpty() && agent.isPolled }
        // This call's answer comes by the same way as events would.
        await { api.getVersion(it) }
        assertEquals(emptyList<String>(), app.lines.toList())
        assertEquals(true, await { api.startPolling(agent.id, it) })
        agent.say("message 4")
        eventually("the last") { app.lines.any { it.endsWith("message 4") } }
        assertEquals(List(4) { "message ${it + 1}" }, app.lines.map { it.substringAfter(": ") })

        assertTrue(failure { api.startPolling("another", it) } is ContactCenterError.SessionNotCreated)
        assertTrue(failure { api.stopPolling("another", it) } is ContactCenterError.SessionNotCreated)
    }

    @Test
    fun aFileOfAnyKindGoesUpAsItIsAndIsShown() {
        val agent = begin()
        val bytes = byteArrayOf(0x25, 0x50, 0x44, 0x46, 0, -1)
        val uploaded = await { api.uploadFile("my \"report\".pdf", bytes, it) }
        assertArrayEquals(bytes, simulator.file(uploaded.fileUUID))
        val shown = await { api.sendChatFile(agent.id, uploaded.fileUUID, uploaded.fileName, "attachment", it) }
        assertEquals(simulator.linkTo(uploaded.fileUUID), shown.single().url)
        eventually("it to arrive") { agent.clientEvents("chat_session_file").isNotEmpty() }
        assertEquals(uploaded.fileUUID, agent.clientEvents("chat_session_file").single().text("file_id"))
        assertTrue(failure { api.uploadFile("empty.txt", ByteArray(0), it) } is ContactCenterError)
    }

    @Test
    fun signalingGoesOutWithItsTypeAndTheAppsNumber() {
        val agent = begin()
        val candidate = ContactCenterEvent.SignalingData("candidate:1", sdpMLineIndex = "0", sdpMid = "audio")
        assertEquals("", await { api.sendSignalingData(agent.id, "P", 1, candidate, it) })
        val end = ContactCenterEvent.SignalingData(type = SignalingType.END_CALL)
        await { api.sendSignalingData(agent.id, "P", 2, end, it) }
        val hold = ContactCenterEvent.SignalingData(otherType = "HOLD")
        await { api.sendSignalingData(agent.id, "P", 3, hold, it) }
        val sent = agent.clientEvents("chat_session_signaling")
        assertEquals(
            listOf(
                """{"type":"ICE_CANDIDATE","candidate":"candidate:1","sdpMid":"audio","sdpMLineIndex":0}""",
                """{"type":"END_CALL"}""",
                """{"type":"HOLD"}""",
            ).map(::json),
            sent.map { it["data"] },
        )
        assertEquals(listOf("1", "2", "3"), sent.map { it.text("msg_id") })
        assertEquals(listOf("P", "P", "P"), sent.map { it.text("destination_party_id") })
    }

    @Test
    fun emptyFromIsSent() {
        await { api.requestChat("", "", emptyMap(), it) }
        val request = simulator.requests().single { it.method == "POST" && it.path.endsWith("/chats") }
        assertEquals("", (json(request.body) as JsonObject).text("from"))
    }

    @Test
    fun parametersOfEveryKindArrive() {
        begin()
        val request = simulator.requests().single { it.method == "POST" && it.path.endsWith("/chats") }
        val parameters = (json(request.body) as JsonObject).getValue("parameters") as JsonObject
        assertEquals("ann@example.com", parameters.text("email"))
        assertEquals("true", parameters.getValue("vip").toString())
    }

    @Test
    fun whatTheServerRefusesHasItsOldNameAndOurCause() {
        val agent = begin()
        val noCase = failure { api.getCaseHistory(agent.id, it) }
        assertTrue(noCase is ContactCenterError.ChatSessionCaseNotSpecified, "$noCase")
        assertTrue(noCase.cause is ContactCenterException.ChatSessionCaseNotSpecified)
        val codes = mapOf(
            1000 to "ChatSessionBadTenantUrl",
            2000 to "ChatSessionNoAuthHeader",
            2001 to "ChatSessionAuthHeaderWrongFormat",
            2002 to "ChatSessionAuthHeaderBadScheme",
            2003 to "ChatSessionAuthHeaderMissingAppId",
            2004 to "ChatSessionAuthHeaderMissingClientId",
            3000 to "ChatSessionAuthHeaderBadAppId",
            5000 to "ChatSessionServerTimeout",
            5001 to "ChatSessionServerNotAvailable",
            5003 to "ChatSessionInvalidJson",
            5004 to "ChatSessionServerDisconnected",
            5005 to "ChatSessionNotFound",
            5006 to "ChatSessionEntryNotFound",
            5500 to "ChatSessionInternalServerError",
            5501 to "ChatSessionUploadSizeLimitExceeded",
            5502 to "ChatSessionFileNotFound",
            5509 to "ChatSessionTooManyPollRequests",
            5511 to "ChatSessionNoEvents",
            5558 to "ChatSessionFileError",
            5601 to "ChatSessionCaseNotSpecified",
            5602 to "ChatSessionCrmServerError",
            5603 to "ChatSessionTooManyParameters",
            5955 to "ChatSessionUnspecifiedServerError",
            7777 to "ChatSessionUnspecifiedServerError",
        )
        for ((code, name) in codes) {
            simulator.fault("version", "status") {
                put("status", 400)
                put("body", """{"error_code":"$code","error_message":"No"}""")
                put("content_type", "application/json")
            }
            assertEquals(name, failure { api.getVersion(it) }.javaClass.simpleName, "$code")
        }
        simulator.fault("version", "status") {
            put("status", 502)
            put("body", "<html></html>")
            put("content_type", "text/html")
        }
        assertEquals(502, (failure { api.getVersion(it) } as ContactCenterError.BadStatusCode).statusCode)
    }

    @Test
    fun whatGoesWrongHereHasItsOldNameAndOurCause() {
        val names = mapOf(
            ContactCenterException.Transport("why") to "FailedToCreateURLRequest",
            ContactCenterException.Tls("why", TlsFailure.OTHER) to "FailedToCreateURLRequest",
            ContactCenterException.Proxy("why") to "FailedToCreateURLRequest",
            ContactCenterException.Timeout("why") to "FailedToCreateURLRequest",
            ContactCenterException.UnexpectedResponse("why", 502) to "BadStatusCode",
            ContactCenterException.Decoding("why", 200) to "BadStatusCode",
            ContactCenterException.ResponseTooLarge("why", 200) to "BadStatusCode",
            ContactCenterException.ChatSessionNotOpen("why") to "SessionNotCreated",
            ContactCenterException.ChatSessionClosed("why") to "SessionNotCreated",
            ContactCenterException.File("why") to "FileUploadError",
            ContactCenterException.MessageNotSent("why") to "CommonCCError",
            ContactCenterException.Storage("why") to "CommonCCError",
            ContactCenterException.Cancelled() to "CommonCCError",
            ContactCenterException.ShutDown() to "CommonCCError",
            ContactCenterException.Internal("why") to "CommonCCError",
            ContactCenterException.Server("why", 400, "7777") to "ChatSessionUnspecifiedServerError",
        )
        for ((exception, name) in names) {
            val error = exception.asError()
            assertEquals(name, error.javaClass.simpleName, "$exception")
            assertSame(exception, error.cause)
        }
        val tooLarge = ContactCenterException.ResponseTooLarge("why", 206).asError()
        assertEquals(206, (tooLarge as ContactCenterError.BadStatusCode).statusCode)
    }

    @Test
    fun aBadSettingIsToldByEveryCallAndCrashesNothing() {
        ContactCenterCommunicator.init("acme.example.com", "acme.example.com", "app", "client").use { bad ->
            assertTrue(failure { bad.getVersion(it) } is ContactCenterError.FailedToBuildBaseURL)
            bad.appDidReceiveMessage(mapOf("chatID" to "chat"))
        }
        val noTenant = ContactCenterConfiguration("https://acme.example.com", " ", "app", "client")
        ContactCenterCommunicator.init(noTenant).use { bad ->
            assertTrue(failure { bad.requestChat(null, "Ann", emptyMap(), it) } is ContactCenterError.FailedTenantURL)
        }
    }

    @Test
    fun pushesAndTokensOfAnyShapeAreBorne() {
        val agent = begin()
        for (payload in listOf(emptyMap(), mapOf("chatID" to null), mapOf(1 to listOf(mapOf("a" to null))))) {
            @Suppress("UNCHECKED_CAST")
            api.appDidReceiveMessage(payload as Map<Any, Any>)
        }
        api.appDidReceiveMessage(mapOf("chatID" to agent.id))
        assertEquals("", await { api.subscribeForRemoteNotificationsFirebase(agent.id, "token", it) })
        val refusal = failure { api.subscribeForRemoteNotificationsFirebase(agent.id, "", it) }
        assertTrue(refusal is ContactCenterError.CommonCCError, "$refusal")
    }

    private fun begin(): SimulatedChat {
        app.start()
        eventually("the chat") { app.chatID != null }
        eventually("a poll") { simulator.chat(app.chatID.orEmpty()).isPolled }
        eventually("the opening hours") { app.lines.any { it.startsWith("open: Available") } }
        return simulator.chat(app.chatID.orEmpty())
    }

    private fun <T> ended(call: ((Result<T, Error>) -> Unit) -> Unit): Result<T, Error> {
        val ends = LinkedBlockingQueue<Result<T, Error>>()
        call(ends::add)
        return checkNotNull(ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) { "the completion is not called" }
    }

    private fun <T> await(call: ((Result<T, Error>) -> Unit) -> Unit): T = when (val end = ended(call)) {
        is Success -> end.value
        is Failure -> throw end.reason
    }

    private fun <T> failure(call: ((Result<T, Error>) -> Unit) -> Unit): Error = when (val end = ended(call)) {
        is Success -> throw AssertionError("it succeeded: ${end.value}")
        is Failure -> end.reason
    }
}
