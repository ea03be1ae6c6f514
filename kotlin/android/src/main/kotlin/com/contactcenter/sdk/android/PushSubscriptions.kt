// Pushes are asked for chat by chat and token by token, and an app easily misses one of the two. This asks for every
// chat that opens and again for all of them when the token changes.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ConnectionState
import com.contactcenter.sdk.ContactCenterException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select
import kotlin.random.Random
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/**
 * For all chats of [updates], from those on that open after this was made, until it is closed. A request that fails in a
 * way that may pass is made again after a pause that grows, any other when there is a new token; both when the chat
 * connects again.
 *
 * @param subscribe asks for pushes for a chat, with a token.
 * @param pause waits.
 */
internal class PushSubscriptions(
    updates: Flow<ChatUpdate>,
    private val tokens: StateFlow<String?>,
    private val subscribe: suspend (String, String) -> Unit,
    private val pause: suspend (Duration) -> Unit = ::delay,
) : AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** Touched where [updates] are collected, and nowhere else. */
    private val chats = mutableMapOf<String, OpenChat>()

    init {
        // Not dispatched: what the communicator tells after the constructor has returned is not missed.
        scope.launch(start = CoroutineStart.UNDISPATCHED) { updates.collect(::see) }
    }

    override fun close(): Unit = scope.cancel()

    private fun see(update: ChatUpdate) {
        if (update is ChatUpdate.Closed) {
            chats.remove(update.chatID)?.following?.cancel()
        } else if (update is ChatUpdate.ConnectionChanged && update.state == ConnectionState.CONNECTED) {
            val known = chats[update.chatID]
            if (known == null) chats[update.chatID] = OpenChat(update.chatID) else known.reconnected.trySend(Unit)
        }
    }

    private inner class OpenChat(private val id: String) {
        val reconnected = Channel<Unit>(Channel.CONFLATED)
        val following: Job = scope.launch { follow() }

        /** One request after the other, so that the server is left with the token that came last. */
        private suspend fun follow() {
            var known: String? = null
            var failures = 0
            while (true) {
                val token = tokens.filterNotNull().first { it != known }
                reconnected.tryReceive()
                try {
                    subscribe(id, token)
                    known = token
                    failures = 0
                } catch (failure: ContactCenterException) {
                    // The communicator's log has said it, without the server's words, which may repeat the token.
                    awaitOccasion(token, if (failure.mayPass()) pauseAfter(failures++) else Duration.INFINITE)
                }
            }
        }

        private suspend fun awaitOccasion(token: String, longest: Duration): Unit = coroutineScope {
            val waiting = launch { pause(longest) }
            val changing = launch { tokens.first { it != token && it != null } }
            select {
                waiting.onJoin {}
                changing.onJoin {}
                reconnected.onReceive {}
            }
            coroutineContext.cancelChildren()
        }
    }
}

private fun ContactCenterException.mayPass(): Boolean = when (this) {
    is ContactCenterException.Transport,
    is ContactCenterException.Timeout,
    is ContactCenterException.Tls,
    is ContactCenterException.Proxy,
    -> true

    else -> (status() ?: 0) in 500..599
}

/** Drawn from the upper half, so that apps that lost a server together do not come back together. */
private fun pauseAfter(failures: Int): Duration =
    minOf(LONGEST_PAUSE, FIRST_PAUSE * (1 shl minOf(failures, MOST_DOUBLINGS))) * Random.nextDouble(0.5, 1.0)

internal val FIRST_PAUSE = 5.seconds
internal val LONGEST_PAUSE = 5.minutes

/** More than it takes from the first to the longest. */
private const val MOST_DOUBLINGS = 10
