// What the communicator promises beside the scenarios: the calls that those leave out, coroutines, threads.

package com.contactcenter.sdk

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.put
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.util.concurrent.CountDownLatch
import kotlin.system.measureTimeMillis

@Timeout(60)
class CommunicatorTest {
    private val simulator = Simulator()

    @AfterEach
    fun close() = simulator.close()

    @Test
    fun everySubscriptionSendsItsOwnKindOfToken(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val chatID = simulator.openChat(communicator).id
            communicator.subscribeForRemoteNotificationsAPNs(chatID, "0A1B", "com.acme.app")
            communicator.subscribeForRemoteNotificationsFirebase(chatID, "Token")
            communicator.unsubscribeFromRemoteNotifications(chatID)
            assertEquals(
                listOf(
                    """{"ios_apns_device_token":"0a1b","ios_app_bundle_id":"com.acme.app"}""",
                    """{"android_firebase_device_token":"Token"}""",
                    "{}",
                ),
                simulator.requests().filter { it.path.endsWith("/notifications") }.map { it.body },
            )
        }
    }

    @Test
    fun anHtmlMessageIsSentAsItIsAndACaseCanBeClosed(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val agent = simulator.openChat(communicator)
            communicator.sendChatMessage(agent.id, "<b>1</b>", MessageFormat.HTML)
            eventually("the message to arrive") { agent.clientEvents("chat_session_message").isNotEmpty() }
            assertEquals("<b>1</b>", agent.clientEvents("chat_session_message").single().text("msg"))
            agent.act("set_case", "case_id" to "case-7")
            communicator.closeCase(agent.id)
            assertTrue(simulator.requests().any { it.path.endsWith("/closecase") && it.status == 200 })
        }
    }

    @Test
    fun aPictureComesWholeAndOneThatIsMissingIsNone(): Unit = runBlocking {
        val seen = Recorder()
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            agent.act("join")
            val party = checkNotNull(seen.awaitEvent<ContactCenterEvent.ChatSessionPartyJoined>().partyID)
            val picture = json("""{"content_type":"image/png","content_base64":"AAECAw=="}""")
            for (option in listOf("agent_photo", "chat_icon")) simulator.change(option, picture)
            for (image in listOf(communicator.getPartyPhoto(agent.id, party), communicator.getChatIcon(agent.id))) {
                assertEquals("image/png", image?.contentType)
                assertArrayEquals(byteArrayOf(0, 1, 2, 3), image?.data)
            }
            for (option in listOf("agent_photo", "chat_icon")) simulator.change(option, JsonNull)
            assertNull(communicator.getPartyPhoto(agent.id, party))
            assertNull(communicator.getChatIcon(agent.id))
        }
    }

    @Test
    fun whatWasTypedSoFarIsShownWhereTheAppSaysSo(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val agent = simulator.openChat(communicator)
            communicator.chatTyping(agent.id, draft = "Hel")
            eventually("it to arrive") { agent.clientEvents("chat_session_typing").isNotEmpty() }
            assertEquals("Hel", agent.clientEvents("chat_session_typing").single().text("msg"))
        }
    }

    @Test
    fun anAnswerSaysWhichQuestionItAnswers(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val agent = simulator.openChat(communicator)
            val messageID = communicator.sendChatAnswer(agent.id, "Yes", "d-1")
            eventually("it to arrive") { agent.clientEvents("chat_session_message").isNotEmpty() }
            val answer = agent.clientEvents("chat_session_message").single()
            assertEquals(listOf(messageID, "Yes", "d-1"), listOf("msg_id", "msg", "directive_id").map(answer::text))
        }
    }

    @Test
    fun onlyScalarsOfAPushCount() {
        val scalars = mapOf("chatID" to "c", "badge" to 7, "loud" to true)
        val others = mapOf("aps" to mapOf("alert" to "x"), "none" to null, "list" to listOf("x"), 1 to "x")
        assertEquals(mapOf("chatID" to "c", "badge" to "7", "loud" to "true"), scalarsOf(scalars + others))
    }

    @Test
    fun theFlowCarriesWhatTheDelegateIsTold(): Unit = runBlocking {
        val seen = Recorder()
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val collected = async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
                communicator.events.takeWhile { it !is ChatUpdate.Closed }.toList()
            }
            val agent = simulator.openChat(communicator)
            agent.act("join")
            communicator.sendChatMessage(agent.id, "hello")
            communicator.endChat(agent.id)
            seen.awaitClosed()
            assertEquals(seen.updates.takeWhile { it !is ChatUpdate.Closed }, collected.await())
        }
    }

    @Test
    fun cancellingACoroutineEndsItsWaitingAndNothingElse(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            simulator.fault("version", "stall") { put("duration_ms", 600_000) }
            val waiting = launch(Dispatchers.Default) { communicator.getVersion() }
            eventually("the request") { simulator.requests().isNotEmpty() }
            waiting.cancelAndJoin()
            assertTrue(waiting.isCancelled)
            simulator.clearFaults()
            communicator.getVersion()
        }
    }

    @Test
    fun messagesGoOutInTheOrderOfTheirCalls(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val agent = simulator.openChat(communicator)
            val texts = List(50) { "message $it" }
            val ids = texts.map { text ->
                async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { communicator.sendChatMessage(agent.id, text) }
            }
            assertEquals(List(50) { "${agent.id}:${it + 1}" }, ids.awaitAll())
            eventually("all of them to arrive") { agent.clientEvents("chat_session_message").size >= texts.size }
            assertEquals(texts, agent.clientEvents("chat_session_message").map { it.text("msg_text") })
        }
    }

    @Test
    fun aDelegateThatNeverReturnsHoldsUpAShutdownForLessThanASecond(): Unit = runBlocking {
        val entered = CountDownLatch(1)
        val released = CountDownLatch(1)
        val seen = Recorder {
            entered.countDown()
            released.await()
        }
        val communicator = ContactCenterCommunicator(simulator.configuration, seen)
        simulator.openChat(communicator)
        entered.await()
        val millis = measureTimeMillis { communicator.shutdown() }
        released.countDown()
        assertTrue(millis < 1000, "shutdown took $millis ms")
    }

    @Test
    fun callsThatRaceWithAShutdownSucceedOrSayShutDown(): Unit = runBlocking {
        repeat(20) {
            val communicator = ContactCenterCommunicator(simulator.configuration)
            val agent = simulator.openChat(communicator)
            val outcomes = List(8) { number ->
                async(Dispatchers.Default) {
                    generateSequence {
                        runBlocking {
                            runCatching {
                                if (number % 2 == 0) communicator.getVersion() else communicator.chatTyping(agent.id)
                            }
                        }
                    }.first { it.isFailure }.exceptionOrNull()
                }
            }
            eventually("calls under way") { agent.clientEvents("chat_session_typing").isNotEmpty() }
            communicator.shutdown()
            outcomes.awaitAll().forEach { assertTrue(it is ContactCenterException.ShutDown, "$it") }
        }
    }

    @Test
    fun theThreadsOfTheCoreStayKnownAndKeepNoProcessAlive(): Unit = runBlocking {
        val threads = mutableSetOf<Thread>()
        val seen = Recorder()
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            for (text in listOf("one", "two")) {
                agent.say(text)
                seen.awaitText(text)
                threads += Thread.getAllStackTraces().keys.filter { it.name == "contact-center-delegate" }
            }
            assertEquals(1, threads.size)
            assertTrue(threads.single().isDaemon)
        }
        assertTrue(threads.none { it.isAlive })
    }
}
