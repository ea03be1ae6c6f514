// A way to the simulator that gets stuck, so that a transfer is under way for as long as a test wants it to be.

package com.contactcenter.sdk

import java.io.InputStream
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.net.URI
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.concurrent.thread

/**
 * Another port of the same server. Of each connection it hands on [fromClient] bytes one way and [fromServer] the other; one
 * that would need more stands still.
 */
internal class StallingRelay(
    simulator: Simulator,
    private val fromClient: Int = Int.MAX_VALUE,
    private val fromServer: Int = Int.MAX_VALUE,
) : AutoCloseable {
    private val listener = ServerSocket(0, 0, InetAddress.getLoopbackAddress())
    private val target = URI(simulator.baseURL)
    private val connections = AtomicInteger()
    private val drained = CountDownLatch(1)
    private val gone = CountDownLatch(1)

    val baseURL = "https://127.0.0.1:${listener.localPort}"

    /** Whether a connection stands still. */
    @Volatile
    var isStuck = false
        private set

    /** Whether the client has given up the connection that stands still. */
    val isClientGone get() = gone.count == 0L

    /** How many connections the client has not ended. */
    val openConnections get() = connections.get()

    init {
        thread(isDaemon = true) {
            runCatching { while (true) Connection(listener.accept()) }
        }
    }

    /** Throws away what comes on connections that stand still, so that it is seen where that ends. */
    fun drain() = drained.countDown()

    override fun close() {
        drain()
        listener.close()
    }

    private inner class Connection(client: Socket) {
        private val server = Socket(target.host, target.port)

        @Volatile private var stuck = false

        init {
            connections.incrementAndGet()
            thread(isDaemon = true) {
                runCatching { pump(client.getInputStream(), server, fromClient) }
                connections.decrementAndGet()
                if (stuck) gone.countDown()
                server.close()
            }
            thread(isDaemon = true) {
                runCatching { pump(server.getInputStream(), client, fromServer) }
                client.close()
            }
        }

        private fun pump(from: InputStream, to: Socket, limit: Int) {
            val buffer = ByteArray(1024)
            var sum = 0L
            while (true) {
                val count = from.read(buffer)
                if (count < 0) return
                sum += count
                if (sum <= limit) {
                    to.getOutputStream().write(buffer, 0, count)
                } else {
                    stuck = true
                    isStuck = true
                    drained.await()
                }
            }
        }
    }
}
