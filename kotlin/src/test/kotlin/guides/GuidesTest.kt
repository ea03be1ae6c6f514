// What the guides show, run as it stands there.

package guides

import com.contactcenter.sdk.ConnectProxy
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterEvent
import com.contactcenter.sdk.Recorder
import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.events
import com.contactcenter.sdk.eventually
import com.contactcenter.sdk.openChat
import com.contactcenter.sdk.text
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.io.IOException
import java.net.InetSocketAddress
import java.net.Proxy
import java.net.ProxySelector
import java.net.SocketAddress
import java.net.URI
import java.util.concurrent.ConcurrentLinkedQueue
import com.contactcenter.sdk.compat.ContactCenterCommunicator as OldCommunicator

@Timeout(60)
class GuidesTest {
    private val simulator = Simulator()
    private val shown = ConcurrentLinkedQueue<String>()

    @AfterEach
    fun close() = simulator.close()

    @Test
    fun theFirstStepsLeadThroughAChat(@TempDir folder: File): Unit = runBlocking {
        communicatorOf(folder).use { assertTrue(File(folder, "client-id").isFile) }
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            assertTrue(isOpen(communicator))
            val chat = ParcelChat(communicator, shown::add)
            chat.begin()
            val following = launch(Dispatchers.Default) { chat.follow() }
            val agent = simulator.chat(chat.say("Where is my parcel?").substringBefore(':'))
            agent.act("join")
            agent.say("On its way")
            eventually("the answer") { "On its way" in shown }
            chat.leave()
            following.join()
            val whole = listOf(
                "connection: CONNECTED",
                "Where is my parcel?",
                "Alex Agent is here",
                "On its way",
                "connection: CLOSED",
                "the chat is closed: ENDED_BY_CLIENT",
            )
            assertEquals(whole, shown.toList())
        }
    }

    @Test
    fun pushesAreSubscribedForAndReceived(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            var open: String? = null
            val pushes = Pushes(communicator) { open }
            pushes.tokenChanged("token-a")
            open = simulator.openChat(communicator).id
            pushes.subscribe(open)
            pushes.tokenChanged("token-b")
            assertEquals("""{"android_firebase_device_token":"token-b"}""", simulator.subscription(open))
            assertTrue(pushes.received(mapOf("chatID" to open)))
            assertFalse(pushes.received(mapOf("from" to "a newsletter")))
        }
    }

    @Test
    fun theSurroundingsAreTold(): Unit = runBlocking {
        val communicator = ContactCenterCommunicator(simulator.configuration)
        val agent = simulator.openChat(communicator)
        eventually("a poll") { agent.isPolled }
        Surroundings(communicator).run {
            windowIsHidden()
            eventually("it to be quiet") { !agent.isPolled }
            windowIsShown()
            eventually("a poll") { agent.isPolled }
            networkIsThere(false)
            eventually("it to be quiet") { !agent.isPolled }
            networkIsThere(true)
            eventually("a poll") { agent.isPolled }
            appEnds()
        }
        eventually("it to be quiet") { !agent.isPolled }
    }

    @Test
    fun failuresAreTold(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val chatID = begin(communicator)
            assertEquals("on its way", send(communicator, chatID, "hello"))
            assertEquals("write something first", send(communicator, chatID, " "))
            communicator.endChat(chatID)
            assertEquals("this chat is closed", send(communicator, chatID, "too late"))
        }
        val distrustful = simulator.configuration.copy(extraRootCertificates = emptyList(), trustExtraRootsOnly = false)
        ContactCenterCommunicator(distrustful).use { communicator ->
            assertEquals("the certificate of the server is not trusted", begin(communicator))
        }
    }

    @Test
    fun filesAreExchanged(@TempDir folder: File): Unit = runBlocking {
        val seen = Recorder()
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            val photo = File(folder, "photo.jpg").apply { writeText("a photo") }
            val reports = mutableListOf<Long>()
            sendPhoto(communicator, agent.id, photo) { transferred, _ -> reports += transferred }
            assertEquals(7L, reports.last())
            eventually("the agent to see it") { agent.clientEvents("chat_session_file").isNotEmpty() }

            agent.sendFile("report.pdf", "application/pdf", "a report".toByteArray())
            val event = seen.awaitEvent<ContactCenterEvent.ChatSessionFile>()
            val report = checkNotNull(download(communicator, agent.id, event, folder))
            assertEquals("report.pdf: a report", "${report.name}: ${report.readText()}")
            agent.act("send_file_url", "url" to simulator.linkTo(checkNotNull(event.fileID)))
            val link = seen.awaitEvent<ContactCenterEvent.ChatSessionFileUrl>()
            assertEquals("a report", download(communicator, agent.id, link, folder)?.readText())
            assertEquals(null, download(communicator, agent.id, ContactCenterEvent.ChatSessionEnded, folder))
        }
    }

    @Test
    fun formsAreAnsweredCancelledAndRefused(): Unit = runBlocking {
        val seen = Recorder()
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            val values = ArrayDeque(listOf(mapOf("name" to "Ann"), null))
            val answers = FormAnswers(communicator) { form ->
                assertEquals("contact", form.name)
                values.removeFirst()
            }
            for ((at, name) in listOf("contact", "contact", "unheard-of").withIndex()) {
                agent.act("show_form", "form_name" to name)
                val form = seen.await("form $at") { updates ->
                    updates.events().filterIsInstance<ContactCenterEvent.ChatSessionFormShow>().getOrNull(at)
                }
                answers.answer(agent.id, form)
            }
            val data = agent.clientEvents("chat_session_form_data").map { it["data"].toString() }
            assertEquals(listOf("""{"name":"Ann"}""", "\"Form not found\""), data)
            assertEquals(1, agent.clientEvents("chat_form_data_cancel").size)
        }
    }

    @Test
    fun connectionsAreGuardedAndFailuresExplained(): Unit = runBlocking {
        val other = Simulator().use { it.pin }
        val settings = simulator.configuration
        ConnectProxy("ann", "word").use { proxy ->
            val way = "http://ann:word@127.0.0.1:${proxy.port}"
            suspend fun outcome(settings: ContactCenterConfiguration) =
                ContactCenterCommunicator(settings).use { whyNot(it) }
            assertEquals(null, outcome(guarded(settings, listOf(other, simulator.pin), way)))
            assertEquals(1, proxy.requests.size)
            val strange = "the contact center shows a key that this app does not know"
            assertEquals(strange, outcome(guarded(settings, listOf(other), way)))
            val refused = "the proxy does not let us through"
            assertEquals(refused, outcome(guarded(settings, emptyList(), way.replace("word", "guess"))))
        }
    }

    @Test
    fun theProxyOfTheSystemIsReadAndUsed(): Unit = runBlocking {
        fun selector(vararg proxies: Proxy) = object : ProxySelector() {
            override fun select(uri: URI?) = proxies.toList()

            override fun connectFailed(uri: URI?, address: SocketAddress?, failure: IOException?) = Unit
        }

        fun proxy(type: Proxy.Type, host: String, port: Int) =
            Proxy(type, InetSocketAddress.createUnresolved(host, port))
        val baseURL = simulator.configuration.baseURL
        assertEquals(null, systemProxyURL(baseURL, null))
        assertEquals(null, systemProxyURL(baseURL, selector(Proxy.NO_PROXY)))
        assertEquals(null, systemProxyURL(baseURL, selector(proxy(Proxy.Type.SOCKS, "socks", 1080))))
        assertEquals("http://[::1]:3128", systemProxyURL(baseURL, selector(proxy(Proxy.Type.HTTP, "::1", 3128))))
        ConnectProxy("ann", "word").use { company ->
            val way = systemProxyURL(baseURL, selector(proxy(Proxy.Type.HTTP, "127.0.0.1", company.port)))
            val withPassword = way?.replace("://", "://ann:word@")
            ContactCenterCommunicator(simulator.configuration.copy(proxyURL = withPassword)).use { it.getVersion() }
            assertEquals(1, company.requests.size)
        }
    }

    @Test
    fun whatSupportIsSentHoldsTheChatAndNobodysWords(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val case = SupportCase(communicator)
            case.begin()
            val agent = simulator.openChat(communicator)
            communicator.sendChatMessage(agent.id, "Where is my parcel?")
            eventually("it to arrive") { agent.clientEvents("chat_session_message").isNotEmpty() }
            val recording = checkNotNull(case.end())
            assertTrue(recording.lines().size > 3, recording)
            assertFalse("parcel" in recording, recording)
            assertFalse(agent.id in recording, recording)
            assertEquals(null, communicator.stopRecording())
        }
    }

    @Test
    fun anOldScreenGoesOn() {
        OldCommunicator.init(simulator.configuration).use { api ->
            val screen = OldScreen(api, shown::add)
            screen.begin()
            eventually("a poll") { simulator.requests().any { it.isPoll } }
            val chatID = simulator.requests().last { it.isPoll }.path.substringBeforeLast('/').substringAfterLast('/')
            val agent = simulator.chat(chatID)
            agent.say("Hello")
            eventually("it to be shown") { "Hello" in shown }
            eventually("a message to arrive") {
                screen.say("Where is my parcel?")
                agent.clientEvents("chat_session_message").any { it.text("msg_text") == "Where is my parcel?" }
            }
        }
    }
}
