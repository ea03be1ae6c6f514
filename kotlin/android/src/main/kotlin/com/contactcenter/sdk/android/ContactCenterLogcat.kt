// The log sink for logcat. It is on by default in debuggable apps only; a released app turns it on itself.

package com.contactcenter.sdk.android

import android.content.Context
import android.content.pm.ApplicationInfo
import android.util.Log
import com.contactcenter.sdk.ContactCenterLogLevel
import com.contactcenter.sdk.ContactCenterLogging

/**
 * A log sink that writes to logcat, with the tag `ContactCenter`. It is the default sink of the communicators of
 * [ContactCenterAndroid.createCommunicator] in debuggable apps; in other apps they log nothing.
 * [setLogSink][com.contactcenter.sdk.ContactCenterCommunicator.setLogSink] sets another sink or another level.
 */
public class ContactCenterLogcat : ContactCenterLogging {
    override fun log(level: ContactCenterLogLevel, category: String, message: String) {
        Log.println(level.priority(), LOG_TAG, "$category: $message")
    }

    private fun ContactCenterLogLevel.priority(): Int = when (this) {
        ContactCenterLogLevel.ERROR -> Log.ERROR
        ContactCenterLogLevel.WARNING -> Log.WARN
        ContactCenterLogLevel.INFO -> Log.INFO
        ContactCenterLogLevel.DEBUG -> Log.DEBUG
    }
}

/** Whether this is a debug build of the app. */
internal fun Context.isDebuggable(): Boolean = applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE != 0

internal const val LOG_TAG = "ContactCenter"
