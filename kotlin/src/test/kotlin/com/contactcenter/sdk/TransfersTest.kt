// How a transfer tells of its progress and ends, with a core that a test plays.

package com.contactcenter.sdk

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@Timeout(60)
class TransfersTest {
    @Test
    fun progressIsToldWhereTheCallerRunsAndBeforeTheTransferReturns(): Unit = runBlocking {
        val caller = Thread.currentThread()
        val told = mutableListOf<Pair<Long, Long?>>()
        lateinit var core: CoreTransferProgress
        val result = reporting({ transferred, total ->
            assertEquals(caller, Thread.currentThread())
            told += transferred to total
        }) { progress ->
            core = progress
            progress.transferProgressed(1, null)
            progress.transferProgressed(2, 2)
            "done"
        }
        assertEquals("done", result)
        assertEquals(2L to 2L, told.last())
        core.transferProgressed(3, 3)
        assertEquals(2L to 2L, told.last(), "nothing is told of what is over")
    }

    @Test
    fun whatTheProgressThrowsEndsTheTransferAndIsThrown(): Unit = runBlocking {
        val ended = CompletableDeferred<Unit>()
        val thrown = assertThrown<IllegalStateException> {
            reporting({ _, _ -> error("enough") }) { progress ->
                progress.transferProgressed(1, null)
                try {
                    awaitCancellation()
                } finally {
                    ended.complete(Unit)
                }
            }
        }
        assertEquals("enough", thrown.message)
        assertTrue(ended.isCompleted)
    }

    @Test
    fun withoutSomebodyToTellThereIsNothingToTell(): Unit = runBlocking {
        transferring(null) { assertNull(it) }
    }
}
