// What the shared sources leave to the platform, as Android has it: there the core cannot ask the system whom to trust.

package com.contactcenter.sdk

import com.contactcenter.sdk.android.PlatformRoots

/** The core's communicator, which trusts the roots that the app accepts elsewhere too, besides those of the settings. */
internal fun coreCommunicator(
    configuration: ContactCenterConfiguration,
    delegate: CoreEventsDelegating,
): CoreCommunicator = CoreCommunicator(configuration, delegate, PlatformRoots)

/** Nowhere: whether the app is one for debugging is known where there is a context, in `ContactCenterAndroid`. */
internal fun defaultLogSink(): ContactCenterLogging? = null
