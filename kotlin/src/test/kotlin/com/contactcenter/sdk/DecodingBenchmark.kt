// How long a history takes from the core's bytes to Kotlin's objects, beside kotlinx.serialization on the same events as JSON. No test,
// since what it says depends on the machine: scripts/bench runs it.

package com.contactcenter.sdk

import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessage
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageDelivered
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionMessageRead
import com.contactcenter.sdk.ContactCenterEvent.ChatSessionTyping
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.put
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

/** The same as the server sends it. */
private fun json(history: List<ContactCenterEvent>): String = JsonArray(
    history.map { event ->
        buildJsonObject {
            put("event", event::class.simpleName)
            put("party_id", event.partyID)
            put("timestamp", "1614718748")
            if (event is ChatSessionMessage) {
                put("msg_id", event.messageID)
                put("msg", event.message)
                put("msg_text", event.messageText)
            }
        }
    },
).toString()

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
    val json = json(history)
    val ours = mutableListOf<Long>()
    val theirs = mutableListOf<Long>()
    repeat(WARM_UP + RUNS) {
        ours += measureNanoTime { check(read().size == EVENTS) }
        theirs += measureNanoTime { check(Json.parseToJsonElement(json).jsonArray.size == EVENTS) }
    }
    fun median(times: List<Long>) = times.drop(WARM_UP).sorted()[RUNS / 2] / EVENTS
    println(
        "ns an event, median of $RUNS: from the core ${median(ours)} (the first time ${first / EVENTS}), " +
            "kotlinx.serialization ${median(theirs)}",
    )
}
