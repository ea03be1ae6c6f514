// Where the SDK keeps what must survive the process: out of reach of backups, because a client id or a push token that
// comes back on another device would be two devices that claim to be one.

package com.contactcenter.sdk.android

import android.content.Context
import android.util.AtomicFile
import com.contactcenter.sdk.ContactCenterException
import com.contactcenter.sdk.eraseStorage
import com.contactcenter.sdk.storedClientID
import java.io.File
import java.io.IOException

internal class StoreFolder(context: Context) {
    private val folder = File(File(context.dataPath, "no_backup"), "contact-center")
    private val tokenFile = AtomicFile(File(folder, "push-token"))

    val path: String get() = folder.path

    /** Made the first time, the same ever after. */
    fun clientID(): String = storedClientID(path)

    /** The last push token of Firebase, which reports each token only once. */
    var token: String?
        get() = try {
            tokenFile.readFully().decodeToString().ifBlank { null }
        } catch (_: IOException) {
            null
        }
        set(value) {
            if (value == null) tokenFile.delete() else write(value)
        }

    /** Leaves nothing behind that the SDK has kept. */
    fun erase() {
        token = null
        if (folder.exists()) eraseStorage(path)
    }

    private fun write(token: String) {
        try {
            folder.mkdirs()
            val out = tokenFile.startWrite()
            try {
                out.write(token.toByteArray())
                tokenFile.finishWrite(out)
            } catch (failure: IOException) {
                tokenFile.failWrite(out)
                throw failure
            }
        } catch (failure: IOException) {
            throw ContactCenterException.Storage("the push token is not kept (${failure.javaClass.name})")
        }
    }
}

/** Where the app's data is. [Context.getNoBackupFilesDir] is made below it, but asking for that touches the disk. */
private val Context.dataPath: String
    get() = applicationInfo.run { if (isDeviceProtectedStorage) deviceProtectedDataDir else dataDir }
