// What may be filled into a form, and what it becomes.

package com.contactcenter.sdk

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Test
import java.math.BigDecimal
import java.util.Date

class JsonTest {
    private fun written(value: Any?) = jsonObject("data", mapOf("v" to value)).removeSurrounding("{\"v\":", "}")

    @Test
    fun everyKindOfValueIsWrittenAsJsonHasIt() {
        assertEquals("{}", jsonObject("data", emptyMap()))
        val expected = mapOf(
            null to "null",
            true to "true",
            "text" to "\"text\"",
            StringBuilder("text") to "\"text\"",
            7.toByte() to "7",
            Long.MIN_VALUE to "-9223372036854775808",
            0.1f to "0.1",
            1e300 to "1.0E300",
            BigDecimal("12345678901234567890.5") to "12345678901234567890.5",
            emptyList<Any>() to "[]",
            listOf(1, listOf("a", null)) to "[1,[\"a\",null]]",
            linkedMapOf("b" to 1, "a" to emptyMap<String, Any>()) to "{\"b\":1,\"a\":{}}",
        )
        for ((value, json) in expected) assertEquals(json, written(value))
    }

    @Test
    fun everyTextIsReadBackAsItWas() {
        val all = (Char.MIN_VALUE..Char.MAX_VALUE).filterNot { it.isSurrogate() }.joinToString("") + "\uD83D\uDE00"
        val json = Json.parseToJsonElement(jsonObject("data", mapOf(all to all))).jsonObject
        assertEquals(all, json.keys.single())
        assertEquals(all, json.text(all))
    }

    @Test
    fun whatJsonCannotSayIsRefusedByNameAndNotQuoted() {
        val endless = mutableListOf<Any>()
        endless.add(endless)
        val secret = "4111"
        for (bad in listOf(Date(), 'c', arrayOf("a"), setOf("a"), Double.NaN, Float.POSITIVE_INFINITY, endless)) {
            assertRefused("data") { written(bad) }
        }
        assertRefused("data") { written(mapOf(1 to "x")) }
        assertRefused("nested_parameters") { ContactCenterChatRequest(nestedParameters = mapOf("v" to Date())) }
        val refusal = assertThrown<ContactCenterException.InvalidArgument> { written(lazyOf(secret)) }
        assertFalse(secret in refusal.reason)
    }
}
