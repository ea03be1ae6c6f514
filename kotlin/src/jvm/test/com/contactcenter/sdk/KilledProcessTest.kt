// The same as the scenario about what waited when the process ended, where the process had no say in its end.

package com.contactcenter.sdk

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.util.concurrent.TimeUnit

@Timeout(60)
class KilledProcessTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun whatWaitedWhenTheProcessWasKilledGoesOutInTheNextInOrderAndOnce(): Unit = Simulator().use { simulator ->
        val configuration = simulator.configuration.copy(storageDirectory = File(folder, "store").path)
        val (chatID, ids) = writeAndBeKilled(configuration)
        val agent = simulator.chat(chatID)
        assertEquals(emptyList<String>(), agent.texts(), "nothing had gone out before")

        val seen = Recorder()
        ContactCenterCommunicator(configuration, seen).use { communicator ->
            assertEquals(chatID, runBlocking { communicator.requestChat(from = "Ann") }.chatID)
            val last = runBlocking { communicator.sendChatMessage(chatID, "four") }
            seen.await("the last to be sent") { updates ->
                updates.find { it == ChatUpdate.MessageStatusChanged(chatID, last, MessageStatus.Sent) }
            }
            assertEquals(listOf("one", "two", "three", "four").zip(ids + last), agent.texts())
        }
    }

    private fun writeAndBeKilled(configuration: ContactCenterConfiguration): Pair<String, List<String>> {
        val certificate = File(folder, "ca.pem").apply { writeBytes(configuration.extraRootCertificates.single()) }
        val store = checkNotNull(configuration.storageDirectory)
        val process =
            otherJvm(KilledProcess::class.java, configuration.baseURL, certificate.path, store).start()
        val lines = process.inputStream.bufferedReader().lineSequence().take(LINES).toList()
        assertTrue(process.isAlive, "it ends by being killed: $lines")
        process.destroyForcibly()
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
        assertEquals(LINES, lines.size, "$lines")
        return lines.first() to lines.drop(1)
    }

    private fun SimulatedChat.texts() =
        clientEvents("chat_session_message").map { it.text("msg_text") to it.text("msg_id") }

    private companion object {
        // The chat, and three messages.
        const val LINES = 4
    }
}
