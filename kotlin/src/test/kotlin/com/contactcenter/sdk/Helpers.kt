// What several tests need of an app: a thread to be called on, a chat, and a look at what a call throws.

package com.contactcenter.sdk

import kotlinx.coroutines.asCoroutineDispatcher
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.URI
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** The one thread on which an app wants to be called. */
internal class AppThread : AutoCloseable {
    private val executor = Executors.newSingleThreadExecutor()
    val dispatcher = executor.asCoroutineDispatcher()

    /** Returns when everything that was handed to the thread so far has been done. */
    fun settle() {
        executor.submit {}.get(PATIENCE_SECONDS, TimeUnit.SECONDS)
    }

    /** Keeps the thread from doing anything else while [work] goes on here. */
    fun busy(work: () -> Unit) {
        settle()
        val done = CountDownLatch(1)
        executor.execute { done.await() }
        try {
            work()
        } finally {
            done.countDown()
        }
    }

    override fun close() = dispatcher.close()
}

/** Another port of the same server. */
internal class Relay(port: Int, simulator: Simulator) : AutoCloseable {
    private val listener = ServerSocket(port, 0, InetAddress.getLoopbackAddress())
    private val target = URI(simulator.baseURL)

    init {
        thread(isDaemon = true) {
            runCatching { while (true) relay(listener.accept()) }
        }
    }

    override fun close() = listener.close()

    private fun relay(client: Socket) {
        val server = Socket(target.host, target.port)
        for ((from, to) in listOf(client to server, server to client)) {
            thread(isDaemon = true) {
                runCatching { from.getInputStream().copyTo(to.getOutputStream()) }
                runCatching { to.close() }
            }
        }
    }
}

internal suspend fun Simulator.openChat(communicator: ContactCenterCommunicator): SimulatedChat =
    chat(communicator.requestChat(from = "Ann").chatID)

/** What [call] throws, which has to be a [T]. */
internal inline fun <reified T : Throwable> assertThrown(call: () -> Any?): T {
    val thrown = runCatching(call).exceptionOrNull()
    return thrown as? T ?: throw AssertionError("expected ${T::class.java.simpleName}, but got $thrown", thrown)
}

internal inline fun assertShutDown(call: () -> Any?) {
    assertThrown<ContactCenterException.ShutDown>(call)
}

internal inline fun assertRefused(argument: String, call: () -> Any?) {
    val refusal = assertThrown<ContactCenterException.InvalidArgument>(call)
    assertEquals(argument, refusal.argument)
    assertFalse(refusal.reason.isEmpty())
}
