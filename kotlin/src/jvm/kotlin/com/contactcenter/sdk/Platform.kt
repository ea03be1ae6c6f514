// What the shared sources leave to the platform, as the JVM of a desktop or a server has it. Android has its own file
// of this name.

package com.contactcenter.sdk

/** The settings as this platform completes them: the core itself asks the operating system whom to trust. */
internal fun ContactCenterConfiguration.onThisPlatform(): ContactCenterConfiguration = this

/** Where a communicator logs to unless it is told: only where the JVM runs with assertions, as for tests and debugging. */
internal fun defaultLogSink(): ContactCenterLogging? =
    if (ContactCenterCommunicator::class.java.desiredAssertionStatus()) ContactCenterStandardErrorLog() else null
