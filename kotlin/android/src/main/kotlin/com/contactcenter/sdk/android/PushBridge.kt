// A FirebaseMessagingService is made by the system and knows no communicator. Here they meet: those that live in this
// process, and the token that holds for all of them.

package com.contactcenter.sdk.android

import android.content.Context
import android.util.Log
import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.scalarsOf
import kotlinx.coroutines.flow.MutableStateFlow
import java.util.concurrent.CopyOnWriteArrayList

internal object PushBridge {
    private val communicators = CopyOnWriteArrayList<ContactCenterCommunicator>()
    private val token = MutableStateFlow<String?>(null)

    /** Lets pushes reach [communicator] and asks for them for its chats, until what is returned is closed. */
    fun attach(communicator: ContactCenterCommunicator, folder: StoreFolder): AutoCloseable {
        token.compareAndSet(null, folder.token)
        val subscriptions =
            PushSubscriptions(communicator.events, token, communicator::subscribeForRemoteNotificationsFirebase)
        communicators += communicator
        return AutoCloseable {
            communicators -= communicator
            subscriptions.close()
        }
    }

    /** Whether somebody took it. */
    fun receive(data: Map<*, *>): Boolean {
        val scalars = scalarsOf(data)
        if ("chatID" !in scalars) return false
        return communicators.map { it.takes(scalars) }.any { it }
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

    fun forget(folder: StoreFolder) {
        token.value = null
        folder.erase()
    }

    private fun ContactCenterCommunicator.takes(scalars: Map<String, String>): Boolean = try {
        appDidReceiveMessage(scalars)
        true
    } catch (_: ContactCenterException) {
        // Somebody else's push, most likely; and whatever it is, Firebase's thread is no place for a complaint.
        false
    }
}
