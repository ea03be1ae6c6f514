// The log where Android developers look for it. In an app that is released nobody but its makers has any business in
// it, so there it says nothing unless it is asked to.

package com.contactcenter.sdk.android

import android.content.Context
import android.content.pm.ApplicationInfo
import android.util.Log
import com.contactcenter.sdk.ContactCenterLogLevel
import com.contactcenter.sdk.ContactCenterLogging

/**
 * Writes to logcat, under the tag `ContactCenter`. What a communicator of [ContactCenterAndroid.createCommunicator] logs
 * to by default in debuggable apps; in others it logs nothing.
 * [setLogSink][com.contactcenter.sdk.ContactCenterCommunicator.setLogSink] has it otherwise, and down to another level.
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

/** Whether this is a build for those who make the app. */
internal fun Context.isDebuggable(): Boolean = applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE != 0

internal const val LOG_TAG = "ContactCenter"
