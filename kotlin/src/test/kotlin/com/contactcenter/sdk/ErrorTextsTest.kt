// Every way in which a secure connection fails has its texts.

package com.contactcenter.sdk

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ErrorTextsTest {
    @Test
    fun everyTlsFailureHasItsOwnReasonAndSaysWhatToDo() {
        val failures = TlsFailure.entries
        assertEquals(failures.size, failures.map { it.failureReason }.distinct().size)
        for (failure in failures) assertTrue(failure.recoverySuggestion.isNotBlank(), "$failure")
    }
}
