// The core calls from three threads of its own. Unless told otherwise JNA makes them known to the JVM anew for every call,
// under a new name each time, which costs more than the call; and threads that merely stay known keep a JVM from exiting.

package com.contactcenter.sdk

import com.sun.jna.Callback
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native

/** Has to be used before the library is: JNA asks when it first sees a callback. */
internal object CoreThreads {
    private val callbacks: Map<Callback, String> = mapOf(
        uniffiRustFutureContinuationCallbackImpl to "contact-center",
        uniffiCallbackInterfaceCoreEventsDelegating.chatSessionEvents to "contact-center-delegate",
        uniffiCallbackInterfaceCoreEventsDelegating.chatSessionFailed to "contact-center-delegate",
        uniffiCallbackInterfaceCoreEventsDelegating.chatSessionClosed to "contact-center-delegate",
        uniffiCallbackInterfaceCoreEventsDelegating.connectionStateChanged to "contact-center-delegate",
        uniffiCallbackInterfaceCoreEventsDelegating.messageStatusChanged to "contact-center-delegate",
        uniffiCallbackInterfaceCoreTransferProgress.transferProgressed to "contact-center-delegate",
        uniffiCallbackInterfaceContactCenterLogging.log to "contact-center-log",
    )

    /** Attaches each thread at its first call, as a daemon, until it ends. */
    fun keepAttached() {
        for ((callback, name) in callbacks) {
            Native.setCallbackThreadInitializer(callback, CallbackThreadInitializer(true, false, name))
        }
    }
}
