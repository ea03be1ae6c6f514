// A FirebaseMessagingService is made by the system and knows no communicator. Here they meet: those that live in this
// process, and the token that holds for all of them.

package com.contactcenter.sdk.android

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
        val subscriptions = PushSubscriptions(communicator, token)
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

    fun change(token: String, folder: StoreFolder) {
        if (token.isBlank()) throw ContactCenterException.InvalidArgument("token", "is empty")
        // First for the chats that are open: those must have it even if it cannot be kept.
        this.token.value = token
        folder.token = token
    }

    fun forget(folder: StoreFolder) {
        token.value = null
        folder.erase()
    }

    private fun ContactCenterCommunicator.takes(scalars: Map<String, String>): Boolean = try {
        appDidReceiveMessage(scalars)
        true
    } catch (_: ContactCenterException.InvalidArgument) {
        false
    } catch (_: ContactCenterException.ShutDown) {
        false
    }
}
