// The scenarios of docs/maintainers/scenarios.md in which messages wait: for the network, and for the next run of the app; and those of what
// two communicators share, and of a token that changes.

package com.contactcenter.sdk

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

@Timeout(60)
class OfflineScenariosTest {
    private val simulator = Simulator()

    @TempDir
    lateinit var storage: File

    @AfterEach
    fun close() = simulator.close()

    private val stored get() = simulator.configuration.copy(storageDirectory = storage.path)

    @Test
    fun aMessageWrittenOfflineGoesOutWhenTheNetworkIsBack(): Unit = runBlocking {
        val seen = Recorder()
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            eventually("a poll to be held") { agent.isPolled }
            communicator.setNetworkAvailable(false)
            seen.await("the loss of the network") { updates ->
                updates.find { it == ChatUpdate.ConnectionChanged(agent.id, ConnectionState.OFFLINE) }
            }
            val requests = simulator.requests().size
            val ids = listOf("one", "two").map { communicator.sendChatMessage(agent.id, it) }
            seen.await("both to wait") { updates ->
                updates.find { it == ChatUpdate.MessageStatusChanged(agent.id, ids.last(), MessageStatus.Pending) }
            }
            assertEquals(requests, simulator.requests().size, "nothing is sent without a network")

            communicator.setNetworkAvailable(true)
            for (id in ids) {
                seen.await("$id to be sent") { updates ->
                    updates.find { it == ChatUpdate.MessageStatusChanged(agent.id, id, MessageStatus.Sent) }
                }
            }
            assertEquals(listOf("one" to ids[0], "two" to ids[1]), agent.texts())
        }
    }

    @Test
    fun whatWaitedWhenTheProcessEndedGoesOutInTheNext(): Unit = runBlocking {
        val agent: SimulatedChat
        val ids: List<String>
        ContactCenterCommunicator(stored).use { communicator ->
            agent = simulator.openChat(communicator)
            communicator.setNetworkAvailable(false)
            ids = listOf("one", "two", "three").map { communicator.sendChatMessage(agent.id, it) }
        }
        assertTrue(agent.texts().isEmpty())

        val seen = Recorder()
        ContactCenterCommunicator(stored, seen).use { communicator ->
            assertEquals(agent.id, simulator.openChat(communicator).id)
            seen.await("the last to be sent") { updates ->
                updates.find { it == ChatUpdate.MessageStatusChanged(agent.id, ids.last(), MessageStatus.Sent) }
            }
            val fourth = communicator.sendChatMessage(agent.id, "four")
            assertEquals("${agent.id}:4", fourth, "numbers go on")
            eventually("it to arrive") { agent.texts().size > ids.size }
            assertEquals(listOf("one", "two", "three", "four").zip(ids + fourth), agent.texts())
        }
    }

    @Test
    fun whoWaitsForAPushIsAnsweredWhenTheDelegateHasHadWhatItWasAbout(): Unit = runBlocking {
        val agent = ContactCenterCommunicator(simulator.configuration).use { simulator.openChat(it) }
        agent.say("while you were away")
        val seen = Recorder { Thread.sleep(20) }
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            communicator.setForeground(false)
            assertTrue(communicator.handlePush(mapOf("chatID" to agent.id, "badge" to 1)))
            assertEquals(listOf("while you were away"), seen.messages.map { it.messageText })
            agent.say("and now")
            val answer = LinkedBlockingQueue<Pair<Boolean?, Int>>()
            communicator.callbacks.handlePush(mapOf("chatID" to agent.id)) {
                answer += it.valueOrNull to seen.messages.size
            }
            assertEquals(true to 2, answer.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
            assertFalse(communicator.handlePush(mapOf("chatID" to "00000000-0000-0000-0000-000000000000")))
        }
    }

    @Test
    fun aChangedDeviceTokenIsSubscribedAgain(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val chatID = simulator.openChat(communicator).id
            communicator.subscribeForRemoteNotificationsFirebase(chatID, "token-a")
            communicator.subscribeForRemoteNotificationsFirebase(chatID, "token-b")
            assertEquals("""{"android_firebase_device_token":"token-b"}""", simulator.subscription(chatID))
            communicator.subscribeForRemoteNotificationsAPNs(chatID, "0a", "com.acme.app")
            communicator.subscribeForRemoteNotificationsAPNs(chatID, "0b", "com.acme.app")
            val last = """{"ios_apns_device_token":"0b","ios_app_bundle_id":"com.acme.app"}"""
            assertEquals(last, simulator.subscription(chatID))

            assertRefused("device_token") { communicator.subscribeForRemoteNotificationsFirebase(chatID, "") }
            assertRefused("device_token") { communicator.subscribeForRemoteNotificationsAPNs(chatID, "", "com.acme") }
            assertEquals(last, simulator.subscription(chatID), "what was refused has changed nothing")
        }
    }

    @Test
    fun twoCommunicatorsDoNotShareAStore(): Unit = runBlocking {
        ContactCenterCommunicator(stored).use { first ->
            val chatID = simulator.openChat(first).id
            val seen = Recorder()
            ContactCenterCommunicator(stored, seen).use { second ->
                assertEquals(chatID, simulator.openChat(second).id)
                val failure = seen.await("a word about the store") { updates ->
                    updates.filterIsInstance<ChatUpdate.Failed>().firstOrNull()?.error
                }
                assertTrue(failure is ContactCenterException.Storage, "$failure")
                val messageID = second.sendChatMessage(chatID, "without a store")
                seen.await("it to be sent all the same") { updates ->
                    updates.find { it == ChatUpdate.MessageStatusChanged(chatID, messageID, MessageStatus.Sent) }
                }
            }
            val seenByAnother = Recorder()
            ContactCenterCommunicator(stored.copy(clientID = "another"), seenByAnother).use { another ->
                val agent = simulator.openChat(another)
                agent.say("welcome")
                seenByAnother.awaitText("welcome")
                assertTrue(seenByAnother.updates.none { it is ChatUpdate.Failed }, "a client has a file of its own")
            }
        }
    }

    /** Texts with their ids, in the order in which the server has them. */
    private fun SimulatedChat.texts() =
        clientEvents("chat_session_message").map { it.text("msg_text") to it.text("msg_id") }
}
