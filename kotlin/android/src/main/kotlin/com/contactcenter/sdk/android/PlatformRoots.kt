// The core verifies certificates itself, and on Android it has no way to the roots of the system. The default trust
// manager has: it knows the system's, and what the app's network security configuration makes of them.

package com.contactcenter.sdk.android

import com.contactcenter.sdk.CorePlatformRoots
import com.contactcenter.sdk.CorePlatformRootsException
import java.security.GeneralSecurityException
import java.security.KeyStore
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager

internal object PlatformRoots : CorePlatformRoots {
    /**
     * The roots, each in DER. Read for each communicator, because a user may add one while the app runs. Reads many files;
     * the core calls it on a thread of its own.
     */
    override fun platformRoots(): List<ByteArray> = try {
        accepted().map { it.encoded }
    } catch (failure: GeneralSecurityException) {
        throw CorePlatformRootsException.Unavailable("the platform does not hand them out (${failure.javaClass.name})")
    }

    private fun accepted() = TrustManagerFactory
        .getInstance(TrustManagerFactory.getDefaultAlgorithm())
        .apply { init(null as KeyStore?) }
        .trustManagers
        .filterIsInstance<X509TrustManager>()
        .flatMap { it.acceptedIssuers.asList() }
}
