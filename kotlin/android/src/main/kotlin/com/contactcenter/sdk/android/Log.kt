// Under what name the Android parts write into the system's log. They write what an integrator has to know, and nothing
// of chats.

package com.contactcenter.sdk.android

internal const val LOG_TAG = "ContactCenter"
