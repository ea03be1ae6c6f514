// A transfer as a coroutine: cancelled with it, and telling how far it has got where it runs.

package com.contactcenter.sdk

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** Runs [call], which the core stops when its coroutine is cancelled: that drops the core's future. */
internal suspend fun <T> transferring(report: TransferProgress?, call: suspend (CoreTransfer?) -> T): T =
    if (report == null) apart { call(null) } else reporting(report) { CoreTransfer(it).use { one -> call(one) } }

/** Runs [call] and tells [report], in the caller's context, what the core says meanwhile. */
internal suspend fun <T> reporting(report: TransferProgress, call: suspend (CoreTransferProgress) -> T): T =
    coroutineScope {
        // Of what the caller has no time for, the latest counts.
        val latest = Channel<Progress>(Channel.CONFLATED)
        launch { latest.consumeEach { report(it.transferredBytes, it.totalBytes) } }
        try {
            apart { call(ProgressSender(latest)) }
        } finally {
            latest.close()
        }
    }

/** Not on the caller's thread: handing over many bytes takes a while, and a thread that is busy would put off a cancelling. */
private suspend fun <T> apart(call: suspend () -> T): T = withContext(Dispatchers.Default) { call() }

private class Progress(val transferredBytes: Long, val totalBytes: Long?)

private class ProgressSender(private val latest: Channel<Progress>) : CoreTransferProgress {
    override fun transferProgressed(transferredBytes: Long, totalBytes: Long?) {
        latest.trySend(Progress(transferredBytes, totalBytes))
    }
}
