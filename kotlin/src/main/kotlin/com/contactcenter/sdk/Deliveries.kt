// The one way from the core to the app. Updates are queued without a bound, so that nothing an app does can hold up the
// core's thread; one coroutine takes them out, so that their order holds on a dispatcher of many threads as well.

package com.contactcenter.sdk

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.asSharedFlow
import kotlinx.coroutines.launch

internal class Deliveries(@Volatile var delegate: ContactCenterEventsDelegating?, dispatcher: CoroutineDispatcher) {
    private val queue = Channel<ChatUpdate>(Channel.UNLIMITED)
    private val flow = MutableSharedFlow<ChatUpdate>(extraBufferCapacity = Int.MAX_VALUE)
    private val chats = ChatFlows()
    private val gate = CallbackGate()

    val events: SharedFlow<ChatUpdate> = flow.asSharedFlow()

    fun of(chatID: String): Flow<ChatUpdate> = chats.of(chatID)

    init {
        CoroutineScope(dispatcher).launch {
            queue.consumeEach { update -> gate.pass { deliver(update) } }
        }
    }

    /** Never blocks and never fails; does nothing after [stop]. */
    fun post(update: ChatUpdate) {
        try {
            queue.trySend(update)
        } catch (thrown: Throwable) {
            // From a dispatcher that does not take work any more. The core's thread is no place for its complaint.
            logThrown("the callback dispatcher threw {0}", thrown)
        }
    }

    /** From here on no delivery starts; what is queued is dropped. */
    fun stop() {
        gate.close()
        queue.cancel()
        chats.end()
    }

    /** After [stop]: waits for the delivery that is under way, at most until [deadline] by [System.nanoTime]. */
    fun awaitEnd(deadline: Long): Unit = gate.awaitEmpty(deadline)

    private fun deliver(update: ChatUpdate) {
        flow.tryEmit(update)
        chats.emit(update)
        val delegate = delegate ?: return
        contained("the delegate") { delegate.accept(update) }
    }
}

private fun ContactCenterEventsDelegating.accept(update: ChatUpdate) = when (update) {
    is ChatUpdate.Events -> chatSessionEvents(update.chatID, update.origin, update.events)
    is ChatUpdate.Failed -> chatSessionFailed(update.chatID, update.error)
    is ChatUpdate.Closed -> chatSessionClosed(update.chatID, update.reason)
    is ChatUpdate.ConnectionChanged -> connectionStateChanged(update.chatID, update.state)
    is ChatUpdate.MessageStatusChanged -> messageStatusChanged(update.chatID, update.messageID, update.status)
}
