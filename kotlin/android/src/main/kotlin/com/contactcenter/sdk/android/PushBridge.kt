// A FirebaseMessagingService is made by the system and knows no communicator. Here they meet: those that live in this
// process, and the token that holds for all of them.

package com.contactcenter.sdk.android

import android.content.Context
import android.os.Looper
import android.util.Log
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.scalarsOf
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.CopyOnWriteArrayList

internal object PushBridge {
    private val communicators = CopyOnWriteArrayList<ContactCenterCommunicator>()
    private val token = MutableStateFlow<String?>(null)
    private val reading = CoroutineScope(SupervisorJob() + Dispatchers.IO)

    /** Lets pushes reach [communicator] and asks for them for its chats, until what is returned is closed. */
    fun attach(communicator: ContactCenterCommunicator, folder: StoreFolder): AutoCloseable {
        val subscriptions =
            PushSubscriptions(communicator.events, token, communicator::subscribeForRemoteNotificationsFirebase)
        // A communicator is made on the main thread, which is not to wait for a file.
        reading.launch { recall(folder) }
        communicators += communicator
        return AutoCloseable {
            communicators -= communicator
            subscriptions.close()
        }
    }

    /** Returns whether a communicator took the push. Off the main thread it waits for the delegate: the system may stop the process. */
    fun receive(data: Map<*, *>): Boolean {
        val scalars = try {
            scalarsOf(data)
        } catch (_: ContactCenterException.InvalidArgument) {
            return false
        }
        if ("chatID" !in scalars) return false
        if (Looper.getMainLooper().isCurrentThread) {
            return communicators.map { it.takes { appDidReceiveMessage(scalars) } }.any { it }
        }
        return runBlocking {
            val dealing = communicators.map {
                async { it.takes { withTimeoutOrNull(LOOK_LIMIT_MILLIS) { handlePush(scalars) } } }
            }
            dealing.awaitAll().any { it }
        }
    }

    /** Whether the token is kept for the next run. */
    fun change(token: String, context: Context): Boolean {
        if (token.isBlank()) throw ContactCenterException.InvalidArgument("token", "is empty")
        // First for the chats that are open: those must have it even if it cannot be kept.
        this.token.value = token
        return try {
            StoreFolder(context).token = token
            true
        } catch (failure: ContactCenterException.Storage) {
            if (context.isDebuggable()) Log.w(LOG_TAG, failure.reason)
            false
        }
    }

    /** The token of an earlier run, unless Firebase has reported one in this run. */
    private fun recall(folder: StoreFolder) {
        if (token.value == null) folder.token?.let { token.compareAndSet(null, it) }
    }

    fun forget(folder: StoreFolder) {
        token.value = null
        folder.erase()
    }

    private inline fun ContactCenterCommunicator.takes(push: ContactCenterCommunicator.() -> Unit): Boolean = try {
        push()
        true
    } catch (_: ContactCenterException.InvalidArgument) {
        // A push of another part of the app, most likely.
        false
    } catch (_: ContactCenterException.ShutDown) {
        false
    } catch (_: ContactCenterException) {
        // It was ours, and the contact center cannot be asked now. Firebase's thread is no place for a complaint.
        true
    }
}

/** Firebase holds the process for at least ten seconds; what takes longer goes on for as long as the process lives. */
private const val LOOK_LIMIT_MILLIS = 9_000L
