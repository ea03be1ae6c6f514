// The Kotlin side of the core's benchmark of deliveries (scripts/bench delivery), which starts it, names its contact center in the
// environment and reads from standard output when each message reached the app. It ends with the process that started it.

package com.contactcenter.sdk

import kotlinx.coroutines.runBlocking
import java.io.File

private class Arrivals : ContactCenterEventsDelegating {
    override fun chatSessionEvents(chatID: String, origin: EventOrigin, events: List<ContactCenterEvent>) {
        val now = System.nanoTime()
        for (event in events) {
            if (event is ContactCenterEvent.ChatSessionMessage) println("arrival ${event.messageText} $now")
        }
    }
}

internal fun main() {
    val (baseURL, authority) = System.getenv("CONTACT_CENTER_DELIVERY").split(" ")
    val configuration = ContactCenterConfiguration(
        baseURL = baseURL,
        tenantURL = "acme.example.com",
        appID = "demo-app",
        clientID = "kotlin",
        extraRootCertificates = listOf(File(authority).readBytes()),
        trustExtraRootsOnly = true,
    )
    AppThread().use { app ->
        ContactCenterCommunicator(configuration, Arrivals(), app.dispatcher).use { communicator ->
            // On a line of its own: Maven says something about colours before it.
            println("\nchat ${runBlocking { communicator.requestChat(from = "Ann") }.chatID}")
            // The parent process closes the input.
            System.`in`.readAllBytes()
        }
    }
}
