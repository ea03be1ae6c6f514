// Pushes are asked for chat by chat and token by token, and an app easily misses one of the two. This asks for every
// chat that opens and again for all of them when the token changes.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.ChatUpdate
import com.contactcenter.sdk.ConnectionState
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.filterNotNull
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/**
 * For all chats of [communicator], from those on that open after this was made, until it is closed. A request that
 * fails is made again when its chat connects the next time.
 */
internal class PushSubscriptions(private val communicator: ContactCenterCommunicator, tokens: Flow<String?>) :
    AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val turn = Mutex()
    private var token: String? = null

    /** The chats that are open, each with the token that the server has for it. */
    private val chats = mutableMapOf<String, String?>()

    init {
        // Not dispatched: what the communicator tells after the constructor has returned is not missed.
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            communicator.events.collect { update -> turn.withLock { see(update) } }
        }
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            tokens.filterNotNull().collect { turn.withLock { change(it) } }
        }
    }

    override fun close(): Unit = scope.cancel()

    private suspend fun see(update: ChatUpdate) {
        if (update is ChatUpdate.Closed) {
            chats -= update.chatID
        } else if (update is ChatUpdate.ConnectionChanged && update.state == ConnectionState.CONNECTED) {
            chats.putIfAbsent(update.chatID, null)
            subscribe(update.chatID)
        }
    }

    private suspend fun change(token: String) {
        this.token = token
        for (chatID in chats.keys.toList()) subscribe(chatID)
    }

    private suspend fun subscribe(chatID: String) {
        val token = token ?: return
        if (chats[chatID] == token) return
        try {
            communicator.subscribeForRemoteNotificationsFirebase(chatID, token)
            chats[chatID] = token
        } catch (_: ContactCenterException) {
            // The communicator's log has said it, without the server's words, which may repeat the token.
        }
    }
}
