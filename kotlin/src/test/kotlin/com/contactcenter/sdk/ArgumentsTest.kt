// Maps, lists and texts that Java, or another thread, may have made into something that Kotlin's types do not allow.

package com.contactcenter.sdk

import com.contactcenter.sdk.callbacks.ContactCenterCallbacks
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

@Timeout(60)
class ArgumentsTest {
    private val simulator = Simulator()
    private val communicator = ContactCenterCommunicator(simulator.configuration)

    @AfterEach
    fun close() {
        communicator.shutdown()
        simulator.close()
    }

    /** As Java makes them. */
    @Suppress("UNCHECKED_CAST")
    private fun texts(vararg entries: Pair<Any?, Any?>) = mapOf(*entries) as Map<String, String>

    @Suppress("UNCHECKED_CAST")
    private fun <T> listOfNull() = listOf(null) as List<T>

    /** Is changed by each reader of its value [changing]. */
    private class Changing : LinkedHashMap<String, Any?>() {
        val changing = object : CharSequence by "text" {
            override val length: Int
                get() {
                    put("further $size", "value")
                    return "text".length
                }

            override fun toString(): String = "text".also { length }
        }

        init {
            put("chatID", "chat")
            put("changing", changing)
            put("last", "value")
        }
    }

    private class Unreadable<V> : AbstractMap<String, V>() {
        override val entries: Set<Map.Entry<String, V>> get() = throw IllegalStateException("my secret")
    }

    @Test
    fun aNullInAMapOrAListIsRefusedByName(): Unit = runBlocking {
        val unfit = listOf(texts("a" to null), texts(null to "a"), texts("a" to "b", "c" to 7), Unreadable())
        for (parameters in unfit) {
            assertRefused("parameters") { communicator.requestChat(from = "Ann", parameters = parameters) }
            assertRefused("parameters") {
                communicator.requestChat(ContactCenterChatRequest(from = "Ann", parameters = parameters))
            }
        }
        assertRefused("data") { communicator.sendFormData("chat", "1", "contact", texts(null to "a")) }
        assertRefused("data") { communicator.sendSecureFormData("chat", "1", "card", Unreadable<Any?>()) }
        assertRefused("user_info") { communicator.handlePush(Unreadable<Any?>()) }
        val configuration = simulator.configuration
        val pins = listOfNull<String>()
        assertRefused("pinned_public_keys") { ContactCenterCommunicator(configuration.copy(pinnedPublicKeys = pins)) }
        val roots = listOfNull<ByteArray>()
        assertRefused("extra_root_certificates") {
            ContactCenterCommunicator(configuration.copy(extraRootCertificates = roots))
        }
        assertEquals(emptyList<SimulatedRequest>(), simulator.requests())
    }

    @Test
    fun aMapThatChangesWhileItIsReadIsRefusedByName(): Unit = runBlocking {
        assertRefused("user_info") { communicator.handlePush(Changing()) }
        assertRefused("user_info") { communicator.appDidReceiveMessage(Changing()) }
        assertRefused("data") { communicator.sendFormData("chat", "1", "contact", Changing()) }
        val nested = mapOf("in" to listOf(Changing()))
        assertRefused("data") { communicator.sendSecureFormData("chat", "1", "card", nested) }
        assertRefused("nested_parameters") { ContactCenterChatRequest(nestedParameters = Changing()) }
        val refusal = assertThrown<ContactCenterException.InvalidArgument> {
            communicator.requestChat(from = "Ann", parameters = Unreadable())
        }
        assertFalse("secret" in refusal.reason)
    }

    @Test
    fun aRefusalReachesTheCompletion() {
        val ends = LinkedBlockingQueue<ContactCenterException>()
        ContactCenterCallbacks(communicator).requestChat("Ann", texts("a" to null)) {
            ends += checkNotNull(it.reasonOrNull)
        }
        val refusal = ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)
        assertEquals("parameters", (refusal as ContactCenterException.InvalidArgument).argument)
    }

    @Test
    fun whatWasHandedOverBesideARefusedArgumentIsNotKept(): Unit = runBlocking {
        val from = "x".repeat(1_000_000)
        val parameters = texts("a" to null)
        repeat(20) { assertRefused("parameters") { communicator.requestChat(null, from, parameters) } }
        val before = Footprint.resident()
        repeat(300) { assertRefused("parameters") { communicator.requestChat(null, from, parameters) } }
        val grown = Footprint.resident() - before
        // Each kept 3 MB.
        assertTrue(grown < 100 shl 20, "it has grown by $grown bytes")
    }

    @Test
    fun aTextThatIsFarTooLongIsRefusedByName(): Unit = runBlocking {
        val long = "x".repeat(LONGEST_TEXT + 1)
        assertRefused("message") { communicator.sendChatMessage("chat", long) }
        assertRefused("answer") { communicator.sendChatAnswer("chat", long, "d-1") }
        assertRefused("text") { communicator.answerFormInText("chat", "1", long) }
        assertRefused("draft") { communicator.chatTyping("chat", long) }
        assertRefused("page") { communicator.sendNavigation("chat", long, "title") }
        assertRefused("data") { communicator.sendFormData("chat", "1", "contact", mapOf("a" to long)) }
        assertRefused("parameters") { communicator.requestChat(from = "Ann", parameters = mapOf("a" to long)) }
        assertRefused("initial_message") { communicator.requestChat(ContactCenterChatRequest(initialMessage = long)) }
        assertRefused("nested_parameters") { ContactCenterChatRequest(nestedParameters = mapOf("a" to long)) }
    }
}
