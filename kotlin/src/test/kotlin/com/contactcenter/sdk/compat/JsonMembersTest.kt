// The reader of what was filled into a form.

package com.contactcenter.sdk.compat

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class JsonMembersTest {
    @Test
    fun textsAreReadAndEverythingElseStaysJson() {
        val members = membersOf(
            """ { "a" : "x\"y\\\u00e9\n" , "n":-1.5e3,"t":true,"l":[1,"}",{"b":"]"}],
                "o":{"c":"\"}"}, "e":"", "z" : null } """,
        )
        val expected = mapOf(
            "a" to "x\"y\\é\n",
            "n" to "-1.5e3",
            "t" to "true",
            "l" to """[1,"}",{"b":"]"}]""",
            "o" to """{"c":"\"}"}""",
            "e" to "",
            "z" to "null",
        )
        assertEquals(expected, members)
    }

    @Test
    fun whatIsNoObjectHasNoMembers() {
        for (json in listOf("{}", "[]", "[{\"a\":1}]", "\"{}\"", "7", "null", "")) {
            assertEquals(emptyMap<String, String>(), membersOf(json))
        }
    }
}
