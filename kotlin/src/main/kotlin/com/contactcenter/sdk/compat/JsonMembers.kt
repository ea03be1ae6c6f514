// What was filled into a form, as BPContactCenter gives it: a map of texts. The core hands it on as JSON, and neither Kotlin nor
// Java reads that by itself.

package com.contactcenter.sdk.compat

import com.contactcenter.sdk.JsonValue

/** The members of a JSON object: texts as they are, everything else as its JSON. Empty for anything but an object. */
internal fun membersOf(json: JsonValue): Map<String, String> = JsonMembers(json).read()

private class JsonMembers(private val json: String) {
    private var at = 0

    fun read(): Map<String, String> = buildMap {
        skipBlanks()
        if (at == json.length || json[at] != '{') return@buildMap
        at += 1
        while (skipBlanks() && json[at] == '"') {
            val name = text()
            skipBlanks()
            at += 1
            skipBlanks()
            put(name, if (json[at] == '"') text() else other())
            if (skipBlanks() && json[at] == ',') at += 1
        }
    }

    /** False at the end. */
    private fun skipBlanks(): Boolean {
        while (at < json.length && json[at].isWhitespace()) at += 1
        return at < json.length
    }

    private fun text(): String = buildString {
        at += 1
        while (json[at] != '"') {
            if (json[at] == '\\') append(escaped()) else append(json[at])
            at += 1
        }
        at += 1
    }

    /** Stops at the last character of the escape. */
    private fun escaped(): Char {
        at += 1
        return when (val letter = json[at]) {
            'n' -> '\n'
            'r' -> '\r'
            't' -> '\t'
            'b' -> '\b'
            'f' -> '\u000c'
            'u' -> json.substring(at + 1, at + 5).toInt(16).toChar().also { at += 4 }
            else -> letter
        }
    }

    /** A number, a truth value, null, a list or an object. */
    private fun other(): String {
        val start = at
        var depth = 0
        while (depth > 0 || json[at] !in ",}") {
            when (json[at]) {
                '{', '[' -> depth += 1
                '}', ']' -> depth -= 1
                '"' -> at = endOfText() - 1
            }
            at += 1
        }
        return json.substring(start, at).trim()
    }

    private fun endOfText(): Int {
        val start = at
        text()
        return at.also { at = start }
    }
}
