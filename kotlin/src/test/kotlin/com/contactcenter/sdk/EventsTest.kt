// What can be asked of any event.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatFormDataCancel
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCobrowsingEnded
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCobrowsingRejected
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionCobrowsingStarted
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionDisconnect
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionFormData
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionInactivityTimeout
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionInfo
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessage
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionNavigation
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionNotTyping
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionSecureFormData
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import kotlin.time.Instant

class EventsTest {
    private fun message(partyID: String?) =
        ChatSessionMessage("1", partyID, "hi", "hi", null, null, emptyList(), 1_614_718_748_000)

    @Test
    fun partyAndTimeAreThoseOfTheEventItself() {
        for ((sent, event) in EVERY_EVENT) {
            val party = Regex(""""party_id":"(\w+)"""").find(sent)?.groupValues?.get(1)
            assertEquals(party, event.partyID, sent)
            val seconds = Regex(""""timestamp":"(\d+)"""").find(sent)?.groupValues?.get(1)?.toLong()
            assertEquals(seconds?.let(Instant::fromEpochSeconds), event.timestamp, sent)
        }
    }

    @Test
    fun messageAndTextAndFormAreThoseOfTheEventItself() {
        for (event in EVERY_EVENT.map { it.second } + OF_HISTORIES) {
            fun own(field: String) = event.javaClass.methods.find { it.name == "get$field" }?.invoke(event)
            assertEquals(own("MessageID"), event.messageID, "$event")
            assertEquals(own("MessageText"), event.messageText, "$event")
            assertEquals(own("FormRequestID"), event.formRequestID, "$event")
        }
    }

    @Test
    fun theCustomerIsThePartyThatHasTheChatsId() {
        assertTrue(message("chat-a").isFromCustomer("chat-a"))
        assertTrue(message("CHAT-A").isFromCustomer("chat-a"))
        assertFalse(message("chat-b").isFromCustomer("chat-a"))
        assertFalse(message(null).isFromCustomer("chat-a"), "the contact center's announcement")
        assertTrue(ChatSessionDisconnect.isFromCustomer("chat-a"))
        assertFalse(ChatSessionNavigation(null, null, "page", "title", null).isFromCustomer("chat-a"))
        assertFalse(ChatSessionNotTyping(null, null).isFromCustomer("chat-a"))
        assertFalse(ChatSessionInfo("service", null).isFromCustomer("chat-a"))
    }

    private companion object {
        /** The events with a message, a text or a form that [EVERY_EVENT] lacks, since no live chat brings them. */
        val OF_HISTORIES = listOf<ContactCenterEvent>(
            ChatSessionNavigation("1", "P", "page", "title", null),
            ChatSessionFormData("7", "contact", "{}", "P", null),
            ChatFormDataCancel("7", "contact", "P", null),
            ChatSessionSecureFormData("8", "card", "P", null),
            ChatSessionCobrowsingRejected("2", "P", null),
            ChatSessionCobrowsingStarted("3", "P", "surfly", "https://c.example.com", "7", null),
            ChatSessionCobrowsingEnded("4", "P", null),
            ChatSessionInactivityTimeout("<b>Bye</b>", "Bye", null),
        )
    }
}
