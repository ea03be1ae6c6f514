// What must not stand in an app's log.

package com.contactcenter.sdk

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class SecretsTest {
    @Test
    fun theLoginOfAnIceServerIsNotPrinted() {
        val server = ContactCenterIceServer(listOf("turn:t.example.com"), "s3cret", "s3cret")
        assertEquals("ContactCenterIceServer(urls=[turn:t.example.com], …)", "$server")
    }

    @Test
    fun theClientIdIsNotPrinted() {
        val configuration = ContactCenterConfiguration("https://acme.example.com", "acme", "app", "s3cret")
        assertEquals(
            "ContactCenterConfiguration(baseURL=https://acme.example.com, tenantURL=acme, …)",
            "$configuration",
        )
    }
}
