// The flow of one chat: it begins and ends with the chat, and loses nothing without a collector.

package com.contactcenter.sdk

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@Timeout(60)
class ChatFlowTest {
    private val flows = ChatFlows()

    @Test
    fun aChatIsCollectedFromItsBeginningToItsEnd(): Unit = runBlocking {
        Simulator().use { simulator ->
            ContactCenterCommunicator(simulator.configuration).use { communicator ->
                val agent = simulator.openChat(communicator)
                agent.act("join")
                agent.say("hello")
                // Before the flow is collected.
                eventually("the poll to take it away") { agent.queuedEvents.isEmpty() && agent.isPolled }
                val all = async { communicator.events(agent.id).toList() }
                communicator.endChat(agent.id)
                val updates = all.await()
                assertEquals(ChatUpdate.ConnectionChanged(agent.id, ConnectionState.CONNECTED), updates.first())
                assertEquals(1, updates.count { it.hasText("hello") })
                assertEquals(ChatUpdate.Closed(agent.id, ChatSessionCloseReason.ENDED_BY_CLIENT), updates.last())
            }
        }
    }

    @Test
    fun itEndsWhenTheCommunicatorIsShutDownAndIsEmptyAfterwards(): Unit = runBlocking {
        Simulator().use { simulator ->
            val communicator = ContactCenterCommunicator(simulator.configuration)
            val chatID = simulator.openChat(communicator).id
            val collecting = async(start = CoroutineStart.UNDISPATCHED) { communicator.events(chatID).toList() }
            communicator.shutdown()
            collecting.await()
            assertEquals(emptyList<ChatUpdate>(), communicator.events(chatID).toList())
        }
    }

    @Test
    fun whoComesBackMissesNothingAndSeesNothingTwice(): Unit = runBlocking {
        flows.emit(said(1))
        val collecting = async(start = CoroutineStart.UNDISPATCHED) { flows.of(CHAT).take(3).toList() }
        flows.emit(said(2))
        flows.emit(said(3))
        assertEquals(listOf(said(1), said(2), said(3)), collecting.await())
        flows.emit(said(4))
        flows.emit(ended)
        assertEquals(listOf(said(4), ended), flows.of(CHAT).toList())
        assertEquals(listOf(ended), flows.of(CHAT).toList(), "a later collector gets the end")
    }

    @Test
    fun whoIsCancelledWithABacklogLeavesItToTheNext(): Unit = runBlocking {
        val seen = mutableListOf<ChatUpdate>()
        val collecting = launch(start = CoroutineStart.UNDISPATCHED) {
            flows.of(CHAT).collect {
                seen += it
                if (it == said(2)) awaitCancellation()
            }
        }
        for (number in 1..5) flows.emit(said(number))
        while (said(2) !in seen) yield()
        collecting.cancelAndJoin()
        flows.emit(ended)
        val rest = listOf(said(2), said(3), said(4), said(5), ended)
        assertEquals(rest, flows.of(CHAT).toList(), "the one that it had in hand comes again, no other does")
    }

    @Test
    fun whoIsCancelledBetweenTwoUpdatesHasTakenTheFirstAndNotTheSecond(): Unit = runBlocking {
        for (number in 1..3) flows.emit(said(number))
        val seen = mutableListOf<ChatUpdate>()
        launch {
            flows.of(CHAT).collect {
                seen += it
                cancel()
            }
        }.join()
        assertEquals(listOf(said(1)), seen)
        assertEquals(listOf(said(2), said(3)), flows.of(CHAT).take(2).toList())
    }

    @Test
    fun oneWhoIsSlowLosesNothingToOneWhoIsQuick(): Unit = runBlocking {
        val proceed = Job()
        val slow = async(start = CoroutineStart.UNDISPATCHED) { flows.of(CHAT).onEach { proceed.join() }.toList() }
        val quick = async(start = CoroutineStart.UNDISPATCHED) { flows.of(CHAT).take(KEPT + 1).toList() }
        val all = List(KEPT + 1) { said(it) }
        all.forEach(flows::emit)
        assertEquals(all, quick.await())
        flows.emit(ended)
        assertEquals(listOf(ended), flows.of(CHAT).toList(), "a later collector begins with what is unprocessed")
        proceed.complete()
        assertEquals(all + ended, slow.await())
    }

    @Test
    fun aChatThatIsOverCompletesAlsoWhenAnotherHasBegun(): Unit = runBlocking {
        flows.emit(said(1))
        flows.emit(ended)
        repeat(ENDS_KEPT) { flows.emit(ChatUpdate.Closed("chat $it", ChatSessionCloseReason.ENDED)) }
        assertEquals(listOf(ended), flows.of(CHAT).toList())
    }

    @Test
    fun otherChatsAreNotAmongThem(): Unit = runBlocking {
        flows.emit(ChatUpdate.Events("another", EventOrigin.LIVE, emptyList()))
        flows.emit(ended)
        assertEquals(listOf(ended), flows.of(CHAT).toList())
    }

    @Test
    fun aChatThatBeginsAgainIsCollectedFromThere(): Unit = runBlocking {
        flows.emit(ended)
        flows.emit(said(1))
        assertEquals(said(1), flows.of(CHAT).first())
    }

    @Test
    fun ofVeryManyTheLatestWait(): Unit = runBlocking {
        repeat(KEPT + 5) { flows.emit(said(it)) }
        flows.emit(ended)
        assertEquals(List(KEPT - 1) { said(it + 6) } + ended, flows.of(CHAT).toList())
    }

    @Test
    fun anIDIsTheSameInUpperCase(): Unit = runBlocking {
        val collecting = async(start = CoroutineStart.UNDISPATCHED) { flows.of(CHAT.uppercase()).toList() }
        flows.emit(said(1))
        flows.emit(ended)
        assertEquals(listOf(said(1), ended), collecting.await())
        assertEquals(listOf(ended), flows.of("Chat").toList())
        assertEquals(1, flows.size)
    }

    @Test
    fun aChatThatNeverBeginsIsForgottenWithItsLastCollector(): Unit = runBlocking {
        val collecting = List(3) { launch(start = CoroutineStart.UNDISPATCHED) { flows.of(CHAT).collect {} } }
        repeat(1000) { number ->
            launch(start = CoroutineStart.UNDISPATCHED) { flows.of("chat $number").collect {} }.cancelAndJoin()
        }
        collecting.first().cancelAndJoin()
        assertEquals(1, flows.size)
        collecting.forEach { it.cancelAndJoin() }
        assertEquals(0, flows.size)
        // One that has begun is kept for its next collector.
        flows.emit(said(1))
        assertEquals(said(1), flows.of(CHAT).first())
        assertEquals(1, flows.size)
    }

    @Test
    fun chatsThatWereCollectedBeforeTheyBeganAreForgottenLikeOthers(): Unit = runBlocking {
        repeat(ENDS_KEPT * 3) { number ->
            val end = ChatUpdate.Closed("chat $number", ChatSessionCloseReason.ENDED)
            val collecting = async(start = CoroutineStart.UNDISPATCHED) { flows.of("chat $number").toList() }
            flows.emit(end)
            assertEquals(listOf(end), collecting.await())
        }
        assertEquals(ENDS_KEPT + 1, flows.size)
    }

    private fun said(number: Int) = ChatUpdate.MessageStatusChanged(CHAT, "$CHAT:$number", MessageStatus.Sent)

    private companion object {
        const val CHAT = "chat"
        val ended = ChatUpdate.Closed(CHAT, ChatSessionCloseReason.ENDED)
    }
}
