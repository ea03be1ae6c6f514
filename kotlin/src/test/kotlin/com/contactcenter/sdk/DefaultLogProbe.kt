// A process that says nowhere what is to become of its log: whether assertions are enabled is settled when a JVM starts.

package com.contactcenter.sdk

import kotlinx.coroutines.runBlocking

internal object DefaultLogProbe {
    /** Has something to be told, at the level at which sinks read by default, and ends with its input. */
    @JvmStatic
    fun main(arguments: Array<String>) {
        val configuration = ContactCenterConfiguration("https://127.0.0.1:9", "acme", "app", "client")
        val communicator = ContactCenterCommunicator(configuration)
        check(runCatching { runBlocking { communicator.getVersion() } }.isFailure)
        println("asked in vain")
        System.`in`.readBytes()
        communicator.shutdown()
        Runtime.getRuntime().halt(0)
    }
}
