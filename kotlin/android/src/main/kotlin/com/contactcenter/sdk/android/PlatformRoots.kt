// The core verifies certificates itself, and on Android it has no way to the roots of the system. The default trust
// manager has: it knows the system's, and what the app's network security configuration makes of them.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.CoreRootCertificates
import java.security.GeneralSecurityException
import java.security.KeyStore
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager

/** The core asks on its own thread, when it makes its first connection: reading the roots takes tens of milliseconds. */
internal object PlatformRoots : CoreRootCertificates {
    /** Each in DER; none where the platform hands out none. A root that cannot be encoded costs none of the others. */
    override fun rootCertificates(): List<ByteArray> = try {
        accepted().mapNotNull { root -> runCatching { root.encoded }.getOrNull() }
    } catch (_: GeneralSecurityException) {
        emptyList()
    }

    private fun accepted() = TrustManagerFactory
        .getInstance(TrustManagerFactory.getDefaultAlgorithm())
        .apply { init(null as KeyStore?) }
        .trustManagers
        .filterIsInstance<X509TrustManager>()
        .flatMap { it.acceptedIssuers.asList() }
}
