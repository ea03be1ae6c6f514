// The scenario of everything that is refused, of docs/maintainers/scenarios.md.

package com.contactcenter.sdk

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.util.Date

@Timeout(60)
class BadInputScenarioTest {
    private val simulator = Simulator()

    @TempDir
    lateinit var directory: File

    @AfterEach
    fun close() = simulator.close()

    @Test
    fun badInputIsRefusedByNameBeforeAnythingIsSent(): Unit = runBlocking {
        badSettingsAreRefused()
        badArgumentsAreRefused()
        assertEquals(emptyList<SimulatedRequest>(), simulator.requests())
    }

    private fun badSettingsAreRefused() {
        val good = simulator.configuration
        for ((setting, bad) in listOf(
            "base_url" to good.copy(baseURL = ""),
            "base_url" to good.copy(baseURL = "acme.example.com"),
            "base_url" to good.copy(baseURL = "http://acme.example.com"),
            "base_url" to good.copy(baseURL = "http://127.0.0.1:1"),
            "tenant_url" to good.copy(tenantURL = " "),
            "app_id" to good.copy(appID = "a\"b"),
            "client_id" to good.copy(clientID = "a\r\nb"),
            "extra_root_certificates" to good.copy(extraRootCertificates = listOf("nonsense".toByteArray())),
            "connect_timeout_ms" to good.copy(connectTimeoutMs = 0),
            "request_timeout_ms" to good.copy(requestTimeoutMs = 0),
            "pinned_public_keys" to good.copy(pinnedPublicKeys = listOf("sha256/nonsense")),
            "proxy_url" to good.copy(proxyURL = "proxy.example.com"),
            "first_byte_timeout_ms" to good.copy(firstByteTimeoutMs = 0),
            "stall_timeout_ms" to good.copy(stallTimeoutMs = -1),
            "poll_timeout_ms" to good.copy(pollTimeoutMs = 0),
            "backoff_initial_ms" to good.copy(backoffInitialMs = 0),
            "backoff_max_ms" to good.copy(backoffMaxMs = 1),
        )) {
            assertRefused(setting) { ContactCenterCommunicator(bad) }
        }
    }

    private suspend fun badArgumentsAreRefused() {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            for (bad in listOf("", "a/b", "..", "a\"b", "a,b", "a\nb")) {
                assertRefused("chat_id") { communicator.getChatHistory(bad) }
                assertRefused("chat_id") { communicator.getCaseHistory(bad) }
                assertRefused("chat_id") { communicator.sendChatMessage(bad, "hello") }
                assertRefused("chat_id") { communicator.chatMessageDelivered(bad, "0") }
                assertRefused("chat_id") { communicator.chatMessageRead(bad, "0") }
                assertRefused("chat_id") { communicator.chatTyping(bad) }
                assertRefused("chat_id") { communicator.chatNotTyping(bad) }
                assertRefused("chat_id") { communicator.closeCase(bad) }
                assertRefused("chat_id") { communicator.disconnectChat(bad) }
                assertRefused("chat_id") { communicator.endChat(bad) }
                assertRefused("chat_id") { communicator.subscribeForRemoteNotificationsAPNs(bad, "0a", "com.acme") }
                assertRefused("chat_id") { communicator.subscribeForRemoteNotificationsFirebase(bad, "token") }
                assertRefused("chat_id") { communicator.unsubscribeFromRemoteNotifications(bad) }
                assertRefused("user_info") { communicator.appDidReceiveMessage(mapOf("chatID" to bad)) }
                assertRefused("chat_id") { communicator.sendLocation(bad, 0.0, 0.0) }
                assertRefused("chat_id") { communicator.sendNavigation(bad, "page", "title") }
                assertRefused("chat_id") { communicator.sendFormData(bad, "1", "contact", emptyMap()) }
                assertRefused("chat_id") { communicator.sendSignaling(bad, "P", ContactCenterSignaling.EndCall) }
                assertRefused("chat_id") { communicator.rejectCobrowsing(bad) }
                assertRefused("chat_id") { communicator.getIceServers(bad) }
                assertRefused("chat_id") { communicator.getChatIcon(bad) }
                assertRefused("chat_id") { communicator.downloadFile(bad, "f", directory, "a.pdf") }
                assertRefused("file_id") { communicator.downloadFile("chat", bad, directory, "a.pdf") }
                assertRefused("party_id") { communicator.getPartyPhoto("chat", bad) }
            }
            assertRefused("message") { communicator.sendChatMessage("chat", " \n") }
            assertRefused("message_id") { communicator.chatMessageDelivered("chat", "") }
            assertRefused("message_id") { communicator.chatMessageRead("chat", "") }
            for (bad in listOf("", "<0a1b 2c3d>")) {
                assertRefused("device_token") { communicator.subscribeForRemoteNotificationsAPNs("chat", bad, "app") }
                assertRefused("device_token") { communicator.subscribeForRemoteNotificationsFirebase("chat", bad) }
            }
            assertRefused("app_bundle_id") { communicator.subscribeForRemoteNotificationsAPNs("chat", "0a", "") }
            assertRefused("user_info") { communicator.appDidReceiveMessage(emptyMap<String, String>()) }
            assertRefused("user_info") { communicator.appDidReceiveMessage(mapOf("chatID" to listOf("chat"))) }
            assertRefused("answer") { communicator.sendChatAnswer("chat", "", "d-1") }
            assertRefused("directive_id") { communicator.sendChatAnswer("chat", "yes", "") }
            assertRefused("latitude") { communicator.sendLocation("chat", 90.5, 0.0) }
            assertRefused("longitude") { communicator.sendLocation("chat", 0.0, Double.NaN) }
            assertRefused("page") { communicator.sendNavigation("chat", "", "title") }
            assertRefused("form_request_id") { communicator.cancelForm("chat", "", "contact") }
            assertRefused("text") { communicator.answerFormInText("chat", "1", " ") }
            assertRefused("data") { communicator.sendFormData("chat", "1", "contact", mapOf("when" to Date())) }
            assertRefused("data") { communicator.sendSecureFormData("chat", "1", "card", mapOf("a" to Double.NaN)) }
            assertRefused("destination_party_id") {
                communicator.sendSignaling("chat", "", ContactCenterSignaling.EndCall)
            }
            assertRefused("data") { communicator.sendSignaling("chat", "P", ContactCenterSignaling.Other("[]")) }
            assertRefused("provider_type") { communicator.startCobrowsing("chat", "", "https://b.example.com", "1") }
            assertRefused("path") { communicator.uploadFile(File(directory, "nothing")) }
            assertRefused("file_name") { communicator.uploadData(byteArrayOf(1), "") }
            assertRefused("data") { communicator.uploadData(byteArrayOf(), "empty.txt") }
            assertRefused("directory") { communicator.downloadFile("chat", "f", File(directory, "nothing"), "a.pdf") }
            assertRefused("file_url") { communicator.downloadFileURL("http://cdn.example.com/a", directory, "a") }
            assertRefused("nested_parameters") {
                val both = mapOf("email" to "ann@example.com")
                communicator.requestChat(ContactCenterChatRequest(parameters = both, nestedParameters = both))
            }
        }
    }
}
