// The scenarios of docs/maintainers/scenarios.md about connections, and those that are refused because of their certificate.

package com.contactcenter.sdk

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@Timeout(120)
class ConnectionScenariosTest {
    @Test
    fun aCertificateThatIsNotRightSaysWhatIsWrong(): Unit = runBlocking {
        for ((argument, failure) in listOf(
            "--certificate=good" to null,
            "--tls=1.3" to null,
            "--tls=1.2" to null,
            "--certificate=intermediate" to null,
            "--certificate=stranger-sent-along" to null,
            "--certificate=expired" to TlsFailure.EXPIRED,
            "--certificate=not-yet-valid" to TlsFailure.NOT_YET_VALID,
            "--certificate=other-host" to TlsFailure.OTHER_HOST,
            "--certificate=self-signed" to TlsFailure.UNKNOWN_ISSUER,
            "--certificate=other-authority" to TlsFailure.UNKNOWN_ISSUER,
            "--certificate=intermediate-missing" to TlsFailure.UNKNOWN_ISSUER,
            "--tls=1.1" to TlsFailure.PROTOCOL_TOO_OLD,
            "--tls=1.1-refusing" to TlsFailure.PROTOCOL_TOO_OLD,
            "--cleartext" to TlsFailure.NOT_TLS,
        )) {
            assertOutcome(failure, argument) { emptyList() }
        }
    }

    @Test
    fun aPinnedKeyIsDemandedOnTopOfTheCertificate(): Unit = runBlocking {
        val other = Simulator().use { it.pin }
        assertOutcome(null, "--certificate=good") { listOf(it.pin) }
        assertOutcome(null, "--certificate=good") { listOf(other, it.pin) }
        assertOutcome(TlsFailure.PIN_MISMATCH, "--certificate=good") { listOf(other) }
        assertOutcome(null, "--certificate=intermediate") { listOfNotNull(it.sentAlongPin) }
        assertOutcome(TlsFailure.PIN_MISMATCH, "--certificate=intermediate") { listOf(other) }
        assertOutcome(TlsFailure.PIN_MISMATCH, "--certificate=stranger-sent-along") { listOfNotNull(it.sentAlongPin) }
        assertOutcome(TlsFailure.EXPIRED, "--certificate=expired") { listOf(it.pin) }
        assertOutcome(TlsFailure.OTHER_HOST, "--certificate=other-host") { listOf(it.pin) }
        assertOutcome(TlsFailure.UNKNOWN_ISSUER, "--certificate=self-signed") { listOf(it.pin) }
        assertOutcome(TlsFailure.UNKNOWN_ISSUER, "--certificate=other-authority") { listOf(it.pin) }
    }

    @Test
    fun theSettingsInForceCanBeReadWithoutASecret() {
        Simulator().use { simulator ->
            val settings = simulator.configuration.copy(
                pinnedPublicKeys = listOf(simulator.pin),
                proxyURL = "http://user:secret@proxy.example.com:3128",
            )
            ContactCenterCommunicator(settings).use { communicator ->
                val readable = communicator.configuration
                assertEquals(simulator.baseURL, readable.baseURL)
                assertEquals(listOf(simulator.pin), readable.pinnedPublicKeys)
                assertEquals("http://…@proxy.example.com:3128/", readable.proxyURL)
                assertEquals("…", readable.clientID)
                assertEquals(30_000, readable.requestTimeoutMs, "defaults too")
            }
        }
    }

    private suspend fun assertOutcome(failure: TlsFailure?, argument: String, pins: (Simulator) -> List<String>) {
        Simulator(argument).use { simulator ->
            val settings = simulator.configuration.copy(
                // The one that speaks no TLS says so in its URL.
                baseURL = simulator.baseURL.replace("http://", "https://"),
                pinnedPublicKeys = pins(simulator),
            )
            ContactCenterCommunicator(settings).use { communicator ->
                if (failure == null) {
                    communicator.getVersion()
                } else {
                    val refused = assertThrown<ContactCenterException.Tls> { communicator.getVersion() }
                    assertEquals(failure, refused.failure, argument)
                    assertFalse(refused.reason.isEmpty())
                }
            }
            assertEquals(if (failure == null) 1 else 0, simulator.requests().size, argument)
        }
    }
}
