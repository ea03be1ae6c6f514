// The sample's view model in a conversation with the simulator over TLS.

package com.example.chat

import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ConnectionState
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.MessageStatus
import com.contactcenter.sdk.SimulatedChat
import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.eventually
import com.contactcenter.sdk.text
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

class ChatModelTest {
    private val simulator = Simulator()
    private val communicator = ContactCenterCommunicator(simulator.configuration)
    private val scope = CoroutineScope(Dispatchers.Default)
    private val model = ChatModel(communicator, communicator.events, scope)
    private val state get() = model.state.value

    @AfterEach
    fun close() {
        scope.cancel()
        communicator.shutdown()
        simulator.close()
    }

    @Test
    fun aConversationIsShownAsItHappens() {
        val agent = open()
        agent.act("join")
        agent.act("typing")
        eventually("the agent to type") { state.isAgentTyping }
        agent.say("How can I help?")
        eventually("the agent's line") { texts() == listOf("How can I help?") }
        assertFalse(state.isAgentTyping)
        eventually("the receipt") { agent.clientEvents("chat_session_message_read").size == 1 }

        model.send("Where is my parcel?")
        eventually("our line, sent") { state.lines.lastOrNull()?.status == MessageStatus.Sent }
        assertEquals(listOf("How can I help?", "Where is my parcel?"), texts())
        assertTrue(state.lines.last().isOurs)

        model.end()
        eventually("the end") { !state.isOpen }
    }

    @Test
    fun whatIsWrittenWithoutANetworkWaitsInItsLine() {
        val agent = open()
        eventually("the connection") { state.connection == ConnectionState.CONNECTED }
        communicator.setNetworkAvailable(false)
        model.send("Hello?")
        eventually("the line that waits") { texts() == listOf("Hello?") }
        assertEquals(MessageStatus.Pending, state.lines.single().status)
        communicator.setNetworkAvailable(true)
        eventually("the line, sent") { state.lines.single().status == MessageStatus.Sent }
        assertEquals(1, agent.clientEvents("chat_session_message").size)
    }

    @Test
    fun aConversationThatWasLiveBeforeIsShownFromItsBeginning() {
        val agent = open()
        agent.say("Still there?")
        eventually("the agent's line") { texts() == listOf("Still there?") }
        model.send("Yes")
        eventually("both lines") { state.lines.lastOrNull()?.status == MessageStatus.Sent }
        communicator.shutdown()
        ContactCenterCommunicator(simulator.configuration).use { next ->
            val later = ChatModel(next, next.events, scope)
            later.start("Ann")
            eventually("the history") { later.state.value.lines.map { it.text } == listOf("Still there?", "Yes") }
            assertEquals(listOf(false, true), later.state.value.lines.map { it.isOurs })
        }
    }

    @Test
    fun waitingMessagesShowWithTheirTextAfterARestart(@TempDir folder: File) {
        val stored = simulator.configuration.copy(storageDirectory = folder.path)
        ContactCenterCommunicator(stored).use { first ->
            val before = ChatModel(first, first.events, scope)
            before.start("Ann")
            eventually("the connection") { before.state.value.connection == ConnectionState.CONNECTED }
            first.setNetworkAvailable(false)
            before.send("Hello?")
            eventually("the line that waits") { before.state.value.lines.size == 1 }
        }
        ContactCenterCommunicator(stored).use { next ->
            val later = ChatModel(next, next.events, scope)
            later.start("Ann")
            eventually("the line, sent") { later.state.value.lines.lastOrNull()?.status == MessageStatus.Sent }
            assertEquals(listOf("Hello?"), later.state.value.lines.map { it.text })
        }
    }

    @Test
    fun aReceiptThatIsRefusedHarmsNothing() {
        // As where the end of the chat comes along with a message: by the time of the receipt it is over.
        val updates = communicator.events.onEach { if (it is ChatUpdate.Events) communicator.shutdown() }
        val late = ChatModel(communicator, updates, scope)
        open().say("Goodbye")
        eventually("the agent's line") { late.state.value.lines.map { it.text } == listOf("Goodbye") }
        eventually("the receipts to be over, and both models to go on") {
            scope.coroutineContext.job.children.count() == 2
        }
        assertTrue(scope.isActive)
    }

    @Test
    fun aCallThatFailsIsShownInWords() {
        communicator.shutdown()
        model.start("Ann")
        eventually("the error") { state.error != null }
        assertTrue("shut down" in checkNotNull(state.error), state.error)
        assertFalse(state.isOpen)
    }

    private fun open(): SimulatedChat {
        model.start("Ann")
        eventually("the chat") { state.isOpen }
        val chat = simulator.control("GET", "chats").getValue("chats").jsonArray.single().jsonObject
        return simulator.chat(chat.text("chat_id"))
    }

    private fun texts() = state.lines.map { it.text }
}
