// What the shared sources leave to the platform, as Android has it: there the core cannot ask the system whom to trust.

package com.contactcenter.sdk

import com.contactcenter.sdk.android.PlatformRoots

/**
 * The settings as this platform completes them: the roots that the app accepts elsewhere too, before those that it
 * names. An app that trusts only its own gets only its own.
 *
 * @throws ContactCenterException.Tls where the platform has no roots.
 */
internal fun ContactCenterConfiguration.onThisPlatform(): ContactCenterConfiguration {
    if (trustExtraRootsOnly) return this
    return copy(extraRootCertificates = PlatformRoots.der() + extraRootCertificates, trustExtraRootsOnly = true)
}

/** Nowhere: whether the app is one for debugging is known where there is a context, in `ContactCenterAndroid`. */
internal fun defaultLogSink(): ContactCenterLogging? = null
