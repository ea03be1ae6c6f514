package guides

import com.contactcenter.sdk.ContactCenterCommunicator
import com.contactcenter.sdk.ContactCenterException

class Pushes(private val communicator: ContactCenterCommunicator, private val openChatID: () -> String?) {
    private var token: String? = null

    /** From FirebaseMessagingService.onNewToken, and with what FirebaseMessaging.getToken gives at the start. */
    suspend fun tokenChanged(token: String) {
        this.token = token
        openChatID()?.let { subscribe(it) }
    }

    /** After every requestChat: the subscription belongs to the chat. */
    suspend fun subscribe(chatID: String) {
        val token = token ?: return
        communicator.subscribeForRemoteNotificationsFirebase(chatID, token)
    }

    /** From FirebaseMessagingService.onMessageReceived, with RemoteMessage.data. False for a push that is not the chat's. */
    fun received(data: Map<String, String>): Boolean = try {
        communicator.appDidReceiveMessage(data)
        true
    } catch (_: ContactCenterException.InvalidArgument) {
        false
    }
}
