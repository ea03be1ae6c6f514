// The bound of what waits for the app. While it is reached the core's thread waits, and the core asks for no more.

package com.contactcenter.sdk

import java.util.concurrent.Semaphore

internal class Backpressure {
    private val room = Room()

    /** Waits while too much waits. */
    fun enter(size: Int): Unit = room.acquireUninterruptibly(size)

    fun leave(size: Int): Unit = room.release(size)

    /** Nothing waits here any more. Once. */
    fun end(): Unit = room.release(ROOM_FOR_ALL)

    /** Without the bound while [call] goes on: for a callback that waits for it, because meanwhile no update is taken out. */
    suspend fun <T> lifted(call: suspend () -> T): T {
        room.release(ROOM_FOR_A_CALL)
        try {
            return call()
        } finally {
            room.take(ROOM_FOR_A_CALL)
        }
    }

    private class Room : Semaphore(MOST_WAITING) {
        /** Without waiting: what is there too much has to leave first. */
        fun take(permits: Int): Unit = reducePermits(permits)
    }
}

/** How much of [MOST_WAITING] an update takes. */
internal val ChatUpdate.size: Int
    get() = when (this) {
        is ChatUpdate.Events -> events.fold(0L) { sum, event -> sum + event.size }
        is ChatUpdate.OwnMessageAdded -> message.size
        else -> 1L
    }.coerceAtMost(MOST_WAITING.toLong()).toInt()

/** One, and one more for each [CHARACTERS] of its texts. */
private val ContactCenterEvent.size: Long
    get() = 1L + textLength / CHARACTERS

private val ContactCenterEvent.textLength: Int
    get() = when (this) {
        is ContactCenterEvent.ChatSessionMessage -> message.length + messageText.length
        is ContactCenterEvent.ChatSessionMessageEdit -> message.length + messageText.length
        is ContactCenterEvent.Unknown -> raw.length
        else -> toString().length
    }

/** So many events, statuses and the like wait for the app at most; 16 Mi characters of texts, that is, where they are long. */
private const val MOST_WAITING = 1000
private const val CHARACTERS = (16 shl 20) / MOST_WAITING

/** More than one call brings. */
private const val ROOM_FOR_A_CALL = 1_000_000

/** More than can wait. */
private const val ROOM_FOR_ALL = Int.MAX_VALUE / 2
