// A transfer as a coroutine: cancelled with it, and telling how far it has got where it runs.

package com.contactcenter.sdk

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.nio.Buffer
import java.nio.ByteBuffer

/** Runs [call], which the core stops when its coroutine is cancelled: that drops the core's future. */
internal suspend fun <T> transferring(report: TransferProgress?, call: suspend (CoreTransfer?) -> T): T =
    if (report == null) apart { call(null) } else reporting(report) { CoreTransfer(it).use { one -> call(one) } }

/** Runs [call] and tells [report], in the caller's context, what the core says meanwhile. */
internal suspend fun <T> reporting(report: TransferProgress, call: suspend (CoreTransferProgress) -> T): T =
    coroutineScope {
        // Of what the caller has no time for, the latest counts.
        val latest = Channel<Progress>(Channel.CONFLATED)
        launch {
            try {
                latest.consumeEach { insideCallback { report(it.transferredBytes, it.totalBytes) } }
            } catch (thrown: CancellationException) {
                // From a coroutine alone it would end nothing else.
                this@coroutineScope.cancel(thrown)
            }
        }
        try {
            apart { call(ProgressSender(latest)) }
        } finally {
            latest.close()
        }
    }

/** Never on the caller's thread, whatever its dispatcher: handing over many bytes takes a while, and so does reading them. */
internal suspend fun <T> apart(call: suspend () -> T): T = withContext(COPYING) { call() }

/** [data] in the core's memory. A call that is cancelled meanwhile ends between two pieces. */
internal suspend fun gathered(data: ByteArray): CoreUploadData {
    val gathered = CoreUploadData(data.size.toLong())
    try {
        val piece = ByteBuffer.allocateDirect(minOf(data.size, PIECE))
        // Of this type, because ByteBuffer has methods of its own only since Android 14.
        val bounds: Buffer = piece
        for (start in data.indices step PIECE) {
            currentCoroutineContext().ensureActive()
            bounds.clear()
            piece.put(data, start, minOf(PIECE, data.size - start))
            bounds.flip()
            gathered.append(piece)
        }
        return gathered
    } catch (thrown: Throwable) {
        gathered.close()
        throw thrown
    }
}

/** How many bytes are copied at a time. */
private const val PIECE = 256 * 1024

/** A view of its own, so that work is dispatched to it from wherever the caller runs, and a few copies at a time are enough. */
private val COPYING = Dispatchers.IO.limitedParallelism(4)

private class Progress(val transferredBytes: Long, val totalBytes: Long?)

private class ProgressSender(private val latest: Channel<Progress>) : CoreTransferProgress {
    override fun transferProgressed(transferredBytes: Long, totalBytes: Long?) {
        latest.trySend(Progress(transferredBytes, totalBytes))
    }
}
