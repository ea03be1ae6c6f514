// When pushes are asked for again, with a contact center that refuses as it is told and a clock that the test turns.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.ChatSessionCloseReason
import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ConnectionState
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.PATIENCE_SECONDS
import com.contactcenter.sdk.TlsFailure
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.time.Duration

class PushSubscriptionsTest {
    private val updates = MutableSharedFlow<ChatUpdate>(extraBufferCapacity = 100)
    private val tokens = MutableStateFlow<String?>("one")
    private val asked = LinkedBlockingQueue<String>()
    private val pauses = LinkedBlockingQueue<Duration>()
    private val clock = Channel<Unit>(Channel.UNLIMITED)

    @Volatile private var refusal: ContactCenterException? = null
    private val subscriptions = PushSubscriptions(
        updates,
        tokens,
        subscribe = { chatID, token ->
            val refused = refusal
            asked += "$chatID $token"
            refused?.let { throw it }
        },
        pause = {
            pauses += it
            clock.receive()
        },
    )

    @AfterEach
    fun close() = subscriptions.close()

    @Test
    fun whatMayPassIsTriedAgainAfterPausesThatGrowUntilItHasPassed() {
        val passing = listOf(
            ContactCenterException.Transport("no"),
            ContactCenterException.Timeout("no"),
            ContactCenterException.Tls("no", TlsFailure.OTHER),
            ContactCenterException.Proxy("no"),
            ContactCenterException.ChatSessionInternalServerException("no", 500),
            ContactCenterException.UnexpectedResponse("no", 503),
        )
        refusal = passing.first()
        connect()
        var ceiling = FIRST_PAUSE
        for (answer in passing.drop(1) + passing + null) {
            assertEquals("chat one", next(asked))
            val pause = next(pauses)
            assertTrue(pause in ceiling / 2..ceiling, "$pause of $ceiling at most")
            ceiling = minOf(ceiling * 2, LONGEST_PAUSE)
            refusal = answer
            clock.trySend(Unit)
        }
        assertEquals("chat one", next(asked))
        assertEquals(LONGEST_PAUSE, ceiling)
        // Answered by now: the next request is that of another token, and no pause comes between.
        tokens.value = "two"
        assertEquals("chat two", next(asked))
        assertTrue(pauses.isEmpty())
    }

    @Test
    fun whatDoesNotPassIsTriedAgainWithAnotherTokenOrConnection() {
        refusal = ContactCenterException.Server("no", 400, "9999")
        connect()
        assertEquals("chat one", next(asked))
        assertEquals(Duration.INFINITE, next(pauses))
        tokens.value = "two"
        assertEquals("chat two", next(asked))
        next(pauses)
        connect()
        assertEquals("chat two", next(asked))
    }

    @Test
    fun aChatThatIsOverIsAskedForNoMore() {
        refusal = ContactCenterException.Transport("no")
        connect()
        assertEquals("chat one", next(asked))
        next(pauses)
        updates.tryEmit(ChatUpdate.Closed("chat", ChatSessionCloseReason.ENDED))
        // Reported after the end, so a test that waits for this has seen the end.
        connect("another")
        assertEquals("another one", next(asked))
        next(pauses)
        repeat(2) {
            clock.trySend(Unit)
            assertEquals("another one", next(asked))
            next(pauses)
        }
    }

    private fun connect(chatID: String = "chat") {
        updates.tryEmit(ChatUpdate.ConnectionChanged(chatID, ConnectionState.CONNECTED))
    }

    private fun <T> next(queue: LinkedBlockingQueue<T>): T =
        checkNotNull(queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
}
