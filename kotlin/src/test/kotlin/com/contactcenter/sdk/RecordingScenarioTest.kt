// The scenario of docs/maintainers/scenarios.md about a recorded session.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSecureFormShow
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@Timeout(60)
class RecordingScenarioTest {
    private val simulator = Simulator()
    private val seen = Recorder()

    @AfterEach
    fun close() = simulator.close()

    @Test
    fun aSessionIsRecordedWithoutSecrets(): Unit = runBlocking {
        val configuration = simulator.configuration.copy(clientID = "client-7c5e")
        ContactCenterCommunicator(configuration, seen).use { communicator ->
            assertNull(communicator.stopRecording())
            assertRefused("max_bytes") { communicator.startRecording(LEAST - 1) }
            communicator.startRecording()
            val chat = communicator.requestChat("16508888888", "Annabel", mapOf("email" to "annabel@example.com"))
            val agent = simulator.chat(chat.chatID)
            agent.say("hello from the agent")
            seen.awaitText("hello from the agent")
            val messageID = communicator.sendChatMessage(agent.id, "my card is lost")
            agent.act("show_secure_form", "form_id" to "card")
            val form = checkNotNull(seen.awaitEvent<ChatSessionSecureFormShow>().formRequestID)
            communicator.sendSecureFormData(agent.id, form, "card", mapOf("number" to "4929 1234"))
            communicator.subscribeForRemoteNotificationsFirebase(agent.id, "token-00112233")
            communicator.endChat(agent.id)
            seen.awaitClosed()
            val recording = checkNotNull(communicator.stopRecording())
            assertNull(communicator.stopRecording())

            val secrets = listOf(
                "16508888888", "Annabel", "example.com", "hello from", "my card", "4929", "token-00", "client-7c5e",
                agent.id, agent.id.drop(9), messageID,
            )
            secrets.forEach { assertFalse(it in recording, "$it is in the recording") }
            val known = listOf("\"contact_center_trace\":1,", "chat_session_message", "\"closed\":\"ended_by_client\"")
            known.forEach { assertTrue(it in recording, "$it is not in $recording") }
            assertTrue(recording.length <= 1 shl 20)

            communicator.startRecording(LEAST)
            val bounded = simulator.openChat(communicator)
            repeat(60) {
                bounded.say("message $it")
                seen.awaitText("message $it")
            }
            val latest = checkNotNull(communicator.stopRecording())
            assertTrue(latest.length <= LEAST && "{\"dropped\":{" in latest, "${latest.length} bytes")
        }
    }

    private companion object {
        const val LEAST = 16 * 1024
    }
}
