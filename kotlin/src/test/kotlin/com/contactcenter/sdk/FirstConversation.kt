// The scenario first_conversation, one method per step, in the order of its description.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCaseSet
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessage
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionNotTyping
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionPartyJoined
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionPartyLeft
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionTyping
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue

internal class FirstConversation(private val simulator: Simulator) {
    private val seen = Recorder()
    private val communicator = ContactCenterCommunicator(simulator.configuration, seen)

    private lateinit var agent: SimulatedChat
    private val chatID get() = agent.id
    private lateinit var greeting: ChatSessionMessage
    private lateinit var sent: String

    suspend fun theContactCenterIsOpen() {
        assertEquals(ContactCenterServiceChatAvailability.AVAILABLE, communicator.checkAvailability().chat)
    }

    suspend fun aChatIsRequested() {
        val properties = communicator.requestChat("16508888888", "Ann", mapOf("email" to "ann@example.com"))
        assertTrue(properties.isNewChat)
        assertEquals(ContactCenterChatSessionState.Queued, properties.state)
        agent = simulator.chat(properties.chatID)
    }

    fun theAgentJoinsAndGreets() {
        agent.act("join")
        assertEquals("Alex Agent", seen.awaitEvent<ChatSessionPartyJoined>().displayName)
        agent.say("Hello, how can I help?")
        greeting = seen.awaitText("Hello, how can I help?")
    }

    suspend fun aMessageGoesOutAndIsSentDeliveredAndRead() {
        sent = communicator.sendChatMessage(chatID, OUR_TEXT)
        assertEquals("$chatID:1", sent)
        seen.await("the server to have it") { updates ->
            updates.find { it == ChatUpdate.MessageStatusChanged(chatID, sent, MessageStatus.Sent) }
        }
        assertEquals("1 &lt; 2<br>right?", agent.clientEvents("chat_session_message").single().text("msg"))
        agent.act("acknowledge_delivered", "msg_id" to sent)
        agent.act("acknowledge_read", "msg_id" to sent)
        val statuses = seen.await("the message to be read") { updates ->
            val changes = updates.filterIsInstance<ChatUpdate.MessageStatusChanged>()
            changes.takeIf { it.lastOrNull()?.status == MessageStatus.Read }
        }
        val wayOfAMessage = listOf(
            MessageStatus.Pending,
            MessageStatus.Sending,
            MessageStatus.Sent,
            MessageStatus.Delivered,
            MessageStatus.Read,
        )
        assertEquals(wayOfAMessage.map { ChatUpdate.MessageStatusChanged(chatID, sent, it) }, statuses)
    }

    suspend fun aMessageThatCameInIsAcknowledged() {
        val messageID = checkNotNull(greeting.messageID)
        communicator.chatMessageDelivered(chatID, messageID)
        communicator.chatMessageRead(chatID, messageID)
        for (receipt in listOf("chat_session_message_delivered", "chat_session_message_read")) {
            eventually(receipt) { agent.clientEvents(receipt).isNotEmpty() }
            assertEquals(messageID, agent.clientEvents(receipt).single().text("ref_msg_id"))
        }
    }

    suspend fun bothSidesType() {
        agent.act("typing")
        agent.act("not_typing")
        assertEquals(greeting.partyID, seen.awaitEvent<ChatSessionTyping>().partyID)
        assertEquals(greeting.partyID, seen.awaitEvent<ChatSessionNotTyping>().partyID)
        communicator.chatTyping(chatID)
        communicator.chatNotTyping(chatID)
        eventually("both to arrive") { agent.clientEvents("chat_session_not_typing").isNotEmpty() }
        assertEquals(1, agent.clientEvents("chat_session_typing").size)
        assertEquals(1, agent.clientEvents("chat_session_not_typing").size)
    }

    suspend fun aCaseIsSet() {
        agent.act("set_case", "case_id" to "case-7")
        assertEquals("case-7", seen.awaitEvent<ChatSessionCaseSet>().caseID)
        simulator.change("case_history_with_current", json("true"))
        assertEquals(listOf(chatID), communicator.getCaseHistory(chatID).map { it.chatID })
    }

    suspend fun pushesAreSubscribedFor() {
        communicator.subscribeForRemoteNotificationsFirebase(chatID, "fcm:Token-1")
        val subscription = simulator.requests().last { !it.isPoll }
        assertEquals("POST /clientweb/api/v2/chats/$chatID/notifications → 200", subscription.toString())
        assertEquals("""{"android_firebase_device_token":"fcm:Token-1"}""", subscription.body)
    }

    suspend fun aPushIsReceivedWithoutASecondPoll() {
        eventually("a poll to be held") { agent.isPolled }
        communicator.appDidReceiveMessage(mapOf("chatID" to chatID, "badge" to 1))
        // This call goes through the same queue: when it has been answered, the push has been dealt with.
        communicator.chatTyping(chatID)
        agent.say("And one more thing")
        seen.awaitText("And one more thing")
        eventually("the next poll to be held") { agent.isPolled }
        val polls = simulator.requests().filter { it.isPoll }
        assertEquals(List(polls.size - 1) { 200 } + null, polls.map { it.status }, "one poll after the other")
    }

    suspend fun theHistoryEqualsWhatWasSeen() {
        val history = communicator.getChatHistory(chatID).filterIsInstance<ChatSessionMessage>()
        val (ours, theirs) = history.partition { it.partyID == chatID }
        assertEquals(listOf("Hello, how can I help?", OUR_TEXT, "And one more thing"), history.map { it.messageText })
        assertEquals(seen.messages, theirs)
        assertEquals(listOf(sent), ours.map { it.messageID })
    }

    suspend fun theClientDisconnectsAndASurveyFollows() {
        communicator.disconnectChat(chatID)
        val survey = seen.await("a message after the agent has left") { updates ->
            val afterwards = updates.events().dropWhile { it !is ChatSessionPartyLeft }
            afterwards.filterIsInstance<ChatSessionMessage>().firstOrNull()
        }
        assertNotEquals(greeting.partyID, survey.partyID, "the scenario asks, not the agent")
        assertTrue(seen.closed.isEmpty(), "a chat that was left is not closed")
    }

    suspend fun theClientEndsTheChatAndItIsClosedOnce() {
        communicator.endChat(chatID)
        assertEquals(ChatSessionCloseReason.ENDED_BY_CLIENT, seen.awaitClosed())
        assertThrown<ContactCenterException.ChatSessionClosed> { communicator.sendChatMessage(chatID, "too late") }
        communicator.shutdown()
        assertEquals(1, seen.closed.size)
        assertTrue(seen.updates.none { it is ChatUpdate.Failed })
    }

    private companion object {
        const val OUR_TEXT = "1 < 2\nright?"
    }
}
