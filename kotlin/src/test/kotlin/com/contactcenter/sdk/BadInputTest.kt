// What an app may get wrong that is no single argument: payloads that are not ours, and calls that come too late.

package com.contactcenter.sdk

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.io.File

@Timeout(60)
class BadInputTest {
    private val simulator = Simulator()

    @AfterEach
    fun close() = simulator.close()

    @Test
    fun aPushOfAnyShapeIsTakenOrRefusedByNameAndNothingElse() {
        ContactCenterCommunicator(simulator.configuration).use { communicator ->
            val cycle = mutableMapOf<String, Any?>()
            cycle["itself"] = cycle
            val notOurs = listOf(
                emptyMap<String, String>(),
                mapOf("chatID" to null),
                mapOf("chatID" to ""),
                mapOf("chatID" to "a/b\r\n"),
                mapOf("chatID" to mapOf("chatID" to "nested")),
                mapOf("chatID" to listOf("chat")),
                mapOf("aps" to mapOf("alert" to mapOf("body" to "x"), "badge" to 3), "data" to listOf(1, null)),
                mapOf(null to "x", 7 to "y", File("z") to true),
                mapOf("chatID" to ByteArray(3), "x" to Double.NaN),
                cycle,
            )
            for (payload in notOurs) assertRefused("user_info") { communicator.appDidReceiveMessage(payload) }

            // An unquoted number is accepted as an id; other fields of the payload do not matter.
            val ours = mapOf("chatID" to 7, "aps" to mapOf("a" to null), null to null, 1 to cycle)
            communicator.appDidReceiveMessage(ours)
            eventually("the question whether the chat is live") { simulator.requests().isNotEmpty() }
        }
    }

    @Test
    fun everyCallAfterTheShutdownSaysSo(): Unit = runBlocking {
        val communicator = ContactCenterCommunicator(simulator.configuration)
        val chatID = simulator.openChat(communicator).id
        communicator.shutdown()
        val requests = simulator.requests().size
        val folder = File(".")
        val calls = listOf<suspend ContactCenterCommunicator.() -> Any?>(
            { getVersion() },
            { checkAvailability() },
            { getParameters() },
            { getWidgetConfiguration() },
            { requestChat(from = "Ann") },
            { requestChat(ContactCenterChatRequest()) },
            { getActiveChat() },
            { getChatHistory(chatID) },
            { getCaseHistory(chatID) },
            { closeCase(chatID) },
            { disconnectChat(chatID) },
            { endChat(chatID) },
            { sendChatMessage(chatID, "too late") },
            { sendChatAnswer(chatID, "yes", "d-1") },
            { sendChatFile(chatID, "f", "a.png", ContactCenterFileType.Image) },
            { sendLocation(chatID, 1.0, 1.0) },
            { retryChatMessage(chatID, "$chatID:1") },
            { discardChatMessage(chatID, "$chatID:1") },
            { getUnsentMessages(chatID) },
            { chatMessageDelivered(chatID, "1") },
            { chatMessageRead(chatID, "1") },
            { chatTyping(chatID) },
            { chatNotTyping(chatID) },
            { sendNavigation(chatID, "page", "title") },
            { sendFormData(chatID, "1", "contact", emptyMap()) },
            { answerFormInText(chatID, "1", "yes") },
            { cancelForm(chatID, "1", "contact") },
            { rejectUnknownForm(chatID, "1", "contact") },
            { sendSecureFormData(chatID, "1", "card", emptyMap()) },
            { cancelSecureForm(chatID, "1", "card") },
            { uploadFile(folder) },
            { uploadData(byteArrayOf(1), "a") },
            { downloadFile(chatID, "f", folder, "a") },
            { downloadFileURL("https://example.com/a", folder, "a") },
            { getPartyPhoto(chatID, "P") },
            { getChatIcon(chatID) },
            { getIceServers(chatID) },
            { sendSignaling(chatID, "P", ContactCenterSignaling.EndCall) },
            { rejectCobrowsing(chatID) },
            { startCobrowsing(chatID, "surfly", "https://c.example.com", "1") },
            { endCobrowsing(chatID) },
            { subscribeForRemoteNotificationsAPNs(chatID, "0a", "com.acme") },
            { subscribeForRemoteNotificationsFirebase(chatID, "token") },
            { unsubscribeFromRemoteNotifications(chatID) },
            { appDidReceiveMessage(mapOf("chatID" to chatID)) },
            { handlePush(mapOf("chatID" to chatID)) },
        )
        for (call in calls) assertShutDown { communicator.call() }
        communicator.setNetworkAvailable(true)
        communicator.setForeground(true)
        communicator.shutdown()
        assertEquals(requests, simulator.requests().size)
    }
}
