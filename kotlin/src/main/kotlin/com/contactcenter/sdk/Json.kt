// What an app fills in, as the JSON that the core takes. Written here, as neither Kotlin nor Android's own JSON is there on every
// platform, and a library would be one more for every app.

package com.contactcenter.sdk

import java.math.BigDecimal
import java.math.BigInteger

/**
 * [value] as JSON; refused under the name [argument] where it holds what JSON cannot say. The refusal names the class of what
 * was there and nothing of its contents.
 */
internal fun jsonObject(argument: String, value: Map<String, Any?>): JsonValue = reading(argument) {
    buildString { JsonWriter(argument, this).write(value, DEEPEST) }.bounded(argument)
}

/** No form is as deep as this, and one that holds itself has no end. */
private const val DEEPEST = 64

private class JsonWriter(private val argument: String, private val out: StringBuilder) {
    fun write(value: Any?, depth: Int) {
        when (value) {
            null, is Boolean, is Byte, is Short, is Int, is Long, is BigInteger, is BigDecimal -> out.append(value)
            is Float, is Double -> writeNumber(value)
            is CharSequence -> writeText(value)
            is List<*> -> writeAll(value, '[', ']', depth) { write(it, depth - 1) }
            is Map<*, *> -> writeAll(value.entries, '{', '}', depth) { writeMember(it, depth - 1) }
            else -> refuse("holds a ${value.javaClass.name}, and only texts, numbers, truth values, lists and maps go")
        }
    }

    private fun writeMember(member: Map.Entry<*, *>, depth: Int) {
        writeText(member.key as? CharSequence ?: refuse("holds a map with names that are no texts"))
        out.append(':')
        write(member.value, depth)
    }

    private inline fun <T> writeAll(items: Collection<T>, open: Char, close: Char, depth: Int, write: (T) -> Unit) {
        if (depth == 0) refuse("is nested more than $DEEPEST levels deep")
        out.append(open)
        items.forEachIndexed { index, item ->
            if (index > 0) out.append(',')
            write(item)
        }
        out.append(close)
    }

    private fun writeNumber(number: Number) {
        if (!number.toDouble().isFinite()) refuse("holds a number that is not finite")
        out.append(number)
    }

    private fun writeText(text: CharSequence) {
        if (out.length + text.length > LONGEST_TEXT) refuse("is longer than $LONGEST_TEXT bytes")
        out.append('"')
        for (character in text) {
            when {
                character == '"' || character == '\\' -> out.append('\\').append(character)
                character < ' ' -> out.append("\\u").append(character.code.toString(16).padStart(4, '0'))
                else -> out.append(character)
            }
        }
        out.append('"')
    }

    private fun refuse(reason: String): Nothing = refuse(argument, reason)
}
