// Which chats the gate knows, and how their ids may be spelled.

package com.contactcenter.sdk.compat

import com.contactcenter.sdk.ChatSessionCloseReason
import com.contactcenter.sdk.EventOrigin
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import com.contactcenter.sdk.ContactCenterEvent as Event

class EventsGateTest {
    @Test
    fun anIDIsTheSameInUpperCase() {
        val gate = EventsGate("https://acme.example.com")
        val seen = mutableListOf<Int>()
        gate.callback = object : ContactCenterEventsInterface {
            override fun chatSessionEvents(result: Result<List<ContactCenterEvent>, Error>) {
                seen += (result as Success).value.size
            }
        }
        gate.opened("abc")
        assertTrue(gate.stop("ABC"))
        gate.chatSessionEvents("abc", EventOrigin.LIVE, listOf(Event.ChatSessionEnded))
        assertEquals(emptyList<Int>(), seen)
        gate.start("Abc")
        assertEquals(listOf(1), seen)
        gate.chatSessionClosed("aBC", ChatSessionCloseReason.ENDED)
        assertFalse(gate.isOpen("abc"))
    }
}
