// The plain HTTP that the simulator is steered by, over a socket: the JVM's own client is not on Android, and Android's
// does not patch on the JVM, and the same tests run on both.

package com.contactcenter.sdk

import java.net.Socket
import java.net.URI

internal class ControlPort(url: String) {
    private val address = URI(url)

    /** The body of the answer, which has to be one of success. */
    fun exchange(method: String, path: String, body: String? = null): ByteArray {
        val content = body.orEmpty().toByteArray()
        val answer = Socket(address.host, address.port).use { socket ->
            socket.getOutputStream().run {
                write(head(method, path, content.size).toByteArray())
                write(content)
                flush()
            }
            socket.getInputStream().readBytes()
        }
        // Byte for character, so that places in the text are places in the bytes.
        val text = answer.toString(Charsets.ISO_8859_1)
        val end = text.indexOf(END_OF_HEAD)
        check(text.startsWith("HTTP/1.1 200 ") && end > 0) { "$method $path: ${answer.decodeToString()}" }
        check("transfer-encoding" !in text.substring(0, end).lowercase()) { "$method $path: an answer in pieces" }
        return answer.copyOfRange(end + END_OF_HEAD.length, answer.size)
    }

    private fun head(method: String, path: String, length: Int): String = listOf(
        "$method /simulator/$path HTTP/1.1",
        "Host: ${address.authority}",
        "Content-Type: application/json",
        "Content-Length: $length",
        "Connection: close",
    ).joinToString(separator = "\r\n", postfix = END_OF_HEAD)

    private companion object {
        const val END_OF_HEAD = "\r\n\r\n"
    }
}
