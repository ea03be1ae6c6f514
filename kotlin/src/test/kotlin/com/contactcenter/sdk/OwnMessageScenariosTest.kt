// What the app is told of its own messages, and when.

package com.contactcenter.sdk

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.util.concurrent.CopyOnWriteArrayList

class OwnMessageScenariosTest {
    private val simulator = Simulator()

    @AfterEach
    fun close(): Unit = simulator.close()

    @Test
    fun ownMessagesAreToldBeforeTheirStatusesAndCompletions(): Unit = runBlocking {
        val told = CopyOnWriteArrayList<Any>()
        val seen = Recorder { told += it }
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val chatID = simulator.openChat(communicator).id
            val expected = (1..TEXTS step 2).flatMap { number ->
                val id = communicator.sendChatMessage(chatID, "text $number")
                communicator.callbacks.sendChatMessage(chatID, "text ${number + 1}") { told += it.valueOrNull ?: it }
                listOf(id to "text $number", "$chatID:${number + 1}" to "text ${number + 1}")
            }
            val last = ChatUpdate.MessageStatusChanged(chatID, expected.last().first, MessageStatus.Sent)
            seen.await("the last to be sent") { updates -> updates.find { it == last } }
            assertEquals(expected, seen.updates.ownMessages())
            expected.forEachIndexed { index, (id, _) ->
                val about = told.filter { it == id || (it is ChatUpdate && it.isAbout(id)) }
                assertTrue(about[0] is ChatUpdate.OwnMessageAdded, "$about")
                assertEquals(ChatUpdate.MessageStatusChanged(chatID, id, MessageStatus.Pending), about[1])
                assertEquals(index % 2 == 1, about[2] == id, "$about")
            }
        }
    }

    @Test
    fun waitingMessagesAreToldWithTheirTextAfterARestart(@TempDir folder: File): Unit = runBlocking {
        val stored = simulator.configuration.copy(storageDirectory = folder.path)
        val before = Recorder()
        val waiting = ContactCenterCommunicator(stored, before).use { communicator ->
            val agent = simulator.openChat(communicator)
            agent.say("hello")
            before.awaitText("hello")
            communicator.setNetworkAvailable(false)
            listOf("one", "two").map { communicator.sendChatMessage(agent.id, it) to it }
        }
        val seen = Recorder()
        ContactCenterCommunicator(stored, seen).use { communicator ->
            val chatID = simulator.openChat(communicator).id
            val last = ChatUpdate.MessageStatusChanged(chatID, waiting.last().first, MessageStatus.Sent)
            seen.await("the last to be sent") { updates -> updates.find { it == last } }
            assertEquals(waiting, seen.updates.ownMessages())
            val history = seen.updates.indexOfFirst { it is ChatUpdate.Events && it.origin == EventOrigin.HISTORY }
            assertTrue(history in 0..<seen.updates.indexOfFirst { it is ChatUpdate.OwnMessageAdded })
        }
    }

    private fun List<ChatUpdate>.ownMessages() = filterIsInstance<ChatUpdate.OwnMessageAdded>().map {
        val message = it.message as ContactCenterEvent.ChatSessionMessage
        message.messageID to message.messageText
    }

    private fun ChatUpdate.isAbout(messageID: String) = when (this) {
        is ChatUpdate.OwnMessageAdded -> message.messageID == messageID
        is ChatUpdate.MessageStatusChanged -> this.messageID == messageID
        else -> false
    }
}

private const val TEXTS = 40
