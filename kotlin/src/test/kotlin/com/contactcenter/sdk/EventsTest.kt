// What can be asked of any event.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionDisconnect
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionInfo
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessage
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionNavigation
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionNotTyping
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
    fun theCustomerIsThePartyThatHasTheChatsId() {
        assertTrue(message("chat-a").isFromCustomer("chat-a"))
        assertTrue(message("CHAT-A").isFromCustomer("chat-a"))
        assertFalse(message("chat-b").isFromCustomer("chat-a"))
        assertFalse(message(null).isFromCustomer("chat-a"), "the contact centre's announcement")
        assertTrue(ChatSessionDisconnect.isFromCustomer("chat-a"))
        assertFalse(ChatSessionNavigation(null, null, "page", "title", null).isFromCustomer("chat-a"))
        assertFalse(ChatSessionNotTyping(null, null).isFromCustomer("chat-a"))
        assertFalse(ChatSessionInfo("service", null).isFromCustomer("chat-a"))
    }
}
