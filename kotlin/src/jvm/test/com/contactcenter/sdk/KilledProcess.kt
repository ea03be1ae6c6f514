// A process that writes messages without a network and says what it wrote. It ends when it is killed.

package com.contactcenter.sdk

import kotlinx.coroutines.runBlocking
import java.io.File

internal object KilledProcess {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val (baseURL, certificate, storage) = arguments
        val configuration = ContactCenterConfiguration(
            baseURL = baseURL,
            tenantURL = "acme.example.com",
            appID = "app",
            clientID = "client",
            storageDirectory = storage,
            extraRootCertificates = listOf(File(certificate).readBytes()),
            trustExtraRootsOnly = true,
        )
        val communicator = ContactCenterCommunicator(configuration)
        runBlocking {
            val chatID = communicator.requestChat(from = "Ann").chatID
            communicator.setNetworkAvailable(false)
            println(chatID)
            for (text in listOf("one", "two", "three")) println(communicator.sendChatMessage(chatID, text))
        }
        // The parent process holds the other end of the pipe, which closes when that process ends.
        System.`in`.read()
    }
}
