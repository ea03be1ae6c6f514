// What the shared sources leave to the platform, as Android has it: there the core can neither ask the system whom to
// trust, nor say itself that it is not there.

package com.contactcenter.sdk

import com.contactcenter.sdk.android.NativeLibraries
import com.contactcenter.sdk.android.PlatformRoots

/**
 * The settings as this platform completes them: the roots that the app accepts elsewhere too, before those that it
 * names. An app that trusts only its own gets only its own.
 *
 * @throws UnsatisfiedLinkError where the core is not in the app, or not for this device.
 * @throws ContactCenterException.Tls where the platform has no roots.
 */
internal fun ContactCenterConfiguration.onThisPlatform(): ContactCenterConfiguration {
    NativeLibraries.require()
    if (trustExtraRootsOnly) return this
    return copy(extraRootCertificates = PlatformRoots.der() + extraRootCertificates, trustExtraRootsOnly = true)
}
