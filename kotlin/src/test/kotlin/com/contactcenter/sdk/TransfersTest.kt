// How a transfer tells of its progress and ends, with a core that a test plays.

package com.contactcenter.sdk

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import kotlin.io.path.createTempDirectory
import kotlin.random.Random

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
    fun aProgressThatThrowsACancellationEndsTheTransfer(): Unit = runBlocking {
        val ended = CompletableDeferred<Unit>()
        val thrown = assertThrown<CancellationException> {
            reporting({ _, _ -> throw CancellationException("enough") }) { progress ->
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
        assertTrue(isActive, "the caller itself is not cancelled")
    }

    @Test
    fun bytesAreNeverHandedOverOnTheThreadOfTheCaller(): Unit = runBlocking {
        val caller = Thread.currentThread()
        for (dispatcher in listOf(Dispatchers.Default, Dispatchers.IO, Dispatchers.Unconfined)) {
            launch(dispatcher, CoroutineStart.UNDISPATCHED) {
                transferring(null) { assertNotEquals(caller, Thread.currentThread()) }
            }.join()
        }
    }

    @Test
    fun bytesThatAreHandedOverInPiecesArriveWhole(): Unit = runBlocking {
        Simulator().use { simulator ->
            ContactCenterCommunicator(simulator.configuration).use { communicator ->
                val chat = simulator.openChat(communicator)
                for (length in listOf(1, 256 * 1024, 256 * 1024 + 1, 1_000_000)) {
                    val data = Random(length).nextBytes(length)
                    val uploaded = communicator.uploadData(data, "a.bin")
                    val folder = createTempDirectory().toFile()
                    val downloaded = communicator.downloadFile(chat.id, uploaded.fileID, folder, "a.bin")
                    assertArrayEquals(data, downloaded.file.readBytes())
                    folder.deleteRecursively()
                }
                assertRefused("data") { communicator.uploadData(ByteArray(0), "a.bin") }
                assertRefused("data") { communicator.uploadData(ByteArray((25 shl 20) + 1), "a.bin") }
            }
        }
    }

    @Test
    fun withoutSomebodyToTellThereIsNothingToTell(): Unit = runBlocking {
        transferring(null) { assertNull(it) }
    }
}
