// What the shared sources leave to the platform, as Android has it: there the core cannot ask the system whom to trust.

package com.contactcenter.sdk

import com.contactcenter.sdk.android.PlatformRoots

/**
 * The core for this platform: its first connection asks for the roots that the app accepts elsewhere, and trusts those of
 * [configuration] besides. For an app that trusts only its own roots nothing is read.
 */
internal fun coreCommunicator(
    configuration: ContactCenterConfiguration,
    events: CoreEventsDelegating,
    roots: CorePlatformRoots = PlatformRoots,
): CoreCommunicator = CoreCommunicator.withPlatformRoots(configuration, events, roots)

/** Nowhere: whether the app is one for debugging is known where there is a context, in `ContactCenterAndroid`. */
internal fun defaultLogSink(): ContactCenterLogging? = null
