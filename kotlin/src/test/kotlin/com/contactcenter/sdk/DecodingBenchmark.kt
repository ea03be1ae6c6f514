// How long a history takes from the core's bytes to Kotlin's objects. Not a test, since what it says depends on the machine: run
// com.contactcenter.sdk.DecodingBenchmarkKt with the class path of the tests.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessage
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageDelivered
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageRead
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionTyping
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.system.measureNanoTime

private const val EVENTS = 10_000
private const val WARM_UP = 200
private const val RUNS = 101

/** Messages, most of them, with the receipts and the typing that come along. */
private fun history(): List<ContactCenterEvent> = List(EVENTS) { number ->
    val party = if (number % 2 == 0) "80A8248D-69D7-4DA2-8074-6139AA191D7E" else "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81"
    val id = "d6c1adc2-385b-42e5-9e0a-1883c2bc5f81:$number"
    val at = 1_614_718_748_000 + number * 1000
    when (number % 10) {
        7 -> ChatSessionMessageDelivered(id, party, at)
        8 -> ChatSessionMessageRead(id, party, at)
        9 -> ChatSessionTyping(party, null, at)
        else -> message(id, party, "${if (number % 5 == 0) "Grüße" else "Hello"}, this is message $number", at)
    }
}

private fun message(id: String, party: String, beginning: String, at: Timestamp): ContactCenterEvent {
    val text = "$beginning, and it says as much as people write in one go"
    return ChatSessionMessage(id, party, text, text, null, "web", emptyList(), at)
}

internal fun main() {
    val history = history()
    val bytes = ByteBuffer.allocateDirect(FfiConverterSequenceTypeContactCenterEvent.allocationSize(history).toInt())
    bytes.order(ByteOrder.BIG_ENDIAN)
    FfiConverterSequenceTypeContactCenterEvent.write(history, bytes)
    bytes.flip()
    // As a call gets it: copied once from where the core has written it.
    fun read(): List<ContactCenterEvent> {
        val copy = ByteArray(bytes.limit()).also { bytes.duplicate().get(it) }
        return FfiConverterSequenceTypeContactCenterEvent.read(ByteBuffer.wrap(copy).order(ByteOrder.BIG_ENDIAN))
    }
    val first = measureNanoTime { check(read().size == EVENTS) }
    check(read() == history)
    val runs = List(WARM_UP + RUNS) { measureNanoTime { check(read().size == EVENTS) } }.drop(WARM_UP).sorted()
    println("${bytes.limit() / EVENTS} bytes an event")
    println("ns an event: first ${first / EVENTS}, median ${runs[RUNS / 2] / EVENTS}, least ${runs.first() / EVENTS}")
}
