// What the shared sources leave to the platform, as the JVM of a desktop or a server has it. Android has its own file
// of this name.

package com.contactcenter.sdk

/** The core for this platform: it asks the operating system itself which roots to trust. */
internal fun coreCommunicator(
    configuration: ContactCenterConfiguration,
    events: CoreEventsDelegating,
): CoreCommunicator = CoreCommunicator(configuration, events)

/** Where a communicator logs to unless it is told: only where the JVM runs with assertions, as for tests and debugging. */
internal fun defaultLogSink(): ContactCenterLogging? =
    if (ContactCenterCommunicator::class.java.desiredAssertionStatus()) ContactCenterStandardErrorLog() else null
