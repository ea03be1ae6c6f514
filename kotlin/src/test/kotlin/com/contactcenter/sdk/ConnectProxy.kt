// A proxy as companies have it: it lets through who names user and password, and sees nothing of what goes through.

package com.contactcenter.sdk

import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.Base64
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.concurrent.thread

internal class ConnectProxy(user: String, password: String) : AutoCloseable {
    /** What is sent in the header `Proxy-Authorization`. */
    val credentials: String = Base64.getEncoder().encodeToString("$user:$password".toByteArray())

    /** What was asked for, each a line as in `CONNECT localhost:443 HTTP/1.1`. */
    val requests = CopyOnWriteArrayList<String>()
    private val listener = ServerSocket(0, 0, InetAddress.getLoopbackAddress())
    val port: Int get() = listener.localPort

    init {
        thread(isDaemon = true) {
            runCatching {
                while (true) {
                    val client = listener.accept()
                    thread(isDaemon = true) { client.use { runCatching { serve(it) } } }
                }
            }
        }
    }

    override fun close() = listener.close()

    private fun serve(client: Socket) {
        val head = client.readHead()
        requests += head.first()
        if ("proxy-authorization: basic $credentials".lowercase() !in head.map { it.lowercase() }) {
            client.answer("407 Proxy Authentication Required")
            return
        }
        val (host, port) = head.first().split(' ')[1].split(':')
        Socket(host, port.toInt()).use { server ->
            client.answer("200 Connection established")
            val back = thread(isDaemon = true) {
                runCatching { server.getInputStream().copyTo(client.getOutputStream()) }
                runCatching { client.close() }
            }
            runCatching { client.getInputStream().copyTo(server.getOutputStream()) }
            runCatching { server.close() }
            back.join()
        }
    }

    /** Byte by byte: what follows belongs to the server. */
    private fun Socket.readHead(): List<String> {
        val head = StringBuilder()
        while (!head.endsWith("\r\n\r\n")) {
            val byte = getInputStream().read()
            check(byte >= 0) { "the connection ended within the head" }
            head.append(byte.toChar())
        }
        return head.trim().lines()
    }

    private fun Socket.answer(status: String) {
        getOutputStream().write("HTTP/1.1 $status\r\nContent-Length: 0\r\n\r\n".toByteArray())
    }
}
