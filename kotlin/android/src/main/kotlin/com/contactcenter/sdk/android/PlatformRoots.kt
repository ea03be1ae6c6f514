// The core verifies certificates itself, and on Android it has no way to the roots of the system. The default trust
// manager has: it knows the system's, and what the app's network security configuration makes of them.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.TlsFailure
import com.contactcenter.sdk.usableRootCertificates
import java.security.GeneralSecurityException
import java.security.KeyStore
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager

internal object PlatformRoots {
    /** Each in DER. Read anew every time, because a user may add one while the app runs. */
    fun der(): List<ByteArray> {
        val roots = try {
            // One that a vendor or a user has put there and nobody can read must not cost the others.
            usableRootCertificates(accepted().map { it.encoded })
        } catch (failure: GeneralSecurityException) {
            throw withoutRoots("the platform does not hand out its roots (${failure.javaClass.name})")
        }
        if (roots.isEmpty()) throw withoutRoots("the platform's default trust manager accepts no roots")
        return roots
    }

    private fun accepted() = TrustManagerFactory
        .getInstance(TrustManagerFactory.getDefaultAlgorithm())
        .apply { init(null as KeyStore?) }
        .trustManagers
        .filterIsInstance<X509TrustManager>()
        .flatMap { it.acceptedIssuers.asList() }

    private fun withoutRoots(reason: String) = ContactCenterException.Tls(reason, TlsFailure.OTHER)
}
