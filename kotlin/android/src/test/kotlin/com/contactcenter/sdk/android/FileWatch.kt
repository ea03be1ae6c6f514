// What StrictMode sees on a device: which files a thread touches.

package com.contactcenter.sdk.android

import java.security.Permission

/** Records the files of the app, and those of the platform's roots, that the calling thread reads, writes or asks for. */
@Suppress("DEPRECATION")
internal class FileWatch : SecurityManager() {
    private val watched = Thread.currentThread()
    private val files = mutableListOf<String>()

    fun during(work: () -> Unit): List<String> {
        System.setSecurityManager(this)
        try {
            work()
        } finally {
            System.setSecurityManager(null)
        }
        return files
    }

    override fun checkRead(file: String): Unit = touched(file)

    override fun checkWrite(file: String): Unit = touched(file)

    override fun checkDelete(file: String): Unit = touched(file)

    /** Everything is allowed. */
    override fun checkPermission(permission: Permission): Unit = Unit

    private fun touched(file: String) {
        if (Thread.currentThread() !== watched) return
        // Not the classes that are loaded meanwhile.
        if (file.startsWith(application.applicationInfo.dataDir) || file.endsWith("cacerts")) files += file
    }
}
