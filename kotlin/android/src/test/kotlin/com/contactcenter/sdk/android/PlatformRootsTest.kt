// Whom an app on Android trusts without saying so: those whom its platform trusts. Against the simulator over TLS.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterConfiguration
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.Simulator
import com.contactcenter.sdk.assertThrown
import kotlinx.coroutines.runBlocking
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File
import java.security.KeyStore
import java.security.cert.CertificateFactory

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [NEWEST])
class PlatformRootsTest {
    @get:Rule
    val folder = TemporaryFolder()
    private val simulator = Simulator()
    private val authority = simulator.configuration.extraRootCertificates.single()
    private val unsaid = simulator.configuration.copy(extraRootCertificates = emptyList(), trustExtraRootsOnly = false)

    @After
    fun close() {
        System.clearProperty(TRUST_STORE)
        simulator.close()
    }

    @Test
    fun whomThePlatformTrustsTheSdkTrusts() {
        platformTrusts(authority)
        assertFalse(version(unsaid).isEmpty())
    }

    @Test
    fun whomThePlatformDoesNotTrustTheSdkDoesNotTrust() {
        assertThrown<ContactCenterException.Tls> { version(unsaid) }
        assertEquals(0, simulator.requests().size)
    }

    @Test
    fun rootsOfTheAppAreTrustedBesides() {
        assertFalse(version(unsaid.copy(extraRootCertificates = listOf(authority))).isEmpty())
        platformTrusts(authority)
        val stranger = Simulator().use { it.configuration.extraRootCertificates }
        assertFalse(version(unsaid.copy(extraRootCertificates = stranger)).isEmpty())
    }

    @Test
    fun anAppThatTrustsOnlyItsOwnGetsOnlyItsOwn() {
        platformTrusts(authority)
        val stranger = Simulator().use { it.configuration.extraRootCertificates }
        val own = unsaid.copy(extraRootCertificates = stranger, trustExtraRootsOnly = true)
        assertThrown<ContactCenterException.Tls> { version(own) }
    }

    @Test
    fun aPlatformWithoutRootsIsATlsErrorThatSaysSo() {
        platformTrusts()
        val failure = assertThrown<ContactCenterException.Tls> { version(unsaid) }
        assertEquals("the platform hands out no root certificates to trust", failure.reason)
    }

    /** Defect 67. */
    @Test
    fun theRootsAreReadByTheFirstConnectionAndNotWhereTheCommunicatorIsMade() {
        platformTrusts()
        ContactCenterCommunicator(unsaid).use { communicator ->
            platformTrusts(authority)
            assertFalse(runBlocking { communicator.getVersion() }.serverVersion.isEmpty())
        }
    }

    private fun version(configuration: ContactCenterConfiguration): String =
        ContactCenterCommunicator(configuration).use { runBlocking { it.getVersion().serverVersion } }

    /** Makes the JVM, which is the platform here, trust these certificates alone. */
    private fun platformTrusts(vararg roots: ByteArray) {
        val store = KeyStore.getInstance("PKCS12").apply { load(null, null) }
        for ((number, root) in roots.withIndex()) {
            val certificate = CertificateFactory.getInstance("X.509").generateCertificate(root.inputStream())
            store.setCertificateEntry("root-$number", certificate)
        }
        val file = File(folder.root, "roots.p12")
        file.outputStream().use { store.store(it, PASSWORD.toCharArray()) }
        System.setProperty(TRUST_STORE, file.path)
        System.setProperty("$TRUST_STORE$PASSWORD_SUFFIX", PASSWORD)
    }

    private companion object {
        const val TRUST_STORE = "javax.net.ssl.trustStore"
        const val PASSWORD_SUFFIX = "Password"
        const val PASSWORD = "changeit"
    }
}
