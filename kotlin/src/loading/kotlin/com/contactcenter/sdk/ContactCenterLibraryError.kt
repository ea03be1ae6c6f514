// What an app is told where the SDK's native library is not there, or is not the right one. The loader's own words name a file
// and nothing that one could do about it.

package com.contactcenter.sdk

/**
 * The native library of the SDK cannot be used: it is missing, it was built for another processor, or it is of another version
 * than these classes. [message] says which of these, and what to do.
 *
 * A mistake of packaging, which no retry mends. Everything that needs the library throws it, every time; nothing was sent.
 */
public class ContactCenterLibraryError internal constructor(message: String, cause: Throwable) :
    UnsatisfiedLinkError(message) {
    init {
        initCause(cause)
    }
}
