// What logs, errors and printed values may contain; and that a sink that throws or blocks harms nothing else.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCaseSet
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCobrowsingRequested
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFile
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFileUrl
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFormShow
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFormSubmit
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionInfo
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionLocation
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageDelete
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageEdit
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionPartyJoined
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSecureFormShow
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSignaling
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionTimeoutWarning
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionTyping
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.put
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.ByteArrayOutputStream
import java.io.File
import java.io.PrintStream
import java.net.ServerSocket

private const val SECRET = "s3cret"
private const val PHONE = "16505550123"
private const val TOKEN = "5ec3e75ec3e75ec3e7"
private const val LATITUDE = 48.20817
private const val LONGITUDE = 16.37382

/** Another chat, of which a push speaks. */
private const val OTHER_CHAT = "0f0e0d0c-0000-4000-8000-00000000cafe"

@Timeout(60)
class LogScenariosTest {
    private val simulator = Simulator()
    private val seen = Recorder()
    private val proxy = ConnectProxy("$SECRET-user", "$SECRET-password")

    @AfterEach
    fun close() {
        simulator.close()
        proxy.close()
    }

    @Test
    fun nothingSecretIsLoggedAtTheMostTalkativeLevel(@TempDir folder: File): Unit = runBlocking {
        val paper = Paper()
        val javaLog = JavaLog()
        val standardError = ByteArrayOutputStream()
        val before = System.err
        System.setErr(PrintStream(standardError, true))
        lateinit var chatID: String
        lateinit var fileIDs: List<String>
        val settings = simulator.configuration.copy(
            appID = "$SECRET-app",
            clientID = "$SECRET-client",
            storageDirectory = File(folder, "$SECRET store").path,
            pinnedPublicKeys = listOf(simulator.pin),
            proxyURL = "http://$SECRET-user:$SECRET-password@127.0.0.1:${proxy.port}",
        )
        val otherPin = Simulator().use { it.pin }
        paper.show(settings)
        val delegate = Recorder { if (it.hasText("the bad one")) error("$SECRET: a delegate with a bug") }
        try {
            // A communicator without a sink of the app.
            ContactCenterCommunicator(settings).shutdown()
            val communicator = ContactCenterCommunicator(settings, delegate)
            communicator.setLogSink(paper, ContactCenterLogLevel.DEBUG)
            val request = ContactCenterChatRequest(
                phoneNumber = PHONE,
                from = "$SECRET name",
                parameters = mapOf("email" to "$SECRET@example.com"),
                nestedParameters = mapOf("location" to mapOf("latitude" to "$LATITUDE", "longitude" to "$LONGITUDE")),
                userPlatform = ContactCenterUserPlatform(os = "Android 16", model = "$SECRET phone"),
                initialMessage = "$SECRET first words",
            )
            paper.show(request)
            val properties = communicator.requestChat(request)
            chatID = properties.chatID
            paper.show(properties, without = chatID)
            val agent = simulator.chat(chatID)
            agent.act("join", "name" to "$SECRET agent")
            agent.say("the bad one")
            agent.say("$SECRET reply")
            delegate.awaitText("$SECRET reply")
            refuse("send_events", 500, "5500")
            val message = communicator.sendChatMessage(chatID, "$SECRET words")
            delegate.await("the message to be sent") { updates ->
                updates.filterIsInstance<ChatUpdate.MessageStatusChanged>()
                    .find { it.messageID == message && it.status is MessageStatus.Sent }
            }
            sayEverything(communicator, agent, checkNotNull(delegate.awaitEvent<ChatSessionPartyJoined>().partyID))
            fillInForms(communicator, agent)
            hearEverything(agent, delegate)
            fileIDs = exchangeFiles(communicator, agent, delegate, File(folder, "$SECRET folder"), paper)
            askForEverything(communicator, agent, paper)

            refuse("version", 500, "5500")
            paper.showThrown { communicator.getVersion() }
            refuse("version", 418, "7777")
            paper.showThrown { communicator.getVersion() }
            paper.showThrown { communicator.getChatHistory("$SECRET/..") }
            paper.showThrown { communicator.retryChatMessage(chatID, "$SECRET id") }
            paper.showThrown { communicator.appDidReceiveMessage(mapOf("chatID" to "$SECRET/")) }
            paper.showThrown { ContactCenterCommunicator(settings.copy(appID = "$SECRET\n")) }
            paper.showThrown { communicator.uploadFile(File(folder, "$SECRET nothing")) }
            paper.showThrown { communicator.downloadFile(chatID, "$SECRET\n", folder, "a") }
            paper.showThrown { communicator.downloadFileURL("https://$SECRET@example.com/", folder, "a") }
            paper.showThrown { communicator.subscribeForRemoteNotificationsAPNs(chatID, "$SECRET token", "com.acme") }
            paper.showThrown { storedClientID(File(folder, "a".repeat(300) + SECRET).path) }
            showRefusedConnections(paper, settings, otherPin)
            paper.show(communicator.configuration.proxyURL)

            communicator.endChat(chatID)
            delegate.awaitClosed()
            communicator.shutdown()
        } finally {
            System.setErr(before)
            javaLog.close()
        }
        delegate.updates.forEach { paper.show(it, without = chatID) }

        val lines = paper.lines
        assertTrue(lines.count { it.startsWith("DEBUG http") } > 10, "$lines")
        assertTrue(lines.count { it.startsWith("DEBUG chat") } > 10, "$lines")
        assertTrue(lines.any { it.startsWith("INFO chat") && chatID.take(8) in it }, "$lines")
        assertTrue("INFO runtime shut down" in lines, "$lines")
        assertTrue(proxy.requests.size > 1, "the conversation went through the proxy: ${proxy.requests}")
        assertTrue("contact-center INFO" in "$standardError", "the default with assertions: $standardError")
        assertTrue(javaLog.lines.any { "the delegate threw" in it }, "${javaLog.lines}")
        val places = listOf("$LATITUDE", "$LONGITUDE")
        val pins = listOf(simulator.pin, otherPin)
        val secrets = listOf(SECRET, PHONE, TOKEN, chatID, OTHER_CHAT, proxy.credentials) + fileIDs + places + pins
        for (line in lines + javaLog.lines + "$standardError") {
            for (word in secrets) {
                assertFalse(line.contains(word, ignoreCase = true), "$word in: $line")
            }
        }
    }

    @Test
    fun aSinkReadsDownToItsLevelAndAnotherTakesItsPlace(): Unit = runBlocking {
        val (first, second) = Paper() to Paper()
        val communicator = ContactCenterCommunicator(simulator.configuration, seen)
        communicator.setLogSink(first)
        communicator.getVersion()
        communicator.setLogSink(second, ContactCenterLogLevel.DEBUG)
        communicator.getVersion()
        eventually("the line of the request") { second.lines.isNotEmpty() }
        communicator.setLogSink(null)
        communicator.getVersion()
        communicator.shutdown()
        assertEquals(emptyList<String>(), first.lines)
        assertEquals(1, second.lines.size, "${second.lines}")
        assertShutDown { communicator.setLogSink(first) }
    }

    @Test
    fun aSinkThatThrowsLosesThatOneLine(): Unit = runBlocking {
        val paper = Paper { error("$SECRET: a sink with a bug") }
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            communicator.setLogSink(paper, ContactCenterLogLevel.DEBUG)
            repeat(3) { communicator.getVersion() }
            eventually("three lines") { paper.lines.size == 3 }
        }
    }

    @Test
    fun aSinkMayShutDownTheCommunicatorThatCallsIt(): Unit = runBlocking {
        val communicator = ContactCenterCommunicator(simulator.configuration, seen)
        val paper = Paper { communicator.shutdown() }
        communicator.setLogSink(paper, ContactCenterLogLevel.DEBUG)
        runCatching { communicator.getVersion() }
        eventually("the shutdown") { runCatching { communicator.setLogSink(null) }.isFailure }
        eventually("the end of the thread") { Thread.getAllStackTraces().keys.none { it.name == "contact-center-log" } }
        assertEquals(1, paper.lines.size, "${paper.lines}")
    }

    @Test
    fun theJavaLogHasALoggerForEachPartOfTheSdk() {
        val javaLog = JavaLog()
        javaLog.use { ContactCenterJavaLog().log(ContactCenterLogLevel.DEBUG, "http", "GET {0}") }
        assertEquals(listOf("com.contactcenter.sdk.http FINE GET {0}"), javaLog.records)
    }

    /** Whatever an app can say in a chat beside messages and forms. */
    private suspend fun sayEverything(communicator: ContactCenterCommunicator, agent: SimulatedChat, party: String) {
        val chatID = agent.id
        communicator.chatTyping(chatID, "$SECRET draft")
        val answer = communicator.sendChatAnswer(chatID, "$SECRET answer", "$SECRET question")
        val place = communicator.sendLocation(chatID, LATITUDE, LONGITUDE, "https://maps.example.com/$SECRET")
        communicator.sendNavigation(chatID, "https://shop.example.com/$SECRET", "$SECRET title")
        val words = listOf(
            ContactCenterSignaling.OfferCall("$SECRET sdp", offerVideo = true),
            ContactCenterSignaling.AnswerCall("$SECRET sdp"),
            ContactCenterSignaling.IceCandidate("$SECRET candidate", "$SECRET mid", 0),
            ContactCenterSignaling.CallRejected("$SECRET code", "$SECRET reason"),
            ContactCenterSignaling.RequestPhoneCall("$PHONE $SECRET"),
        )
        words.forEach { communicator.sendSignaling(chatID, party, it) }
        communicator.startCobrowsing(chatID, "surfly", "https://browse.example.com/$SECRET", "$SECRET-browsing")
        communicator.endCobrowsing(chatID)
        communicator.subscribeForRemoteNotificationsFirebase(chatID, "$SECRET-token")
        communicator.subscribeForRemoteNotificationsAPNs(chatID, TOKEN, "com.acme.$SECRET")
        assertTrue(TOKEN in simulator.subscription(chatID))
        assertFalse(communicator.handlePush(mapOf("chatID" to OTHER_CHAT, "alert" to SECRET)))

        eventually("what waits to be sent to arrive") {
            val arrived = agent.clientEvents("chat_session_message") + agent.clientEvents("chat_session_location")
            arrived.map { it.text("msg_id") }.containsAll(listOf(answer, place))
        }
        assertEquals(words.size, agent.clientEvents("chat_session_signaling").count { SECRET in "$it" })
        for (kind in listOf("typing", "message", "location", "navigation", "cobrowsing_started")) {
            assertTrue(agent.clientEvents("chat_session_$kind").any { SECRET in "$it" }, kind)
        }
    }

    private suspend fun fillInForms(communicator: ContactCenterCommunicator, agent: SimulatedChat) {
        val chatID = agent.id
        val contact = agent.act("show_form", "form_name" to "contact").text("form_request_id")
        communicator.sendFormData(chatID, contact, "contact", mapOf("name" to SECRET))
        val card = agent.act("show_secure_form", "form_id" to "card").text("form_request_id")
        communicator.sendSecureFormData(chatID, card, "card", mapOf("number" to SECRET))
        val unknown = agent.act("show_form", "form_name" to "$SECRET form").text("form_request_id")
        communicator.rejectUnknownForm(chatID, unknown, "$SECRET form")
        val declined = agent.act("show_form", "form_name" to "$SECRET form").text("form_request_id")
        communicator.cancelForm(chatID, declined, "$SECRET form")
        val nameless = agent.act("show_form", "form_name" to "").text("form_request_id")
        communicator.answerFormInText(chatID, nameless, "$SECRET answer")
        for (kind in listOf("chat_session_form_data", "chat_session_secure_form_data", "chat_form_data_cancel")) {
            assertTrue(agent.clientEvents(kind).any { SECRET in "$it" }, kind)
        }
    }

    /** Whatever a contact center can say in a chat. */
    private fun hearEverything(agent: SimulatedChat, delegate: Recorder) {
        val message = agent.say("$SECRET thought").text("msg_id")
        agent.act("edit_message", "msg_id" to message, "text" to "$SECRET second thought")
        agent.act("delete_message", "msg_id" to message)
        agent.act("typing", "draft" to "$SECRET draft")
        agent.send(
            """{"event":"chat_session_message","party_id":"P","msg_id":"71","msg":"<b>$SECRET</b>","msg_text":"$SECRET",
            "directive_id":"$SECRET","attachments":[{"id":"$SECRET","name":"$SECRET","content":{"word":"$SECRET"}}]}""",
        )
        agent.send(
            """{"event":"chat_session_file_url","party_id":"P","msg_id":"72","file_type":"attachment",
            "file_url":"https://files.example.com/$SECRET","file_name":"$SECRET.pdf"}""",
        )
        agent.act(
            "send_location",
            "latitude" to "$LATITUDE",
            "longitude" to "$LONGITUDE",
            "url" to "https://maps.example.com/$SECRET",
        )
        agent.send("""{"event":"chat_session_form_submit","party_id":"P","req_id":1,"form_data":{"name":"$SECRET"}}""")
        agent.signal("""{"type":"OFFER_CALL","sdp":"$SECRET","offerVideo":false}""")
        agent.act("request_cobrowsing")
        agent.act("info", "service_name" to "$SECRET service")
        agent.act("warn", "text" to "$SECRET warning")
        agent.act("set_case", "case_id" to "$SECRET-case")
        agent.send("""{"event":"chat_session_of_tomorrow","word":"$SECRET"}""")
        agent.say("that is all")
        delegate.awaitText("that is all")
        val due = setOf(
            ChatSessionFormShow::class,
            ChatSessionSecureFormShow::class,
            ChatSessionMessageEdit::class,
            ChatSessionMessageDelete::class,
            ChatSessionTyping::class,
            ChatSessionFileUrl::class,
            ChatSessionLocation::class,
            ChatSessionFormSubmit::class,
            ChatSessionSignaling::class,
            ChatSessionCobrowsingRequested::class,
            ChatSessionInfo::class,
            ChatSessionTimeoutWarning::class,
            ChatSessionCaseSet::class,
            ContactCenterEvent.Unknown::class,
        )
        assertEquals(emptySet<Any>(), due - delegate.events.map { it::class }.toSet())
    }

    /** Returns the ids of the files. */
    private suspend fun exchangeFiles(
        communicator: ContactCenterCommunicator,
        agent: SimulatedChat,
        delegate: Recorder,
        folder: File,
        paper: Paper,
    ): List<String> {
        folder.mkdir()
        val letter = File(folder, "$SECRET letter.txt").apply { writeText("$SECRET letter") }
        val mine = communicator.uploadFile(letter)
        paper.show(mine)
        communicator.sendChatFile(agent.id, mine.fileID, mine.fileName, mine.fileType)
        paper.show(communicator.downloadFile(agent.id, mine.fileID, folder, mine.fileName))
        agent.sendFile("$SECRET report.pdf", "application/pdf", "$SECRET report".toByteArray())
        val theirs = delegate.awaitEvent<ChatSessionFile>()
        val fileID = checkNotNull(theirs.fileID)
        paper.show(communicator.downloadFile(agent.id, fileID, folder, checkNotNull(theirs.fileName)))
        paper.show(communicator.downloadFileURL(simulator.linkTo(fileID), folder, "$SECRET copy.pdf"))
        val names = folder.list().orEmpty().toList()
        assertEquals(4, names.count { SECRET in it }, "$names")
        return listOf(mine.fileID, fileID)
    }

    /** Whatever the contact center knows and can be asked for. */
    private suspend fun askForEverything(communicator: ContactCenterCommunicator, agent: SimulatedChat, paper: Paper) {
        val chatID = agent.id
        simulator.change(
            "ice_servers",
            json("""[{"url":"turn:turn.example.com","username":"$SECRET-user","credential":"$SECRET"}]"""),
        )
        val plain = communicator.getIceServers(chatID)
        assertEquals("$SECRET-user" to SECRET, plain.single().username to plain.single().credential)
        paper.show(plain)
        simulator.change("ice_servers_form", json("\"encrypted\""))
        assertEquals(plain, communicator.getIceServers(chatID))

        val history = communicator.getChatHistory(chatID)
        simulator.change("case_history_with_current", json("true"))
        val ofCase = communicator.getCaseHistory(chatID)
        assertEquals(listOf(chatID), ofCase.map { it.chatID })
        assertEquals(history.size, ofCase.single().events.size)
        paper.show(history, without = chatID)
        paper.show(ofCase, without = chatID)
        paper.show(communicator.getActiveChat(), without = chatID)
        communicator.closeCase(chatID)
        communicator.unsubscribeFromRemoteNotifications(chatID)
    }

    /** A proxy that does not let through, one that is not there, one that cannot be meant, and a key that is not pinned. */
    private suspend fun showRefusedConnections(paper: Paper, settings: ContactCenterConfiguration, otherPin: String) {
        val plain = settings.copy(storageDirectory = null)
        val free = ServerSocket(0).use { it.localPort }
        val refused = listOf(
            plain.copy(proxyURL = "http://$SECRET-user:$SECRET-guess@127.0.0.1:${proxy.port}"),
            plain.copy(proxyURL = "http://$SECRET-user:$SECRET-password@127.0.0.1:$free"),
            plain.copy(pinnedPublicKeys = listOf(otherPin)),
        )
        val kinds = refused.map { configuration ->
            ContactCenterCommunicator(configuration).use { communicator ->
                communicator.setLogSink(paper, ContactCenterLogLevel.DEBUG)
                paper.showThrown { communicator.getVersion() }::class
            }
        }
        assertEquals(
            listOf(
                ContactCenterException.Proxy::class,
                ContactCenterException.Proxy::class,
                ContactCenterException.Tls::class,
            ),
            kinds,
        )
        paper.showThrown {
            ContactCenterCommunicator(plain.copy(proxyURL = "ftp://$SECRET-user:$SECRET-password@127.0.0.1"))
        }
        paper.showThrown { ContactCenterCommunicator(plain.copy(pinnedPublicKeys = listOf("$otherPin$otherPin"))) }
    }

    private fun refuse(route: String, status: Int, code: String) = simulator.fault(route, "status") {
        put("status", status)
        put("body", """{"error_code":"$code","error_message":"$SECRET words of the server"}""")
        put("content_type", "application/json")
    }
}
