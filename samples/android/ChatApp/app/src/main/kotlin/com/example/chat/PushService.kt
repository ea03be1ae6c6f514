// Firebase's side of pushes: one line for each of the two things that it tells.

package com.example.chat

import com.contactcenter.sdk.android.ContactCenterAndroid
import com.google.firebase.messaging.FirebaseMessagingService
import com.google.firebase.messaging.RemoteMessage

class PushService : FirebaseMessagingService() {
    override fun onMessageReceived(message: RemoteMessage) {
        ContactCenterAndroid.onMessageReceived(message.data)
    }

    override fun onNewToken(token: String) {
        ContactCenterAndroid.onNewToken(this, token)
    }
}
