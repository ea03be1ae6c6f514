// Scenarios of forms, of docs/maintainers/scenarios.md.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFormShow
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSecureFormData
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSecureFormShow
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.put
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.File

@Timeout(60)
class FormScenariosTest {
    private val simulator = Simulator()
    private val seen = Recorder()

    @AfterEach
    fun close() = simulator.close()

    private fun awaitForm(count: Int = 1): ChatSessionFormShow = seen.await("form $count") { updates ->
        updates.events().filterIsInstance<ChatSessionFormShow>().getOrNull(count - 1)
    }

    @Test
    fun aFormIsAnswered(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            agent.act("show_form") {
                put("form_name", "contact")
                put("timeout_seconds", 60)
            }
            val form = awaitForm()
            assertEquals("contact", form.formName)
            assertEquals(60, form.formTimeout)
            val filled = mapOf(
                "name" to "Ann \"A\" <ann>\n",
                "satisfaction" to 7,
                "newsletter" to false,
                "phone" to null,
                "topics" to listOf("order", mapOf("id" to 12.5)),
            )
            communicator.sendFormData(agent.id, checkNotNull(form.formRequestID), "contact", filled)
            val answer = agent.clientEvents("chat_session_form_data").single()
            assertEquals(form.formRequestID, answer.text("form_request_id"))
            val expected = """{"name":"Ann \"A\" <ann>\n","satisfaction":7,"newsletter":false,"phone":null,""" +
                """"topics":["order",{"id":12.5}]}"""
            assertEquals(json(expected), answer["data"])

            agent.act("show_form", "form_name" to "unheard-of")
            communicator.rejectUnknownForm(agent.id, checkNotNull(awaitForm(2).formRequestID), "unheard-of")
            assertEquals(JsonPrimitive("Form not found"), agent.clientEvents("chat_session_form_data")[1]["data"])

            agent.act("show_form", "form_name" to "contact")
            communicator.cancelForm(agent.id, checkNotNull(awaitForm(3).formRequestID), "contact")
            assertEquals("contact", agent.clientEvents("chat_form_data_cancel").single().text("form_name"))
        }
    }

    @Test
    fun aFormWithoutANameIsAnsweredInText(): Unit = runBlocking {
        ContactCenterCommunicator(simulator.configuration, seen).use { communicator ->
            val agent = simulator.openChat(communicator)
            agent.act("show_form", "form_name" to "")
            val form = awaitForm()
            assertNull(form.formName)
            val messageID = communicator.answerFormInText(agent.id, checkNotNull(form.formRequestID), "my number is 7")
            eventually("both to arrive") { agent.clientEvents("chat_session_message").isNotEmpty() }
            val answer = agent.clientEvents("chat_session_form_data").single()
            assertEquals(form.formRequestID, answer.text("form_request_id"))
            assertEquals(json("""{"text":"my number is 7"}"""), answer["data"])
            val message = agent.clientEvents("chat_session_message").single()
            assertEquals(messageID, message.text("msg_id"))
            assertEquals("my number is 7", message.text("msg_text"))
        }
    }

    @Test
    fun aSecureFormLeavesNoTrace(@TempDir storage: File): Unit = runBlocking {
        val javaLog = JavaLog()
        val configuration = simulator.configuration.copy(storageDirectory = storage.path)
        ContactCenterCommunicator(configuration, seen).use { communicator ->
            // The log of the core goes to the same sink as the log of the Kotlin layer.
            communicator.setLogSink(ContactCenterJavaLog(), ContactCenterLogLevel.DEBUG)
            val agent = simulator.openChat(communicator)
            agent.act("show_secure_form", "form_id" to "card")
            val form = seen.awaitEvent<ChatSessionSecureFormShow>()
            assertEquals("card", form.formID)
            val request = checkNotNull(form.formRequestID)

            simulator.fault("send_events", "reset")
            val failure = assertThrown<ContactCenterException.Transport> {
                communicator.sendSecureFormData(agent.id, request, "card", mapOf("number" to SECRET))
            }
            assertFalse(SECRET in failure.stackTraceToString() + failure.reason)
            communicator.sendSecureFormData(agent.id, request, "card", mapOf("number" to SECRET))
            assertEquals(
                json("""{"number":"$SECRET"}"""),
                agent.clientEvents("chat_session_secure_form_data").last()["data"],
            )

            // What an event prints of itself would hide it. These two have no field that it could be in.
            val told = (communicator.getChatHistory(agent.id) + seen.events).map { it::class }.toSet()
            assertEquals(setOf(ChatSessionSecureFormShow::class, ChatSessionSecureFormData::class), told)
            communicator.cancelSecureForm(agent.id, request, "card")
            assertEquals(1, agent.clientEvents("chat_session_secure_form_cancel").size)
            eventually("the log to tell of the three times that something was sent") {
                javaLog.records.count { " POST chats/" in it && "/events: " in it } == 3
            }
        }
        val kept = storage.walk().filter { it.isFile }.toList()
        assertTrue(kept.isNotEmpty(), "there is a store")
        kept.forEach { assertFalse(SECRET in it.readText(Charsets.ISO_8859_1), "the secret is in ${it.name}") }
        javaLog.close()
        assertTrue(javaLog.records.any { it.startsWith("com.contactcenter.sdk.http FINE ") }, "${javaLog.records}")
        javaLog.lines.forEach { assertFalse(SECRET in it, it) }
    }

    private companion object {
        const val SECRET = "4111-1111-1111-1111"
    }
}
