// What the package leaves to the platform. The JVM has no classes that BPContactCenter's calls take; Android has its own file.

package com.contactcenter.sdk.compat

/** Calls that take classes of the platform: none on the JVM. */
public interface PlatformCommunicating : CommonCommunicating

/** Ways to make a communicator that take classes of the platform: none on the JVM. */
public interface PlatformFactory
