// What a cancelled coroutine leaves behind: no request where it asked, and everything that it had told.

package com.contactcenter.sdk

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.put
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@Timeout(60)
class CancellationTest {
    private val simulator = Simulator()

    @AfterEach
    fun close() = simulator.close()

    @Test
    fun aCancelledQuestionEndsAtOnceAndItsRequestIsDropped(): Unit = runBlocking {
        StallingRelay(simulator).use { relay ->
            ContactCenterCommunicator(simulator.configuration.copy(baseURL = relay.baseURL)).use { communicator ->
                val chatID = simulator.openChat(communicator).id
                // Far longer than this test may take: waiting for the answer fails the test.
                simulator.fault("history", "stall") { put("duration_ms", 600_000) }
                val asking = launch(Dispatchers.Default) { communicator.getChatHistory(chatID) }
                eventually("the question") { simulator.requests().any { it.path.endsWith("/history") } }
                // From here on the poll alone may have a connection, and one that was kept for the next request.
                val connections = relay.openConnections
                asking.cancelAndJoin()
                assertTrue(asking.isCancelled)
                eventually("the connection to be closed") { relay.openConnections < connections }
                communicator.getVersion()
            }
        }
    }

    @Test
    fun aCancelledMessageThatWasHandedOverIsSent(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val agent = simulator.openChat(communicator)
            repeat(20) { number ->
                // Up to the point at which it waits for its id, on this thread.
                val sending = launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
                    communicator.sendChatMessage(agent.id, "message $number")
                }
                sending.cancelAndJoin()
            }
            eventually("all to arrive") { agent.clientEvents("chat_session_message").size == 20 }
            val texts = agent.clientEvents("chat_session_message").map { it.text("msg_text") }
            assertEquals(List(20) { "message $it" }, texts)
        }
    }

    @Test
    fun whatIsCancelledBeforeItBeginsSendsNothing(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val call = launch(Dispatchers.Default, CoroutineStart.LAZY) { communicator.getVersion() }
            call.cancelAndJoin()
            assertEquals(emptyList<SimulatedRequest>(), simulator.requests())
        }
    }

    @Test
    fun aThousandCancellationsInARaceHarmNothing(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            repeat(1000) { number ->
                val call = launch(Dispatchers.Default) { communicator.getVersion() }
                if (number % 3 == 0) Thread.yield()
                call.cancelAndJoin()
            }
            assertTrue(communicator.getVersion().serverVersion.isNotEmpty())
        }
    }
}
