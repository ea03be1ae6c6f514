// Firebase is not on Maven Central. As much of its surface as the sample's service uses stands in for it, so that the
// service is compiled and run here too.

package com.google.firebase.messaging

import android.app.Service
import android.content.Intent
import android.os.IBinder

class RemoteMessage(val data: Map<String, String>)

open class FirebaseMessagingService : Service() {
    open fun onMessageReceived(message: RemoteMessage) = Unit

    open fun onNewToken(token: String) = Unit

    override fun onBind(intent: Intent?): IBinder? = null
}
